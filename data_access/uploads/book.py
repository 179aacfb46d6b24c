"""A file as it was read: its sheets, each cell in its true place, and what its headers say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from data_access.model import Kind


class UnreadableFileError(Exception):
    """The file cannot be read at all; `code` says why.

    empty_file, unknown_format, damaged_file, password_protected, too_large.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value in a cell, such as #REF!"""

    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A number that its sheet shows as a percentage: 0.35 is 35%."""

    value: float


Cell = str | int | float | bool | date | datetime | time | timedelta | Share | CellError | None


def letters_of(column: int) -> str:
    """The letters of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of a sheet; `rows[0][0]` stands in row `first_row` (from 1), column `first_column` (from 0).

    All rows have the same width. An empty cell is an empty text or None.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    first_column: int = 0
    is_hidden: bool = False

    def place(self, row: int, column: int) -> str:
        """The address of `rows[row][column]`, such as C5."""
        return f"{letters_of(self.first_column + column)}{self.first_row + row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header: its column (as in `Grid.rows`), its text, and the attribute that it names, if any."""

    column: int
    text: str
    attribute: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of a known kind: the headers in `grid.rows[header_row]`, things in the rows below."""

    grid: Grid
    kind: Kind
    header_row: int
    headers: tuple[Header, ...]

    @property
    def body(self) -> Sequence[Sequence[Cell]]:
        """The rows below the headers."""
        return self.grid.rows[self.header_row + 1 :]

    def row_number(self, index: int) -> int:
        """The number in the sheet of the row `body[index]`."""
        return self.grid.first_row + self.header_row + 1 + index

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
        """For each attribute the letters of its column."""
        return {name: letters_of(self.grid.first_column + column) for name, column in self.columns.items()}


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
    """A file's sheets: `tables` those that we understand, `others` those that hold something else."""

    file_name: str
    tables: tuple[Table, ...] = ()
    others: tuple[Grid, ...] = ()
    as_at_cells: tuple[AsAtCell, ...] = ()
    made_from: MadeFrom | None = None

    def letters(self) -> dict[str, dict[str, str]]:
        """For each sheet, the letters of the column of each attribute; kept with the upload."""
        return {table.grid.name: table.letters for table in self.tables}


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
