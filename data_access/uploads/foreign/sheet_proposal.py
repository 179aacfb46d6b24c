"""How a foreign sheet is most likely to be read: what its sender is shown, to be corrected or used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from data_access.model import Kind
from data_access.uploads.columns import SHEETS
from data_access.uploads.encoded import Flags, places_of
from data_access.uploads.files.grid import Cell, RowRole, are_filled
from data_access.uploads.files.table import AS_ABOVE, Heading, headings_of
from data_access.uploads.foreign.column_match import Basis
from data_access.uploads.foreign.mapping import WORD_TYPES, ColumnMapping, SheetMapping, Words
from data_access.uploads.foreign.names import KnownNames
from data_access.uploads.foreign.unread_words import UnreadWord, unread_words
from data_access.uploads.tables.layout import Layout
from data_access.uploads.values.vocabulary import plain

_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProposal:
    """A column as sent, with some of its values, and the attribute that it most likely fills, if any.

    `column`: its place in the layout's rows; `letters`: what its sheet calls it. `confidence`: 0 to 1.
    """

    column: int
    letters: str
    header: str
    samples: tuple[Cell, ...]
    attribute: str | None = None
    confidence: float = 0.0
    basis: Basis = Basis.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProposal:
    """How a sheet is most likely to be read.

    `kind`: None where it looks like none of ours. `columns`: for each kind, so that another may be chosen.
    `by_section`: attributes that no column gives but, most likely, the headings of sections. `constants`:
    what most likely holds for all rows, by attributes that nothing else gives. `words`: what the sender's
    words meant before, as `SheetMapping.words`.
    """

    sheet: str
    layout: Layout = field(compare=False, repr=False)
    kind: Kind | None
    columns: Mapping[Kind, tuple[ColumnProposal, ...]]
    by_section: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    @property
    def is_likely(self) -> bool:
        """Whether the sheet is so much like one of ours that it should not be passed over unasked."""
        if self.kind is None:
            return False
        named = {one.attribute for one in self.columns[self.kind]} - {None}
        return len(named) >= _FEWEST_COLUMNS and bool(named & {"code", "name_kk", "name_ru", "name_en"})

    @property
    def shown(self) -> tuple[ColumnProposal, ...]:
        """The columns as things of the proposed kind; where there is none, as milestones."""
        return self.columns[self.kind or Kind.MILESTONE]

    def cells(self, column: int | None) -> list[Cell]:
        """All cells of a column, from top to bottom; None: the heading of each row's section."""
        if column is None:
            return [heading.text for heading in headings_in(self.layout)]
        return self.layout.grid.rows.columns[column].taken(self.layout.things).whole()

    def unread_words(
        self, kind: Kind, attribute: str, column: int | None, known: KnownNames
    ) -> list[UnreadWord]:
        """The words of a column that need a meaning if it fills an attribute, with what is proposed for each.

        `column`: as for `cells`.
        """
        meant = self.words.get(attribute, {})
        if column is None:
            meant = {**dict.fromkeys(stages_in(self.layout), AS_ABOVE), **meant}
        found = unread_words(SHEETS[kind].column(attribute), self.cells(column), known)
        said = ((word, meant.get(plain(word.text))) for word in found)
        return [
            word
            if meaning is None or (meaning == AS_ABOVE and word.meaning)
            else replace(word, meaning=meaning)
            for word, meaning in said
        ]

    def mapping(self, known: KnownNames) -> SheetMapping:
        """The proposal as an answer."""
        columns = self.shown
        words: dict[str, dict[str, str | None]] = {}
        given = ((one.attribute, one.column) for one in columns)
        for attribute, column in (*given, *((name, None) for name in self.by_section)):
            if self.kind is not None and attribute is not None and may_be_worded(self.kind, attribute):
                unread = self.unread_words(self.kind, attribute, column, known)
                words[attribute] = {plain(word.text): word.meaning for word in unread}
        return SheetMapping(
            sheet=self.sheet,
            kind=self.kind,
            columns=tuple(
                ColumnMapping(
                    header=one.header, column=one.letters, attribute=one.attribute if self.kind else None
                )
                for one in columns
            ),
            by_section=self.by_section,
            constants=dict(self.constants),
            words={attribute: meant for attribute, meant in words.items() if meant},
        )


def headings_in(layout: Layout) -> list[Heading]:
    """The heading of the section of each row that lists something; none where there are no sections."""
    if not layout.has_sections:
        return []
    rows = places_of(layout.things)
    return headings_of(layout.grid, layout.left_out, rows[_are_filled(layout)[rows]]).whole()


def stages_in(layout: Layout) -> set[str]:
    """The headings (made `plain`) that stand directly below another one somewhere: parts of its section."""
    headings = [one for one in layout.left_out if one.role is RowRole.SECTION]
    is_filled = _are_filled(layout)
    return {
        plain(other.text) for one, other in pairwise(headings) if not is_filled[one.row + 1 : other.row].any()
    }


def _are_filled(layout: Layout) -> Flags:
    """For each row of the grid whether it holds anything."""
    found: Flags = np.logical_or.reduce(
        [column.where(are_filled(column.cells)) for column in layout.grid.rows.columns]
    )
    return found


def may_be_worded(kind: Kind, attribute: str) -> bool:
    """Whether single words of a column may be given a meaning."""
    return SHEETS[kind].column(attribute).type in WORD_TYPES


def missing(kind: Kind, given: Iterable[str]) -> tuple[str, ...]:
    """The attributes that a new thing of a kind needs beside those given; one name of three is enough."""
    told = set(given)
    names = [column.attribute for column in SHEETS[kind].columns if column.attribute.startswith("name_")]
    needed = [column.attribute for column in SHEETS[kind].columns if column.is_required]
    if names and not told.intersection(names):
        needed.append(names[0])
    return tuple(attribute for attribute in needed if attribute not in told)
