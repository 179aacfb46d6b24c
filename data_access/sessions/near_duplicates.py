"""Which open instructions ask for much the same as a new one. Pure.

Instructions are worded alike ("submit proposals on ...", "approve the plan of ..."): letters and whole texts
look similar where the one word that matters is another. So words are held against words: of the shorter text,
how many have a counterpart in the other? Counterparts need not be equal, as Kazakh and Russian put the
grammar at a word's end; Jaro-Winkler likeness favours equal beginnings. A text in one language is not found
by the same in another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from data_access.sessions.instructions import InstructionInfo
from data_access.uploads.values.likeness import words_of

# More than four words of five: instructions that ask the same for another thing differ in one word of five.
SHARE = 0.8
_LIKE_WORDS = 0.86
_SHORTEST = 4  # letters of a word that says something
_LEAST_WORDS = 2  # under these nothing can be said yet
_MOST = 5
_FUNCTION_WORDS = frozenset(
    words_of(
        "туралы жөнінде бойынша үшін және мақсатында арналған қатысты "
        "чтобы также через между если данный части целях "
        "with from that this into their about order"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """An open instruction and the share of words, 0 to 1, that it has in common with a text."""

    instruction: InstructionInfo
    share: float


def near_duplicates(known: Iterable[InstructionInfo], text: str) -> tuple[NearDuplicate, ...]:
    """Those of the instructions known, taken off control left out, that say nearly what a text says.

    The most alike first, at most five.
    """
    found = [
        NearDuplicate(instruction=one, share=share)
        for one in known
        if one.is_open and (share := likeness(one.text, text)) > SHARE
    ]
    return tuple(sorted(found, key=lambda near: (-near.share, near.instruction.code)))[:_MOST]


def likeness(one: str, other: str) -> float:
    """The share of the words of the shorter of two texts that have a counterpart in the longer, 0 to 1."""
    shorter, longer = sorted((_words(one), _words(other)), key=lambda words: (len(words), words))
    if len(shorter) < _LEAST_WORDS:
        return 0.0
    return sum(any(_are_alike(word, answer) for answer in longer) for word in shorter) / len(shorter)


def _words(text: str) -> list[str]:
    return [word for word in words_of(text) if len(word) >= _SHORTEST and word not in _FUNCTION_WORDS]


def _are_alike(one: str, other: str) -> bool:
    if any(letter.isdigit() for letter in one + other):
        return one == other  # another year is another instruction
    return JaroWinkler.similarity(one, other, score_cutoff=_LIKE_WORDS) > 0
