"""How well a header that is not ours names a column of ours: by its words, in any order and ending. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from data_access.model import Kind
from data_access.uploads.columns import SHEETS
from data_access.uploads.tables.header_words import HEADER_WORDS
from data_access.uploads.values.likeness import words_of
from data_access.uploads.values.vocabulary import plain
from data_access.words import LANGUAGES

_PARTS = re.compile(r"[/|\n;]|\s[–—-]\s")
_SHORT = 4  # words of so few letters must be the same but for their last letter
_LIKE = 0.7  # the share of a longer word's letters that two forms of it begin with
_FILLERS = frozenset(words_of("и или о об по на за для мен және үшін бойынша the of for and by to"))
_HEADED = 0.03
_LEAST_FOUND = 0.55  # the share of a phrase's words that must be found

KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
"""The letters that Kazakh has and Russian lacks."""

Phrase = tuple[str, ...]


def header_score(kind: Kind, attribute: str, header: str) -> float:
    """From 0 to 1: 1 for one of our own words or of those that ministries use, less for words like them."""
    return max((_score(part, kind, attribute) for part in _parts(header)), default=0.0)


def names_a_column(kind: Kind, header: str) -> bool:
    """Whether a header is one of our own words for a column of a kind or of those that ministries use."""
    words = _all_words(kind)
    return any(part in words for part in _parts(header))


@cache
def _all_words(kind: Kind) -> frozenset[str]:
    return frozenset().union(*(_words(kind, column.attribute)[0] for column in SHEETS[kind].columns))


@lru_cache(maxsize=50_000)
def _score(part: str, kind: Kind, attribute: str) -> float:
    words, phrases = _words(kind, attribute)
    if part in words:
        return 1.0
    own = _phrase(part)
    # The word that tells most comes first, in Kazakh last: the head of what follows or stands before it.
    head = own[-1 if KAZAKH.search(part) else 0] if own else ""
    return max((_likeness(own, phrase, head) for phrase in phrases), default=0.0)


def _likeness(own: Phrase, phrase: Phrase, head: str) -> float:
    """How much of `phrase` is in a header, how little else is, and whether the word that tells most is."""
    if not own or not phrase:
        return 0.0
    found = sum(any(_is_like(word, other) for other in own) for word in phrase) / len(phrase)
    if found < _LEAST_FOUND:
        return 0.0
    used = sum(any(_is_like(word, other) for other in phrase) for word in own) / len(own)
    likeness = 0.95 * found**2 * (0.55 + 0.45 * used)
    return likeness + (_HEADED if any(_is_like(head, word) for word in phrase) else 0.0)


@lru_cache(maxsize=100_000)
def _is_like(word: str, other: str) -> bool:
    """Whether two words are forms of one: срок, сроки; исполнение, исполнения."""
    if word == other:
        return True
    longer = max(len(word), len(other))
    if longer <= _SHORT:
        return min(len(word), len(other)) == longer == _SHORT and word[:-1] == other[:-1]
    alike = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        alike += 1
    return alike >= max(_SHORT, _LIKE * longer)


def _parts(header: str) -> Iterable[str]:
    """A header as a whole, and each of the languages that it stands in."""
    return dict.fromkeys(filter(None, map(plain, (header, *_PARTS.split(header)))))


def _phrase(text: str) -> Phrase:
    words = words_of(text.replace("%", " процент "))
    return tuple(word for word in words if word not in _FILLERS) or tuple(words)


@cache
def _words(kind: Kind, attribute: str) -> tuple[frozenset[str], Sequence[Phrase]]:
    """The words for a column as they are compared, whole and as phrases."""
    column = SHEETS[kind].column(attribute)
    ours = (getattr(column.header, language) for language in LANGUAGES)
    words = (*ours, *column.synonyms, *HEADER_WORDS.get(kind, {}).get(attribute, ()))
    return frozenset(map(plain, words)), tuple(dict.fromkeys(map(_phrase, words)))
