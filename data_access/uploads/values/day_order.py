"""Which comes first in a file's slashed dates, the day or the month: as the sender says, else as the file shows.

A file in which every such date can be read both ways is asked about once; nothing is guessed row by row.
"""

from collections.abc import Iterator
from dataclasses import replace

from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.files.book import Book
from data_access.uploads.values.dates import day_first_shown


def with_day_order(book: Book, day_first: bool | None) -> Book:
    """The book with the order of day and month; `day_first`: the sender's answer, if there is one."""
    order = day_first_shown(_written_dates(book)) if day_first is None else day_first
    return replace(
        book, day_first=order, tables=tuple(replace(table, day_first=order) for table in book.tables)
    )


def _written_dates(book: Book) -> Iterator[str]:
    for table in book.tables:
        for column in SHEETS[table.kind].columns:
            if column.type is CellType.DATE and column.attribute in table.columns:
                yield from (cell for cell in table.cells(column.attribute).cells if isinstance(cell, str))
    yield from (cell.value for cell in book.as_at_cells if isinstance(cell.value, str))
