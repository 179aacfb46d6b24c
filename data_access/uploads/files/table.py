"""A sheet's table: what its headers, the headings of its sections and its rows say of things."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from data_access.model import Kind
from data_access.uploads.encoded import EncodedColumn, EncodedRows, Places, constant, encoded, places_of
from data_access.uploads.files.addresses import letters_of
from data_access.uploads.files.grid import Cell, Grid, LeftOut, RowRole, is_blank

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
