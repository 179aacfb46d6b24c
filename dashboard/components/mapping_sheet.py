"""One foreign sheet to be mapped: its kind, its columns, what holds for all rows, its words for lights."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.mapping_words import (
    BASIS_WORDS,
    NOTHING,
    column_choices,
    kind_choices,
    sample_words,
    value_choices,
)
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.model import Kind
from data_access.uploads.bring import Prepared
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.table import AS_ABOVE
from data_access.uploads.foreign.mapping import CONSTANT_TYPES, ColumnMapping, SheetMapping
from data_access.uploads.foreign.sheet_proposal import ColumnProposal, SheetProposal, may_be_worded, missing
from data_access.uploads.foreign.unread_words import UnreadWord
from data_access.uploads.values.vocabulary import plain

_WIDTHS = (1.5, 2.2, 1.3, 0.6)
_WORDS_A_ROW = 3
_BY_SECTION = "§"  # no thing has such a code


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a sender says of a sheet, and in the reader's words what keeps it from being used."""

    mapping: SheetMapping
    faults: tuple[str, ...]


def answer_for(request: Request, prepared: Prepared, proposal: SheetProposal, key: str) -> Answer:
    """Show what is proposed for a sheet and take the sender's corrections; `key` is the sheet's own."""
    texts = request.texts
    kinds = kind_choices(texts)
    draw(block("mapping_sheet.html", request, name=proposal.sheet or prepared.file_name))
    with st.columns(_WIDTHS)[0]:
        chosen = st.selectbox(
            texts.gettext("What the sheet lists"),
            list(kinds),
            index=list(kinds).index(proposal.kind.value if proposal.kind is not None else NOTHING),
            format_func=kinds.__getitem__,
            key=f"{key}-kind",
        )
    if chosen == NOTHING:
        return Answer(mapping=_left_out(proposal), faults=())
    kind = Kind(chosen)
    key = f"{key}-{chosen}"
    attributes = _ask_columns(request, proposal, kind, key)
    constants = _ask_constants(request, prepared, proposal, kind, set(attributes.values()), key)
    by_section = tuple(name for name, value in constants.items() if value == _BY_SECTION)
    words = _ask_words(request, prepared, proposal, kind, attributes, by_section, key)
    mapping = SheetMapping(
        sheet=proposal.sheet,
        kind=kind,
        columns=tuple(
            ColumnMapping(header=one.header, column=one.letters, attribute=attributes.get(one.letters))
            for one in proposal.columns[kind]
        ),
        by_section=by_section,
        constants={name: value for name, value in constants.items() if name not in by_section},
        words=words,
    )
    return Answer(mapping=mapping, faults=tuple(_faults(request, mapping)))


def _left_out(proposal: SheetProposal) -> SheetMapping:
    return SheetMapping(
        sheet=proposal.sheet,
        kind=None,
        columns=tuple(ColumnMapping(header=one.header, column=one.letters) for one in proposal.shown),
    )


def _ask_columns(request: Request, proposal: SheetProposal, kind: Kind, key: str) -> dict[str, str]:
    """The attribute that each column fills, by its letters; columns that are not read are left out."""
    texts = request.texts
    choices = column_choices(texts, kind)
    heads = (
        texts.gettext("Column as sent"),
        texts.gettext("Some of its values"),
        texts.gettext("What it is"),
    )
    for place, head in zip(st.columns(_WIDTHS), heads, strict=False):
        with place:
            draw(block("mapping_head.html", request, text=head))
    found: dict[str, str] = {}
    for one in proposal.columns[kind]:
        sent, samples, choice, basis = st.columns(_WIDTHS, vertical_alignment="center")
        with sent:
            draw(block("mapping_column.html", request, column=one))
        with samples:
            draw(block("mapping_samples.html", request, samples=_samples(request, one)))
        with choice:
            attribute = st.selectbox(
                texts.gettext("What column {column} is", column=one.letters),
                list(choices),
                index=list(choices).index(one.attribute or NOTHING),
                format_func=choices.__getitem__,
                key=f"{key}-{one.letters}",
                label_visibility="collapsed",
            )
        with basis:
            is_proposed = one.attribute is not None and attribute == one.attribute
            if is_proposed:
                draw(block("mapping_basis.html", request, words=texts.gettext(BASIS_WORDS[one.basis])))
        if attribute != NOTHING:
            found[one.letters] = attribute
    return found


def _samples(request: Request, column: ColumnProposal) -> list[str]:
    return [sample_words(request.texts, cell) for cell in column.samples]


def _ask_constants(
    request: Request, prepared: Prepared, proposal: SheetProposal, kind: Kind, given: set[str], key: str
) -> dict[str, str]:
    """One value for all rows, of attributes that no column gives; those that new rows need come first.

    Or `_BY_SECTION`, where the headings of sections give it.
    """
    texts = request.texts
    needed = missing(kind, given)
    columns = [
        column
        for column in SHEETS[kind].columns
        if column.type in CONSTANT_TYPES
        and column.attribute not in given
        # A milestone's field is its problem's.
        and (kind, column.attribute) != (Kind.MILESTONE, "field_id")
    ]
    if not columns:
        return {}
    said_by = (
        texts.gettext("What no column says")
        if proposal.layout.has_sections
        else texts.gettext("For all rows, since no column says it")
    )
    draw(block("mapping_part.html", request, text=said_by))
    found: dict[str, str] = {}
    places = st.columns(max(len(columns), len(_WIDTHS)))
    for place, column in zip(
        places, sorted(columns, key=lambda one: one.attribute not in needed), strict=False
    ):
        values = value_choices(texts, column, prepared.mapped.names)
        if proposal.layout.has_sections and column.refers_to is not None:
            values = {_BY_SECTION: texts.gettext("As the headings of sections say"), **values}
        options = [NOTHING, *values]
        said = proposal.constants.get(column.attribute, NOTHING)
        if column.attribute in proposal.by_section:
            said = _BY_SECTION
        with place:
            value = st.selectbox(
                texts.spoken(column.header),
                options,
                index=options.index(said) if said in options else 0,
                format_func={NOTHING: "–", **values}.__getitem__,
                key=f"{key}-all-{column.attribute}",
            )
        if value != NOTHING:
            found[column.attribute] = value
    return found


def _ask_words(
    request: Request,
    prepared: Prepared,
    proposal: SheetProposal,
    kind: Kind,
    attributes: Mapping[str, str],
    by_section: Iterable[str],
    key: str,
) -> dict[str, dict[str, str | None]]:
    """What words mean that are none of ours, by attribute; None where that is not said."""
    found: dict[str, dict[str, str | None]] = {}
    texts = request.texts
    given = [(attributes.get(one.letters), one.column, one.letters) for one in proposal.columns[kind]]
    for attribute, column, place in (*given, *((name, None, _BY_SECTION) for name in by_section)):
        if attribute is None or not may_be_worded(kind, attribute):
            continue
        words = proposal.unread_words(kind, attribute, column, prepared.mapped.names)
        if words:
            named = texts.spoken(SHEETS[kind].column(attribute).header)
            asked = (
                texts.gettext("What the headings of sections mean for “{column}”", column=named)
                if column is None
                else texts.gettext("What the words of “{column}” mean", column=named)
            )
            draw(block("mapping_part.html", request, text=asked))
            choices = value_choices(texts, SHEETS[kind].column(attribute), prepared.mapped.names)
            if column is None:
                choices = {AS_ABOVE: texts.gettext("The same as the heading above"), **choices}
            meanings = _ask_meanings(request, choices, words, f"{key}-{place}-{attribute}")
            found[attribute] = {**proposal.words.get(attribute, {}), **meanings}
    return found


def _ask_meanings(
    request: Request, choices: Mapping[str, str], words: list[UnreadWord], key: str
) -> dict[str, str | None]:
    texts = request.texts
    choices = {**choices, NOTHING: texts.gettext("Nothing: as an empty cell")}
    options = list(choices)
    found: dict[str, str | None] = {}
    for at, word in enumerate(words):
        if at % _WORDS_A_ROW == 0:
            places = st.columns(_WORDS_A_ROW, vertical_alignment="bottom")
        label = texts.ngettext(
            "{word} ({number} time)", "{word} ({number} times)", word.count, word=word.text
        )
        with places[at % _WORDS_A_ROW]:
            # Streamlit would take a word of the file for Markdown; collapsed, the label is text for screen readers.
            draw(block("hint.html", request, text=label))
            found[plain(word.text)] = st.selectbox(
                label,
                options,
                index=options.index(word.meaning) if word.meaning in options else None,
                format_func=choices.__getitem__,
                placeholder=texts.gettext("Choose"),
                key=f"{key}-{at}",
                label_visibility="collapsed",
            )
    return found


def _faults(request: Request, mapping: SheetMapping) -> Iterator[str]:
    """What keeps a mapping from being used, as sentences."""
    texts, kind = request.texts, mapping.kind
    assert kind is not None  # nosec B101 # only sheets with a kind are asked about
    counts = Counter(column.attribute for column in mapping.columns)
    if not counts["code"]:
        yield texts.gettext("Say which column holds the code: rows are recognised by it.")
    for attribute, count in counts.items():
        if attribute is not None and count > 1:
            letters = ", ".join(one.column for one in mapping.columns if one.attribute == attribute)
            yield texts.gettext(
                "“{column}” is chosen for several columns: {letters}. Keep one.",
                column=texts.spoken(SHEETS[kind].column(attribute).header),
                letters=letters,
            )
    for attribute, words in mapping.words.items():
        is_needed = SHEETS[kind].column(attribute).refers_to is None
        unsaid = [word for word, meaning in words.items() if meaning is None]
        if is_needed and unsaid:
            yield texts.gettext("Say what these words mean: {words}.", words=", ".join(unsaid))
