"""A file as it was read: its sheets that we understand, the others, and what it says of itself."""

from dataclasses import dataclass
from datetime import date

from data_access.uploads.files.grid import Cell, Grid
from data_access.uploads.files.table import Table


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
