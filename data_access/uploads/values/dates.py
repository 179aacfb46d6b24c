"""Days as people write them: in digits, with months in words of three languages, as months and quarters.

What stands for several days counts as its last day, or as its first where something begins (docs/decisions/0007).
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

YEARS = range(1950, 2150)
"""The years that a date may be in."""

_CENTURY, _TURN_OF_CENTURY = 100, 70
_TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_YEAR_WORD = r"(?:\s*(?:г|год|года|ж|жыл|жылы)\.?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})" + _TIME + _YEAR_WORD)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})" + _TIME + _YEAR_WORD)
_SLASHED = re.compile(r"(\d{1,2})(?:/(\d{1,2})/(\d{4}|\d{2})|-(\d{1,2})-(\d{4}))" + _TIME + _YEAR_WORD)
_MONTH_IN_DIGITS = re.compile(r"(\d{1,2})[./](\d{4})" + _YEAR_WORD + r"|(\d{4})-(\d{1,2})")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN_TOKENS = re.compile(r"[\s.,/()'’–-]*")
_LONGEST = 40

_MONTHS = (
    ("январ", "қаңтар", "january", "янв", "jan"),
    ("феврал", "ақпан", "february", "фев", "февр", "feb"),
    ("март", "наурыз", "march", "мар", "mar"),
    ("апрел", "сәуір", "april", "апр", "apr"),
    ("ма", "май", "мамыр", "may"),
    ("июн", "маусым", "june", "jun"),
    ("июл", "шілде", "july", "jul"),
    ("август", "тамыз", "august", "авг", "aug"),
    ("сентябр", "қыркүйек", "september", "сен", "сент", "sep", "sept"),
    ("октябр", "қазан", "october", "окт", "oct"),
    ("ноябр", "қараша", "november", "ноя", "нояб", "nov"),
    ("декабр", "желтоқсан", "december", "дек", "dec"),
)
_MONTH_BY_STEM = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems}
# The endings that a month has in a date: 1 марта, в марте, 2026 жылдың наурызы, 1 наурыздағы.
_ENDINGS = (
    *("", "ь", "я", "а", "й", "е", "ы", "і", "сы", "сі", "ның", "нің", "дың", "дің", "тың", "тің"),
    *("да", "де", "та", "те", "дағы", "дегі", "тағы", "тегі", "ында", "інде", "ындағы", "індегі"),
    *("сында", "сінде", "сындағы", "сіндегі"),
)
_QUARTER_WORDS = {"q", "кв", "квартал", "квартала", "тоқсан", "тоқсаны", "тоқсанда", "quarter", "qtr"}
_HALF_WORDS = {"h", "полугодие", "полугодия", "жартыжылдық", "жартыжылдығы", "half"}
_NUMERALS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
# Cyrillic letters in Roman numerals, and those that look like Latin ones.
_LOOKALIKES = str.maketrans("іІ", "ii")
_FILLERS = frozenset(
    {
        *("г", "гг", "год", "года", "году", "ж", "жыл", "жылы", "жылғы", "жылдың", "year", "of", "the"),
        *("айы", "айының", "ай", "й", "ый", "ой", "го", "е", "ші", "шы", "нші", "ншы", "инші"),
        *("st", "nd", "rd", "th"),
    }
)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A date such as 03/04/2026, which is one day if its day comes first and another if its month does."""

    day_first: date
    month_first: date


def written_date(text: str, *, takes_first_day: bool = False) -> date | Ambiguous | None:
    """The day that a text says; None when it says none.

    `takes_first_day`: which day of a month, quarter or half-year is meant.
    """
    text = text.strip().strip(".,;")
    if len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _DOTTED.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _SLASHED.fullmatch(text):
        return _in_either_order(match[1], match[2] or match[4], match[3] or match[5])
    if match := _MONTH_IN_DIGITS.fullmatch(text):
        return _end(int(match[2] or match[3]), int(match[1] or match[4]), 1, takes_first_day=takes_first_day)
    return _in_words(text, takes_first_day=takes_first_day)


def month_end(first: date, *, takes_first_day: bool) -> date:
    """The day that stands for a whole month."""
    return first if takes_first_day else first.replace(day=monthrange(first.year, first.month)[1])


def day_first_shown(texts: Iterable[str]) -> bool | None:
    """Whether the slashed dates among some texts put the day first; None where none shows it, or both do."""
    shown: set[bool] = set()
    for text in texts:
        match = _SLASHED.fullmatch(text.strip())
        if match is not None:
            first, second = int(match[1]), int(match[2] or match[4])
            if first > len(_MONTHS) >= second:
                shown.add(True)
            elif second > len(_MONTHS) >= first:
                shown.add(False)
    return shown.pop() if len(shown) == 1 else None


def _in_either_order(first: str, second: str, year: str) -> date | Ambiguous | None:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    return Ambiguous(day_first, month_first)


def _in_words(text: str, *, takes_first_day: bool) -> date | None:
    if _BETWEEN_TOKENS.fullmatch(_TOKENS.sub("", text)) is None:
        return None
    words = [word for word in _TOKENS.findall(text.casefold().replace("ё", "е")) if word not in _FILLERS]
    months = [month for word in words if (month := _month(word)) is not None]
    if len(months) == 1:
        numbers = [word for word in words if _month(word) is None]
        return _with_month(months[0], numbers, words, takes_first_day=takes_first_day)
    for names, length in ((_QUARTER_WORDS, 3), (_HALF_WORDS, 6)):
        rest = [word for word in words if word not in names]
        if len(words) == 3 and len(rest) == 2:
            year, number = sorted(rest, key=len, reverse=True)
            part = _NUMERALS.get(number.translate(_LOOKALIKES), 0)
            if year.isdecimal() and len(year) == 4 and 1 <= part <= len(_MONTHS) // length:
                first = (part - 1) * length + 1
                return _end(int(year), first, length, takes_first_day=takes_first_day)
    return None


def _with_month(month: int, numbers: list[str], words: list[str], *, takes_first_day: bool) -> date | None:
    if not all(number.isdecimal() for number in numbers):
        return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(numbers) == 1 and years:
        return _end(int(years[0]), month, 1, takes_first_day=takes_first_day)
    if len(numbers) == 2 and years and days:
        return _day(years[0], str(month), days[0])
    # 1-мар-26: a year of two digits only behind a day and its month.
    if len(words) == 3 and len(days) == 2 and _month(words[1]) is not None and len(days[1]) == 2:
        return _day(days[1], str(month), days[0])
    return None


def _month(word: str) -> int | None:
    if word.isdecimal():
        return None
    return next(
        (
            _MONTH_BY_STEM[stem]
            for ending in _ENDINGS
            if word.endswith(ending) and (stem := word.removesuffix(ending)) in _MONTH_BY_STEM
        ),
        None,
    )


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < _TURN_OF_CENTURY else 1900
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _end(year: int, month: int, length: int, *, takes_first_day: bool) -> date | None:
    """The first or last day of some months."""
    last = month + length - 1
    if year not in YEARS or not 1 <= month <= last <= len(_MONTHS):
        return None
    return date(year, month, 1) if takes_first_day else date(year, last, monthrange(year, last)[1])
