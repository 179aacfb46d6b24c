"""A file as it was sent -> its sheets, headers and the day that it speaks of. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from data_access.uploads.columns import (
    ABOUT_SHEET,
    AS_AT,
    AS_AT_WITH_A_DAY,
    FINDINGS,
    INSTRUCTIONS,
    LISTS_SHEET,
)
from data_access.uploads.files.book import AsAtCell, Book, MadeFrom
from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Bounds
from data_access.uploads.files.grid import Cell, Grid, is_blank
from data_access.uploads.files.read_csv import read_csv
from data_access.uploads.files.read_xlsx import OLE_MARK, ZIP_MARK, read_xlsx
from data_access.uploads.files.table import Table
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.tables.header_block import LaidHeader
from data_access.uploads.tables.headers import find_table, is_named, known_words
from data_access.uploads.values.value import date_of, text_of
from data_access.uploads.values.vocabulary import plain
from data_access.words import LANGUAGES

_LABELS = [plain(getattr(AS_AT, language)) for language in LANGUAGES]
_AS_AT, _WITH_A_DAY = (
    re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words))
    for words in (_LABELS, (*_LABELS, *AS_AT_WITH_A_DAY))
)
_LONGEST_HEADER = 500
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}")


def read_workbook(file_name: str, content: bytes, bounds: Bounds = DEFAULT_BOUNDS) -> Book:
    """Read a workbook or a text file of rows; what it is, is seen from its bytes, not from its name.

    Raises UnreadableFileError.
    """
    bounds.check_size(content)
    if not content.strip():
        raise UnreadableFileError("empty_file")
    other_lines: tuple[int, ...] = ()
    if content.startswith((ZIP_MARK, OLE_MARK)):
        grids = read_xlsx(content, bounds)
    else:
        grid, other_lines = read_csv(content, _known_texts, bounds)
        grids = [grid]
    tables: list[Table] = []
    others: list[Grid] = []
    made_from: MadeFrom | None = None
    for grid in grids:
        if grid.is_hidden and grid.name == ABOUT_SHEET:
            made_from = _made_from(grid)
        elif grid.name == LISTS_SHEET or any(
            is_named(grid.name, title) for title in (INSTRUCTIONS, FINDINGS)
        ):
            continue
        elif table := find_table(grid):
            tables.append(table)
        elif grid.rows:
            others.append(grid)
    return Book(
        file_name=file_name,
        tables=tuple(tables),
        others=tuple(others),
        as_at_cells=tuple(cell for table in tables for cell in as_at_cells(table)),
        made_from=made_from,
        lines_in_other_encodings=other_lines,
    )


def _known_texts(texts: Sequence[str]) -> int:
    return known_words([LaidHeader(column=0, row=0, texts=(text[:_LONGEST_HEADER],)) for text in texts])


def as_at_cells(table: Table) -> Iterator[AsAtCell]:
    """The cells above the headers that give the day of the edition: in, beside or below its label.

    Above a table that lies on its side is what stands over its first attribute, among its headers.
    """
    grid, end = table.grid, table.first_header_row
    if grid.is_turned:
        grid, end = grid.turned(), min(table.columns.values(), default=0)
    above = grid.rows[:end]
    for row, cells in enumerate(above):
        for column, cell in enumerate(cells):
            found = None
            if isinstance(cell, str) and _WITH_A_DAY.search(plain(cell)):
                found = _as_at(above, row, column)
            if found is not None:
                at_row, at_column, value = found
                yield AsAtCell(sheet=table.grid.name, cell=grid.place(at_row, at_column), value=value)


def _as_at(above: Sequence[Sequence[Cell]], row: int, column: int) -> tuple[int, int, Cell] | None:
    """Where the day is that belongs to the label in a cell, and what is written there."""
    text = plain(text_of(above[row][column]))
    if day := _DAY.search(text):
        return row, column, day.group()
    # The label may stand in several languages, one after the other, and the day before it or behind.
    parts = [part.strip(" :/|()") for part in _WITH_A_DAY.split(text)]
    said = next((part for part in parts if isinstance(date_of(part), date)), None)
    if said is not None:
        return row, column, said
    if _AS_AT.search(text) is None:
        return None
    label, *others = _AS_AT.split(text)
    rest = "".join(others).strip(" :/|()")
    if rest:
        return None if label else (row, column, rest)
    beside = ((row, other) for other in range(column + 1, len(above[row])))
    below = ((other, column) for other in range(row + 1, len(above)))
    for at_row, at_column in (*beside, *below):
        if not is_blank(above[at_row][at_column]):
            return at_row, at_column, above[at_row][at_column]
    return None


def _made_from(grid: Grid) -> MadeFrom | None:
    told = {text_of(row[0]): row[1] for row in grid.rows if len(row) > 1}
    version, day = told.get("version"), date_of(told.get("day"))
    if isinstance(version, int | float) and isinstance(day, date):
        return MadeFrom(version=int(version), day=day)
    return None
