"""Preparing, opening and closing a session: each step is a change that brings no new figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, insert, select

from data_access.database import Database
from data_access.model import AgendaItem, Kind, SessionRecord, SessionState
from data_access.sessions.edit import current_row, editing, free_code, revise
from data_access.words import Words

MOST_ITEMS = 12  # of an agenda, by default: what a session has time for

_SETTINGS = frozenset(
    (
        *("name_kk", "name_ru", "name_en", "held_on", "chair", "theme"),
        *("update_days", "check_days", "screen_height", "farthest_seat"),
    )
)


class SessionMovedError(Exception):
    """The session is not in the state that this step needs (any more); carries the state that it is in."""

    def __init__(self, state: SessionState) -> None:
        super().__init__(state)
        self.state = state


class TooManyItemsError(Exception):
    """An agenda has more items than a session has time for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """An item as a coordinator arranges it; the order is that of the list that it is in."""

    subject_id: int
    minutes: int = 10
    question: str = ""
    ask: str = ""
    note: str = ""


def prepare_session(
    database: Database,
    programme_id: int,
    *,
    held_on: date,
    title: Words,
    chair: str = "",
    actor: str,
    recorded_at: datetime,
) -> int:
    """Begin a session; returns its entity id. Its code is S- and the day, with a number if that is taken."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        code = free_code(change.connection, Kind.SESSION, programme_id, f"S-{held_on.isoformat()}")
        row = {
            "code": code,
            "name_kk": title.kk,
            "name_ru": title.ru,
            "name_en": title.en,
            "held_on": held_on,
            "chair": chair,
            "state": SessionState.PREPARED.value,
            "update_days": 3,
            "check_days": 1,
            "screen_height": 150,
            "farthest_seat": 600,
            "theme": "light",
            "frozen_version": None,
            "frozen_day": None,
        }
        [session_id] = change.add(Kind.SESSION, [row])
    return session_id


def change_session(
    database: Database,
    programme_id: int,
    session_id: int,
    *,
    actor: str,
    recorded_at: datetime,
    **settings: Any,
) -> None:
    """Change some of a session's settings (its names, day, chair, windows, sizes of the room, theme).

    Raises ValueError for other columns, SessionMovedError once it is closed.
    """
    if settings.keys() - _SETTINGS:
        raise ValueError(f"Not a setting of a session: {sorted(settings.keys() - _SETTINGS)}")
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = current_row(change.connection, Kind.SESSION, session_id)
        _require(row, SessionState.PREPARED, SessionState.OPEN)
        revise(change, Kind.SESSION, row, **settings)


def arrange_agenda(
    database: Database,
    programme_id: int,
    session_id: int,
    items: Sequence[PlannedItem],
    *,
    most: int = MOST_ITEMS,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Make these items, in this order, the whole agenda; what stays keeps its identity.

    Raises TooManyItemsError, or SessionMovedError once the session is open.
    """
    if len(items) > most:
        raise TooManyItemsError(most)
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        session = current_row(change.connection, Kind.SESSION, session_id)
        _require(session, SessionState.PREPARED)
        known = {
            row.subject_id: row
            for row in change.connection.execute(
                select(AgendaItem.__table__).where(
                    AgendaItem.session_id == session_id, AgendaItem.to_change.is_(None)
                )
            )
        }
        planned = {
            item.subject_id: _item_row(session_id, place, item) for place, item in enumerate(items, start=1)
        }
        change.remove(Kind.AGENDA_ITEM, [row.entity_id for one, row in known.items() if one not in planned])
        moved = [
            {**row, "entity_id": known[one].entity_id, "code": known[one].code}
            for one, row in planned.items()
            if one in known and any(getattr(known[one], name) != value for name, value in row.items())
        ]
        change.revise(Kind.AGENDA_ITEM, moved)
        new = [{**row, "code": f"{session.code}-{one}"} for one, row in planned.items() if one not in known]
        change.add(Kind.AGENDA_ITEM, new)


def open_session(
    database: Database,
    programme_id: int,
    session_id: int,
    *,
    version: int,
    day: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Open a session on the data of `version`, judged for `day`: its figures do not move from then on."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = current_row(change.connection, Kind.SESSION, session_id)
        _require(row, SessionState.PREPARED)
        revise(
            change, Kind.SESSION, row, state=SessionState.OPEN.value, frozen_version=version, frozen_day=day
        )


def take_in(
    database: Database, programme_id: int, session_id: int, *, version: int, actor: str, recorded_at: datetime
) -> None:
    """Let newer data onto the wall of an open session; the change says from which version to which."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = current_row(change.connection, Kind.SESSION, session_id)
        _require(row, SessionState.OPEN)
        revise(change, Kind.SESSION, row, frozen_version=version)


def close_session(
    database: Database, programme_id: int, session_id: int, *, content: str, actor: str, recorded_at: datetime
) -> None:
    """Close an open session and keep `content`, all that was seen in it, for good."""
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = current_row(change.connection, Kind.SESSION, session_id)
        _require(row, SessionState.OPEN)
        revise(change, Kind.SESSION, row, state=SessionState.CLOSED.value)
        change.connection.execute(
            insert(SessionRecord).values(
                change_id=change.version,
                session_id=session_id,
                content=content,
                sha256=sha256(content.encode()).hexdigest(),
            )
        )


def _require(row: Row[Any], *states: SessionState) -> None:
    if row.state not in states:
        raise SessionMovedError(SessionState(row.state))


def _item_row(session_id: int, place: int, item: PlannedItem) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "subject_id": item.subject_id,
        "position": place,
        "minutes": item.minutes,
        "question": item.question,
        "ask": item.ask,
        "note": item.note,
    }
