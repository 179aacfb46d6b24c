"""A file as it was read: its sheets, each cell in its true place, and what its headers say."""

import enum
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from data_access.model import Kind
from data_access.uploads.encoded import (
    EncodedColumn,
    EncodedRows,
    Flags,
    Places,
    constant,
    encoded,
    places_of,
    rows_of,
)
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


AS_ABOVE = "↑"
"""The meaning of a section's heading that says the same as the heading before it, as that of a stage does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a section: the address of its first cell and its text; both empty where there is none."""

    cell: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header: its column and the row of its last words (as in `Grid.rows`), its text, its attribute, if any.

    Several rows of headers are one text, from top to bottom, with line ends between.
    """

    column: int
    text: str
    attribute: str | None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of a known kind: its headers end in `grid.rows[header_row]`, its things are in `things`.

    `first_header_row`: where the headers begin. `things`: rows of `grid.rows`, empty ones among them.
    `by_section`: attributes that no column gives but the heading of the section that a row stands in.
    `constants`: texts that hold for all rows, by attributes that nothing else gives. `meanings`: by attribute,
    what is read in place of a cell that is not in our words. `day_first`: whether 03/04/2026 is the third of
    April; None: not known.
    """

    grid: Grid
    kind: Kind
    header_row: int
    headers: tuple[Header, ...]
    first_header_row: int
    things: Sequence[int]
    left_out: tuple[LeftOut, ...] = ()
    by_section: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[Cell, str]] = field(default_factory=dict)
    day_first: bool | None = None

    @property
    def body(self) -> EncodedRows[Cell]:
        """The rows of things."""
        return self.grid.rows.taken(self.things)

    def row_number(self, index: int) -> int:
        """The number in the sheet of the row `body[index]` (of a turned table: of its column, from 1)."""
        return self.things[index] + self._first_number

    def row_numbers(self, indexes: Places) -> list[int]:
        """The numbers of some rows."""
        numbers: list[int] = (places_of(self.things)[indexes] + self._first_number).tolist()
        return numbers

    @property
    def _first_number(self) -> int:
        return self.grid.first_column + 1 if self.grid.is_turned else self.grid.first_row

    def cell(self, index: int, column: int) -> str:
        """The address at which `body[index][column]` is written."""
        row = self.things[index]
        said_in = self.grid.said_in.get(column)
        return self.grid.place(row if said_in is None else int(said_in[row]), column)

    def place_of(self, row_number: int, attribute: str) -> str:
        """The address at which the row of a number (see `row_number`) says an attribute; empty where it does not."""
        index = bisect_left(self.things, row_number - self._first_number)
        if attribute == "code":
            return self.grid.place(self.things[index], self.columns["code"])
        if attribute in self.columns:
            return self.cell(index, self.columns[attribute])
        return self.headings().at(index).cell if attribute in self.by_section else ""

    def cells(self, attribute: str) -> EncodedColumn[Cell]:
        """What is read for an attribute, one cell for each row of `body`.

        Of its column, else of the headings of sections, else the constant. A code holds for one row alone:
        where its cell is merged with others the first of them has it.
        """
        place = self.columns.get(attribute)
        meanings = self.meanings.get(attribute, {})
        if place is None and attribute in self.by_section:
            return self._of_headings(meanings)
        if place is None:
            return constant(self.constants[attribute], len(self.things))
        column = self.grid.rows.columns[place]
        if attribute == "code" and place in self.grid.said_in:
            places = np.where(self.grid.is_repeated(place), len(column.cells), column.places)
            column = EncodedColumn([*column.cells, None], places)
        column = column.taken(self.things)
        return column.read_as([meanings.get(cell, cell) for cell in column.cells]) if meanings else column

    def _of_headings(self, meanings: Mapping[Cell, str]) -> EncodedColumn[Cell]:
        headings = self.headings()
        found: list[Cell] = [None]
        for heading in headings.cells[1:]:
            said = meanings.get(heading.text, heading.text)
            found.append(found[-1] if said == AS_ABOVE else said)
        return headings.read_as(found).taken(range(len(self.things)))

    def fills(self, attribute: str) -> EncodedColumn[str | None]:
        """The light that the colour of each of the `cells` of an attribute shows, if any."""
        place = self.columns.get(attribute)
        lights = {row: light for (row, column), light in self.grid.fills.items() if column == place}
        if not lights:
            return constant(None, len(self.things))
        return encoded(list(map(lights.get, self.things)))

    def headings(self) -> EncodedColumn[Heading]:
        """The heading of the section of each row of `body`."""
        return headings_of(self.grid, self.left_out, self.things)

    @property
    def attributes(self) -> tuple[str, ...]:
        """What the table says of its things, by columns first."""
        return tuple(dict.fromkeys((*self.columns, *self.by_section, *self.constants)))

    @property
    def columns(self) -> dict[str, int]:
        """For each attribute its column; of two columns for one attribute the first."""
        found: dict[str, int] = {}
        for header in self.headers:
            if header.attribute is not None:
                found.setdefault(header.attribute, header.column)
        return found

    @property
    def letters(self) -> dict[str, str]:
        """For each attribute the letters of its column (of a turned table: the number of its row)."""
        grid = self.grid
        return {
            name: str(grid.first_row + column) if grid.is_turned else letters_of(grid.first_column + column)
            for name, column in self.columns.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AsAtCell:
    """The cell that says the day that an edition's figures speak of."""

    sheet: str
    cell: str
    value: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """What one of our own workbooks says of itself: the data version and the day that it was made from."""

    version: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A file's sheets: `tables` those that we understand, `others` those that hold something else.

    `lines_in_other_encodings`: the numbers of a text file's lines that are not in the encoding of the rest.
    `day_first`: as in each table.
    """

    file_name: str
    tables: tuple[Table, ...] = ()
    others: tuple[Grid, ...] = ()
    as_at_cells: tuple[AsAtCell, ...] = ()
    made_from: MadeFrom | None = None
    lines_in_other_encodings: tuple[int, ...] = ()
    day_first: bool | None = None

    def letters(self) -> dict[str, dict[str, str]]:
        """For each sheet, the letters of the column of each attribute; kept with the upload."""
        return {table.grid.name: table.letters for table in self.tables}


def headings_of(
    grid: Grid, left_out: Iterable[LeftOut], things: Sequence[int] | Places
) -> EncodedColumn[Heading]:
    """For each of some rows the heading of the section that it stands in; a subtotal ends a section.

    First of all is what stands above the first heading, then all headings in their order.
    """
    ends = [one for one in left_out if one.role in {RowRole.SECTION, RowRole.SUBTOTAL}]
    places = np.searchsorted([one.row for one in ends], places_of(things))
    return EncodedColumn([Heading(), *(_heading(grid, one) for one in ends)], places)


def _heading(grid: Grid, end: LeftOut) -> Heading:
    row = end.row
    if end.role is RowRole.SUBTOTAL:
        return Heading()
    cells = {column: cell for column, cell in enumerate(grid.rows[row]) if not is_blank(cell)}
    text = " ".join(cell.strip() for cell in cells.values() if isinstance(cell, str))
    return Heading(cell=grid.place(row, min(cells)), text=text)


def are_filled(cells: Iterable[Cell]) -> list[bool]:
    """Of each of some cells whether it is not blank."""
    return [bool(cell.strip()) if isinstance(cell, str) else cell is not None for cell in cells]


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
