"""A book with texts of the sender's choice in place of what some of its cells hold. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from data_access.uploads.files.addresses import column_of
from data_access.uploads.files.book import Book
from data_access.uploads.files.grid import Cell, Grid

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def replaced(book: Book, replacements: Mapping[tuple[str, str], str]) -> Book:
    """The book with texts by (sheet, cell) put in; all else, the places too, stays.

    Cells that the book does not have are passed over.
    """
    if not replacements:
        return book
    by_sheet: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (sheet, cell), text in replacements.items():
        by_sheet[sheet][cell] = text
    return replace(
        book,
        tables=tuple(replace(table, grid=_put(table.grid, by_sheet)) for table in book.tables),
        others=tuple(_put(grid, by_sheet) for grid in book.others),
        as_at_cells=tuple(
            replace(cell, value=replacements.get((cell.sheet, cell.cell), cell.value))
            for cell in book.as_at_cells
        ),
    )


def _put(grid: Grid, by_sheet: Mapping[str, Mapping[str, str]]) -> Grid:
    texts = by_sheet.get(grid.name)
    if not texts:
        return grid
    put: dict[tuple[int, int], Cell] = {
        place: text for cell, text in texts.items() if (place := place_of(grid, cell)) is not None
    }
    for (row, column), text in list(put.items()):
        if column in grid.said_in:  # merged cells say the same in all their rows
            put |= {(at, column): text for at in np.flatnonzero(grid.said_in[column] == row).tolist()}
    return replace(grid, rows=grid.rows.replaced(put))


def place_of(grid: Grid, cell: str) -> tuple[int, int] | None:
    """Where in `Grid.rows` a cell stands, by its address: row and column; None where there is no such cell."""
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        return None
    row = int(match.group(2)) - grid.first_row
    column = column_of(match.group(1)) - grid.first_column
    if grid.is_turned:
        row, column = column, row
    is_within = 0 <= row < len(grid.rows) and 0 <= column < len(grid.rows.columns)
    return (row, column) if is_within else None
