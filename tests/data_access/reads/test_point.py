"""Points in the history: what was newest, what was newest by the end of a day, which day it is."""

from datetime import UTC, date, datetime

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import ProgrammeInfo, newest_version, programmes, version_by
from data_access.words import Words
from tests.factories import change_of, field_row, lay_ground, programme_row


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _info(time_zone: str, programme_id: int = 1) -> ProgrammeInfo:
    return ProgrammeInfo(
        id=programme_id, code="P", name=Words(), time_zone=time_zone, language="kk", is_sample=False
    )


def _change(database: Database, programme_id: int, recorded_at: str) -> int:
    with change_of(database, programme_id, recorded_at=_moment(recorded_at)) as change:
        change.add(Kind.FIELD, [field_row()])
    return change.version


# Almaty is at +6 until the end of 29 February 2024, which lasts 25 hours, and at +5 from then on.
MIDNIGHTS = [
    ("Asia/Almaty", "2024-02-10", "2024-02-10T17:59:59.999999", "2024-02-10T18:00:00"),
    ("Asia/Almaty", "2024-02-29", "2024-02-29T18:59:59.999999", "2024-02-29T19:00:00"),
    ("Asia/Almaty", "2024-05-10", "2024-05-10T18:59:59.999999", "2024-05-10T19:00:00"),
    ("UTC", "2024-05-10", "2024-05-10T23:59:59.999999", "2024-05-11T00:00:00"),
    ("America/New_York", "2024-05-10", "2024-05-11T03:59:59.999999", "2024-05-11T04:00:00"),
]


@pytest.mark.parametrize(("time_zone", "day", "before", "after"), MIDNIGHTS)
def test_a_day_ends_at_the_programmes_midnight(
    database: Database, time_zone: str, day: str, before: str, after: str
) -> None:
    recorded = _moment("2024-01-15T06:00:00")
    ground = lay_ground(database, time_zone=time_zone, recorded_at=recorded)
    last = _change(database, ground.programme, before)
    next_day = _change(database, ground.programme, after)
    with database.reading() as connection:
        [programme] = programmes(connection)
        assert version_by(connection, programme, date(2024, 1, 14)) == 0
        assert version_by(connection, programme, date(2024, 1, 15)) == ground.version
        assert version_by(connection, programme, date.fromisoformat(day)) == last
        assert version_by(connection, programme, date(2024, 12, 31)) == next_day


@pytest.mark.parametrize(("time_zone", "day", "before", "after"), MIDNIGHTS)
def test_today_changes_at_the_programmes_midnight(time_zone: str, day: str, before: str, after: str) -> None:
    programme = _info(time_zone)
    assert programme.today(_moment(before)) == date.fromisoformat(day)
    assert (programme.today(_moment(after)) - date.fromisoformat(day)).days == 1
    assert programme.end_of(date.fromisoformat(day)) == _moment(after)


def test_versions_of_other_programmes_do_not_count(database: Database) -> None:
    first, second = lay_ground(database), lay_ground(database)
    later = _change(database, second.programme, "2024-05-10T06:00:00")
    with database.reading() as connection:
        assert newest_version(connection, first.programme) == first.version
        assert newest_version(connection, second.programme) == later
        assert version_by(connection, _info("UTC", first.programme), date(2024, 5, 10)) == first.version
        assert version_by(connection, _info("UTC", second.programme), date(2024, 5, 10)) == later


def test_no_programme_has_no_version(database: Database) -> None:
    with database.reading() as connection:
        assert programmes(connection) == []
        assert newest_version(connection, 1) == 0
        assert version_by(connection, _info("UTC"), date(2024, 5, 10)) == 0


def test_programmes_are_the_current_ones(database: Database) -> None:
    first = lay_ground(database, code="P1")
    second = lay_ground(database, code="P2", is_sample=True, language="ru")
    third = lay_ground(database, code="P3")
    with change_of(database, first.programme) as change:
        new = programme_row(
            code="P1", name_kk="Бағдарлама", name_ru="Программа", name_en="Programme", time_zone="Asia/Oral"
        )
        change.revise(Kind.PROGRAMME, [{**new, "entity_id": first.programme}])
    with change_of(database, third.programme) as change:
        change.remove(Kind.PROGRAMME, [third.programme])
    with database.reading() as connection:
        found = programmes(connection)
    assert [one.id for one in found] == [first.programme, second.programme]
    assert found[0] == ProgrammeInfo(
        id=first.programme,
        code="P1",
        name=Words(kk="Бағдарлама", ru="Программа", en="Programme"),
        time_zone="Asia/Oral",
        language="kk",
        is_sample=False,
    )
    assert (found[1].code, found[1].language, found[1].is_sample) == ("P2", "ru", True)
