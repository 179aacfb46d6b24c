"""Requests for help: what may be recorded, which are open on a day, and taking it all back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import latest_version, open_reader
from data_access.sessions import help as requests
from data_access.sessions.entry import EntryRefusedError, Mistake
from data_access.sessions.help import HelpInfo, OpenHelp
from data_access.take_back import take_back
from data_access.view import Scope, View
from tests.factories import Ground, change_of, field_row, lay_ground, problem_row

TODAY = date(2024, 5, 20)
BY: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": datetime(2024, 5, 20, 6, tzinfo=UTC)}


@pytest.fixture
def ground(database: Database) -> Ground:
    return lay_ground(database)


def ask(database: Database, ground: Ground, asked_on: date, **values: Any) -> int:
    said = {"subject_id": ground.problem, "what": "Money for the pilot", "asked_of": "Ministry of Finance"}
    return requests.ask_for_help(
        database, ground.programme, asked_on=asked_on, today=TODAY, **BY, **{**said, **values}
    )


def give(database: Database, ground: Ground, request: int, given_on: date) -> None:
    requests.mark_given(database, ground.programme, request, given_on=given_on, today=TODAY, **BY)


def view_of(database: Database, programme: int, *, day: date = TODAY, **rest: Any) -> View:
    with database.reading() as connection:
        version = latest_version(connection, programme)
    return View(programme_id=programme, version=version, day=day, **rest)


def listed(database: Database, programme: int, **rest: Any) -> list[HelpInfo]:
    with open_reader(database, view_of(database, programme, **rest)) as reader:
        return list(requests.help_requests(reader))


def still_open(database: Database, programme: int, **rest: Any) -> dict[int, OpenHelp]:
    with open_reader(database, view_of(database, programme, **rest)) as reader:
        return dict(requests.open_help(reader))


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_open_requests_come_first_and_the_oldest_of_them(database: Database, ground: Ground) -> None:
    for days in (3, 41, 20, 30):
        ask(database, ground, days_ago(days), what=f"asked {days} days ago")
    ids = {one.what: one.id for one in listed(database, ground.programme)}
    give(database, ground, ids["asked 20 days ago"], days_ago(5))
    give(database, ground, ids["asked 30 days ago"], TODAY)
    assert [one.what for one in listed(database, ground.programme)] == [
        "asked 41 days ago",
        "asked 3 days ago",
        "asked 30 days ago",
        "asked 20 days ago",
    ]
    expected = OpenHelp(number=2, oldest=days_ago(41))
    assert still_open(database, ground.programme) == {ground.problem: expected, ground.field: expected}


@pytest.mark.parametrize(
    ("values", "mistake"),
    [
        ({"asked_on": TODAY + timedelta(days=1)}, Mistake.IN_THE_FUTURE),
        ({"what": "\n"}, Mistake.NOTHING_SAID),
        ({"asked_of": ""}, Mistake.NOTHING_SAID),
        ({"subject_id": 1}, Mistake.NO_SUBJECT),  # the programme itself
    ],
)
def test_what_cannot_be_so_is_refused_and_writes_nothing(
    database: Database, ground: Ground, values: dict[str, Any], mistake: Mistake
) -> None:
    request = ask(database, ground, TODAY)
    before = view_of(database, ground.programme)
    with pytest.raises(EntryRefusedError) as refused:
        ask(database, ground, **{"asked_on": TODAY, **values})
    assert refused.value.mistake is mistake
    with pytest.raises(EntryRefusedError) as refused:
        requests.correct_help_request(database, ground.programme, request, today=TODAY, **BY, **values)
    assert refused.value.mistake is mistake
    assert view_of(database, ground.programme) == before


@pytest.mark.parametrize(
    ("given_on", "mistake"),
    [(days_ago(8), Mistake.BEFORE_IT_WAS_ASKED), (TODAY + timedelta(days=1), Mistake.IN_THE_FUTURE)],
)
def test_help_is_given_between_the_asking_and_today(
    database: Database, ground: Ground, given_on: date, mistake: Mistake
) -> None:
    request = ask(database, ground, days_ago(7))
    with pytest.raises(EntryRefusedError) as refused:
        give(database, ground, request, given_on)
    assert refused.value.mistake is mistake
    assert [one.given_on for one in listed(database, ground.programme)] == [None]
    give(database, ground, request, days_ago(7))
    assert [one.given_on for one in listed(database, ground.programme)] == [days_ago(7)]
    assert still_open(database, ground.programme) == {}
    assert still_open(database, ground.programme, day=days_ago(8)) == {}


def test_given_help_keeps_its_day_unless_it_is_corrected(database: Database, ground: Ground) -> None:
    request = ask(database, ground, days_ago(9))
    give(database, ground, request, days_ago(4))
    with pytest.raises(EntryRefusedError) as refused:
        give(database, ground, request, TODAY)
    assert refused.value.mistake is Mistake.GIVEN_ALREADY
    with pytest.raises(EntryRefusedError) as refused:
        requests.correct_help_request(
            database, ground.programme, request, today=TODAY, asked_on=days_ago(3), **BY
        )
    assert refused.value.mistake is Mistake.BEFORE_IT_WAS_ASKED
    requests.correct_help_request(database, ground.programme, request, today=TODAY, given_on=None, **BY)
    assert still_open(database, ground.programme)[ground.field] == OpenHelp(number=1, oldest=days_ago(9))


def test_each_step_can_be_taken_back(database: Database, ground: Ground) -> None:
    request = ask(database, ground, days_ago(9))
    asked = listed(database, ground.programme)
    give(database, ground, request, TODAY)
    given = listed(database, ground.programme)
    giving = view_of(database, ground.programme).version
    requests.remove_help_request(database, ground.programme, request, **BY)
    assert listed(database, ground.programme) == []
    with pytest.raises(EntryRefusedError) as refused:
        give(database, ground, request, TODAY)
    assert refused.value.mistake is Mistake.GONE
    assert not take_back(database, giving + 1, **BY).conflicts
    assert listed(database, ground.programme) == given
    assert not take_back(database, giving, **BY).conflicts
    assert listed(database, ground.programme) == asked
    assert not take_back(database, giving - 1, **BY).conflicts
    assert listed(database, ground.programme) == []


@given(data=st.data())
def test_a_field_counts_what_its_problems_wait_for(database: Database, data: st.DataObject) -> None:
    """Held against a plain loop, on any day, and for whom sees only one field."""
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [field] = change.add(Kind.FIELD, [field_row()])
        [problem] = change.add(Kind.PROBLEM, [problem_row(field)])
    field_of = {ground.field: ground.field, ground.problem: ground.field, field: field, problem: field}
    told = st.tuples(
        st.sampled_from(sorted(field_of)), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9))
    )
    asked = []
    for subject, since, wait in data.draw(st.lists(told, max_size=6)):
        given_on = None if wait is None else min(TODAY, days_ago(since) + timedelta(days=wait))
        request = ask(database, ground, days_ago(since), subject_id=subject)
        if given_on is not None:
            give(database, ground, request, given_on)
        asked.append((subject, days_ago(since), given_on))
    seen_on = days_ago(data.draw(st.integers(0, 9)))
    hidden = data.draw(st.sampled_from([None, field]))
    expected: dict[int, OpenHelp] = {}
    for subject in field_of:
        waiting = [
            since
            for one, since, given_on in asked
            if subject in (one, field_of[one])
            and since <= seen_on
            and (given_on is None or given_on > seen_on)
            and (hidden is None or field_of[one] != hidden)
        ]
        if waiting:
            expected[subject] = OpenHelp(number=len(waiting), oldest=min(waiting))
    scope = Scope() if hidden is None else Scope(frozenset({ground.field}))
    assert still_open(database, ground.programme, day=seen_on, scope=scope) == expected
    lines = listed(database, ground.programme, day=seen_on, scope=scope)
    assert sum(one.given_on is None for one in lines) == sum(
        one.number for subject, one in expected.items() if subject in {ground.field, field}
    )
