"""A file as it was sent -> its sheets, headers and the day that it speaks of. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from data_access.uploads.book import (
    AsAtCell,
    Book,
    Cell,
    Grid,
    MadeFrom,
    Table,
    UnreadableFileError,
    is_blank,
)
from data_access.uploads.columns import AS_AT
from data_access.uploads.headers import find_table, known_words
from data_access.uploads.read_csv import read_csv
from data_access.uploads.read_xlsx import read_xlsx
from data_access.uploads.values import date_of, text_of
from data_access.uploads.vocabulary import plain
from data_access.words import LANGUAGES

ABOUT_SHEET = "_about"
"""The hidden sheet of our own workbooks that says what they were made from."""

_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_AS_AT = re.compile("|".join(rf"\b{re.escape(plain(getattr(AS_AT, language)))}\b" for language in LANGUAGES))
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}")


def read_workbook(file_name: str, content: bytes) -> Book:
    """Read a workbook or a text file of rows; what it is, is seen from its bytes, not from its name.

    Raises UnreadableFileError.
    """
    if not content.strip():
        raise UnreadableFileError("empty_file")
    is_workbook = content.startswith(_WORKBOOK_MARKS)
    grids = read_xlsx(content) if is_workbook else [read_csv(content, known_words)]
    tables: list[Table] = []
    others: list[Grid] = []
    made_from: MadeFrom | None = None
    for grid in grids:
        if grid.is_hidden and grid.name == ABOUT_SHEET:
            made_from = _made_from(grid)
        elif table := find_table(grid):
            tables.append(table)
        elif grid.rows:
            others.append(grid)
    return Book(
        file_name=file_name,
        tables=tuple(tables),
        others=tuple(others),
        as_at_cells=tuple(cell for table in tables for cell in _as_at_cells(table)),
        made_from=made_from,
    )


def _as_at_cells(table: Table) -> Iterator[AsAtCell]:
    """The cells above the headers that give the day of the edition: in, beside or below its label."""
    above = table.grid.rows[: table.header_row]
    for row, cells in enumerate(above):
        for column, cell in enumerate(cells):
            found = (
                _as_at(above, row, column) if isinstance(cell, str) and _AS_AT.search(plain(cell)) else None
            )
            if found is not None:
                at_row, at_column, value = found
                yield AsAtCell(sheet=table.grid.name, cell=table.grid.place(at_row, at_column), value=value)


def _as_at(above: Sequence[Sequence[Cell]], row: int, column: int) -> tuple[int, int, Cell] | None:
    """Where the day is that belongs to the label in a cell, and what is written there."""
    text = plain(text_of(above[row][column]))
    if day := _DAY.search(text):
        return row, column, day.group()
    label, rest = _AS_AT.split(text, maxsplit=1)
    if rest.strip(" :"):
        return None if label else (row, column, rest.strip(" :"))
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
