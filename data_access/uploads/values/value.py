"""From what a cell holds to what is stored: dates, percentages, lights, roles, codes, text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import repeat
from math import isfinite

from data_access.uploads.columns import CellType, Column
from data_access.uploads.files.grid import Cell, CellError, Month, Share, is_blank
from data_access.uploads.values.cell_kinds import is_dash, says_nothing
from data_access.uploads.values.cell_text import code_of, printable, text_of
from data_access.uploads.values.dates import YEARS, Ambiguous, month_end, written_date
from data_access.uploads.values.lights import letters_of_lights, light_of_cell, says_no_light
from data_access.uploads.values.numbers import decimal_of, is_ambiguous
from data_access.uploads.values.vocabulary import ROLES, plain

__all__ = [
    "HIGHEST_NUMBER",
    "SERIALS",
    "YEARS",
    "Invalid",
    "Value",
    "code_of",
    "date_of",
    "number_of",
    "percent_of",
    "printable",
    "text_of",
    "values_of",
]

Value = str | int | date | None

_SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(18264, 91313)  # the days from 1950 to 2149
_PERCENT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)(%?)")
HIGHEST_NUMBER = 32767
_SPACES = re.compile(r"\s+")
# What stands for a character that could not be read in any encoding.
_UNREADABLE = "\ufffd"
# The dates of which a month or a quarter means the first day.
_BEGINNINGS = {"start"}
_TYPED = frozenset({CellType.DATE, CellType.PERCENT, CellType.NUMBER})


@dataclass(frozen=True, slots=True)
class Invalid:
    """A cell that does not hold what its column asks for; `code` and `params` as in `check.Fault`."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


def values_of(
    column: Column,
    cells: Sequence[Cell],
    *,
    day_first: bool | None = None,
    fills: Sequence[str | None] | None = None,
) -> list[Value | Invalid]:
    """The value of each of a column's distinct cells, or what is wrong with it.

    All of them are needed at once: a bare 1 among percentages means 100% where no number of the column is
    above 1, else 1%; so with lights said by single letters. `day_first`: whether 03/04/2026 is the third of
    April, where that is known of the file. `fills`: the light of each cell's colour.
    """
    if column.type is CellType.LIGHT:
        letters = letters_of_lights(cells)
        shown = zip(cells, fills, strict=True) if fills is not None else zip(cells, repeat(None))
        return [_light(cell, letters, fill) for cell, fill in shown]
    if (texts := _usual_texts(column, cells)) is not None:
        return texts
    read = _reader(column, cells, day_first)
    return [_value(column, read, cell) for cell in cells]


def _usual_texts(column: Column, cells: Sequence[Cell]) -> list[Value | Invalid] | None:
    """The values of texts that need no more than spaces at their ends taken off; None where one does."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if column.type not in {CellType.CODE, CellType.TEXT} or not texts or len(texts) < len(cells):
        return None
    together = "|".join(texts)
    is_usual = together.isprintable() and "  " not in together and _UNREADABLE not in together
    if not is_usual or max(map(len, texts)) > column.limit:
        return None
    blank = column.blank
    return [text or blank for text in map(str.strip, texts)]


def _value(column: Column, read: Callable[[Cell], Value | Invalid], cell: Cell) -> Value | Invalid:
    if is_blank(cell):
        return column.blank
    if isinstance(cell, CellError) or (isinstance(cell, float) and not isfinite(cell)):
        return Invalid("error_value")
    if isinstance(cell, str):
        if _UNREADABLE in cell:
            return Invalid("undecoded_text")
        if _stands_for_none(column, cell):
            return Invalid("no_value") if column.is_required else column.blank
    value = read(cell)
    if isinstance(value, str):
        if not value:
            return column.blank
        if len(value) > column.limit:
            return Invalid("too_long", (("limit", str(column.limit)), ("length", str(len(value)))))
    return value


def _stands_for_none(column: Column, text: str) -> bool:
    if column.type is CellType.REFERENCE:
        return is_dash(plain(text))
    return column.type in _TYPED and says_nothing(plain(text))


def _light(cell: Cell, letters: Mapping[str, str], fill: str | None) -> Value | Invalid:
    if isinstance(cell, CellError) or (isinstance(cell, float) and not isfinite(cell)):
        return Invalid("error_value")
    light = light_of_cell(cell, letters, fill)
    if light is None and not says_no_light(cell):
        return Invalid("unknown_light", () if fill is None else (("fill", fill),))
    return light


def _reader(
    column: Column, cells: Iterable[Cell], day_first: bool | None
) -> Callable[[Cell], Value | Invalid]:
    if column.type is CellType.PERCENT:
        one = 10000 if _is_in_shares(cells) else 100
        return lambda cell: percent_of(cell, one=one)
    if column.type is CellType.DATE:
        takes_first_day = column.attribute in _BEGINNINGS
        return lambda cell: date_of(cell, day_first=day_first, takes_first_day=takes_first_day)
    return _READERS[column.type]


def date_of(cell: Cell, *, day_first: bool | None = None, takes_first_day: bool = False) -> date | Invalid:
    """A day: a date cell, Excel's number of a day, or a written one (see `dates`).

    `day_first`: whether 03/04/2026 is the third of April; None: not known. `takes_first_day`: which day of a
    month or a quarter is meant.
    """
    found: date | Ambiguous | None = None
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, Month):
        found = month_end(cell.day, takes_first_day=takes_first_day)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIALS:
        found = _SERIAL_ZERO + timedelta(days=int(cell))
    elif isinstance(cell, str):
        found = written_date(cell, takes_first_day=takes_first_day)
    if isinstance(found, Ambiguous):
        if day_first is None:
            orders = (("day_first", found.day_first), ("month_first", found.month_first))
            return Invalid("ambiguous_date", tuple((order, day.isoformat()) for order, day in orders))
        found = found.day_first if day_first else found.month_first
    return found if found is not None and found.year in YEARS else Invalid("not_a_date")


def percent_of(cell: Cell, *, one: int = 10000) -> int | Invalid:
    """A percentage in hundredths of a percent (0 to 10000); `one`: what a bare 1 means."""
    found: Decimal | None = None
    if isinstance(cell, Share):
        found = Decimal(repr(cell.value)) * 10000
    elif isinstance(cell, str):
        match = _PERCENT.fullmatch(_SPACES.sub("", cell))
        if match:
            number = Decimal(match.group(1).replace(",", "."))
            found = number * 100 if match.group(2) else _bare_percent(number, one)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _bare_percent(Decimal(repr(cell)), one)
    if found is None or not 0 <= found <= 10000:
        return Invalid("not_a_percent")
    return round(found)


def _bare_percent(number: Decimal, one: int) -> Decimal:
    if number == 1:
        return Decimal(one)
    return number * (10000 if 0 < number < 1 else 100)


def _is_in_shares(cells: Iterable[Cell]) -> bool:
    """Whether no bare number of a column of percentages is above 1."""
    for cell in cells:
        if isinstance(cell, int | float) and cell > 1:
            return False
        if isinstance(cell, str):
            match = _PERCENT.fullmatch(_SPACES.sub("", cell))
            if match and not match.group(2) and Decimal(match.group(1).replace(",", ".")) > 1:
                return False
    return True


def number_of(cell: Cell) -> int | Invalid:
    """A whole number from 0 to 32767."""
    if isinstance(cell, str):
        number = None if is_ambiguous(cell) else decimal_of(cell)
        cell = None if number is None else float(number)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        return Invalid("not_a_number")
    if not 0 <= cell <= HIGHEST_NUMBER:
        return Invalid("not_a_number")
    return int(cell)


def _word_of(words: Mapping[str, str], code: str) -> Callable[[Cell], str | Invalid]:
    def read(cell: Cell) -> str | Invalid:
        text = text_of(cell)
        if (whole := words.get(plain(text))) is not None:
            return whole
        # The same word in two languages: Қызыл / Красный.
        meant = {words.get(plain(part)) for part in text.split("/")}
        one = meant.pop()
        return Invalid(code) if meant or one is None else one

    return read


_READERS: dict[CellType, Callable[[Cell], Value | Invalid]] = {
    CellType.CODE: code_of,
    CellType.REFERENCE: code_of,
    CellType.TEXT: text_of,
    CellType.NUMBER: number_of,
    CellType.ROLE: _word_of(ROLES, "unknown_role"),
}
