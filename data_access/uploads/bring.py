"""Bringing a spreadsheet in: what it would do (`prepare`), and doing it (`apply`).

A file is held against two things: what its sender had before working on it (the base, see `uploads.base`)
and what is known now. What only the sender changed goes in, what only others changed stays, and what both
changed to different values is a conflict that the sender decides (`Choices`). Nothing is overwritten unseen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from data_access.change import UploadedFile, recording
from data_access.database import Database
from data_access.model import Change, ChangeKind
from data_access.reads.point import ProgrammeInfo
from data_access.uploads.apply import write
from data_access.uploads.checks.check import Checked, as_at_of
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.choices import Choices
from data_access.uploads.examine import examined
from data_access.uploads.files.book import Book
from data_access.uploads.files.bounds import DEFAULT_BOUNDS, MEGABYTE, Bounds
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.foreign.mapped import Mapped, map_book
from data_access.uploads.known import Known
from data_access.uploads.prepared import Ignored, Prepared, Progress, Stage, untold
from data_access.uploads.read import read_workbook
from data_access.uploads.replacement import replaced
from data_access.uploads.sides.base import Base
from data_access.uploads.sides.comparison import Comparison, Counts
from data_access.uploads.sides.editions import record_edition
from data_access.view import EVERYTHING, Scope

__all__ = [
    "Applied",
    "ConflictsUndecidedError",
    "Ignored",
    "Prepared",
    "Progress",
    "RemovalsUnconfirmedError",
    "Stage",
    "StateMovedError",
    "UploadRefusedError",
    "apply",
    "prepare",
]

_NO_CHOICES = Choices()


class UploadRefusedError(Exception):
    """The file has faults (see `prepared`) that keep all of it out."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(f"{len(prepared.faults)} faults")
        self.prepared = prepared


class ConflictsUndecidedError(Exception):
    """The sender and others changed the same: `prepared.comparison.undecided` are to be decided first."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(f"{len(prepared.comparison.undecided)} conflicts")
        self.prepared = prepared


class RemovalsUnconfirmedError(Exception):
    """Things would be removed (`prepared.comparison.removed`): their number is to be confirmed first."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(f"{len(prepared.comparison.removed)} removals")
        self.prepared = prepared


class StateMovedError(Exception):
    """Others have changed meanwhile what the file speaks of: `prepared` says what it would do now."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__("The data changed after the file was compared with it.")
        self.prepared = prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was applied; `version` is None when there was nothing to do.

    `held_back`: how many rows stayed out for their faults, which the sender has accepted.
    """

    version: int | None
    counts: Counts
    held_back: int = 0


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
    actor: str | None = None,
    choices: Choices = _NO_CHOICES,
    progress: Progress = untold,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Prepared:
    """Read a file, find all its faults, and say what it would change; writes nothing.

    `as_at` is the day that the figures speak of; without it, the day in the file's own cell, else `day`,
    which is today. `whole`: the file lists all things of its kinds in the fields that it speaks of, so
    what it leaves out is to be removed. `scope`: the fields that the sender may change. `actor`: the
    sender, whose last edition is the base of a file that says nothing of its own; where there is none, all
    that differs from the current state counts as the sender's change. `choices`: what the sender has
    decided so far. `bounds`: the most that is read. Raises UnknownBaseError when `choices` name a base that
    there is not.
    """
    progress(Stage.READING, 0, 1)
    try:
        book = replaced(read_workbook(file_name, content, bounds), choices.replacements)
        mapped = map_book(database, programme, book, choices, sender=actor, day=day, scope=scope)
        told, faults = as_at_of(mapped.book)
    except UnreadableFileError as error:
        mapped, told = Mapped(book=Book(file_name=file_name)), None
        faults = (_unreadable(FaultCode(error.code), bounds),)
    book = mapped.book
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
        actor=actor,
        choices=choices,
        version=0,
        mapped=mapped,
        checked=Checked(sheets=(), faults=()),
        known=Known(ids={}, rows={}, listed={}, field_of_problem={}, beyond={}),
        base=Base(),
        comparison=Comparison(),
        faults=faults,
        ignored=tuple(_ignored(book)),
    )
    if prepared.needs_mapping or not (book.tables or book.others):
        return prepared
    with database.reading() as connection:
        version = connection.scalar(select(func.max(Change.id))) or 0
        return examined(connection, prepared, version=version, faults=faults, progress=progress)


def apply(
    database: Database,
    prepared: Prepared,
    *,
    actor: str,
    recorded_at: datetime,
    progress: Progress = untold,
) -> Applied:
    """Apply a prepared file as one change, all of it or nothing.

    Raises UploadRefusedError when it has faults, ConflictsUndecidedError when the sender has not decided
    all conflicts, RemovalsUnconfirmedError when it removes things and the sender has not confirmed how
    many, and StateMovedError when others changed the data since, so that it would now do something that
    `prepared` does not say. What they changed elsewhere stays and does not stop it; what they did as well
    as the file is done.
    """
    if prepared.is_refused:
        raise UploadRefusedError(prepared)
    if prepared.comparison.undecided:
        raise ConflictsUndecidedError(prepared)
    if not prepared.is_confirmed:
        raise RemovalsUnconfirmedError(prepared)
    if prepared.comparison.is_empty:
        return Applied(version=None, counts=prepared.comparison.counts, held_back=prepared.held_back.count)
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
        is_reporting=prepared.comparison.is_reporting,
    ) as change:
        if change.version != prepared.version + 1:
            now = examined(
                change.connection, prepared, version=change.version - 1, faults=(), progress=progress
            )
            is_as_seen = now.held_back.rows == prepared.held_back.rows
            if now.is_refused or not (is_as_seen and now.comparison.is_within(prepared.comparison)):
                raise StateMovedError(now)
            prepared = now
        counts = prepared.comparison.counts
        if prepared.comparison.is_empty:  # others did meanwhile all that it would do
            return Applied(version=None, counts=counts, held_back=prepared.held_back.count)
        write(
            change,
            prepared.comparison,
            prepared.known,
            as_at=prepared.as_at,
            wrote=lambda done, total: progress(Stage.WRITING, done, total),
        )
        made_from = prepared.book.made_from
        record_edition(
            change,
            prepared.checked,
            prepared.comparison,
            made_from=None if made_from is None else made_from.version,
        )
        return Applied(version=change.version, counts=counts, held_back=prepared.held_back.count)


def _unreadable(code: FaultCode, bounds: Bounds) -> Fault:
    params = {}
    if code is FaultCode.TOO_LARGE:
        params = {"megabytes": str(bounds.size // MEGABYTE), "rows": str(bounds.rows)}
    return Fault(sheet="", cell="", code=code, params=params)


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
                cell = table.grid.place(header.row, header.column)
                yield Ignored(sheet=table.grid.name, cell=cell, header=header.text)
