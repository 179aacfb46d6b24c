"""What a header means that stands in a group: "planned" below "Term", "(kk)" below "Title"."""

import re
from collections.abc import Callable, Iterable

from data_access.uploads.tables.header_block import LaidHeader
from data_access.uploads.values.vocabulary import plain

_PARTS = re.compile(r"[/|\n]")
_DATES = ("term", "done_on", "forecast", "start")
_IN_DATES = {
    "term": (
        *("жоспарланған", "жоспар", "жоспар бойынша", "жоспарлы", "запланировано", "запланированный"),
        *("план", "плановый", "плановая", "по плану", "planned", "plan", "baseline", "target"),
    ),
    "done_on": (
        *("орындалған", "орындалды", "іс жүзінде", "нақты", "факт", "выполнено", "исполнено", "фактически"),
        *("фактический", "фактическая", "done", "actual", "completed", "achieved"),
    ),
    "forecast": ("болжам", "болжамды", "прогноз", "прогнозный", "ожидаемый", "forecast", "expected"),
    "start": ("басталуы", "басы", "начало", "с", "бастап", "start", "from", "begin"),
}
_ENDS = ("соңы", "аяқталуы", "конец", "окончание", "по", "дейін", "end", "finish", "to")
_NAMES = ("name_kk", "name_ru", "name_en")
_IN_NAMES = {
    "name_kk": (
        *("kk", "kz", "kaz", "қаз", "каз", "қазақша", "қазақ тілінде", "мемлекеттік тілде", "на казахском"),
        *("на казахском языке", "на государственном языке", "казахский", "kazakh", "in kazakh"),
    ),
    "name_ru": (
        *("ru", "rus", "рус", "орысша", "орыс тілінде", "на русском", "на русском языке", "русский"),
        *("russian", "in russian"),
    ),
    "name_en": (
        *("en", "eng", "англ", "ағылшынша", "ағылшын тілінде", "на английском", "на английском языке"),
        *("английский", "english", "in english"),
    ),
}
_DATES_IN_GENERAL = (
    *("күні", "мерзім", "мерзімдері", "дата", "даты", "сроки", "date", "dates", "timing", "schedule"),
)


def _by_word(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {plain(word): attribute for attribute, of_it in words.items() for word in of_it}


_DATE_WORDS = _by_word({**_IN_DATES, "term": (*_IN_DATES["term"], *_ENDS)})
_NAME_WORDS = _by_word(_IN_NAMES)
_DATE_GROUPS = frozenset(map(plain, _DATES_IN_GENERAL))


def attribute_of_laid(header: LaidHeader, attribute_of: Callable[[str], str | None]) -> str | None:
    """The attribute that a laid header names; `attribute_of` knows what a text without a group means."""
    if not header.groups:
        return _first(attribute_of(text) for text in (" ".join(header.texts), *header.texts))
    group = _first(attribute_of(text) for text in header.groups)
    words = _parts(header.texts)
    if group in _DATES or any(word in _DATE_GROUPS for word in _parts(header.groups)):
        found = _first(_DATE_WORDS.get(word) for word in words)
        if found is not None:
            return found
    if group in _NAMES:
        found = _first(_NAME_WORDS.get(word) for word in words)
        if found is not None:
            return found
    return _first(attribute_of(text) for text in (" ".join((*header.groups, *header.texts)), *header.texts))


def _parts(texts: Iterable[str]) -> list[str]:
    """The words of several texts, each of which may say the same in several languages."""
    return [plain(part) for text in texts for part in _PARTS.split(text)]


def _first(found: Iterable[str | None]) -> str | None:
    return next((one for one in found if one is not None), None)
