"""Words in a column of lights, roles or references that are none of ours, each once, to be given a meaning. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data_access.uploads.checks.code_proposals import Meant
from data_access.uploads.checks.value_proposals import proposed_value
from data_access.uploads.columns import CellType, Column
from data_access.uploads.files.grid import Cell, CellError, is_blank
from data_access.uploads.foreign.names import KnownNames, key_of, named_in
from data_access.uploads.values.status_words import STATUS_MEANINGS
from data_access.uploads.values.value import Invalid, code_of, text_of, values_of
from data_access.uploads.values.vocabulary import plain
from data_access.words import LANGUAGES

MOST_WORDS = 60
"""Where a column holds more of them, they are no list of words but faults, and none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadWord:
    """A text that is none of ours, how many cells hold it, and what it most likely means, if that is known.

    `meaning`: a light, a role or another thing's code, as `SheetMapping.words` has it.
    """

    attribute: str
    text: str
    count: int
    meaning: str | None


def unread_words(column: Column, cells: Iterable[Cell], known: KnownNames) -> tuple[UnreadWord, ...]:
    """The words of a column that cannot be read, the most frequent first; none where there are too many."""
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell, count in Counter(cells).items():
        if not is_blank(cell) and not isinstance(cell, CellError):
            text = text_of(cell)
            texts.setdefault(plain(text), text)
            counts[plain(text)] += count
    unread = _unread(column, list(texts.values()), known)
    if len(unread) > MOST_WORDS:
        return ()
    found = [
        UnreadWord(
            attribute=column.attribute,
            text=text,
            count=counts[plain(text)],
            meaning=_meaning(column, text, known),
        )
        for text in unread
    ]
    return tuple(sorted(found, key=lambda word: -word.count))


def _unread(column: Column, texts: Sequence[str], known: KnownNames) -> list[str]:
    if column.refers_to is not None:
        names, codes = known.names.get(column.refers_to, {}), known.codes.get(column.refers_to, {})
        return [text for text in texts if code_of(text) not in names and key_of(text) not in codes]
    values = values_of(column, texts)
    return [text for text, value in zip(texts, values, strict=True) if isinstance(value, Invalid)]


def _meaning(column: Column, text: str, known: KnownNames) -> str | None:
    if column.refers_to is not None:
        seen = known.seen.get(column.refers_to, frozenset())
        names = known.names.get(column.refers_to, {})
        things = {code: [getattr(names[code], language) for language in LANGUAGES] for code in seen}
        return named_in([text], column.refers_to, known) or Meant(things).by_text(text)
    if column.type is CellType.LIGHT and plain(text) in STATUS_MEANINGS:
        return STATUS_MEANINGS[plain(text)]
    written = proposed_value(column.type, text)
    [value] = values_of(column, [written])
    return value if isinstance(value, str) else None
