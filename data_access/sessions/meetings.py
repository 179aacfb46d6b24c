"""Working meetings of ministers with the teams of a field or problem: recorded, corrected, counted from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from data_access.database import Database
from data_access.model import Kind, Meeting
from data_access.reads.snapshot import Reader, of_programme
from data_access.sessions.edit import editing, revise
from data_access.sessions.entry import (
    Mistake,
    require,
    require_columns,
    require_past,
    require_subject,
    standing_row,
)
from data_access.sessions.subject import Subject, subjects, subjects_table

OVERDUE_DAYS = 45  # a field whose teams nobody has met for longer than this is overdue

_COLUMNS = frozenset(("subject_id", "held_on", "participants", "about"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingInfo:
    """A working meeting: on which day, who, about what."""

    id: int
    code: str
    subject: Subject
    held_on: date
    participants: str
    about: str


def record_meeting(
    database: Database,
    programme_id: int,
    *,
    subject_id: int,
    held_on: date,
    participants: str,
    about: str,
    today: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Record a meeting that was held; returns its entity id. Raises EntryRefusedError."""
    values = {"subject_id": subject_id, "held_on": held_on, "participants": participants, "about": about}
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        require_subject(change, subject_id)
        _check(values, today)
        # No two changes have the same number, so no code is ever taken when a removed one is to return.
        [meeting_id] = change.add(Kind.MEETING, [{**values, "code": f"M-{change.version}"}])
    return meeting_id


def correct_meeting(
    database: Database,
    programme_id: int,
    meeting_id: int,
    *,
    today: date,
    actor: str,
    recorded_at: datetime,
    **values: Any,
) -> None:
    """Give some of a meeting's subject_id, held_on, participants and about anew. Raises EntryRefusedError."""
    require_columns(values, _COLUMNS)
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = standing_row(change, Kind.MEETING, meeting_id)
        if "subject_id" in values:
            require_subject(change, values["subject_id"])
        _check({**row._mapping, **values}, today)
        revise(change, Kind.MEETING, row, **values)


def remove_meeting(
    database: Database, programme_id: int, meeting_id: int, *, actor: str, recorded_at: datetime
) -> None:
    """Remove a meeting that was recorded by mistake. Raises EntryRefusedError where it is gone already."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        standing_row(change, Kind.MEETING, meeting_id)
        change.remove(Kind.MEETING, [meeting_id])


def meetings(reader: Reader) -> tuple[MeetingInfo, ...]:
    """The meetings held by the view's day, about what is in scope, the latest first."""
    known = subjects(reader)
    statement = (
        select(Meeting)
        .where(
            of_programme(Meeting, reader.view),
            Meeting.held_on <= reader.view.day,
        )
        .order_by(Meeting.held_on.desc(), Meeting.entity_id.desc())
    )
    return tuple(
        MeetingInfo(
            id=row.entity_id,
            code=row.code,
            subject=known[row.subject_id],
            held_on=row.held_on,
            participants=row.participants,
            about=row.about,
        )
        for row in reader.connection.execute(statement)
        if row.subject_id in known
    )


def last_met(reader: Reader) -> Mapping[int, date]:
    """The day of the last meeting on each subject in scope that was ever met on, by entity id.

    A meeting on a problem is one on its field too.
    """
    known = subjects_table(reader)
    statement = (
        select(known.c.entity_id, known.c.field_id, func.max(Meeting.held_on).label("held_on"))
        .join(known, known.c.entity_id == Meeting.subject_id)
        .where(of_programme(Meeting, reader.view), Meeting.held_on <= reader.view.day)
        .group_by(known.c.entity_id, known.c.field_id)
    )
    found: dict[int, date] = {}
    for row in reader.connection.execute(statement):
        for one in {row.entity_id, row.field_id}:
            found[one] = max(found.get(one, row.held_on), row.held_on)
    return found


def _check(values: Mapping[Any, Any], today: date) -> None:
    require_past(values["held_on"], today)
    require(bool(values["participants"].strip() and values["about"].strip()), Mistake.NOTHING_SAID)
