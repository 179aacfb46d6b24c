"""A database to serve: a programme of any size with a session that is open and instructions, and its pages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bench.programme import FIELDS, write_programme
from data_access.database import Database
from data_access.migrate import migrate
from data_access.model import Kind
from data_access.reads.lookup import find
from data_access.reads.point import latest_version, newest_version, open_reader
from data_access.sessions.instruction_changes import give_instruction
from data_access.sessions.preparing import PlannedItem, arrange_agenda, open_session, prepare_session
from data_access.view import View
from data_access.words import Words

EDITIONS = 5
ITEMS = 6
INSTRUCTIONS = 40
_ACTOR = "bench"
_TIME_ZONE = ZoneInfo("Asia/Almaty")


def write_served(database_url: str, milestones: int) -> dict[str, str]:
    """Fill an empty database; returns the addresses of the screens by name. The day is that of the clock."""
    database = Database(database_url)
    try:
        migrate(database)
        now = datetime.now(UTC)
        today = now.astimezone(_TIME_ZONE).date()
        programme = write_programme(database, milestones=milestones, editions=EDITIONS, today=today)
        session = _write_session(database, programme, today, now)
    finally:
        database.close()
    return {
        "overview": "/",
        "months": "/?view=months",
        "field": "/field?field=F1",
        "problem": "/problem?problem=F1-1",
        "milestone": "/milestone?milestone=M17",
        "milestones": "/milestones",
        "milestones of a field": "/milestones?field=F1&sort=term",
        "history": "/history",
        "upload": "/upload",
        "sessions": "/sessions",
        "wall item": f"/session?session={session}&item=1",
        "instructions": "/instructions",
    }


def _write_session(database: Database, programme: int, today: date, now: datetime) -> str:
    subjects = [_found(database, programme, today, Kind.FIELD, f"F{n}") for n in range(min(ITEMS, FIELDS))]
    ministry = _found(database, programme, today, Kind.MINISTRY, "MIN")
    session = prepare_session(
        database,
        programme,
        held_on=today,
        title=Words("Отырыс", "Заседание", "Session"),
        actor=_ACTOR,
        recorded_at=now,
    )
    items = [PlannedItem(subject_id=one, question="What stands in the way?") for one in subjects]
    arrange_agenda(database, programme, session, items, actor=_ACTOR, recorded_at=now)
    with database.reading() as connection:
        version = newest_version(connection, programme)
    open_session(database, programme, session, version=version, day=today, actor=_ACTOR, recorded_at=now)
    for number in range(INSTRUCTIONS):
        give_instruction(
            database,
            programme,
            text=f"Bring what milestone {number} waits for.",
            ministry_id=ministry,
            term=today,
            session_id=session,
            subject_id=subjects[number % len(subjects)],
            day=today,
            actor=_ACTOR,
            recorded_at=now,
        )
    return f"S-{today.isoformat()}"


def _found(database: Database, programme: int, today: date, kind: Kind, code: str) -> int:
    with database.reading() as connection:
        version = latest_version(connection, programme)
    with open_reader(database, View(programme_id=programme, version=version, day=today)) as reader:
        found = find(reader, kind, code)
    assert found is not None, code
    return found
