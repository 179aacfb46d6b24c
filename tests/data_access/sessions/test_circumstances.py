"""What the proposal asks for beside the figures is gathered from agendas, instructions, meetings, requests."""

from datetime import UTC, date, datetime
from typing import Any

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.board import fields, problem_lights
from data_access.reads.point import latest_version, open_reader
from data_access.sessions.circumstances import circumstances
from data_access.sessions.preparing import PlannedItem, arrange_agenda, open_session, prepare_session
from data_access.sessions.proposal import Circumstances, OverdueInstructions
from data_access.sessions.schedule import agenda_sizes, sessions
from data_access.view import View
from data_access.words import Words
from tests.factories import Ground, change_of, field_row, lay_ground, problem_row

NOW = datetime(2024, 6, 1, 6, 0, tzinfo=UTC)
DAY = date(2024, 6, 1)


def _prepare(
    database: Database, ground: Ground, held_on: date, *subjects: int, is_opened: bool = True
) -> int:
    who: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": NOW}
    session = prepare_session(database, ground.programme, held_on=held_on, title=Words(en="Review"), **who)
    items = [PlannedItem(subject_id=one, minutes=15) for one in subjects]
    arrange_agenda(database, ground.programme, session, items, **who)
    if is_opened:
        open_session(database, ground.programme, session, version=ground.version, day=held_on, **who)
    return session


def _view(database: Database, ground: Ground) -> View:
    with database.reading() as connection:
        version = latest_version(connection, ground.programme)
    return View(programme_id=ground.programme, version=version, day=DAY)


def _circumstances(database: Database, ground: Ground, session_id: int) -> Circumstances:
    with open_reader(database, _view(database, ground)) as reader:
        [session] = (one for one in sessions(reader) if one.id == session_id)
        return circumstances(reader, session)


def test_sessions_ago_count_opened_ones_before_it_field_and_problems_together(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [second] = change.add(Kind.PROBLEM, [problem_row(ground.field)])
        [other_field, lone_field] = change.add(Kind.FIELD, [field_row(), field_row()])
        [third] = change.add(Kind.PROBLEM, [problem_row(other_field)])
    _prepare(database, ground, date(2024, 1, 10), ground.problem, third)
    _prepare(database, ground, date(2024, 2, 10), ground.field)
    _prepare(database, ground, date(2024, 3, 10), ground.problem)
    _prepare(database, ground, date(2024, 4, 10), lone_field, is_opened=False)
    this = _prepare(database, ground, date(2024, 6, 2), second, is_opened=False)
    _prepare(database, ground, date(2024, 7, 10), lone_field)
    found = _circumstances(database, ground, this).sessions_ago
    assert found == {ground.problem: 1, ground.field: 1, second: 2, third: 3, other_field: 3}


def test_overdue_instructions_belong_to_the_subject_that_they_name(database: Database) -> None:
    ground = lay_ground(database)

    def instruction(code: str, **overrides: Any) -> dict[str, Any]:
        values: dict[str, Any] = {
            "session_id": None,
            "subject_id": ground.problem,
            "text": "Do it",
            "ministry_id": ground.ministry,
            "co_executors": [],
            "given_on": date(2024, 3, 1),
            "term": date(2024, 5, 20),
            "baseline": date(2024, 5, 20),
            "reported_on": None,
            "progress": None,
            "forecast": None,
            "reported_done_on": None,
            "note": "",
            "closed_on": None,
            "close_reason": "",
            "evidence": "",
        }
        return {"code": code, **values, **overrides}

    with change_of(database, ground.programme) as change:
        change.add(
            Kind.INSTRUCTION,
            [
                instruction("I-1"),
                instruction("I-2", term=date(2024, 5, 10), baseline=date(2024, 5, 10)),
                instruction("I-3", term=DAY, baseline=DAY),
                instruction("I-4", closed_on=date(2024, 5, 30)),
                instruction("I-5", reported_on=date(2024, 5, 30), reported_done_on=date(2024, 5, 30)),
                instruction("I-6", subject_id=None),
            ],
        )
    this = _prepare(database, ground, date(2024, 6, 2), is_opened=False)
    assert _circumstances(database, ground, this).overdue == {
        ground.problem: OverdueInstructions(number=2, oldest=date(2024, 5, 10))
    }


def test_meetings_and_requests_come_along(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        meeting = {"code": "M-1", "subject_id": ground.problem, "participants": "a", "about": "b"}
        change.add(Kind.MEETING, [{**meeting, "held_on": date(2024, 4, 1)}])
        asked = {"code": "H-1", "subject_id": ground.problem, "what": "a", "asked_of": "b", "given_on": None}
        change.add(Kind.HELP_REQUEST, [{**asked, "asked_on": date(2024, 4, 2)}])
    this = _prepare(database, ground, date(2024, 6, 2), is_opened=False)
    known = _circumstances(database, ground, this)
    assert known.last_met[ground.problem] == date(2024, 4, 1)
    assert known.open_help[ground.problem].oldest == date(2024, 4, 2)


def test_sizes_count_items_and_minutes_of_each_agenda(database: Database) -> None:
    ground = lay_ground(database)
    long = _prepare(database, ground, date(2024, 1, 10), ground.problem, ground.field)
    short = _prepare(database, ground, date(2024, 2, 10), ground.field)
    empty = _prepare(database, ground, date(2024, 3, 10))
    with open_reader(database, _view(database, ground)) as reader:
        sizes = agenda_sizes(reader)
        assert len(fields(reader)) == len(problem_lights(reader)) == 1
    assert {one: (size.items, size.minutes) for one, size in sizes.items()} == {long: (2, 30), short: (1, 15)}
    assert empty not in sizes
