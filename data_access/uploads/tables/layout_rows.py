"""The rows below the headers: which list things, and which are sections, subtotals, notes or headers again."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from statistics import median_low

import numpy as np

from data_access.uploads.encoded import Flags, Places
from data_access.uploads.files.grid import (
    Cell,
    CellError,
    Grid,
    LeftOut,
    RowRole,
    Share,
    are_filled,
    is_blank,
)
from data_access.uploads.tables.header_block import LaidHeader, is_number_row
from data_access.uploads.values.cell_kinds import BLANK, NEUTRAL, TEXT, TYPED, kind_of
from data_access.uploads.values.cell_text import text_of

_SUBTOTAL = re.compile(
    r"(?:итог(?:о|и)?|всего|барлығы|жиын(?:ы|тығы)|қорытынды|(?:sub|grand )?-?total|sum)\b", re.IGNORECASE
)
# One of these is in every text that it matches.
_PARTS_OF_SUBTOTALS = ("итог", "всего", "барлығы", "жиын", "қорытынды", "total", "sum")
_ROMAN = re.compile(r"[IVXІХ]{1,6}[.)]?")
_SPACE = re.compile(r"\s")
_DIGIT = re.compile(r"\d")
_ROWS_COMPARED = 200
_MOST_CELLS_OF_A_NOTE = 2
_FEWEST_COLUMNS = 3
_FEW_CELLS = 2
_WORDS_OF_A_SUBTOTAL = 5


def sort_rows(
    grid: Grid, header_rows: range, headers: Sequence[LaidHeader]
) -> tuple[Sequence[int], tuple[LeftOut, ...]]:
    """The rows of things below the headers, empty ones among them, and the rows that are left out."""
    return _Rows(grid, header_rows, headers).sorted()


class _Rows:
    def __init__(self, grid: Grid, header_rows: range, headers: Sequence[LaidHeader]) -> None:
        self.grid = grid
        self.first = header_rows[-1] + 1
        self.headers = list(grid.rows.taken(header_rows))
        self.header_beginnings = {_first(cells) for cells in self.headers}
        self.named = [header.column for header in headers if header.texts]
        # Cells merged sideways over half of the columns, by their row.
        self.wide = {
            area.top
            for area in grid.merged
            if area.top == area.bottom
            and 2 * (area.right - area.left + 1) >= max(len(self.named), _FEWEST_COLUMNS)
        }
        self.covered: Places = np.zeros(len(grid.rows), int)
        for area in grid.merged:
            if area.bottom > area.top >= self.first and area.top < len(grid.rows):
                self.covered[area.top + 1 : area.bottom + 1] += 1
        self.are_filled = [column.where(are_filled(column.cells)) for column in grid.rows.columns]
        self.filled: Places = np.stack(self.are_filled).sum(axis=0)
        compared = range(self.first, min(self.first + _ROWS_COMPARED, len(grid.rows)))
        rows = [row for row in compared if self.filled[row] > 1]
        self.usual = median_low(self.filled[rows].tolist()) if rows else 1
        self.samples = {
            column: [cell for row in rows if not is_blank(cell := grid.cell(row, column))]
            for column in self.named[:2]
        }

    def sorted(self) -> tuple[Sequence[int], tuple[LeftOut, ...]]:
        left_out: list[LeftOut] = []
        filled = self.first + np.flatnonzero(self.filled[self.first :])
        # The columns' numbers stand directly below headers: in the first row or after one that may be headers.
        likely = self._may_be_others()[filled]
        likely[1:] |= likely[:-1].copy()
        likely[:1] = True
        last_headers = -1
        for place in np.flatnonzero(likely).tolist():
            row = int(filled[place])
            cells = self.grid.rows[row]
            role = self._role(row, cells, int(self.filled[row]), is_below_headers=last_headers == place - 1)
            if role is not None:
                left_out.append(LeftOut(row=row, role=role, text=_text(cells)))
            if role is RowRole.HEADERS:
                last_headers = place
        things = range(self.first, len(self.grid.rows))
        if left_out:
            others = {one.row for one in left_out}
            return self._without_notes([row for row in things if row not in others], left_out)
        return self._without_notes(things, left_out)

    def _may_be_others(self) -> Flags:
        """For each row whether it may be something else than a thing: the others need no look."""
        found: Flags = np.less_equal(self.filled, _FEW_CELLS)
        found[[row for row in self.wide if row < len(found)]] = True
        is_begun = np.zeros(len(self.grid.rows), bool)
        for column, is_filled in zip(self.grid.rows.columns, self.are_filled, strict=True):
            begins = np.flatnonzero(is_filled & ~is_begun)
            if len(begins):
                first = column.taken(begins)
                found[begins] |= first.where(self._may_begin_others(first.cells))
                is_begun |= is_filled
        return found

    def _may_begin_others(self, cells: Sequence[Cell]) -> list[bool]:
        """Whether rows of headers or subtotals may begin with any of these cells."""
        together = "\n".join(cell for cell in cells if isinstance(cell, str)).casefold()
        has_subtotals = any(part in together for part in _PARTS_OF_SUBTOTALS)
        return [
            cell in self.header_beginnings or (has_subtotals and _begins_subtotal(cell)) for cell in cells
        ]

    def _role(
        self, row: int, cells: Sequence[Cell], filled: int, *, is_below_headers: bool
    ) -> RowRole | None:
        first = _first(cells)
        if filled > 1 and first in self.header_beginnings and cells in self.headers:
            return RowRole.HEADERS
        if is_below_headers and is_number_row(cells):
            return RowRole.NUMBERS
        if not isinstance(first, str):
            return None
        if _begins_subtotal(first) and _is_sum(cells):
            return RowRole.SUBTOTAL
        if self._is_wide(row, cells):
            return RowRole.SECTION
        return RowRole.SECTION if filled <= _FEW_CELLS and self._is_section(row, cells, filled) else None

    def _is_wide(self, row: int, cells: Sequence[Cell]) -> bool:
        """Whether a row is a text in cells merged over half of the columns, with sums behind it at most."""
        if row not in self.wide:
            return False
        text, *others = (cell for cell in cells if not is_blank(cell))
        are_sums = all(isinstance(cell, int | float | Share) for cell in others)
        if kind_of(text) != TEXT or not others:
            return kind_of(text) == TEXT
        return are_sums and bool(_SPACE.search(text_of(text))) and bool(self.filled[row] < self.usual)

    def _is_section(self, row: int, cells: Sequence[Cell], filled: int) -> bool:
        """Whether a row is one text for the rows below it: merged, or alone at its beginning and no code."""
        if len(self.named) < _FEWEST_COLUMNS:
            return False
        texts = [column for column, cell in enumerate(cells) if not is_blank(cell)]
        if filled == 2:
            numeral, text = (text_of(cells[column]) for column in texts)
            return _ROMAN.fullmatch(numeral) is not None and _SPACE.search(text) is not None
        if kind_of(cells[texts[0]]) != TEXT:
            return False
        if texts[0] not in self.named[:2]:
            return False
        if texts[0] == self.named[1] and not self._is_numbered():
            return False
        if texts[0] == self.named[0] and self._is_numbered():
            return True  # a code alone, where the rows' numbers stand
        text = text_of(cells[texts[0]])
        others = [text_of(cell) for cell in self.samples[texts[0]]]
        if not _SPACE.search(text):
            return not _DIGIT.search(text) and 2 * sum(map(bool, map(_DIGIT.search, others))) > len(others)
        return texts[0] != self.named[0] or 2 * sum(map(bool, map(_SPACE.search, others))) < len(others)

    def _is_numbered(self) -> bool:
        """Whether the first column holds the rows' numbers."""
        cells = self.samples[self.named[0]]
        return 2 * sum(kind_of(cell) == TYPED for cell in cells) > len(cells)

    def _without_notes(
        self, things: Sequence[int], left_out: list[LeftOut]
    ) -> tuple[Sequence[int], tuple[LeftOut, ...]]:
        """Take off the texts below the table: after an empty row, or sections that nothing follows."""
        rows = self.grid.rows
        said = np.where(
            self.filled, self.filled + self.covered, 0
        )  # merged cells speak of each of their rows
        last = next((row for row in reversed(things) if 2 * said[row] > self.usual), -1)
        below = things[bisect_right(things, last) :]
        after = [row for row in below if self.filled[row]]
        gap = next((row for row in below if not self.filled[row]), None)
        if last >= 0 and gap is not None and all(row > gap and self._is_note(rows[row]) for row in after):
            noted = set(after)
            things = [row for row in things if row not in noted]
            left_out = [
                *left_out,
                *(LeftOut(row=row, role=RowRole.NOTE, text=_text(rows[row])) for row in after),
            ]
        end = next((row for row in reversed(things) if self.filled[row]), -1)
        left_out = [
            LeftOut(row=one.row, role=RowRole.NOTE, text=one.text)
            if one.role is RowRole.SECTION and one.row > end >= 0
            else one
            for one in left_out
        ]
        if things and len(things) == things[-1] - things[0] + 1:
            return range(things[0], things[-1] + 1), tuple(left_out)
        return things, tuple(sorted(left_out, key=lambda one: one.row))

    def _is_note(self, cells: Sequence[Cell]) -> bool:
        texts = [cell for cell in cells if not is_blank(cell)]
        return (
            len(texts) <= _MOST_CELLS_OF_A_NOTE < self.usual
            and all(kind_of(cell) == TEXT for cell in texts)
            and any(_SPACE.search(text_of(cell)) for cell in texts)
        )


def _first(cells: Sequence[Cell]) -> Cell:
    """The first cell of a row that holds something; None where none does."""
    if cells and not is_blank(cells[0]):
        return cells[0]
    return next((cell for cell in cells if not is_blank(cell)), None)


def _begins_subtotal(cell: Cell) -> bool:
    return isinstance(cell, str) and _SUBTOTAL.match(cell.strip()) is not None


def _is_sum(cells: Sequence[Cell]) -> bool:
    """Whether a row holds one text and beside it nothing but numbers; alone it must be short."""
    kinds = [kind_of(cell) for cell in cells]
    if kinds.count(TEXT) != 1:
        return False
    beside = [(kind, cell) for kind, cell in zip(kinds, cells, strict=True) if kind not in {BLANK, TEXT}]
    if not beside:
        return len(text_of(cells[kinds.index(TEXT)]).split()) <= _WORDS_OF_A_SUBTOTAL
    return all(
        kind == NEUTRAL or isinstance(cell, int | float | str | Share | CellError) for kind, cell in beside
    )


def _text(cells: Sequence[Cell]) -> str:
    return " ".join(text for cell in cells if (text := text_of(cell)))
