"""Requests for help of the teams of a field or problem: asked, given, corrected, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from data_access.database import Database
from data_access.model import HelpRequest, Kind
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

OVERDUE_DAYS = 30  # help that is not given for longer than this is overdue

_COLUMNS = frozenset(("subject_id", "what", "asked_of", "asked_on", "given_on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpInfo:
    """A request for help: what, of whom, since when; `given_on` is None while it is open."""

    id: int
    code: str
    subject: Subject
    what: str
    asked_of: str
    asked_on: date
    given_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHelp:
    """How many requests of a subject are open, and since when the oldest is."""

    number: int
    oldest: date


def ask_for_help(
    database: Database,
    programme_id: int,
    *,
    subject_id: int,
    what: str,
    asked_of: str,
    asked_on: date,
    today: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Record a request for help; returns its entity id. Raises EntryRefusedError."""
    values = {
        "subject_id": subject_id,
        "what": what,
        "asked_of": asked_of,
        "asked_on": asked_on,
        "given_on": None,
    }
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        require_subject(change, subject_id)
        _check(values, today)
        # No two changes have the same number, so no code is ever taken when a removed one is to return.
        [request_id] = change.add(Kind.HELP_REQUEST, [{**values, "code": f"H-{change.version}"}])
    return request_id


def mark_given(
    database: Database,
    programme_id: int,
    request_id: int,
    *,
    given_on: date,
    today: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Say on which day the help was given. Raises EntryRefusedError, also where somebody has said so already."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = standing_row(change, Kind.HELP_REQUEST, request_id)
        require(row.given_on is None, Mistake.GIVEN_ALREADY)
        _check({**row._mapping, "given_on": given_on}, today)
        revise(change, Kind.HELP_REQUEST, row, given_on=given_on)


def correct_help_request(
    database: Database,
    programme_id: int,
    request_id: int,
    *,
    today: date,
    actor: str,
    recorded_at: datetime,
    **values: Any,
) -> None:
    """Give some of a request's subject_id, what, asked_of, asked_on and given_on anew.

    `given_on=None` opens it again. Raises EntryRefusedError.
    """
    require_columns(values, _COLUMNS)
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = standing_row(change, Kind.HELP_REQUEST, request_id)
        if "subject_id" in values:
            require_subject(change, values["subject_id"])
        _check({**row._mapping, **values}, today)
        revise(change, Kind.HELP_REQUEST, row, **values)


def remove_help_request(
    database: Database, programme_id: int, request_id: int, *, actor: str, recorded_at: datetime
) -> None:
    """Remove a request that was recorded by mistake. Raises EntryRefusedError where it is gone already."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        standing_row(change, Kind.HELP_REQUEST, request_id)
        change.remove(Kind.HELP_REQUEST, [request_id])


def help_requests(reader: Reader) -> tuple[HelpInfo, ...]:
    """The requests asked by the view's day, about what is in scope: open ones first, the oldest first.

    Help that is given later than the view's day counts as not given yet.
    """
    known = subjects(reader)
    day = reader.view.day
    statement = select(HelpRequest).where(of_programme(HelpRequest, reader.view), HelpRequest.asked_on <= day)
    found = [
        HelpInfo(
            id=row.entity_id,
            code=row.code,
            subject=known[row.subject_id],
            what=row.what,
            asked_of=row.asked_of,
            asked_on=row.asked_on,
            given_on=row.given_on if row.given_on is not None and row.given_on <= day else None,
        )
        for row in reader.connection.execute(statement)
        if row.subject_id in known
    ]
    return tuple(sorted(found, key=_order))


def open_help(reader: Reader) -> Mapping[int, OpenHelp]:
    """The open requests of each subject in scope that has any, by entity id.

    A problem's request is one of its field too.
    """
    known = subjects_table(reader)
    number, oldest = func.count().label("number"), func.min(HelpRequest.asked_on).label("oldest")
    statement = (
        select(known.c.entity_id, known.c.field_id, number, oldest)
        .join(known, known.c.entity_id == HelpRequest.subject_id)
        .where(of_programme(HelpRequest, reader.view), _is_open(reader.view.day))
        .group_by(known.c.entity_id, known.c.field_id)
    )
    found: dict[int, OpenHelp] = {}
    for row in reader.connection.execute(statement):
        for one in {row.entity_id, row.field_id}:
            before = found.get(one, OpenHelp(number=0, oldest=row.oldest))
            found[one] = OpenHelp(number=before.number + row.number, oldest=min(before.oldest, row.oldest))
    return found


def _is_open(day: date) -> ColumnElement[bool]:
    return and_(HelpRequest.asked_on <= day, or_(HelpRequest.given_on.is_(None), HelpRequest.given_on > day))


def _order(one: HelpInfo) -> tuple[Any, ...]:
    """Open ones by their age, then those given, the latest first."""
    if one.given_on is None:
        return (False, one.asked_on.toordinal(), one.id)
    return (True, -one.given_on.toordinal(), -one.id)


def _check(values: Mapping[Any, Any], today: date) -> None:
    require_past(values["asked_on"], today)
    require_past(values["given_on"], today)
    is_after = values["given_on"] is None or values["given_on"] >= values["asked_on"]
    require(is_after, Mistake.BEFORE_IT_WAS_ASKED)
    require(bool(values["what"].strip() and values["asked_of"].strip()), Mistake.NOTHING_SAID)
