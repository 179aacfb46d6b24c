"""What a cell that cannot be read most likely means: days, percentages, numbers, lights and roles. Pure.

A proposal is made only where one reading is left.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from datetime import date

from data_access.traffic_light import Light
from data_access.uploads.columns import CellType
from data_access.uploads.values.likeness import digits_in, name_key, nearest, only
from data_access.uploads.values.value import date_of
from data_access.uploads.values.vocabulary import LIGHT_WORDS, LIGHTS, ROLE_WORDS, ROLES, plain
from data_access.words import LANGUAGES, Words

_DAY = re.compile(r"(?<!\d)(\d{4})\W{1,3}(\d{1,2})\W{1,3}(\d{1,2})(?!\d)")
_DAY_AT_FIRST = re.compile(r"(?<!\d)(\d{1,2})\W{1,3}(\d{1,2})\W{1,3}(\d{4}|\d{2})(?!\d)")
_NIGHT = re.compile(r"\b0{1,2}:00(?::00)?\b")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%+|ПРОЦ\w*|ПАЙЫЗ\w*|PERCENT|PCT)\.?")
_BARE_PERCENT = re.compile(r"(0[.,]\d{1,4}|\d{1,3}(?:[.,]\d{1,2})?)\.?")
_NUMBER = re.compile(r"(?:N|NO)?[. ]*(\d{1,5})\.?")
_CENTURY = 2000
_SHORTEST_BEGINNING = 3


def proposed_value(kind: CellType, found: str) -> str | None:
    """What a faulty cell of a column of this type most likely means; None where that cannot be known."""
    propose = _PROPOSERS.get(kind)
    return propose(unicodedata.normalize("NFKC", found).strip()) if propose and found else None


def proposed_day(found: str) -> str | None:
    """The one day in a text, as DD.MM.YYYY: its parts put in order, or the last day of its month."""
    found = unicodedata.normalize("NFKC", found)
    text = _NIGHT.sub("", digits_in(found.upper()))
    days = [(int(year), int(month), int(day)) for year, month, day in _DAY.findall(text)]
    for day, month, year in _DAY_AT_FIRST.findall(_DAY.sub("", text)):
        days.append((int(year) + (0 if len(year) > len("26") else _CENTURY), int(month), int(day)))
    rest = _DAY_AT_FIRST.sub("", _DAY.sub("", text))
    if len(days) != 1 or any(letter.isdecimal() for letter in rest):
        return None
    year, month, day = days[0]
    if month > 12 >= day:
        month, day = day, month
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    written = f"{date(year, month, min(day, monthrange(year, month)[1])):%d.%m.%Y}"
    return written if isinstance(date_of(written), date) else None


def _percent(found: str) -> str | None:
    written = found.upper()
    text = digits_in(written)
    if match := _PERCENT.fullmatch(text):
        return f"{match.group(1)}%"
    if text != written and (match := _BARE_PERCENT.fullmatch(text)):
        number = float(match.group(1).replace(",", "."))
        # A bare 1 means 1% or 100%, by its neighbours: not known here.
        if number != 1:
            return f"{number * 100 if number < 1 else number:g}%"
    return None


def _number(found: str) -> str | None:
    match = _NUMBER.fullmatch(digits_in(found.upper()))
    return match.group(1) if match else None


def _word(
    words: Mapping[str, Words], known: Mapping[str, str], never_short: Collection[str] = ()
) -> Callable[[str], str | None]:
    """A proposer of one of some words, by letters that look or sound alike, one slip, or its beginning.

    Two slips would turn "не выполнено" and "орындалмады" into their opposites; so would the beginning of
    what is still being done: `never_short` names the values of which no beginning will do.
    """
    written = {plain(word): word for one in words.values() for word in _spoken(one)}
    by_key: dict[str, str] = {}
    for word in (*written, *known):
        by_key.setdefault(name_key(word), word)

    def one(found: str) -> str | None:
        key = name_key(plain(found))
        near = [key] if key in by_key else nearest(key, by_key, most=1)
        if not near and len(key) >= _SHORTEST_BEGINNING:
            near = [one for one, word in by_key.items() if one.startswith(key)]
            near = [] if any(known[by_key[one]] in never_short for one in near) else near
        meant = [by_key[one] for one in near]
        return meant[0] if only(known[word] for word in meant) is not None else None

    def propose(found: str) -> str | None:
        # The same word may stand there in two languages: Қызыл / Красный.
        words = [word for part in (found, *found.split("/")) if (word := one(part)) is not None]
        if only(known[word] for word in words) is None:
            return None
        alike = (own for own in written if known[own] == known[words[0]] and own[:3] == words[0][:3])
        return written.get(next(alike, ""), words[0].capitalize())

    return propose


def _spoken(words: Words) -> list[str]:
    return [getattr(words, language) for language in LANGUAGES]


_PROPOSERS: dict[CellType, Callable[[str], str | None]] = {
    CellType.DATE: proposed_day,
    CellType.PERCENT: _percent,
    CellType.NUMBER: _number,
    CellType.LIGHT: _word(LIGHT_WORDS, LIGHTS, never_short=(Light.DONE,)),
    CellType.ROLE: _word(ROLE_WORDS, ROLES),
}
