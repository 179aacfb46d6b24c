"""Bringing a spreadsheet in: what it would do (`prepare`), and doing it (`apply`)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from data_access.change import UploadedFile, recording
from data_access.database import Database
from data_access.model import Change, ChangeKind, Kind
from data_access.reads.point import ProgrammeInfo
from data_access.reads.snapshot import Reader
from data_access.uploads.apply import write
from data_access.uploads.book import Book, UnreadableFileError
from data_access.uploads.check import Checked, as_at_of, check
from data_access.uploads.compare import Added, Changed, Comparison, Counts, compare
from data_access.uploads.fault import Fault, FaultCode
from data_access.uploads.known import Known, load_known
from data_access.uploads.read import read_workbook
from data_access.uploads.removal import faults_of_removals
from data_access.view import EVERYTHING, Scope, View


class UploadRefusedError(Exception):
    """The file has faults (see `prepared`), so nothing of it is applied."""

    def __init__(self, prepared: "Prepared") -> None:
        super().__init__(f"{len(prepared.faults)} faults")
        self.prepared = prepared


class StateMovedError(Exception):
    """Others have changed meanwhile what the file speaks of: `prepared` says what it would do now."""

    def __init__(self, prepared: "Prepared") -> None:
        super().__init__("The data changed after the file was compared with it.")
        self.prepared = prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A column or (no cell) a whole sheet that holds something but is none of ours."""

    sheet: str
    cell: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file read, checked and compared with the data as of `version`; nothing is written yet.

    With `faults` the comparison is empty. `as_at` is the day that the file's figures speak of.
    """

    programme: ProgrammeInfo
    file_name: str
    content: bytes
    as_at: date
    day: date
    whole: bool
    scope: Scope
    version: int
    book: Book
    checked: Checked
    known: Known
    comparison: Comparison
    faults: tuple[Fault, ...]
    ignored: tuple[Ignored, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was applied; `version` is None when there was nothing to do."""

    version: int | None
    counts: Counts


def prepare(
    database: Database,
    *,
    programme: ProgrammeInfo,
    file_name: str,
    content: bytes,
    as_at: date | None,
    day: date,
    whole: bool = False,
    scope: Scope = EVERYTHING,
) -> Prepared:
    """Read a file, find all its faults, and say what it would change; writes nothing.

    `as_at` is the day that the figures speak of; without it, the day in the file's own cell, else `day`,
    which is today. `whole`: the file lists all things of its kinds in the fields that it speaks of, so
    what it leaves out is to be removed. `scope`: the fields that the sender may change.
    """
    try:
        book = read_workbook(file_name, content)
        told, faults = as_at_of(book)
    except UnreadableFileError as error:
        book, told = Book(file_name=file_name), None
        faults = (Fault(sheet="", cell="", code=FaultCode(error.code)),)
    figures_of = as_at or told or day
    if figures_of > day:
        faults += (_future(book, figures_of, day, is_told=as_at is None),)
    prepared = Prepared(
        programme=programme,
        file_name=file_name,
        content=content,
        as_at=figures_of,
        day=day,
        whole=whole,
        scope=scope,
        version=0,
        book=book,
        checked=Checked(sheets=(), faults=()),
        known=Known(ids={}, rows={}, listed={}, field_of_problem={}, beyond={}),
        comparison=Comparison(),
        faults=faults,
        ignored=tuple(_ignored(book)),
    )
    if not (book.tables or book.others):
        return prepared
    with database.reading() as connection:
        version = connection.scalar(select(func.max(Change.id))) or 0
        return _examined(connection, prepared, version, faults)


def apply(database: Database, prepared: Prepared, *, actor: str, recorded_at: datetime) -> Applied:
    """Apply a prepared file as one change, all of it or nothing.

    Raises UploadRefusedError when it has faults, and StateMovedError when, since it was prepared, others
    changed the data so that it would now do something else than `prepared` says.
    """
    if prepared.faults:
        raise UploadRefusedError(prepared)
    if prepared.comparison.is_empty:
        return Applied(version=None, counts=prepared.comparison.counts)
    with recording(
        database,
        kind=ChangeKind.UPLOAD,
        actor=actor,
        recorded_at=recorded_at,
        programme_id=prepared.programme.id,
        upload=UploadedFile(
            name=prepared.file_name,
            content=prepared.content,
            as_at=prepared.as_at,
            columns=prepared.book.letters(),
        ),
    ) as change:
        if change.version != prepared.version + 1:
            now = _examined(change.connection, prepared, change.version - 1, ())
            if now.faults or now.comparison != prepared.comparison:
                raise StateMovedError(now)
            prepared = now
        write(change, prepared.comparison, prepared.known, as_at=prepared.as_at)
        return Applied(version=change.version, counts=prepared.comparison.counts)


def _examined(
    connection: Connection, prepared: Prepared, version: int, faults: tuple[Fault, ...]
) -> Prepared:
    """Check and compare with the data as of `version`, the newest that `connection` sees.

    `faults` are those found before.
    """
    view = View(programme_id=prepared.programme.id, version=version, day=prepared.as_at, scope=prepared.scope)
    reader = Reader(connection, view)
    book = prepared.book
    known = load_known(reader, book, whole=prepared.whole)
    checked = check(book, known)
    faults = (*faults, *checked.faults)
    comparison = Comparison()
    if not faults:
        is_news = book.made_from is None or book.made_from.day != prepared.as_at
        comparison = compare(checked, known, as_at=prepared.as_at, is_news=is_news)
        faults = (
            *_beyond(comparison, prepared),
            *faults_of_removals(reader, checked, known, comparison),
        )
    if faults:
        comparison = Comparison()
    return replace(
        prepared, version=version, checked=checked, known=known, comparison=comparison, faults=faults
    )


def _beyond(comparison: Comparison, prepared: Prepared) -> Iterator[Fault]:
    """Who may change some fields only changes no ministries or people, and makes no fields."""
    if prepared.scope.fields is None:
        return
    columns = {table.grid.name: table.letters["code"] for table in prepared.book.tables}
    touched: list[Added | Changed] = [*comparison.added, *comparison.changed]
    for one in touched:
        if one.kind in {Kind.MINISTRY, Kind.PERSON} or (one.kind is Kind.FIELD and isinstance(one, Added)):
            yield Fault(
                sheet=one.sheet,
                cell=f"{columns[one.sheet]}{one.row}",
                code=FaultCode.NOT_YOURS,
                found=one.code,
                params={"column": "code", "kind": one.kind},
            )


def _future(book: Book, as_at: date, day: date, *, is_told: bool) -> Fault:
    cell = book.as_at_cells[0] if is_told and book.as_at_cells else None
    return Fault(
        sheet=cell.sheet if cell else "",
        cell=cell.cell if cell else "",
        code=FaultCode.DAY_IN_FUTURE,
        found=as_at.isoformat(),
        params={"today": day.isoformat()},
    )


def _ignored(book: Book) -> Iterator[Ignored]:
    for grid in book.others:
        yield Ignored(sheet=grid.name, cell="", header="")
    for table in book.tables:
        for header in table.headers:
            if header.attribute is None and header.text:
                cell = table.grid.place(table.header_row, header.column)
                yield Ignored(sheet=table.grid.name, cell=cell, header=header.text)
