"""One column of a foreign sheet against the columns of ours: by its header and by its values. Pure."""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from data_access.model import Kind
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.grid import Cell
from data_access.uploads.foreign.names import KnownNames
from data_access.uploads.foreign.value_score import Likeness, Sample
from data_access.uploads.tables.header_block import LaidHeader, is_number_row
from data_access.uploads.tables.header_groups import attribute_of_laid
from data_access.uploads.tables.header_score import header_score
from data_access.uploads.tables.header_words import OTHER_WORDS, ROW_NUMBER_WORDS
from data_access.uploads.tables.headers import attribute_of
from data_access.uploads.values.vocabulary import plain

_LEAST = 0.4  # below it nothing is proposed
_CLEAR = 0.6  # of a header's likeness, for the words of a group to count
_GROUPED = 0.9
_NEEDED = 0.02  # more for what a new thing must have, where only values tell
_PARTS = re.compile(r"[/|\n]")
_ROW_NUMBERS = frozenset(map(plain, ROW_NUMBER_WORDS))
_OTHERS = frozenset(map(plain, OTHER_WORDS))


class Basis(enum.StrEnum):
    """What a proposal for a column rests on."""

    OURS = "ours"  # the header is one of our own words
    REMEMBERED = "remembered"  # the same header was read so before
    HEADER = "header"  # the header's words are like ours
    VALUES = "values"  # the values look so
    NOTHING = "nothing"  # nothing is proposed


@dataclass(frozen=True, slots=True)
class Match:
    """An attribute that a column may fill, how sure that is (0 to 1), and why."""

    attribute: str
    confidence: float
    basis: Basis


def matches(
    kind: Kind, header: LaidHeader, sample: Sample, known: KnownNames, own_codes: frozenset[str]
) -> Iterator[Match]:
    """The attributes of a kind that a column may fill, if any; `sample`: some of its filled cells."""
    if _OTHERS.intersection(_words_in(header)):
        return
    ours = own_attribute(kind, header)
    grouped = attribute_of_laid(header, partial(_likeliest, kind)) if header.groups else None
    numbers_rows = _numbers_rows(header, sample.cells)
    for column in SHEETS[kind].columns:
        attribute = column.attribute
        if attribute == "code" and numbers_rows and ours != "code":
            continue
        named = header_score(kind, attribute, header.text)
        if grouped is not None:
            named = max(named, _GROUPED) if grouped == attribute else 0.5 * named
        likeness = sample.likeness(column, known, own_codes) if sample.cells else None
        if ours is not None and not (attribute.startswith("name_") and ours.startswith("name_")):
            confidence = 1.0 if attribute == ours else 0.3 * _confidence(named, likeness)
        else:
            confidence = _confidence(named, likeness)
        if not named and column.is_required:
            confidence += _NEEDED
        if confidence >= _LEAST:
            basis = Basis.OURS if ours == attribute else Basis.HEADER if named else Basis.VALUES
            yield Match(attribute, confidence, basis)


def own_attribute(kind: Kind, header: LaidHeader) -> str | None:
    """The attribute that a header names in our own words."""
    return attribute_of_laid(header, partial(attribute_of, kind)) if header.texts else None


def _confidence(named: float, likeness: Likeness | None) -> float:
    if likeness is None:
        return 0.8 * named
    return max(named * (0.45 + 0.55 * likeness.fits), likeness.tells)


def _likeliest(kind: Kind, text: str) -> str | None:
    """The attribute that a text is most like the header of."""
    scores = {column.attribute: header_score(kind, column.attribute, text) for column in SHEETS[kind].columns}
    best = max(scores, key=lambda attribute: scores[attribute])
    return best if scores[best] >= _CLEAR else None


def _numbers_rows(header: LaidHeader, cells: Sequence[Cell]) -> bool:
    """Whether a column counts the rows, by its header or by its values."""
    return bool(_ROW_NUMBERS.intersection(_words_in(header))) or is_number_row(cells)


def _words_in(header: LaidHeader) -> set[str]:
    """A header as a whole and each of its parts, made `plain`."""
    return {plain(part) for part in (header.text, *_PARTS.split(header.text))}
