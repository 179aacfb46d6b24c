"""The cells of a sheet as they were read, each in its true place, and which of its rows list nothing."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from data_access.uploads.encoded import EncodedRows, Flags, Places, rows_of
from data_access.uploads.files.addresses import letters_of


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value in a cell, such as #REF!"""

    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A number that its sheet shows as a percentage: 0.35 is 35%."""

    value: float


@dataclass(frozen=True, slots=True)
class Month:
    """A date that its sheet shows as a month alone: `day` is its first day."""

    day: date


Cell = str | int | float | bool | date | datetime | time | timedelta | Share | Month | CellError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of merged cells, its ends included; rows and columns as in `Grid.rows`."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of a sheet; `rows[0][0]` stands in row `first_row` (from 1), column `first_column` (from 0).

    An empty cell is an empty text or None. `fills`: the light that a cell's
    own colour shows (red, amber, green), by row and column. A sheet that is turned has its columns as
    `rows`; all its other places are turned with it, but `first_row` and `first_column` are the sheet's own.
    `said_in`: for a column with cells merged downwards, for each row the row in which its cell is written.
    """

    name: str
    rows: EncodedRows[Cell]
    first_row: int = 1
    first_column: int = 0
    is_hidden: bool = False
    merged: tuple[Area, ...] = ()
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_turned: bool = False
    said_in: Mapping[int, Places] = field(default_factory=dict)

    def place(self, row: int, column: int) -> str:
        """The address of `rows[row][column]`, such as C5."""
        if self.is_turned:
            row, column = column, row
        return f"{letters_of(self.first_column + column)}{self.first_row + row}"

    def cell(self, row: int, column: int) -> Cell:
        """What stands in `rows[row][column]`."""
        return self.rows.columns[column].at(row)

    def turned(self) -> "Grid":
        """The same sheet with its columns as rows."""
        return replace(
            self,
            rows=rows_of([column.whole() for column in self.rows.columns]),
            merged=tuple(
                Area(top=area.left, left=area.top, bottom=area.right, right=area.bottom)
                for area in self.merged
            ),
            fills={(column, row): fill for (row, column), fill in self.fills.items()},
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
            is_turned=not self.is_turned,
            said_in={},
        )

    def is_repeated(self, column: int) -> Flags:
        """For each row whether what it says in a column is written further up, in cells merged downwards."""
        rows = np.arange(len(self.rows))
        found: Flags = self.said_in.get(column, rows) != rows
        return found


class RowRole(enum.StrEnum):
    """Why a row below the headers is not one of the things that a table lists."""

    NUMBERS = "numbers"  # the columns' numbers: 1, 2, 3 ...
    HEADERS = "headers"  # the headers once more
    SECTION = "section"  # one text for the rows below it
    SUBTOTAL = "subtotal"
    NOTE = "note"  # text below the table


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row of `Grid.rows` that is not read as a thing, and its text."""

    row: int
    role: RowRole
    text: str


def are_filled(cells: Iterable[Cell]) -> list[bool]:
    """Of each of some cells whether it is not blank."""
    return [bool(cell.strip()) if isinstance(cell, str) else cell is not None for cell in cells]


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
