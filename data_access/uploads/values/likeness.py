"""Which writings stand for the same thing: look-alike letters, Kazakh and Russian ones, small slips. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# Letters that look the same on paper; codes are compared in Latin ones, words in Cyrillic ones.
_LATIN = "ABCEHIKMOPTXYSJ"
_CYRILLIC = "АВСЕНІКМОРТХУЅЈ"
_TO_LATIN = str.maketrans(_CYRILLIC + "Ү", _LATIN + "Y")
_TO_CYRILLIC = str.maketrans(_LATIN.lower(), _CYRILLIC.lower())
# Kazakh letters and the Russian ones that are written in their place, and Russian letters often confused.
_TO_RUSSIAN = str.maketrans("әғқңөұүһієйы", "агкноуухиеии", "ьъ")

_WORDS = re.compile(r"[^\W_]+")
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_ZERO_IN_WORD = re.compile(r"(?<=[^\W\d_])0(?=[^\W\d_])")
_LETTERS_FOR_DIGITS = re.compile(
    r"(?<![^\W\d_])[OОILЗ]+(?=[.,]?\d)|(?:(?<=\d)|(?<=\d[.,]))[OОILЗ]+(?![^\W\d_])"
)
_TO_DIGITS = str.maketrans("OОILЗ", "00113")
_HAS_CYRILLIC = re.compile("[\u0400-\u04ff]")

_LONG = 8  # letters of a word that may hold two slips


def code_key(code: str) -> str:
    """A code without what people confuse in it: case, look-alike letters, dashes, leading noughts, O for 0."""
    text = unicodedata.normalize("NFKC", code).upper().translate(_TO_LATIN)
    text = _ZERO_IN_WORD.sub("O", text)
    text = digits_in(text)
    runs = (run.lstrip("0") or "0" if run.isdecimal() else run for run in _RUNS.findall(text))
    return "-".join(runs)


def digits_in(text: str) -> str:
    """A text with digits for the capital letters that stand among digits and look like them."""
    return _LETTERS_FOR_DIGITS.sub(lambda match: match.group().translate(_TO_DIGITS), text)


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without case and marks, in letters that differ in sound only."""
    return [_word(word) for word in _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())]


def name_key(text: str) -> str:
    """A name without what people write in several ways: case, marks, Kazakh or Russian letters."""
    return " ".join(words_of(text))


def _word(word: str) -> str:
    if _HAS_CYRILLIC.search(word):
        return word.translate(_TO_CYRILLIC).translate(_TO_RUSSIAN).replace("ё", "е")
    return word


def nearest(word: str, choices: Iterable[str], *, most: int = 2, shortest: int = 4) -> list[str]:
    """The choices that are nearest to a word, by few slips; several when equally near.

    A slip is a letter too much, too few, another, or two exchanged. A word of fewer than `shortest` letters
    may hold none, a long one two, no word more than `most`.
    """
    allowed = min(most, 0 if len(word) < shortest else 1 if len(word) < _LONG else 2)
    if not allowed:
        return []
    found = extract(word, list(choices), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    least = min((distance for _, distance, _ in found), default=0)
    return [choice for choice, distance, _ in found if distance == least]


def only(found: Iterable[str]) -> str | None:
    """The one thing that was found; None for none or several."""
    distinct = set(found)
    return distinct.pop() if len(distinct) == 1 else None
