"""What is known -> a workbook of our sheets, which imports again with no change."""

import io
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from data_access.model import Kind
from data_access.reads.snapshot import Reader, in_scope
from data_access.uploads.columns import AS_AT, SHEETS, CellType, Column, Sheet
from data_access.uploads.read import ABOUT_SHEET
from data_access.uploads.rows import sheet_rows
from data_access.uploads.values import printable
from data_access.uploads.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.words import Words

_DATE_FORMAT = "dd.mm.yyyy"
_WIDTHS = {CellType.CODE: 16, CellType.TEXT: 40, CellType.REFERENCE: 14}
_OTHER_WIDTH = 18
# Text that a spreadsheet would take for a formula or for an error.
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "#")
# A spreadsheet takes _x0041_ for the letter A; the underscore itself is written so.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WITHOUT_FIELD = {Kind.MINISTRY, Kind.PERSON}

Written = Any  # what openpyxl takes for a cell: a value or a cell
Writer = Callable[[Any], Written]


def export_workbook(
    reader: Reader,
    *,
    kinds: Collection[Kind] = tuple(SHEETS),
    field_id: int | None = None,
    language: str = "kk",
) -> bytes:
    """A workbook (XLSX) of the things at the reader's view and in its scope; headers are in `language`.

    Imported again as it is, it changes nothing: its day is the view's, and a hidden sheet says the version
    and day that it was made from, so that figures left as they are do not count as reported anew unless the
    day is changed. With `field_id`, or in a limited scope, ministries and people are left out: they belong
    to no field.
    """
    workbook = Workbook(write_only=True)
    is_narrowed = field_id is not None or reader.view.scope.fields is not None
    for kind, sheet in SHEETS.items():
        if kind in kinds and not (is_narrowed and kind in _WITHOUT_FIELD):
            _write_sheet(workbook, sheet, _rows(reader, kind, field_id), reader.view.day, language)
    about = workbook.create_sheet(ABOUT_SHEET)
    about.sheet_state = "veryHidden"
    about.append(["version", reader.view.version])
    about.append(["day", reader.view.day.isoformat()])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _rows(reader: Reader, kind: Kind, field_id: int | None) -> Iterable[Any]:
    found = sheet_rows(reader.view, kind)
    statement = found.select
    if kind not in _WITHOUT_FIELD:
        statement = statement.where(in_scope(found.field_id, reader.view))
        if field_id is not None:
            statement = statement.where(found.field_id == field_id)
    return sorted(reader.connection.execute(statement), key=lambda row: row.code)


def _write_sheet(workbook: Workbook, sheet: Sheet, rows: Iterable[Any], day: date, language: str) -> None:
    page = workbook.create_sheet(getattr(sheet.title, language))
    has_day = sheet.kind is Kind.MILESTONE
    page.freeze_panes = "C3" if has_day else "C2"
    for place, column in enumerate(sheet.columns):
        page.column_dimensions[chr(65 + place)].width = _WIDTHS.get(column.type, _OTHER_WIDTH)
    if has_day:
        page.append([_bold(page, AS_AT.spoken(language)), date_writer(page)(day)])
    page.append([_bold(page, column.header.spoken(language)) for column in sheet.columns])
    writers = [(column.attribute, _writer(page, column, language)) for column in sheet.columns]
    for row in rows:
        values = row._mapping
        page.append([write(values[name]) for name, write in writers])


def _writer(page: WriteOnlyWorksheet, column: Column, language: str) -> Writer:
    """How the cells of a column are written."""
    if column.type is CellType.DATE:
        return date_writer(page)
    if column.type is CellType.PERCENT:
        return _percentages(page)
    if column.type is CellType.LIGHT:
        return _words(LIGHT_WORDS, language)
    if column.type is CellType.ROLE:
        return _words(ROLE_WORDS, language)
    if column.type is CellType.NUMBER:
        return lambda value: value
    return text_writer(page)


def date_writer(page: WriteOnlyWorksheet) -> Writer:
    """What writes the days of one column."""

    # One cell serves the whole column: a row is written before the next one is made.
    cell = WriteOnlyCell(page)
    cell.number_format = _DATE_FORMAT

    def write(value: date | None) -> Written:
        if value is None:
            return None
        cell.value = value
        return cell

    return write


def _percentages(page: WriteOnlyWorksheet) -> Writer:
    whole, exact = WriteOnlyCell(page), WriteOnlyCell(page)
    whole.number_format, exact.number_format = "0%", "0.00%"

    def write(value: int | None) -> Written:
        if value is None:
            return None
        cell = exact if value % 100 else whole
        cell.value = value / 10000
        return cell

    return write


def text_writer(page: WriteOnlyWorksheet) -> Writer:
    """What writes texts into a page: one that looks like a formula stays text."""

    def write(value: str | None) -> Written:
        if not value:
            return None
        text = _ESCAPE.sub("_x005F_", printable(value))
        if not text.startswith(_FORMULA_LIKE):
            return text
        cell = WriteOnlyCell(page, value=text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    return write


def _words(words: dict[str, Words], language: str) -> Writer:
    return lambda value: None if value is None else words[value].spoken(language)


def _bold(page: WriteOnlyWorksheet, text: str) -> Any:
    cell = WriteOnlyCell(page, value=text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
