"""Where a session's wall stands right now: who holds the keyboard moves it, other screens follow it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from data_access.database import Database
from data_access.model import WallPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The screen on the wall: 0 the last session's instructions, 1 to n the items, n + 1 the summary.

    `since`: when the wall came to it. `step` grows with every move.
    """

    item: int
    is_blank: bool
    since: datetime
    step: int


def position(connection: Connection, session_id: int) -> Position | None:
    """Where the wall stands; None before anybody has moved it."""
    row = connection.execute(
        select(WallPosition.__table__).where(WallPosition.session_id == session_id)
    ).one_or_none()
    if row is None:
        return None
    return Position(item=row.item, is_blank=row.is_blank, since=row.since, step=row.step)


def move(database: Database, session_id: int, *, item: int, is_blank: bool, now: datetime) -> Position:
    """Move the wall; the clock of the item goes on while the item stays."""
    with database.writing() as connection:
        was = position(connection, session_id)
        if was is None:
            moved = Position(item=item, is_blank=is_blank, since=now, step=1)
            connection.execute(insert(WallPosition).values(session_id=session_id, **_columns(moved)))
            return moved
        if (was.item, was.is_blank) == (item, is_blank):
            return was
        since = was.since if was.item == item else now
        moved = Position(item=item, is_blank=is_blank, since=since, step=was.step + 1)
        connection.execute(
            update(WallPosition).where(WallPosition.session_id == session_id).values(**_columns(moved))
        )
        return moved


def _columns(moved: Position) -> dict[str, object]:
    return {"item": moved.item, "is_blank": moved.is_blank, "since": moved.since, "step": moved.step}
