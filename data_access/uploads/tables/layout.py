"""Finding the table in a sheet: which rows are its headers, which its things, whether it lies on its side.

It is found by its shape (text above columns of dates and numbers, merged cells, a row of the columns' numbers)
without knowing any word; words that are known only help. Pure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from data_access.uploads.encoded import EncodedRows
from data_access.uploads.files.grid import Grid, LeftOut, RowRole
from data_access.uploads.tables.header_block import LaidHeader, is_number_row, laid_headers
from data_access.uploads.tables.layout_rows import sort_rows
from data_access.uploads.tables.merged_cells import filled_down
from data_access.uploads.values.cell_kinds import BLANK, TEXT, TYPED, kind_of

_ROWS_SEARCHED = 40
_ROWS_COMPARED = 80  # below the headers, to see what their columns hold
_COLUMNS_SEARCHED = 300
_DEEPEST = 3
_AREAS_SEARCHED = 2000
_LONGEST_HEADER = 150
_ROWS_OF_A_SHEET_ON_ITS_SIDE = 60
_COLUMNS_OF_A_SHEET_ON_ITS_SIDE = 2000
_SURELY_KNOWN = 5  # so many known headers in a row: the sheet does not lie on its side

KnownWords = Callable[[Sequence[LaidHeader]], int]
"""How many of some headers name columns that are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table as it lies in `grid`, which is turned where the sheet's table lies on its side.

    `headers`: one for every column of the grid, in order, without texts where it has none. `things`: the
    rows that list something, empty ones among them. `score`: how sure this is, to compare layouts of a sheet.
    """

    grid: Grid
    header_rows: range
    headers: tuple[LaidHeader, ...]
    things: Sequence[int]
    left_out: tuple[LeftOut, ...]
    score: float

    @property
    def has_sections(self) -> bool:
        """Whether rows stand in sections with headings."""
        return any(one.role is RowRole.SECTION for one in self.left_out)


def find_layout(grid: Grid, known_words: KnownWords = lambda headers: 0) -> Layout | None:
    """The most likely table of a sheet; None where nothing looks like one.

    `known_words` counts those of some headers that are known.
    """
    upright = _best(grid, known_words)
    best = upright
    width = len(grid.rows.columns)
    is_sure = upright is not None and upright.known >= _SURELY_KNOWN
    is_small = len(grid.rows) <= _ROWS_OF_A_SHEET_ON_ITS_SIDE and 1 < width <= _COLUMNS_OF_A_SHEET_ON_ITS_SIDE
    if is_small and not is_sure:
        lying = _best(grid.turned(), known_words)
        if lying is not None and (upright is None or _lies_on_its_side(upright, lying)):
            best = lying
    if best is None:
        return None
    whole = grid if best.grid.is_turned == grid.is_turned else grid.turned()
    headers = laid_headers(whole, best.rows)
    things, left_out = sort_rows(whole, best.rows, headers)
    return Layout(
        grid=filled_down(whole, things),
        header_rows=best.rows,
        headers=headers,
        things=things,
        left_out=left_out,
        score=best.score,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Rows that may be the headers.

    `contrast`: columns of numbers and dates with a text above. `mixed`: columns of texts as well as those.
    `bare`: columns that hold something but have no header.
    """

    grid: Grid
    rows: range
    headers: tuple[LaidHeader, ...]
    known: int
    contrast: int
    mixed: int
    bare: int
    score: float


def _lies_on_its_side(upright: _Block, lying: _Block) -> bool:
    if upright.known or lying.known:
        return lying.known > upright.known and lying.known > 1
    is_whole = lying.rows[0] <= 1 and not lying.bare
    return is_whole and lying.contrast > 0 == lying.mixed and upright.mixed > 1


def _best(grid: Grid, known_words: KnownWords) -> _Block | None:
    few = [area for area in grid.merged if area.top < _ROWS_SEARCHED + _DEEPEST]
    shapes = _Shapes(replace(grid, merged=tuple(few[:_AREAS_SEARCHED])))
    blocks = (block for rows in shapes.candidates() if (block := _block(shapes, rows, known_words)))
    return max(blocks, key=lambda block: block.score, default=None)


class _Shapes:
    """What the cells at the top of a sheet look like, and how many of a kind there are below any row."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._headers: dict[range, tuple[LaidHeader, ...]] = {}
        top = EncodedRows(grid.rows.columns[:_COLUMNS_SEARCHED], len(grid.rows))
        rows = list(top[: _ROWS_SEARCHED + _ROWS_COMPARED])
        self.rows = [list(map(kind_of, row)) for row in rows]
        self.filled = [sum(kind != BLANK for kind in row) for row in self.rows]
        self.has_numbers = list(map(is_number_row, rows[: _ROWS_SEARCHED + _DEEPEST]))
        columns = list(zip(*self.rows, strict=True))
        self._counts = {
            kind: [list(accumulate((one == kind for one in column), initial=0)) for column in columns]
            for kind in (BLANK, TEXT, TYPED)
        }

    def headers(self, rows: range) -> tuple[LaidHeader, ...]:
        """The headers that some rows hold; a row is looked at by itself and as what stands below others."""
        if rows not in self._headers:
            self._headers[rows] = laid_headers(self.grid, rows, _COLUMNS_SEARCHED)
        return self._headers[rows]

    def candidates(self) -> Iterator[range]:
        """The blocks of rows that may be headers."""
        for top in range(min(_ROWS_SEARCHED, len(self.rows))):
            for bottom in range(top, min(top + _DEEPEST, len(self.rows))):
                if not self.filled[bottom]:
                    break
                yield range(top, bottom + 1)

    def below(self, row: int, column: int) -> tuple[int, int, int]:
        """How many cells of a column below a row are of text, typed, and not blank."""
        end = min(row + 1 + _ROWS_COMPARED, len(self.rows))
        text, typed, blank = (
            self._counts[kind][column][end] - self._counts[kind][column][row + 1]
            for kind in (TEXT, TYPED, BLANK)
        )
        return text, typed, end - row - 1 - blank


def _block(shapes: _Shapes, rows: range, known_words: KnownWords) -> _Block | None:
    grid, last = shapes.grid, rows[-1]
    if any(shapes.has_numbers[row] for row in rows):
        return None
    headers = shapes.headers(rows)
    named = {header.column for header in headers if header.texts}
    if len(named) < 2:
        return None
    used, typed, mixed = set(), set(), set()
    for column in range(len(shapes.rows[0])):
        texts, numbers, filled = shapes.below(last, column)
        if filled:
            used.add(column)
        if numbers > texts:
            typed.add(column)
        if numbers and texts:
            mixed.add(column)
    known = known_words(headers)
    contrast = sum(any(shapes.rows[row][column] == TEXT for row in rows) for column in named & typed)
    score = 2.0 * contrast + len(named & used) - 2 * len(used - named) - 0.05 * rows[0]
    score += 8 * known if known > 1 else known
    score -= 3 * sum(kind == TYPED for row in rows for kind in shapes.rows[row])
    score -= _against_its_neighbours(shapes, rows, typed, len(named), known_words)
    score -= _against_its_form(shapes, rows, headers, len(named))
    if not used:
        score -= 3
    if score <= 0 or (not known and not contrast and len(named & used) < 2):
        return None
    return _Block(
        grid=grid,
        rows=rows,
        headers=headers,
        known=known,
        contrast=contrast,
        mixed=len(named & mixed),
        bare=len(used - named),
        score=score,
    )


def _against_its_neighbours(
    shapes: _Shapes, rows: range, typed: set[int], named: int, known_words: KnownWords
) -> float:
    """What the rows above and below say against a block: that the headers begin earlier or end later."""
    against = 0.0
    top, below = rows[0], rows[-1] + 1
    if top and shapes.filled[top - 1] >= max(2, named / 2) and TYPED not in shapes.rows[top - 1]:
        against += shapes.filled[top - 1]
    if below >= len(shapes.rows):
        return against
    if shapes.has_numbers[below]:
        return against - 5
    row = shapes.rows[below]
    against += 2 * sum(row[column] == TEXT for column in typed)
    if (known := known_words(shapes.headers(range(below, below + 1)))) > 1:
        against += 8 * known
    return against


def _against_its_form(shapes: _Shapes, rows: range, headers: Sequence[LaidHeader], named: int) -> float:
    """What the block's own form says against it: titles among its rows, merged cells cut, long texts."""
    against = len(rows) - 1.0
    if len(rows) > 1:
        against += sum(6 for row in rows if shapes.filled[row] == 1)
    for area in shapes.grid.merged:
        begins_within, ends_within = area.top in rows, area.bottom in rows
        if begins_within != ends_within:
            against += 4
        if begins_within and named > 2 and area.right - area.left + 1 >= named:
            against += 6
    against += sum(len(header.text) > _LONGEST_HEADER for header in headers)
    texts = [header.text for header in headers if header.texts]
    return against + 0.5 * (len(texts) - len(set(texts)))
