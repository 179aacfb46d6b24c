"""One sheet of a template: headers, rows, checks, and what is locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.dimensions import ColumnDimension

from data_access.uploads.columns import AS_AT, CellType, Column, Sheet
from data_access.uploads.files.addresses import letters_of
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.uploads.workbooks.cell_writers import (
    DATE_FORMAT,
    PERCENT_FORMAT,
    TEXT_FORMAT,
    Look,
    Page,
    Writer,
    date_writer,
    percent_writer,
    text_writer,
    value_writer,
)
from data_access.uploads.workbooks.template_checks import Checks
from data_access.uploads.workbooks.template_words import TemplateWords
from data_access.words import Words

EMPTY_ROWS = 200
"""How many rows below the last one have the checks of their columns too."""

_LAST_COLUMN = 16384
_WIDTHS = {
    CellType.CODE: 18,
    CellType.TEXT: 40,
    CellType.REFERENCE: 16,
    CellType.LIGHT: 24,
    CellType.ROLE: 42,
}
_OTHER_WIDTH = 20
_HEADER_HEIGHT = 34  # points: two lines
_NUMBER_FORMATS = {
    CellType.DATE: DATE_FORMAT,
    CellType.PERCENT: PERCENT_FORMAT,
    CellType.NUMBER: "General",
}
_COMMENT_WIDTH = 340  # pixels
_COMMENT_LETTERS = 46  # in a line of that width
_COMMENT_LINE = 19

_INK, _SECOND_INK = "14202B", "42505C"
_SHADE, _LIGHT_SHADE, _TO_FILL = "E3E8ED", "F6F7F8", "FFF6DC"


def _letters(colour: str, *, is_bold: bool = False) -> Font:
    """The typeface of cells that name none, in a colour."""
    return Font(name="Calibri", size=11, bold=is_bold, color=colour)


HEADER = Look(
    font=_letters(_INK, is_bold=True),
    fill=PatternFill("solid", fgColor=_SHADE),
    alignment=Alignment(wrap_text=True, vertical="center"),
)
_CODE = Look(font=_letters(_SECOND_INK), fill=PatternFill("solid", fgColor=_LIGHT_SHADE))
_OPEN = Look(is_locked=False)
_DAY = Look(
    font=_letters(_INK, is_bold=True),
    fill=PatternFill("solid", fgColor=_TO_FILL),
    alignment=Alignment(horizontal="left", vertical="center"),
    is_locked=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWriter:
    """Writes the sheets of one template: `day` is the day of its figures."""

    workbook: Workbook
    day: date
    languages: Sequence[str]
    words: TemplateWords
    checks: Checks

    def write(self, sheet: Sheet, rows: Sequence[Any], *, has_day: bool) -> None:
        """Add a sheet with these rows (see `rows.SheetRows`); `has_day`: above them stands the edition's day.

        The codes of the rows and the headers are locked, all other cells of the sheet are open.
        """
        page = self.workbook.create_sheet(sheet.title.spoken_in(self.languages, " – "))
        header_row = 2 if has_day else 1
        page.freeze_panes = f"C{header_row + 1}"
        for place, column in enumerate(sheet.columns):
            _open_columns(page, place, column)
        _open_columns(page, len(sheet.columns), None)
        for row in range(1, header_row + 1):
            page.row_dimensions[row].height = _HEADER_HEIGHT
        if has_day:
            self._write_day(page)
        page.append(
            [
                self._header(page, column.header, self.words.column(sheet.kind, column))
                for column in sheet.columns
            ]
        )
        writers = [(column.attribute, self._writer(page, column)) for column in sheet.columns]
        for row in rows:
            values = row._mapping
            page.append([write(values[name]) for name, write in writers])
        last_row = header_row + len(rows) + EMPTY_ROWS
        for place, column in enumerate(sheet.columns):
            letters = letters_of(place)
            cells = f"{letters}{header_row + 1}:{letters}{last_row}"
            check = self.checks.of_column(column, cells)
            if check is not None:
                page.data_validations.append(check)
        page.auto_filter.ref = f"A{header_row}:{letters_of(len(sheet.columns) - 1)}{last_row}"
        _protect(page)

    def _write_day(self, page: Page) -> None:
        page.append([self._header(page, AS_AT, self.words.as_at), date_writer(page, _DAY)(self.day)])
        page.data_validations.append(self.checks.of_day("B1"))

    def _header(self, page: Page, text: Words, comment: Words) -> Any:
        cell = HEADER.cell(page)
        # The slash stays for readers that lose the line break.
        cell.value = text.spoken_in(self.languages, " /\n")
        told = comment.spoken_in(self.languages, "\n\n")
        lines = sum(len(line) // _COMMENT_LETTERS + 1 for line in told.split("\n"))
        cell.comment = Comment(told, "", height=_COMMENT_LINE * (lines + 1), width=_COMMENT_WIDTH)
        return cell

    def _writer(self, page: Page, column: Column) -> Writer:
        """How the cells of a column are written."""
        if column.type is CellType.CODE:
            return text_writer(page, _CODE, TEXT_FORMAT)
        if column.type is CellType.DATE:
            return date_writer(page, _OPEN)
        if column.type is CellType.PERCENT:
            return percent_writer(page, _OPEN)
        if column.type is CellType.NUMBER:
            return value_writer(page, _OPEN)
        write = text_writer(page, _OPEN, TEXT_FORMAT)
        words = {CellType.LIGHT: LIGHT_WORDS, CellType.ROLE: ROLE_WORDS}.get(column.type)
        if words is None:
            return write
        spoken = {value: word.spoken_in(self.languages) for value, word in words.items()}
        return lambda value: write(spoken.get(value))


def _open_columns(page: Page, place: int, column: Column | None) -> None:
    """Give the cells that are still to be filled their format; no column: all to the right of ours."""
    letters = letters_of(place)
    last = place + 1 if column is not None else _LAST_COLUMN
    dimension = ColumnDimension(page, index=letters, min=place + 1, max=last)
    dimension.protection = Protection(locked=False)
    if column is not None:
        dimension.width = _WIDTHS.get(column.type, _OTHER_WIDTH)
        dimension.number_format = _NUMBER_FORMATS.get(column.type, TEXT_FORMAT)
    page.column_dimensions[letters] = dimension


def _protect(page: Page) -> None:
    """Lock what is to be locked, without a password; what a person does with rows and looks stays free."""
    protection = page.protection
    protection.sheet = True
    # In a workbook's own terms True means forbidden.
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = protection.insertHyperlinks = False
    protection.sort = protection.autoFilter = False
