"""How much the values of a column look like those of a column of ours. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from data_access.uploads.columns import CellType, Column
from data_access.uploads.files.grid import Cell, Share
from data_access.uploads.foreign.names import KnownNames, key_of
from data_access.uploads.tables.header_block import is_number_row
from data_access.uploads.tables.header_score import KAZAKH
from data_access.uploads.values.status_words import STATUS_MEANINGS
from data_access.uploads.values.value import Invalid, code_of, text_of, values_of
from data_access.uploads.values.vocabulary import LIGHTS, ROLES, plain

T = TypeVar("T")

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"[^\W_]{1,12}(?:[-._/ №]{1,2}[^\W_]{1,12}){0,4}")
_PERSON = re.compile(
    r"[^\W\d_][^\W\d_'’-]+ (?:[^\W\d_]\. ?){1,2}"  # Omarov A. B.
    r"|(?:[^\W\d_]\. ?){1,2}[^\W\d_][^\W\d_'’-]+"  # A. Omarov
    r"|(?:[^\W\d_][^\W\d_'’-]+ ){1,2}[^\W\d_][^\W\d_'’-]+"  # Omarov Aidos
)
_TITLE_LETTERS = 12
_MOST_STATUSES = 12
_STATUS_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far values fit a column of ours, and how sure they alone make it, each from 0 to 1."""

    fits: float
    tells: float


class Sample:
    """Some filled cells of a column, to be compared with columns of ours; each way is tried once."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.texts = [text_of(cell) for cell in cells]
        self._found: dict[Hashable, Likeness] = {}

    def likeness(self, column: Column, known: KnownNames, own_codes: frozenset[str]) -> Likeness:
        """Compare the cells, of which there are some, with what a column of ours holds.

        `own_codes`: codes of things of the sheet's kind that are known already; `known` is always the same.
        """
        written = column.attribute if column.type is CellType.TEXT else None
        key = (column.type, column.refers_to, written, own_codes if column.type is CellType.CODE else None)
        if key not in self._found:
            self._found[key] = self._compare(column, known, own_codes)
        return self._found[key]

    def _compare(self, column: Column, known: KnownNames, own_codes: frozenset[str]) -> Likeness:
        texts = self.texts
        if column.type is CellType.CODE:
            return _code(self.cells, texts, own_codes)
        if column.refers_to is not None:
            names = known.names.get(column.refers_to, {})
            codes = known.codes.get(column.refers_to, {})
            share = _share(texts, lambda text: code_of(text) in names or key_of(text) in codes)
            return Likeness(share, 0.75 * share)
        if column.type is CellType.TEXT:
            return _text(column.attribute, texts)
        if column.type is CellType.LIGHT:
            return _light(texts)
        if column.type is CellType.ROLE:
            share = _share(texts, lambda text: plain(text) in ROLES)
            return Likeness(share, 0.65 * share)
        return _typed(column, self.cells)


def language_of(texts: Sequence[str]) -> str | None:
    """The language that some texts are in, as far as letters tell; None where they have none."""
    found = Counter(_language(text) for text in texts if _LETTER.search(text))
    if not found:
        return None
    # Not every Kazakh text has one of the letters that Russian lacks.
    if found["kk"] and 2 * found["kk"] >= found["ru"] and found["kk"] >= found["en"]:
        return "kk"
    return found.most_common(1)[0][0]


def _language(text: str) -> str:
    if KAZAKH.search(text):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"


def _code(cells: Sequence[Cell], texts: Sequence[str], own_codes: frozenset[str]) -> Likeness:
    if is_number_row(cells):  # it counts the rows: 1, 2, 3 and so on
        return Likeness(0.1, 0.0)
    known = _share(texts, lambda text: code_of(text) in own_codes)
    distinct = len(set(texts)) / len(texts)
    shaped = _share(texts, lambda text: _CODE.fullmatch(text) is not None)
    lettered = _share(texts, lambda text: bool(_LETTER.search(text) and _DIGIT.search(text)))
    return Likeness(max(known, distinct * shaped), max(0.85 * known, 0.5 * distinct * shaped * lettered))


def _text(attribute: str, texts: Sequence[str]) -> Likeness:
    lettered = _share(texts, lambda text: _LETTER.search(text) is not None)
    if attribute == "owner":
        people = _share(texts, lambda text: _PERSON.fullmatch(text) is not None)
        return Likeness(lettered * (0.5 + 0.5 * people), 0.5 * people)
    if not attribute.startswith("name_"):
        return Likeness(lettered, 0.2 * lettered)
    is_language = language_of(texts) == attribute.removeprefix("name_")
    distinct = len(set(texts)) / len(texts)
    long = _share(texts, lambda text: len(text) >= _TITLE_LETTERS)
    return Likeness(lettered * (1.0 if is_language else 0.4), 0.5 * lettered * distinct * long * is_language)


def _typed(column: Column, cells: Sequence[Cell]) -> Likeness:
    """Dates, percentages and numbers."""
    share = _share(values_of(column, cells), lambda value: not isinstance(value, Invalid))
    if column.type is CellType.DATE:
        # A bare number may be the number of a day, but hardly ever is.
        bare = _share(cells, lambda cell: isinstance(cell, int | float))
        return Likeness(share * (1 - 0.7 * bare), 0.45 * share * (1 - bare))
    if column.type is CellType.PERCENT:
        marked = _share(cells, lambda cell: isinstance(cell, Share) or text_of(cell).endswith("%"))
        return Likeness(share * (0.6 + 0.4 * marked), 0.65 * share * marked)
    return Likeness(share, 0.0)


def _light(texts: Sequence[str]) -> Likeness:
    known = _share(texts, lambda text: plain(text) in LIGHTS or plain(text) in STATUS_MEANINGS)
    words = set(map(plain, texts))
    is_list = len(words) <= min(_MOST_STATUSES, max(3, len(texts) / 2)) and all(
        len(word) <= _STATUS_LETTERS and _LETTER.search(word) for word in words
    )
    return Likeness(max(known, 0.6 * is_list), 0.65 * known)


def _share(all_of_it: Sequence[T], is_so: Callable[[T], bool]) -> float:
    return sum(map(is_so, all_of_it)) / len(all_of_it)
