"""How the cells of a workbook's column are written, so that what leaves stays what it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection

from data_access.uploads.values.value import printable

DATE_FORMAT = "dd.mm.yyyy"
PERCENT_FORMAT = "0%"
TEXT_FORMAT = "@"
_EXACT_PERCENT_FORMAT = "0.00%"
# Text that a spreadsheet would take for a formula or for an error.
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "#")
# A spreadsheet takes _x0041_ for the letter A; the underscore itself is written so.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Page = Any  # a sheet that openpyxl writes row by row; the types of openpyxl know only a part of it
Written = Any  # what openpyxl takes for a cell: a value or a cell
Writer = Callable[[Any], Written]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How cells look, and whether they are locked where their sheet is protected."""

    font: Font | None = None
    fill: PatternFill | None = None
    alignment: Alignment | None = None
    is_locked: bool = True

    def cell(self, page: Page, number_format: str = "General") -> Any:
        """An empty cell that looks so."""
        cell = WriteOnlyCell(page)
        cell.number_format = number_format
        if self.font is not None:
            cell.font = self.font
        if self.fill is not None:
            cell.fill = self.fill
        if self.alignment is not None:
            cell.alignment = self.alignment
        if not self.is_locked:
            cell.protection = Protection(locked=False)
        return cell


PLAIN = Look()

# In every writer one cell serves the whole column: a row is written before the next one is made.


def text_writer(page: Page, look: Look = PLAIN, number_format: str = "General") -> Writer:
    """Writes texts of one column; what looks like a formula stays text, an empty text leaves no cell."""
    usual, quoted = look.cell(page, number_format), look.cell(page, number_format)
    quoted.quotePrefix = True

    def write(value: str | None) -> Written:
        if not value:
            return None
        text = _ESCAPE.sub("_x005F_", printable(value))
        cell = quoted if text.startswith(_FORMULA_LIKE) else usual
        cell.value = text
        cell.data_type = "s"
        return cell

    return write


def is_plain(text: str) -> bool:
    """Whether a spreadsheet takes a printable text as it stands."""
    return not text.startswith(_FORMULA_LIKE) and not _ESCAPE.search(text)


def put_text(cell: Any, text: str) -> None:
    """Write a text into a single cell; what looks like a formula stays text."""
    cell.value = _ESCAPE.sub("_x005F_", printable(text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_LIKE)


def date_writer(page: Page, look: Look = PLAIN) -> Writer:
    """Writes days of one column."""
    return value_writer(page, look, DATE_FORMAT)


def value_writer(page: Page, look: Look = PLAIN, number_format: str = "General") -> Writer:
    """Writes days or numbers of one column, shown in a number format."""
    cell = look.cell(page, number_format)

    def write(value: date | float | None) -> Written:
        if value is None:
            return None
        cell.value = value
        return cell

    return write


def percent_writer(page: Page, look: Look = PLAIN) -> Writer:
    """Writes percentages of one column, given in hundredths of a percent."""
    whole = value_writer(page, look, PERCENT_FORMAT)
    exact = value_writer(page, look, _EXACT_PERCENT_FORMAT)

    def write(value: int | None) -> Written:
        if value is None:
            return None
        return (exact if value % 100 else whole)(value / 10000)

    return write
