"""The texts over each column of a block of header rows: its own, and those of the group that it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.uploads.files.grid import Area, Cell, Grid, is_blank
from data_access.uploads.values.cell_text import text_of

_FEWEST_NUMBERS = 3
_LONGEST = 500  # letters of a header that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidHeader:
    """A column's header as it lies: texts of its own, and of the groups over it and its neighbours.

    Both from top to bottom: a bilingual header in two rows has two texts. `row`: of the lowest text.
    """

    column: int
    row: int
    texts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it, with line ends between."""
        return "\n".join((*self.groups, *self.texts))


def laid_headers(grid: Grid, rows: range, columns: int | None = None) -> tuple[LaidHeader, ...]:
    """The headers that some rows hold, one for every column, without texts where there are none.

    `columns`: how many columns are looked at, if not all.
    """
    width = min(len(grid.rows.columns), columns or len(grid.rows.columns))
    spans = [_spans(grid, row, rows[-1], width) for row in rows]
    headers = []
    for column in range(width):
        texts: list[str] = []
        groups: list[str] = []
        lowest = rows[0]
        for row, groups_of_row in zip(rows, spans, strict=True):
            group = groups_of_row.get(column)
            if group is not None:
                groups.append(_text(grid.cell(row, group)))
            elif not is_blank(grid.cell(row, column)):
                texts.append(_text(grid.cell(row, column)))
                lowest = row
        # A group over nothing is the column's own header.
        if groups and not texts and spans[rows[-1] - rows[0]].get(column) == column:
            texts, groups = groups, []
        headers.append(
            LaidHeader(column=column, row=lowest, texts=tuple(texts), groups=tuple(groups) if texts else ())
        )
    return tuple(headers)


def is_number_row(cells: Sequence[Cell]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 and so on in all its cells."""
    numbers = [_number(cell) for cell in cells if not is_blank(cell)]
    return len(numbers) >= _FEWEST_NUMBERS and numbers == list(range(1, len(numbers) + 1))


def _text(cell: Cell) -> str:
    return text_of(cell[:_LONGEST] if isinstance(cell, str) else cell)


def _number(cell: Cell) -> int | None:
    if isinstance(cell, str) and cell.strip(" .()").isdecimal():
        return int(cell.strip(" .()"))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        return int(cell)
    return None


def _spans(grid: Grid, row: int, last: int, width: int) -> dict[int, int]:
    """For each column under a group that begins in a row, the column where the group's text stands."""
    cells = grid.rows[row]
    found: dict[int, int] = {}
    areas = [area for area in grid.merged if area.top == row and area.right > area.left]
    for area in areas:
        if area.bottom < last and _has_text(grid, area.bottom + 1, last, area):
            found |= dict.fromkeys(range(area.left, min(area.right + 1, width)), area.left)
    if row == last or grid.merged:
        return found
    for column in range(width):
        # Not merged, as in text files: a text with nothing beside it, and texts below both.
        if is_blank(cells[column]) or not _is_filled(grid, row + 1, last, column):
            continue
        end = column + 1
        while end < width and _continues(grid, row, last, end):
            end += 1
        if end > column + 1:
            found |= dict.fromkeys(range(column, end), column)
    return found


def _has_text(grid: Grid, first: int, last: int, area: Area) -> bool:
    return any(_is_filled(grid, first, last, column) for column in range(area.left, area.right + 1))


def _is_filled(grid: Grid, first: int, last: int, column: int) -> bool:
    return any(not is_blank(grid.cell(row, column)) for row in range(first, last + 1))


def _continues(grid: Grid, row: int, last: int, column: int) -> bool:
    """Whether a column has no header of its own down to a row but has one below it."""
    return is_blank(grid.cell(row, column)) and _is_filled(grid, row + 1, last, column)
