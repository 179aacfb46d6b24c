"""A file as it was read -> the file as its sender means it: by answers, remembered maps, our own headers.

What is left is to be asked: `Mapped.proposals` say how each sheet is most likely to be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from data_access.database import Database
from data_access.model import MODELS, Kind
from data_access.reads.point import ProgrammeInfo, newest_version
from data_access.reads.snapshot import Reader, of_programme
from data_access.uploads.choices import Choices
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.files.book import Book
from data_access.uploads.foreign.column_maps import (
    RememberedMap,
    keep_maps,
    maps_of_sender,
    maps_of_signatures,
)
from data_access.uploads.foreign.map_choice import chosen_maps
from data_access.uploads.foreign.mapped_table import LaidSheet, laid_sheets, mapped_table
from data_access.uploads.foreign.mapping import FileMapping, SheetMapping
from data_access.uploads.foreign.ministries import ministries_of
from data_access.uploads.foreign.names import REFERRED, KnownNames, known_names, load_names, with_names
from data_access.uploads.foreign.propose import propose, texts_in
from data_access.uploads.foreign.sheet_proposal import SheetProposal
from data_access.uploads.foreign.unread_words import unread_words
from data_access.uploads.read import as_at_cells
from data_access.uploads.values.day_order import with_day_order
from data_access.view import Scope, View

_CHUNK = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A book whose sheets are read as far as can be told.

    `mapping`: the answers that count, given or remembered; None: there are none. `remembered`: of them
    those that were applied by themselves. `proposals`: for the sheets that our own headers do not say all
    of. `asked`: the names of the sheets that the sender must answer for before anything can be done.
    `ministry_id`: the ministry whose rows these are, if it is one. `names`: what may be referred to.
    """

    book: Book
    mapping: FileMapping | None = None
    remembered: tuple[RememberedMap, ...] = ()
    proposals: tuple[SheetProposal, ...] = ()
    asked: frozenset[str] = frozenset()
    ministry_id: int | None = None
    names: KnownNames = field(default_factory=lambda: known_names({}), compare=False, repr=False)

    @property
    def needs_answer(self) -> bool:
        """Whether the sender must first say how a sheet is to be read."""
        return bool(self.asked)


def map_book(
    database: Database,
    programme: ProgrammeInfo,
    book: Book,
    choices: Choices,
    *,
    sender: str | None,
    day: date,
    scope: Scope,
) -> Mapped:
    """Read a book as it is meant now, with the order of day and month in its dates; see `mapped_book`."""
    if not (book.tables or book.others):
        return Mapped(book=book)
    with database.reading() as connection:
        version = newest_version(connection, programme.id)
        view = View(programme_id=programme.id, version=version, day=day, scope=scope)
        mapped = mapped_book(Reader(connection, view), book, mapping=choices.mapping, sender=sender)
    ordered = with_day_order(mapped.book, choices.day_first)
    if ordered.day_first is None and mapped.mapping is not None:
        ordered = with_day_order(mapped.book, mapped.mapping.day_first)
    return replace(mapped, book=ordered)


def mapped_book(
    reader: Reader, book: Book, *, mapping: FileMapping | None = None, sender: str | None = None
) -> Mapped:
    """Read a book as `mapping` says, else as was remembered for the ministry of its rows or for its sender.

    `reader` is of the newest version. Our own headers need no mapping. A name stands for the code of the one
    thing that is called so.
    """
    names = load_names(reader)
    sheets = [] if book.made_from is not None and mapping is None else laid_sheets(book)
    given = {sheet.name: one for sheet in sheets if (one := _given(mapping, sheet)) is not None}
    unsaid = [
        sheet for sheet in sheets if sheet.name not in given and not (sheet.is_plain and sheet.says_all)
    ]
    maps = _maps(reader, unsaid, sender)
    found = chosen_maps(reader, names, unsaid, maps, sender)
    answers = {**given, **{name: one.mapping for name, one in found.items()}}
    book = with_names(_answered(book, sheets, answers), names)
    open_sheets = [
        sheet
        for sheet in sheets
        if sheet.name in answers
        or not sheet.is_plain
        or not sheet.says_all
        or _has_unread_words(sheet, names)
    ]
    own = [one.mapping for one in maps if one.saved_by == sender]
    proposals = tuple(_proposals(reader, names, open_sheets, answers, own))
    return Mapped(
        book=book,
        mapping=_in_effect(mapping, answers, tuple(found.values())),
        remembered=tuple(found.values()),
        proposals=proposals,
        asked=frozenset(_asked(book, proposals, answers)),
        ministry_id=_ministry(reader, book) if answers else None,
        names=names,
    )


def remember(
    database: Database, programme_id: int, mapped: Mapped, *, sender: str, saved_at: datetime
) -> None:
    """Remember the answers that a book was read by, for its ministry, or where it is not one, for its sender."""
    if mapped.mapping is not None:
        keep_maps(
            database,
            programme_id,
            replace(mapped.mapping, day_first=mapped.book.day_first),
            ministry_id=mapped.ministry_id,
            sender=sender,
            saved_at=saved_at,
        )


def _given(mapping: FileMapping | None, sheet: LaidSheet) -> SheetMapping | None:
    return None if mapping is None else mapping.of_sheet(sheet.name, sheet.signature)


def _maps(reader: Reader, sheets: Sequence[LaidSheet], sender: str | None) -> list[RememberedMap]:
    """The maps of sheets with these headers, whoever's, and the sender's others, which may help to propose."""
    if not sheets:
        return []
    programme_id = reader.view.programme_id
    found = maps_of_signatures(reader.connection, programme_id, {sheet.signature for sheet in sheets})
    others = maps_of_sender(reader.connection, programme_id, sender) if sender is not None else []
    return [*found, *(one for one in others if one not in found)]


def _answered(book: Book, sheets: Sequence[LaidSheet], answers: Mapping[str, SheetMapping]) -> Book:
    """A book with the tables that answers make of its sheets, in place of those of our own headers."""
    if not answers:
        return book
    read = {
        sheet.name: mapped_table(sheet.layout, answers[sheet.name]) if sheet.name in answers else sheet.own
        for sheet in sheets
    }
    tables = tuple(table for table in read.values() if table is not None)
    left_out = [table.grid for table in book.tables if read[table.grid.name] is None]
    others = [grid for grid in book.others if read.get(grid.name) is None]
    return replace(
        book,
        tables=tables,
        others=(*left_out, *others),
        as_at_cells=tuple(cell for table in tables for cell in as_at_cells(table)),
    )


def _in_effect(
    mapping: FileMapping | None, answers: Mapping[str, SheetMapping], found: Sequence[RememberedMap]
) -> FileMapping | None:
    if not answers:
        return None
    days = [mapping.day_first if mapping is not None else None, *(one.day_first for one in found)]
    return FileMapping(
        sheets=tuple(replace(answer, sheet=name) for name, answer in answers.items()),
        day_first=next((day for day in days if day is not None), None),
    )


def _has_unread_words(sheet: LaidSheet, names: KnownNames) -> bool:
    """Whether a table of ours holds words for lights or roles that are none of ours."""
    if sheet.own is None:
        return False
    columns = (column for column in SHEETS[sheet.own.kind].columns if column.attribute in sheet.own.columns)
    return any(
        unread_words(column, sheet.own.cells(column.attribute).whole(), names)
        for column in columns
        if column.type in {CellType.LIGHT, CellType.ROLE}
    )


def _proposals(
    reader: Reader,
    names: KnownNames,
    sheets: Sequence[LaidSheet],
    answers: Mapping[str, SheetMapping],
    before: Sequence[SheetMapping],
) -> Iterator[SheetProposal]:
    """For each sheet the answer that counts, else what is most likely; `before`: the sender's other answers."""
    for sheet in sheets:
        yield propose(
            sheet.layout,
            names,
            _own_codes(reader, names, texts_in(sheet.layout)),
            kind=sheet.own.kind if sheet.own is not None else None,
            answer=answers.get(sheet.name),
            remembered=before,
        )


def _own_codes(reader: Reader, names: KnownNames, texts: set[str]) -> dict[Kind, frozenset[str]]:
    """Those of some texts that are codes, by the kind of what they are codes of."""
    found = {kind: frozenset(texts & names.names[kind].keys()) for kind in REFERRED}
    ordered = sorted(texts)
    for kind in (Kind.MEMBERSHIP, Kind.MILESTONE):
        model: Any = MODELS[kind]
        found[kind] = frozenset(
            code
            for place in range(0, len(ordered), _CHUNK)
            for code in reader.connection.scalars(
                select(model.code).where(
                    of_programme(model, reader.view), model.code.in_(ordered[place : place + _CHUNK])
                )
            )
        )
    return found


def _asked(
    book: Book, proposals: Sequence[SheetProposal], answers: Mapping[str, SheetMapping]
) -> Iterator[str]:
    """The sheets that must not be passed over unasked: all that may be read where else nothing is."""
    read = {table.grid.name for table in book.tables}
    for proposal in proposals:
        answer = answers.get(proposal.sheet)
        is_settled = proposal.sheet in read or (answer is not None and answer.kind is None)
        is_telling = answer is not None or proposal.is_likely or not read
        if not is_settled and is_telling and proposal.kind and not proposal.layout.grid.is_hidden:
            yield proposal.sheet


def _ministry(reader: Reader, book: Book) -> int | None:
    """The ministry whose rows a book holds, if it is one: by the cells, else by what is said of all rows."""
    found = ministries_of(reader, book.tables) or ministries_of(reader, book.tables, with_constants=True)
    return next(iter(found)) if len(found) == 1 else None
