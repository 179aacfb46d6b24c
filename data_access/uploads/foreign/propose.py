"""A foreign sheet -> which kind of thing it most likely lists, and which column is most likely which. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data_access.model import Kind
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.grid import Cell, RowRole, is_blank
from data_access.uploads.foreign.column_match import Basis, Match, matches
from data_access.uploads.foreign.constants import named_above
from data_access.uploads.foreign.mapped_table import attributes_of
from data_access.uploads.foreign.mapping import SheetMapping, Words, header_key, letters_in, signature_of
from data_access.uploads.foreign.names import KnownNames, named_in
from data_access.uploads.foreign.sheet_proposal import (
    ColumnProposal,
    SheetProposal,
    missing,
)
from data_access.uploads.foreign.value_score import Sample
from data_access.uploads.tables.headers import is_named
from data_access.uploads.tables.layout import Layout
from data_access.uploads.values.value import text_of

_SAMPLES_SHOWN = 3
_CELLS_COMPARED = 200
_HEADINGS_COMPARED = 200
_REMEMBERED = 0.97
_LEAST_FIT = 1.2


def propose(
    layout: Layout,
    known: KnownNames,
    own_codes: Mapping[Kind, frozenset[str]],
    *,
    kind: Kind | None = None,
    answer: SheetMapping | None = None,
    remembered: Sequence[SheetMapping] = (),
) -> SheetProposal:
    """Propose how to read a sheet.

    `own_codes`: by kind, the codes in the sheet that are known already. `kind`: what it lists, where that is
    sure. `answer`: how it is read, where the sender has said so: that is proposed again. `remembered`: how
    the same sender's other sheets are read, the newest first.
    """
    columns = {column: Sample(cells) for column, cells in _cells(layout).items()}
    before = remembered if answer is None else (answer, *remembered)
    found = {
        one: _proposed(one, layout, columns, known, own_codes.get(one, frozenset()), before, answer)
        for one, sheet in SHEETS.items()
        if sheet.known_by == "code" or one is (answer.kind if answer is not None else kind)
    }
    if answer is not None:
        kind = answer.kind
    elif kind is None:
        fits = {one: _fit(one, proposals, layout.grid.name) for one, proposals in found.items()}
        kind = max(fits, key=lambda one: fits[one])
        if fits[kind] < _LEAST_FIT:
            kind = None
    by_section: tuple[str, ...] = ()
    constants: Mapping[str, str] = {}
    if answer is not None:
        by_section, constants = answer.by_section, answer.constants
    elif kind is not None:
        by_section = _by_section(layout, kind, found[kind], known, remembered)
        constants = _constants(layout, kind, found[kind], by_section, known, remembered)
    return SheetProposal(
        sheet=layout.grid.name,
        layout=layout,
        kind=kind,
        columns=found,
        by_section=by_section,
        constants=constants,
        words=_words_before(before),
    )


def texts_in(layout: Layout) -> set[str]:
    """The texts that `propose` compares with known codes."""
    return {text_of(cell) for cells in _cells(layout).values() for cell in cells}


def _cells(layout: Layout) -> dict[int, list[Cell]]:
    """The columns that have a header or hold anything, each with some of its filled cells."""
    step = max(1, len(layout.things) // (2 * _CELLS_COMPARED))
    found = {}
    for header in layout.headers:
        column = layout.grid.rows.columns[header.column].taken(layout.things[::step])
        cells = [cell for cell in column.whole() if not is_blank(cell)]
        if header.texts or cells:
            found[header.column] = cells[:_CELLS_COMPARED]
    return found


def _proposed(
    kind: Kind,
    layout: Layout,
    columns: Mapping[int, Sample],
    known: KnownNames,
    own_codes: frozenset[str],
    remembered: Sequence[SheetMapping],
    answer: SheetMapping | None,
) -> tuple[ColumnProposal, ...]:
    """Each column with what it is if the sheet lists things of a kind: each attribute once, the surest first."""
    before = _read_before(kind, layout, remembered, answer)
    ways: list[tuple[Match, int]] = []
    for column, sample in columns.items():
        if column in before:
            attribute = before[column]
            ways += [(Match(attribute, _REMEMBERED, Basis.REMEMBERED), column)] if attribute else []
        else:
            found = matches(kind, layout.headers[column], sample, known, own_codes)
            ways += [(match, column) for match in found]
    taken: dict[int, Match] = {}
    given: set[str] = set()
    for match, column in sorted(ways, key=lambda way: (-way[0].confidence, way[1])):
        if column not in taken and match.attribute not in given:
            taken[column] = match
            given.add(match.attribute)
    return tuple(_proposal(layout, column, one.cells, taken.get(column)) for column, one in columns.items())


def _read_before(
    kind: Kind, layout: Layout, remembered: Sequence[SheetMapping], answer: SheetMapping | None
) -> dict[int, str | None]:
    """What the columns were before: in the sheet's own last edition, else in another with the same header."""
    of_kind = [mapping for mapping in remembered if mapping.kind is kind]
    signature = signature_of(header.text for header in layout.headers)
    for mapping in of_kind:
        if mapping is answer or mapping.signature == signature:
            attributes = attributes_of(layout, mapping.columns)
            return {header.column: attributes.get(header.column) for header in layout.headers}
    by_header: dict[str, str | None] = {}
    for mapping in of_kind:
        for column in mapping.columns:
            by_header.setdefault(header_key(column.header), column.attribute)
    keys = {header.column: header_key(header.text) for header in layout.headers}
    return {column: by_header[key] for column, key in keys.items() if key and key in by_header}


def _proposal(layout: Layout, column: int, cells: Sequence[Cell], match: Match | None) -> ColumnProposal:
    proposal = ColumnProposal(
        column=column,
        letters=letters_in(layout.grid, column),
        header=layout.headers[column].text,
        samples=tuple(dict.fromkeys(cells))[:_SAMPLES_SHOWN],
    )
    if match is None:
        return proposal
    return replace(proposal, attribute=match.attribute, confidence=match.confidence, basis=match.basis)


def _by_section(
    layout: Layout,
    kind: Kind,
    columns: Sequence[ColumnProposal],
    known: KnownNames,
    remembered: Sequence[SheetMapping],
) -> tuple[str, ...]:
    """What new things need, no column gives, and some heading of a section names, or was said to name before."""
    headings = [one.text for one in layout.left_out if one.role is RowRole.SECTION][:_HEADINGS_COMPARED]
    if not headings:
        return ()
    before = _before(layout, remembered)
    given = {one.attribute for one in columns if one.attribute is not None}
    found = [name for name in (before.by_section if before is not None else ()) if name not in given]
    for attribute in missing(kind, {*given, *found}):
        refers_to = SHEETS[kind].column(attribute).refers_to
        if refers_to is not None and any(named_in([text], refers_to, known) for text in headings):
            found.append(attribute)
    return tuple(found)


def _constants(
    layout: Layout,
    kind: Kind,
    columns: Sequence[ColumnProposal],
    by_section: Sequence[str],
    known: KnownNames,
    remembered: Sequence[SheetMapping],
) -> dict[str, str]:
    """What the sheet says above its headers of what its columns lack, else what was said of it before."""
    before = _before(layout, remembered)
    given = {*(one.attribute for one in columns if one.attribute is not None), *by_section}
    said = before.constants if before is not None else {}
    found = {name: text for name, text in said.items() if name not in given}
    for attribute in missing(kind, given):
        refers_to = SHEETS[kind].column(attribute).refers_to
        code = named_above(layout, refers_to, known) if refers_to is not None else None
        if code is not None:
            found[attribute] = code
    return found


def _before(layout: Layout, remembered: Sequence[SheetMapping]) -> SheetMapping | None:
    """How a sheet with these headers was read the last time."""
    signature = signature_of(header.text for header in layout.headers)
    return next((one for one in remembered if one.signature == signature), None)


def _words_before(remembered: Sequence[SheetMapping]) -> Words:
    """What words meant before, by attribute; the newest map says."""
    found: dict[str, dict[str, str | None]] = {}
    for mapping in reversed(remembered):
        for attribute, words in mapping.words.items():
            found.setdefault(attribute, {}).update(words)
    return found


def _fit(kind: Kind, columns: Sequence[ColumnProposal], name: str) -> float:
    """How well a sheet serves as one of a kind: what it gives, what it lacks, and what it is called."""
    given = {one.attribute for one in columns if one.attribute is not None}
    lacking = missing(kind, given)
    fit = sum(one.confidence for one in columns)
    fit -= sum(0.5 if attribute == "code" or attribute.startswith("name_") else 0.3 for attribute in lacking)
    return fit + (1.0 if is_named(name, SHEETS[kind].title) else 0.0)
