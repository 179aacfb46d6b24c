"""What a change did to sessions, instructions, meetings and requests: told by its kind, within scope."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.acts import Act
from data_access.reads.deeds import Deed, Moved, deeds
from data_access.reads.point import latest_version, open_reader
from data_access.sessions import help as requests
from data_access.sessions import instruction_changes as instructions
from data_access.sessions import meetings, preparing
from data_access.take_back import take_back
from data_access.view import EVERYTHING, Scope, View
from data_access.words import Words
from tests.factories import Ground, change_of, field_row, lay_ground, milestone_row, problem_row

TODAY = date(2024, 5, 20)
BY: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": datetime(2024, 5, 20, 6, tzinfo=UTC)}


@pytest.fixture
def ground(database: Database) -> Ground:
    return lay_ground(database)


def told(
    database: Database, ground: Ground, since: int, scope: Scope = EVERYTHING
) -> dict[int, tuple[Deed, ...]]:
    """The deeds of all changes after `since`."""
    with database.reading() as connection:
        version = latest_version(connection, ground.programme)
    view = View(programme_id=ground.programme, version=version, day=TODAY, scope=scope)
    with open_reader(database, view) as reader:
        return dict(deeds(reader, tuple(range(since + 1, version + 1))))


def acts(database: Database, ground: Ground, since: int) -> list[Act]:
    return [deed.act for done in told(database, ground, since).values() for deed in done]


def test_a_session_is_told_step_by_step(database: Database, ground: Ground) -> None:
    where = (database, ground.programme)
    session = preparing.prepare_session(*where, held_on=TODAY, title=Words("", "Совещание", ""), **BY)
    preparing.change_session(*where, session, chair="The Prime Minister", **BY)
    items = [preparing.PlannedItem(subject_id=one) for one in (ground.field, ground.problem)]
    preparing.arrange_agenda(*where, session, items, **BY)
    preparing.open_session(*where, session, version=ground.version, day=TODAY, **BY)
    preparing.take_in(*where, session, version=ground.version + 1, **BY)
    preparing.close_session(*where, session, content="{}", **BY)
    assert acts(database, ground, ground.version) == [
        Act.SESSION_PREPARED,
        Act.SESSION_CHANGED,
        Act.AGENDA_ARRANGED,
        Act.SESSION_OPENED,
        Act.SESSION_TOOK_IN,
        Act.SESSION_CLOSED,
    ]
    [arranged] = told(database, ground, ground.version)[ground.version + 3]
    assert (arranged.code, arranged.day) == ("S-2024-05-20", TODAY)
    [changed] = told(database, ground, ground.version)[ground.version + 2]
    assert changed.values == (Moved(attribute="chair", old="", new="The Prime Minister"),)


def test_an_instruction_is_told_step_by_step(database: Database, ground: Ground) -> None:
    where = (database, ground.programme)
    one = instructions.give_instruction(
        *where,
        text="Open the window",
        ministry_id=ground.ministry,
        term=TODAY,
        subject_id=ground.problem,
        day=TODAY,
        **BY,
    )
    instructions.report_on(*where, one, as_of=TODAY, today=TODAY, progress=5000, **BY)
    instructions.move_term(*where, one, term=date(2024, 6, 1), today=TODAY, **BY)
    instructions.take_off_control(*where, one, day=TODAY, today=TODAY, reason="Done", evidence="Decree", **BY)
    instructions.bring_back_on_control(*where, one, **BY)
    take_back(database, ground.version + 1, **BY)
    found = told(database, ground, ground.version)
    assert [deed.act for done in found.values() for deed in done] == [
        Act.INSTRUCTION_GIVEN,
        Act.INSTRUCTION_REPORTED,
        Act.INSTRUCTION_TERM_MOVED,
        Act.INSTRUCTION_TAKEN_OFF,
        Act.INSTRUCTION_BROUGHT_BACK,
    ]
    [given] = found[ground.version + 1]
    assert (given.text, given.code, bool(given.subject)) == ("Open the window", "I-2024-001", True)


def test_meetings_and_requests_are_told_step_by_step(database: Database, ground: Ground) -> None:
    where = (database, ground.programme)
    said: dict[str, Any] = {"participants": "-", "about": "-", "held_on": TODAY, "today": TODAY, **BY}
    asked: dict[str, Any] = {"what": "Money", "asked_of": "-", "asked_on": TODAY, "today": TODAY, **BY}
    meeting = meetings.record_meeting(database, ground.programme, subject_id=ground.field, **said)
    meetings.correct_meeting(*where, meeting, subject_id=ground.problem, today=TODAY, **BY)
    meetings.remove_meeting(*where, meeting, **BY)
    request = requests.ask_for_help(database, ground.programme, subject_id=ground.field, **asked)
    requests.mark_given(*where, request, given_on=TODAY, today=TODAY, **BY)
    requests.correct_help_request(*where, request, given_on=None, today=TODAY, **BY)
    requests.remove_help_request(*where, request, **BY)
    take_back(database, ground.version + 7, **BY)
    assert acts(database, ground, ground.version) == [
        Act.MEETING_RECORDED,
        Act.MEETING_CORRECTED,
        Act.MEETING_REMOVED,
        Act.HELP_ASKED,
        Act.HELP_GIVEN,
        Act.HELP_CORRECTED,
        Act.HELP_REMOVED,
        Act.HELP_ASKED,
    ]
    [[corrected]] = [told(database, ground, ground.version)[ground.version + 2]]
    [moved] = corrected.values
    assert moved.attribute == "subject_id"
    assert {type(moved.old), type(moved.new)} == {str}


def test_other_changes_and_what_is_out_of_scope_are_not_told(database: Database, ground: Ground) -> None:
    with change_of(database, ground.programme) as change:
        [field] = change.add(Kind.FIELD, [field_row()])
        [problem] = change.add(Kind.PROBLEM, [problem_row(field)])
        change.add(Kind.MILESTONE, [milestone_row(problem)])
        since = change.version
    said: dict[str, Any] = {"participants": "-", "about": "Secret", "held_on": TODAY, "today": TODAY}
    meetings.record_meeting(database, ground.programme, subject_id=problem, **said, **BY)
    assert list(told(database, ground, ground.version)) == [since + 1]
    assert told(database, ground, ground.version, Scope(frozenset({ground.field}))) == {}
