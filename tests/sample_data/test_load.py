"""Loading: always up to three days ago, always the same, only into an empty database."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from data_access.copy import copy_rows
from data_access.database import Database
from data_access.model import Base, Change, Problem, Report
from data_access.programme import ProgrammeExistsError
from data_access.reads.point import programmes
from data_access.sessions.meetings import record_meeting
from sample_data.editions import editions
from sample_data.load import load, moved
from sample_data.plan import ANCHOR, LATER
from tests.conftest import ENGINES
from tests.sample_data.conftest import NOW

ALMATY = ZoneInfo("Asia/Almaty")
NOWS = [
    datetime(2028, 2, 29, 3, 0, tzinfo=UTC),
    # In Almaty it is already the first day of the year.
    datetime(2026, 12, 31, 20, 0, tzinfo=UTC),
]


@pytest.fixture
def engine_name() -> str:
    """What does not depend on the engine is tried on one; the outcome is tested on both."""
    return "sqlite"


@pytest.mark.parametrize("now", NOWS, ids=lambda now: now.date().isoformat())
def test_the_last_update_is_three_days_old(database: Database, now: datetime) -> None:
    """On any day, by the programme's own calendar; and nothing is recorded after the moment of loading."""
    load(database, now=now, say=lambda _: None)
    last = now.astimezone(ALMATY).date() - timedelta(days=LATER)
    with database.reading() as connection:
        recorded = connection.execute(select(Change.recorded_at).order_by(Change.id)).scalars().all()
        figures = connection.scalar(select(func.max(Change.recorded_at)).where(Change.is_reporting))
        reported = connection.scalar(select(func.max(Report.as_at)))
    assert recorded == sorted(recorded)
    assert recorded[-1] < now
    assert figures is not None
    assert figures.astimezone(ALMATY).date() == reported == last


def test_loading_again_gives_the_same(database: Database, sqlite_sample: Database) -> None:
    """Every row of every table, the files themselves included; and progress is told file by file."""
    said: list[str] = []
    load(database, now=NOW, say=said.append)
    assert _rows(database) == _rows(sqlite_sample)
    count = len(editions())
    assert [line.split()[0] for line in said] == [f"{place}/{count}" for place in range(1, count + 1)]
    assert all(line.endswith(".xlsx") for line in said)


def _rows(database: Database) -> dict[str, list[Any]]:
    with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("engine_name", ENGINES)
def test_a_copy_holds_the_same_and_can_be_written_on(database: Database, sqlite_sample: Database) -> None:
    """Every row of every table; the next rows are numbered after them."""
    copy_rows(sqlite_sample, database)
    assert _rows(database) == _rows(sqlite_sample)
    with database.reading() as connection:
        [programme] = programmes(connection)
        subject = connection.scalar(select(func.min(Problem.entity_id)))
    today = programme.today(NOW)
    record_meeting(
        database,
        programme.id,
        subject_id=subject or 0,
        held_on=today,
        participants="-",
        about="-",
        today=today,
        actor="-",
        recorded_at=NOW,
    )
    with pytest.raises(ProgrammeExistsError):
        copy_rows(sqlite_sample, database)


def test_a_programme_in_the_database_is_left_alone(sample: Database) -> None:
    """The sample is for an empty database."""
    before = _rows(sample)
    with pytest.raises(ProgrammeExistsError):
        load(sample, now=NOW, say=lambda _: None)
    assert _rows(sample) == before


def test_all_dates_move_by_the_same_days() -> None:
    """And nothing else of a workbook changes."""
    edition = editions()[-1]
    days = timedelta(days=1000)
    still, later = _values(moved(edition, ANCHOR)), _values(moved(edition, ANCHOR + days))
    assert [value + days if isinstance(value, datetime) else value for value in still] == later


def _values(content: bytes) -> list[object]:
    book = load_workbook(BytesIO(content))
    return [value for page in book.worksheets for row in page.iter_rows(values_only=True) for value in row]
