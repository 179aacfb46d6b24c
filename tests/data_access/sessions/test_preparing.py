"""A session is prepared, opened on frozen data, and closed with a record that stays as it was."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from data_access.database import Database
from data_access.model import Kind, SessionRecord, SessionState
from data_access.reads.point import latest_version, newest_version, open_reader
from data_access.sessions.preparing import (
    MOST_ITEMS,
    PlannedItem,
    SessionMovedError,
    TooManyItemsError,
    arrange_agenda,
    change_session,
    close_session,
    open_session,
    prepare_session,
    take_in,
)
from data_access.sessions.record import SpoiltRecordError, record
from data_access.sessions.schedule import AgendaEntry, SessionInfo, agenda, session_before, sessions
from data_access.sessions.wall import move, position
from data_access.view import View
from data_access.words import Words
from tests.data_access.access.unguarded import unguard
from tests.factories import Ground, change_of, lay_ground, problem_row

BY: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": datetime(2024, 6, 1, tzinfo=UTC)}
HELD_ON = date(2024, 6, 10)


def view_of(database: Database, ground: Ground) -> View:
    with database.reading() as connection:
        version = latest_version(connection, ground.programme)
    return View(programme_id=ground.programme, version=version, day=HELD_ON)


def all_sessions(database: Database, ground: Ground) -> tuple[SessionInfo, ...]:
    with open_reader(database, view_of(database, ground)) as reader:
        return sessions(reader)


def items(database: Database, ground: Ground, session: int) -> tuple[AgendaEntry, ...]:
    with open_reader(database, view_of(database, ground)) as reader:
        return agenda(reader, session)


def prepared(database: Database, ground: Ground, held_on: date = HELD_ON) -> int:
    return prepare_session(
        database, ground.programme, held_on=held_on, title=Words("", "", "Review"), chair="", **BY
    )


def opened(database: Database, ground: Ground, held_on: date = HELD_ON) -> int:
    session = prepared(database, ground, held_on)
    open_session(database, ground.programme, session, version=ground.version, day=held_on, **BY)
    return session


def test_sessions_of_one_day_have_codes_of_their_own_and_the_latest_is_first(database: Database) -> None:
    ground = lay_ground(database)
    prepared(database, ground)
    prepared(database, ground)
    prepared(database, ground, HELD_ON + timedelta(days=30))
    assert [one.code for one in all_sessions(database, ground)] == [
        "S-2024-07-10",
        "S-2024-06-10-2",
        "S-2024-06-10",
    ]


def test_the_windows_before_a_session(database: Database) -> None:
    ground = lay_ground(database)
    session = prepared(database, ground)
    [found] = all_sessions(database, ground)
    # Three days for updates, one for checking, then the session on the tenth.
    assert (found.updates_from, found.updates_until) == (date(2024, 6, 6), date(2024, 6, 8))
    change_session(database, ground.programme, session, update_days=5, check_days=2, **BY)
    [found] = all_sessions(database, ground)
    assert (found.updates_from, found.updates_until) == (date(2024, 6, 3), date(2024, 6, 7))


def test_an_agenda_is_arranged_anew_and_its_items_stay_themselves(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [other] = change.add(Kind.PROBLEM, [problem_row(ground.field)])
    session = prepared(database, ground)
    plan = [PlannedItem(subject_id=ground.problem, question="When?"), PlannedItem(subject_id=ground.field)]
    arrange_agenda(database, ground.programme, session, plan, **BY)
    first = items(database, ground, session)
    assert [(one.subject.id, one.position, one.question) for one in first] == [
        (ground.problem, 1, "When?"),
        (ground.field, 2, ""),
    ]
    plan = [PlannedItem(subject_id=other), PlannedItem(subject_id=ground.problem, minutes=5, ask="Land")]
    arrange_agenda(database, ground.programme, session, plan, **BY)
    second = items(database, ground, session)
    assert [(one.subject.id, one.minutes, one.ask) for one in second] == [
        (other, 10, ""),
        (ground.problem, 5, "Land"),
    ]
    assert second[1].id == first[0].id


def test_an_agenda_has_no_more_items_than_a_session_has_time_for(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        many = change.add(Kind.PROBLEM, [problem_row(ground.field) for _ in range(MOST_ITEMS + 1)])
    session = prepared(database, ground)
    with pytest.raises(TooManyItemsError):
        arrange_agenda(
            database, ground.programme, session, [PlannedItem(subject_id=one) for one in many], **BY
        )
    assert items(database, ground, session) == ()


def test_an_open_session_is_frozen_until_newer_data_is_taken_in(database: Database) -> None:
    ground = lay_ground(database)
    session = opened(database, ground)
    [found] = all_sessions(database, ground)
    assert (found.state, found.frozen_version, found.frozen_day) == (
        SessionState.OPEN,
        ground.version,
        HELD_ON,
    )
    with pytest.raises(SessionMovedError):
        arrange_agenda(database, ground.programme, session, [PlannedItem(subject_id=ground.field)], **BY)
    with pytest.raises(SessionMovedError):
        open_session(database, ground.programme, session, version=1, day=HELD_ON, **BY)
    with change_of(database, ground.programme) as change:
        change.add(Kind.PROBLEM, [problem_row(ground.field)])
        version = change.version
    take_in(database, ground.programme, session, version=version, **BY)
    [found] = all_sessions(database, ground)
    assert found.frozen_version == version


def test_what_is_done_in_a_session_is_no_newer_data(database: Database) -> None:
    ground = lay_ground(database)
    session = opened(database, ground)
    with database.reading() as connection:
        assert newest_version(connection, ground.programme) == ground.version
        assert latest_version(connection, ground.programme) > ground.version
    close_session(database, ground.programme, session, content="{}", **BY)
    with database.reading() as connection:
        assert newest_version(connection, ground.programme) == ground.version


def test_the_record_stays_as_it_was_and_a_spoilt_one_is_noticed(database: Database) -> None:
    ground = lay_ground(database)
    session = opened(database, ground)
    with database.reading() as connection:
        assert record(connection, session) is None
    content = json.dumps({"words": "Қызыл"}, ensure_ascii=False)
    close_session(database, ground.programme, session, content=content, **BY)
    [found] = all_sessions(database, ground)
    assert found.state is SessionState.CLOSED
    with database.reading() as connection:
        assert record(connection, session) == content
    with pytest.raises(SessionMovedError):
        close_session(database, ground.programme, session, content="{}", **BY)
    with pytest.raises(SessionMovedError):
        change_session(database, ground.programme, session, chair="Another", **BY)
    with database.writing() as connection:
        unguard(connection, "session_record")
        connection.execute(update(SessionRecord).values(content='{"words": "Жасыл"}'))
    with database.reading() as connection, pytest.raises(SpoiltRecordError):
        record(connection, session)


def test_the_session_before_is_the_last_that_was_opened(database: Database) -> None:
    ground = lay_ground(database)
    first = opened(database, ground, HELD_ON - timedelta(days=60))
    prepared(database, ground, HELD_ON - timedelta(days=30))
    prepared(database, ground)
    found = all_sessions(database, ground)
    before = session_before(found, found[0])
    assert before is not None
    assert before.id == first
    assert session_before(found, found[-1]) is None


def test_the_clock_of_an_item_goes_on_while_the_wall_is_blank(database: Database) -> None:
    ground = lay_ground(database)
    session = opened(database, ground)
    at = datetime(2024, 6, 10, 9, tzinfo=UTC)
    first = move(database, session, item=1, is_blank=False, now=at)
    blank = move(database, session, item=1, is_blank=True, now=at + timedelta(minutes=2))
    same = move(database, session, item=1, is_blank=True, now=at + timedelta(minutes=3))
    after = move(database, session, item=2, is_blank=False, now=at + timedelta(minutes=4))
    assert [one.since for one in (first, blank, same, after)] == [at, at, at, at + timedelta(minutes=4)]
    assert [one.step for one in (first, blank, same, after)] == [1, 2, 2, 3]
    with database.reading() as connection:
        assert position(connection, session) == after
