"""From what a cell holds to what is stored: dates, percentages, lights, roles, codes, text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from data_access.uploads.book import Cell, CellError, Share, is_blank
from data_access.uploads.columns import CellType, Column
from data_access.uploads.vocabulary import LIGHTS, ROLES, plain

Value = str | int | date | None

_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(18264, 91313)  # the days from 1950 to 2149
_YEARS = range(1950, 2150)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+0{1,2}:00(?::00)?)?")
_PERCENT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)(%?)")
_HIGHEST_NUMBER = 32767
# What neither XML nor PostgreSQL can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Invalid:
    """A cell that does not hold what its column asks for; `code` and `params` as in `check.Fault`."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


def values_of(column: Column, cells: Sequence[Cell]) -> list[Value | Invalid]:
    """The value of each cell of a column, or what is wrong with it.

    All cells of the column are needed at once: a bare 1 among percentages means 100% where no number of
    the column is above 1, else 1%.
    """
    read = _reader(column, cells)
    blank = column.blank
    known: defaultdict[type, dict[Cell, Value | Invalid]] = defaultdict(dict)
    values: list[Value | Invalid] = []
    for cell in cells:
        # Cells of a column repeat; the type is part of the key because 1 == 1.0 == True.
        of_type = known[cell.__class__]
        try:
            value = of_type[cell]
        except KeyError:
            value = of_type[cell] = _value(column, read, cell, blank)
        values.append(value)
    return values


def _value(
    column: Column, read: Callable[[Cell], Value | Invalid], cell: Cell, blank: Value
) -> Value | Invalid:
    if is_blank(cell):
        return blank
    if isinstance(cell, CellError) or (isinstance(cell, float) and not isfinite(cell)):
        return Invalid("error_value")
    value = read(cell)
    if isinstance(value, str):
        if not value:
            return blank
        if len(value) > column.limit:
            return Invalid("too_long", (("limit", str(column.limit)), ("length", str(len(value)))))
    return value


def _reader(column: Column, cells: Iterable[Cell]) -> Callable[[Cell], Value | Invalid]:
    if column.type is CellType.PERCENT:
        one = 10000 if _is_in_shares(cells) else 100
        return lambda cell: percent_of(cell, one=one)
    return _READERS[column.type]


def text_of(cell: Cell) -> str:
    """The text of a cell, as a person would read it."""
    if isinstance(cell, str):
        return printable(cell).strip()
    if isinstance(cell, Share):
        return f"{cell.value * 100:.10g}%"
    if isinstance(cell, CellError):
        return cell.text
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def printable(text: str) -> str:
    """A text with plain line ends and without characters that a workbook or a database cannot hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def code_of(cell: Cell) -> str:
    """A code, its own or another thing's: without spaces at its ends or doubled ones within."""
    return _SPACES.sub(" ", text_of(cell)).strip()


def date_of(cell: Cell) -> date | Invalid:
    """A day: a date cell, Excel's number of a day, DD.MM.YYYY or ISO."""
    found: date | None = None
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        found = _SERIAL_ZERO + timedelta(days=int(cell))
    elif isinstance(cell, str):
        found = _written_date(cell.strip())
    return found if found is not None and found.year in _YEARS else Invalid("not_a_date")


def _written_date(text: str) -> date | None:
    if match := _ISO.fullmatch(text):
        year, month, day = match.group(1, 2, 3)
    elif match := _DOTTED.fullmatch(text):
        day, month, year = match.group(1, 2, 3)
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


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
    if isinstance(cell, str) and cell.strip().isdecimal():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        return Invalid("not_a_number")
    if not 0 <= cell <= _HIGHEST_NUMBER:
        return Invalid("not_a_number")
    return int(cell)


def _word_of(words: Mapping[str, str], code: str) -> Callable[[Cell], str | Invalid]:
    def read(cell: Cell) -> str | Invalid:
        return words.get(plain(text_of(cell)), Invalid(code))

    return read


_READERS: dict[CellType, Callable[[Cell], Value | Invalid]] = {
    CellType.CODE: code_of,
    CellType.REFERENCE: code_of,
    CellType.TEXT: text_of,
    CellType.DATE: date_of,
    CellType.NUMBER: number_of,
    CellType.LIGHT: _word_of(LIGHTS, "unknown_light"),
    CellType.ROLE: _word_of(ROLES, "unknown_role"),
}
