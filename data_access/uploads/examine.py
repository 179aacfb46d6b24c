"""Holding a file that is read against the data: its faults, what its sender had, what would change."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from sqlalchemy import Connection, select

from data_access.model import Field, Kind, Ministry
from data_access.reads.snapshot import Reader, of_programme
from data_access.uploads.checks.check import Checked, check
from data_access.uploads.checks.doubt import Doubt
from data_access.uploads.checks.doubts import find_doubts
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.checks.held_back import hold_back
from data_access.uploads.checks.instruction_faults import faults_of_instructions
from data_access.uploads.checks.neighbours import load_named
from data_access.uploads.checks.proposals import kinds_meant, with_proposals
from data_access.uploads.files.addresses import address_of
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known, load_known
from data_access.uploads.prepared import Prepared, Progress, Stage
from data_access.uploads.sides.authors import with_authors
from data_access.uploads.sides.base import Base, BaseFinder
from data_access.uploads.sides.compare import compare, differing
from data_access.uploads.sides.comparison import Added, Changed, Comparison, Conflict
from data_access.uploads.sides.removal import faults_of_references, faults_of_removals
from data_access.uploads.sides.untouched import faults_of_sender, rows_in_question
from data_access.view import View


def examined(
    connection: Connection,
    prepared: Prepared,
    *,
    version: int,
    faults: tuple[Fault, ...],
    progress: Progress,
) -> Prepared:
    """Check and compare with the data as of `version`, the newest that `connection` sees.

    `faults` are those found before. Raises UnknownBaseError when the sender chose a base that there is not.
    """
    view = View(programme_id=prepared.programme.id, version=version, day=prepared.as_at, scope=prepared.scope)
    reader = Reader(connection, view)
    book, choices = prepared.book, prepared.choices
    progress(Stage.CHECKING, 0, 1)
    finder = BaseFinder(reader, book, actor=prepared.actor, chosen=choices.base, as_at=prepared.as_at)
    known = load_known(reader, book, whole=prepared.whole)
    known = replace(known, gone=finder.removed_since(known.absent))
    checked = check(book, known)
    progress(Stage.COMPARING, 0, 1)
    base = finder.base(known, checked, _both(differing(checked, known), rows_in_question(checked)))
    checked = replace(checked, faults=faults_of_sender(checked, known, base))
    faults = (*faults, *with_proposals(checked, known, load_named(reader, kinds_meant(checked))))
    comparison, doubts = Comparison(), tuple[Doubt, ...]()
    while True:
        rest, held_back = hold_back(book, checked, known, faults)
        if held_back.stops:
            break
        # A list without the rows held back is not the whole list.
        compared_with = replace(known, listed={}) if faults else known
        comparison, late = _compared(reader, prepared, rest, compared_with, base)
        if not late:
            doubts = find_doubts(
                reader, book=book, checked=rest, known=known, comparison=comparison, as_at=prepared.as_at
            )
            break
        faults = (*faults, *late)
    prepared = replace(
        prepared, version=version, known=known, base=base, faults=faults, held_back=held_back, doubts=doubts
    )
    if prepared.is_refused:
        rest, comparison = checked, Comparison()
    conflicts = with_authors(reader, known, comparison.conflicts)
    comparison = replace(comparison, conflicts=tuple(_placed(book, conflicts)))
    progress(Stage.COMPARING, 1, 1)
    return replace(prepared, checked=rest, comparison=comparison)


def _compared(
    reader: Reader, prepared: Prepared, checked: Checked, known: Known, base: Base
) -> tuple[Comparison, tuple[Fault, ...]]:
    """What sheets without faults would change, and the faults that only the comparison shows."""
    book = prepared.book
    is_news = book.made_from is None or book.made_from.day != prepared.as_at
    comparison = compare(checked, known, base, prepared.choices, as_at=prepared.as_at, is_news=is_news)
    return comparison, (
        *_beyond(reader, comparison, prepared, known),
        *faults_of_instructions(book, known, comparison, as_at=prepared.as_at),
        *faults_of_references(book, known, comparison),
        *faults_of_removals(reader, book, known, comparison),
    )


def _both(some: Mapping[Kind, Set[str]], others: Mapping[Kind, Set[str]]) -> dict[Kind, Set[str]]:
    return {kind: some.get(kind, set()) | others.get(kind, set()) for kind in {*some, *others}}


def _placed(book: Book, conflicts: tuple[Conflict, ...]) -> Iterator[Conflict]:
    """The conflicts with the cells in which the file speaks of them; a thing's is that of its code."""
    tables = {table.grid.name: table for table in book.tables}
    for conflict in conflicts:
        table, row = tables.get(conflict.sheet), conflict.row
        if table is None or row is None:
            yield replace(conflict, cell="")
        else:
            yield replace(conflict, cell=table.place_of(row, conflict.attribute or "code"))


def _beyond(reader: Reader, comparison: Comparison, prepared: Prepared, known: Known) -> Iterator[Fault]:
    """Who may change some fields only changes no ministries or people, makes no fields, and reports on no
    instructions of ministries that lead none of these fields."""
    scope = prepared.scope.fields
    if scope is None:
        return
    columns = {table.grid.name: table.letters["code"] for table in prepared.book.tables}
    refreshed = (one for same in comparison.refreshed for one in same.each())
    touched: list[Added | Changed] = [*comparison.added, *comparison.changed, *refreshed]
    executors = _leading(reader, scope) if any(one.kind is Kind.INSTRUCTION for one in touched) else set()
    for one in touched:
        if one.kind is Kind.INSTRUCTION:
            row = known.rows[Kind.INSTRUCTION].get(one.code)
            is_beyond = row is not None and row.ministry_id not in executors
        else:
            is_new_field = one.kind is Kind.FIELD and isinstance(one, Added)
            is_beyond = one.kind in {Kind.MINISTRY, Kind.PERSON} or is_new_field
        if is_beyond:
            yield Fault(
                sheet=one.sheet,
                cell=address_of(columns[one.sheet], one.row),
                code=FaultCode.NOT_YOURS,
                found=one.code,
                params={"column": "code", "kind": one.kind},
                row=one.row,
            )


def _leading(reader: Reader, field_ids: Set[int]) -> set[str]:
    """The codes of the ministries that lead some fields."""
    view = reader.view
    statement = (
        select(Ministry.code)
        .join(Field, Field.ministry_id == Ministry.entity_id)
        .where(
            of_programme(Ministry, view), of_programme(Field, view), Field.entity_id.in_(sorted(field_ids))
        )
    )
    return set(reader.connection.scalars(statement))
