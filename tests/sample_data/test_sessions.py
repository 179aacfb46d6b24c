"""The sessions of the sample: three held, one tomorrow; what was asked in them, who met whom, who waits."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Change, Instruction, SessionRecord, SessionState
from data_access.reads.board import fields
from data_access.reads.point import ProgrammeInfo, latest_version, open_reader, programmes
from data_access.sessions import help as help_requests
from data_access.sessions import meetings
from data_access.sessions.help import help_requests as requests_for_help
from data_access.sessions.help import open_help
from data_access.sessions.instruction_state import InstructionState
from data_access.sessions.instructions import InstructionInfo, instructions
from data_access.sessions.meetings import last_met
from data_access.sessions.schedule import AgendaEntry, SessionInfo, agenda, sessions
from data_access.view import View
from sample_data import sessions as told
from tests.sample_data.conftest import NOW


@pytest.fixture(scope="module")
def programme(sample: Database) -> ProgrammeInfo:
    with sample.reading() as connection:
        [programme] = programmes(connection)
    return programme


@pytest.fixture(scope="module")
def view(sample: Database, programme: ProgrammeInfo) -> View:
    """All that is known on the day of loading."""
    with sample.reading() as connection:
        version = latest_version(connection, programme.id)
    return View(programme_id=programme.id, version=version, day=programme.today(NOW))


@pytest.fixture(scope="module")
def held(sample: Database, view: View) -> list[SessionInfo]:
    """The sessions, oldest first."""
    with open_reader(sample, view) as reader:
        return list(reversed(sessions(reader)))


def _agenda(database: Database, view: View, session: SessionInfo) -> tuple[AgendaEntry, ...]:
    with open_reader(database, view) as reader:
        return agenda(reader, session.id)


def _instructions(database: Database, view: View) -> tuple[InstructionInfo, ...]:
    with open_reader(database, view) as reader:
        return instructions(reader)


def test_three_sessions_were_held_about_a_month_apart_and_one_is_tomorrow(
    view: View, held: list[SessionInfo]
) -> None:
    states = [one.state for one in held]
    assert states == [SessionState.CLOSED] * 3 + [SessionState.PREPARED]
    days = [one.held_on for one in held]
    assert days[-1] == view.day + timedelta(days=1)
    gaps = [(later - earlier).days for earlier, later in zip(days, days[1:], strict=False)]
    assert all(25 <= gap <= 35 for gap in gaps)


def test_each_was_opened_on_the_newest_figures_of_its_day_and_has_its_record(
    sample: Database, programme: ProgrammeInfo, held: list[SessionInfo]
) -> None:
    for session in held[:-1]:
        with sample.reading() as connection:
            changes = connection.execute(
                select(Change.id, Change.recorded_at).where(Change.is_reporting).order_by(Change.id)
            ).all()
            records = connection.scalars(
                select(SessionRecord.change_id).where(SessionRecord.session_id == session.id)
            ).all()
        known = [row.id for row in changes if programme.today(row.recorded_at) < session.held_on]
        assert (session.frozen_version, session.frozen_day) == (known[-1], session.held_on)
        assert len(records) == 1


def test_ministries_sent_their_figures_within_the_window(
    sample: Database, programme: ProgrammeInfo, held: list[SessionInfo]
) -> None:
    """For each session most of the twelve did, for none did all."""
    with sample.reading() as connection:
        rows = connection.execute(select(Change.recorded_at, Change.actor).where(Change.is_reporting)).all()
    for session in held:
        senders = {
            row.actor
            for row in rows
            if session.updates_from <= programme.today(row.recorded_at) <= session.updates_until
        }
        assert 8 <= len(senders) <= 12, session.code


def test_agendas_are_full_and_every_item_asks_something(
    sample: Database, view: View, held: list[SessionInfo]
) -> None:
    agendas = [_agenda(sample, view, one) for one in held]
    assert all(8 <= len(items) <= 12 for items in agendas)
    assert len(agendas[-1]) == 12
    for items in agendas:
        assert all(item.question.endswith("?") for item in items)
        assert sum(bool(item.ask) for item in items) > len(items) / 2
        assert sum(item.minutes for item in items) <= 120
        assert len({item.subject.id for item in items}) == len(items)


def test_instructions_are_in_all_states(sample: Database, view: View, held: list[SessionInfo]) -> None:
    found = _instructions(sample, view)
    states = Counter(one.state for one in found)
    assert all(states[state] >= 2 for state in InstructionState)
    assert {one.session_id for one in found} == {one.id for one in held[:-1]}
    agendas = {one.id: {item.subject.id for item in _agenda(sample, view, one)} for one in held}
    assert all(one.subject is not None and one.subject.id in agendas[one.session_id or 0] for one in found)
    for one in found:
        assert bool(one.close_reason and one.evidence) == (one.state is InstructionState.TAKEN_OFF)
    assert any(one.co_executors for one in found)
    assert any(one.resets for one in found)


def test_ministries_reported_on_instructions_again_and_again(sample: Database) -> None:
    with sample.reading() as connection:
        rows = connection.execute(
            select(Instruction.entity_id, Instruction.reported_on).where(Instruction.reported_on.is_not(None))
        ).all()
    reports = Counter(entity for entity, _day in {(row.entity_id, row.reported_on) for row in rows})
    assert sum(number >= 2 for number in reports.values()) >= 10


def test_before_a_session_its_predecessors_instructions_had_their_answers(
    sample: Database, programme: ProgrammeInfo, held: list[SessionInfo]
) -> None:
    """As of each later session some of the last one's instructions were done and some were not."""
    for before, session in zip(held, held[1:], strict=False):
        day = min(session.held_on, programme.today(NOW))
        with sample.reading() as connection:
            version = max(
                row.id
                for row in connection.execute(select(Change.id, Change.recorded_at))
                if programme.today(row.recorded_at) <= day
            )
        found = _instructions(sample, View(programme_id=programme.id, version=version, day=day))
        states = Counter(one.state for one in found if one.session_id == before.id)
        assert len(states) >= 3, states


def test_some_fields_are_met_on_and_some_are_overdue(sample: Database, view: View) -> None:
    with open_reader(sample, view) as reader:
        met, all_fields = last_met(reader), fields(reader)
    days = {one.code: (view.day - met[one.id]).days if one.id in met else None for one in all_fields}
    assert sum(age is None for age in days.values()) == 1
    overdue = [age for age in days.values() if age is not None and age > meetings.OVERDUE_DAYS]
    assert 1 <= len(overdue) <= 4


def test_some_help_was_given_and_some_is_overdue(sample: Database, view: View) -> None:
    with open_reader(sample, view) as reader:
        found, waiting = requests_for_help(reader), open_help(reader)
    ages = [(view.day - one.asked_on).days for one in found if one.given_on is None]
    assert sum(age > help_requests.OVERDUE_DAYS for age in ages) >= 3
    assert sum(age <= help_requests.OVERDUE_DAYS for age in ages) >= 3
    assert sum(one.given_on is not None for one in found) >= 5
    assert sum(one.number for one in waiting.values()) >= len(ages)


def test_nothing_is_told_of_the_future() -> None:
    """Days of what happened lie before the day of loading: whatever its hour, it is over."""
    happened = [
        *(one.day for one in told.meetings()),
        *(one.asked for one in told.requests()),
        *(one.given for one in told.requests() if one.given is not None),
        *(one.day for one in told.steps()),
    ]
    assert max(happened) < 0


def test_texts_are_sentences_of_officials() -> None:
    """In Kazakh or Russian, with no names of months or years, which would not move with the days."""
    texts = [
        *(item.question for one in told.sessions() for item in one.agenda),
        *(one.text for one in told.instructions()),
        *(one.what for one in told.requests()),
        *(one.about for one in told.meetings()),
    ]
    for text in texts:
        assert re.search("[а-яәіңғүұқөһ]{3}", text), text
        assert text[-1] in ".?", text
        assert not re.search(r"\b20\d\d\b|январ|феврал|сентябр|қаңтар|қыркүйек", text.lower()), text


def test_days_move_with_the_day_of_loading(view: View, held: list[SessionInfo]) -> None:
    assert (
        [one.held_on for one in held]
        == [view.day + timedelta(days=one.day) for one in told.sessions()]
        != [date(2026, 6, 1) + timedelta(days=one.day) for one in told.sessions()]
    )
