"""What happened to an instruction: each change that touched it, value by value."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from data_access.model import Change, ChangeKind, Instruction, Upload
from data_access.reads.board import MinistryInfo
from data_access.reads.snapshot import Reader
from data_access.sessions.instructions import InstructionFilter, instructions, ministries_ever

REPORTED = ("reported_on", "progress", "forecast", "reported_done_on", "note")
CLOSED = ("closed_on", "close_reason", "evidence")
TOLD = ("text", "ministry_id", "co_executors", "term", *REPORTED, *CLOSED)


class InstructionEvent(enum.StrEnum):
    """What a change did to an instruction."""

    GIVEN = "given"
    REPORTED = "reported"
    TERM_MOVED = "term_moved"
    TAKEN_OFF = "taken_off"
    BROUGHT_BACK = "brought_back"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionMove:
    """A value that changed; an executor is a `MinistryInfo`, co-executors are a tuple of them."""

    attribute: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionEntry:
    """What one change did; `file_name` where a file brought it. What was given has no values: it is all new."""

    change: int
    actor: str
    recorded_at: datetime
    takes_back: int | None
    file_name: str | None
    event: InstructionEvent
    values: tuple[InstructionMove, ...]


def instruction_history(reader: Reader, instruction_id: int) -> tuple[InstructionEntry, ...]:
    """What each change up to the reader's version did to an instruction, newest first.

    Empty where the view knows no such instruction, or none within its scope.
    """
    if not instructions(reader, InstructionFilter(entity_id=instruction_id)):
        return ()
    ministries = ministries_ever(reader)
    statement = (
        select(Instruction.__table__)
        .where(Instruction.entity_id == instruction_id, Instruction.from_change <= reader.view.version)
        .order_by(Instruction.from_change)
    )
    rows = reader.connection.execute(statement).all()
    changes = _changes(reader, rows)
    return tuple(reversed(list(_entries(rows, changes, ministries))))


def _entries(
    rows: Sequence[Row[Any]],
    changes: Mapping[int, Any],
    ministries: Mapping[int, MinistryInfo],
) -> Iterator[InstructionEntry]:
    before: Row[Any] | None = None
    for row in rows:
        if before is not None and before.to_change != row.from_change:
            yield _entry(changes[before.to_change], InstructionEvent.REMOVED)
            before = None
        moved = tuple(_moved(before, row, ministries)) if before is not None else ()
        yield _entry(changes[row.from_change], _event(before, row, moved), moved)
        before = row


def _moved(
    before: Row[Any], row: Row[Any], ministries: Mapping[int, MinistryInfo]
) -> Iterator[InstructionMove]:
    for name in TOLD:
        old, new = getattr(before, name), getattr(row, name)
        if old != new:
            yield InstructionMove(
                attribute=name, old=_told(name, old, ministries), new=_told(name, new, ministries)
            )


def _told(name: str, value: Any, ministries: Mapping[int, MinistryInfo]) -> Any:
    if name == "ministry_id":
        return ministries[value]
    if name == "co_executors":
        return tuple(ministries[one] for one in value)
    return None if value == "" else value


def _event(before: Row[Any] | None, row: Row[Any], moved: tuple[InstructionMove, ...]) -> InstructionEvent:
    if before is None:
        return InstructionEvent.GIVEN
    names = {one.attribute for one in moved}
    if "closed_on" in names and (row.closed_on is None or before.closed_on is None):
        return InstructionEvent.TAKEN_OFF if row.closed_on is not None else InstructionEvent.BROUGHT_BACK
    if names == {"term"}:
        return InstructionEvent.TERM_MOVED
    return InstructionEvent.REPORTED if names <= set(REPORTED) else InstructionEvent.CHANGED


def _entry(
    change: Any, event: InstructionEvent, values: tuple[InstructionMove, ...] = ()
) -> InstructionEntry:
    return InstructionEntry(
        change=change.id,
        actor=change.actor,
        recorded_at=change.recorded_at,
        takes_back=change.takes_back,
        file_name=change.file_name,
        event=InstructionEvent.CHANGED if change.kind == ChangeKind.TAKE_BACK and values else event,
        values=values,
    )


def _changes(reader: Reader, rows: Sequence[Row[Any]]) -> dict[int, Any]:
    """The changes that began or ended states of the instruction, up to the view."""
    wanted = {row.from_change for row in rows} | {row.to_change for row in rows} - {None}
    statement = (
        select(Change.id, Change.kind, Change.actor, Change.recorded_at, Change.takes_back, Upload.file_name)
        .outerjoin(Upload, Upload.change_id == Change.id)
        .where(Change.id.in_(sorted(wanted)))
    )
    return {row.id: row for row in reader.connection.execute(statement)}
