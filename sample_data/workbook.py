"""Writing an edition as a workbook, the same bytes each time."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data_access.uploads.columns import AS_AT, SHEETS, CellType, Column
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.words import Words
from sample_data.plan import NAME
from sample_data.register import Row, SheetRows

_HEADER_ROW = 4
_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="DDE6EE")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {CellType.CODE: 13, CellType.TEXT: 44, CellType.DATE: 12}
_OTHER_WIDTH = 14
_ZIP_DAY = (2021, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def workbook_of(sheets: list[SheetRows], *, languages: tuple[str, ...], as_at: date, anchor: date) -> bytes:
    """A workbook with headers in `languages`; days are counted from `anchor`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(getattr(SHEETS[sheet.kind].title, languages[0]))
        _write_head(page, sheet, languages, as_at)
        _write_rows(page, sheet, languages[0], anchor)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, without the moment of saving: the same cells give the same bytes."""
    raw, even = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as source, ZipFile(even, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(b"2021-01-01T00:00:00Z", content)
            part = ZipInfo(name, _ZIP_DAY)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, content)
    return even.getvalue()


def _write_head(page: Worksheet, sheet: SheetRows, languages: tuple[str, ...], as_at: date) -> None:
    """Title, the day that the figures speak of, headers."""
    page.cell(1, 1, _spoken(NAME, languages)).font = Font(bold=True, size=14)
    page.cell(2, 1, _spoken(AS_AT, languages[:1]))
    page.cell(2, 2, as_at).number_format = "DD.MM.YYYY"
    for place, attribute in enumerate(sheet.attributes, start=1):
        column = SHEETS[sheet.kind].column(attribute)
        cell = page.cell(_HEADER_ROW, place, _spoken(column.header, languages))
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _WRAPPED
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.type, _OTHER_WIDTH)
    page.freeze_panes = f"B{_HEADER_ROW + 1}"


def _write_rows(page: Worksheet, sheet: SheetRows, language: str, anchor: date) -> None:
    columns = [SHEETS[sheet.kind].column(attribute) for attribute in sheet.attributes]
    for number, row in enumerate(sheet.rows, start=_HEADER_ROW + 1):
        for place, column in enumerate(columns, start=1):
            _write_cell(page, (number, place), column, row, language, anchor)


def _write_cell(
    page: Worksheet, place: tuple[int, int], column: Column, row: Row, language: str, anchor: date
) -> None:
    value = row.get(column.attribute)
    if value is None or value == "":
        return
    if isinstance(value, str):
        words = {CellType.LIGHT: LIGHT_WORDS, CellType.ROLE: ROLE_WORDS}.get(column.type)
        page.cell(*place, getattr(words[value], language) if words else value)
    elif column.type is CellType.DATE:
        page.cell(*place, anchor + timedelta(days=value)).number_format = "DD.MM.YYYY"
    elif column.type is CellType.PERCENT:
        page.cell(*place, value / 100).number_format = "0%"
    else:
        page.cell(*place, value)


def _spoken(words: Words, languages: tuple[str, ...]) -> str:
    """In one language, or in two beside each other where they differ."""
    return " / ".join(dict.fromkeys(getattr(words, language) for language in languages))
