"""What the fast reader leaves out of a sheet, gathered by a lean pass over the file and put back.

Errors, percentages, dates shown as months, colours, hidden rows and columns; and the sheet's extent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from data_access.uploads.files.grid import Area, Cell, CellError, Month, Share

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of a cell's style: whether it shows a percentage or a month, and its colour's light."""

    is_percentage: bool = False
    is_month: bool = False
    light: str | None = None
    is_pale: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether cells of this style need no mark."""
        return not (self.is_percentage or self.is_month or self.light)


@dataclass(slots=True)
class SheetMarks:
    """The marked cells of a sheet by row and column, both from 0 as in the sheet itself."""

    errors: dict[Place, str] = field(default_factory=dict)
    percentages: list[Place] = field(default_factory=list)
    months: list[Place] = field(default_factory=list)
    fills: dict[Place, str] = field(default_factory=dict)
    pale: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)

    def add(self, place: Place, look: Look) -> None:
        """Mark a cell by its style."""
        if look.is_percentage:
            self.percentages.append(place)
        if look.is_month:
            self.months.append(place)
        if look.light is not None:
            (self.pale if look.is_pale else self.fills)[place] = look.light

    def lights(self) -> dict[Place, str]:
        """The lights that cells show by their colour; a pale one only where the next cells differ.

        Pale colours also shade whole rows, where they say nothing of a light.
        """
        single = {
            (row, column): light
            for (row, column), light in self.pale.items()
            if light not in {self.pale.get((row, column - 1)), self.pale.get((row, column + 1))}
        }
        return self.fills | single

    def put_into(self, rows: list[list[Cell]], first_row: int, first_column: int) -> None:
        """Put the marked values into cells whose first stands at this row and column of the sheet."""

        height, width = len(rows), len(rows[0]) if rows else 0

        def within(places: Iterable[Place]) -> Iterator[Place]:
            for row, column in places:
                if first_row <= row < first_row + height and first_column <= column < first_column + width:
                    yield row - first_row, column - first_column

        for row, column in within(self.percentages):
            held = rows[row][column]
            if isinstance(held, float | int) and not isinstance(held, bool):
                rows[row][column] = Share(float(held))
        for row, column in within(self.months):
            held = rows[row][column]
            if isinstance(held, date) and held.day == 1:
                rows[row][column] = Month(held.date() if isinstance(held, datetime) else held)
        for place, error in self.errors.items():
            for row, column in within((place,)):
                rows[row][column] = CellError(error)
