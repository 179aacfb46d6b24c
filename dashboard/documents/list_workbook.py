"""A list as a workbook of one sheet: headers, one row a thing, texts that stay texts and dates that are dates."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from data_access.uploads.files.addresses import letters_of
from data_access.uploads.workbooks.cell_writers import date_writer, text_writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list: its header, its width in letters, and whether it holds dates."""

    header: str
    width: int
    is_date: bool = False


def list_workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], *, fixed_columns: int = 0
) -> bytes:
    """The list as XLSX; headers and `fixed_columns` stay in sight, what looks like a formula stays text."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title)
    page.freeze_panes = f"{letters_of(fixed_columns)}2"
    for place, column in enumerate(columns):
        page.column_dimensions[letters_of(place)].width = column.width
    page.append([column.header for column in columns])
    # A writer serves one column.
    writers = [date_writer(page) if column.is_date else text_writer(page) for column in columns]
    for row in rows:
        page.append([write(value) for write, value in zip(writers, row, strict=True)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
