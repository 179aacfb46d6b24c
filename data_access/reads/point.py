"""Points in the history: the newest version, the version at a day's end, today in a programme's zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, or_, select

from data_access.database import Database
from data_access.model import Change, Programme
from data_access.reads.snapshot import Reader
from data_access.view import View
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeInfo:
    """What must be known of a programme before a view of it can be chosen."""

    id: int
    code: str
    name: Words
    time_zone: str
    language: str
    is_sample: bool

    def today(self, now: datetime) -> date:
        """The day in the programme's time zone at the moment `now`; taken once, at the edge."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    def end_of(self, day: date) -> datetime:
        """The first moment after `day` in the programme's time zone."""
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.time_zone)).astimezone(UTC)


def programmes(connection: Connection) -> list[ProgrammeInfo]:
    """The current programmes, oldest first."""
    rows = connection.execute(
        select(Programme).where(Programme.to_change.is_(None)).order_by(Programme.entity_id)
    )
    return [
        ProgrammeInfo(
            id=row.entity_id,
            code=row.code,
            name=Words(row.name_kk, row.name_ru, row.name_en),
            time_zone=row.time_zone,
            language=row.language,
            is_sample=row.is_sample,
        )
        for row in rows
    ]


def newest_version(connection: Connection, programme_id: int) -> int:
    """The newest data version of the programme's reporting changes; 0 when there is none."""
    statement = select(func.max(Change.id)).where(
        or_(Change.programme_id == programme_id, Change.programme_id.is_(None)), Change.is_reporting
    )
    return connection.scalar(statement) or 0


def latest_version(connection: Connection, programme_id: int) -> int:
    """The newest data version of any change: sessions and instructions are read as of it; 0: there is none."""
    statement = select(func.max(Change.id)).where(
        or_(Change.programme_id == programme_id, Change.programme_id.is_(None))
    )
    return connection.scalar(statement) or 0


def version_by(connection: Connection, programme: ProgrammeInfo, day: date) -> int:
    """The newest version of reporting changes recorded by the end of `day` in the programme's time zone; else 0."""
    statement = select(func.max(Change.id)).where(
        Change.programme_id == programme.id, Change.is_reporting, Change.recorded_at < programme.end_of(day)
    )
    return connection.scalar(statement) or 0


@contextmanager
def open_reader(database: Database, view: View) -> Iterator[Reader]:
    """The one way to read facts: a reader of `view`, all of whose statements see the same state."""
    with database.reading() as connection:
        yield Reader(connection, view)
