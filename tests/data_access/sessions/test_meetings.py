"""Working meetings: who may record what, when a field was last met on, and taking it all back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import latest_version, newest_version, open_reader
from data_access.sessions import meetings
from data_access.sessions.entry import EntryRefusedError, Mistake
from data_access.take_back import take_back
from data_access.view import Scope, View
from tests.factories import Ground, change_of, field_row, lay_ground, problem_row

TODAY = date(2024, 5, 20)
BY: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": datetime(2024, 5, 20, 6, tzinfo=UTC)}


@pytest.fixture
def ground(database: Database) -> Ground:
    return lay_ground(database)


def record(database: Database, ground: Ground, held_on: date, **values: Any) -> int:
    said = {"subject_id": ground.problem, "participants": "Minister, team", "about": "The permit window"}
    return meetings.record_meeting(
        database, ground.programme, held_on=held_on, today=TODAY, **BY, **{**said, **values}
    )


def view_of(database: Database, programme: int, *, day: date = TODAY, **rest: Any) -> View:
    with database.reading() as connection:
        version = latest_version(connection, programme)
    return View(programme_id=programme, version=version, day=day, **rest)


def listed(database: Database, programme: int, **rest: Any) -> list[meetings.MeetingInfo]:
    with open_reader(database, view_of(database, programme, **rest)) as reader:
        return list(meetings.meetings(reader))


def last(database: Database, programme: int, **rest: Any) -> dict[int, date]:
    with open_reader(database, view_of(database, programme, **rest)) as reader:
        return dict(meetings.last_met(reader))


def test_a_meeting_is_recorded_and_listed_the_latest_first(database: Database, ground: Ground) -> None:
    record(database, ground, TODAY - timedelta(days=34))
    record(database, ground, TODAY, subject_id=ground.field, participants="Deputy", about="Money")
    latest, earlier = listed(database, ground.programme)
    assert (latest.held_on, latest.subject.kind, latest.participants, latest.about) == (
        *(TODAY, Kind.FIELD),
        *("Deputy", "Money"),
    )
    assert (earlier.held_on, earlier.subject.id) == (TODAY - timedelta(days=34), ground.problem)


def test_no_figures_become_newer_by_it(database: Database, ground: Ground) -> None:
    record(database, ground, TODAY)
    taken = latest = view_of(database, ground.programme).version
    take_back(database, taken, **BY)
    with database.reading() as connection:
        assert newest_version(connection, ground.programme) == ground.version
        assert latest_version(connection, ground.programme) == latest + 1


@pytest.mark.parametrize(
    ("values", "mistake"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, Mistake.IN_THE_FUTURE),
        ({"participants": " "}, Mistake.NOTHING_SAID),
        ({"about": ""}, Mistake.NOTHING_SAID),
        ({"subject_id": 1}, Mistake.NO_SUBJECT),  # the programme itself
        ({"subject_id": 4321}, Mistake.NO_SUBJECT),
    ],
)
def test_what_cannot_be_so_is_refused_and_writes_nothing(
    database: Database, ground: Ground, values: dict[str, Any], mistake: Mistake
) -> None:
    meeting = record(database, ground, TODAY)
    before = view_of(database, ground.programme)
    with pytest.raises(EntryRefusedError) as refused:
        record(database, ground, **{"held_on": TODAY, **values})
    assert refused.value.mistake is mistake
    with pytest.raises(EntryRefusedError) as refused:
        meetings.correct_meeting(database, ground.programme, meeting, today=TODAY, **BY, **values)
    assert refused.value.mistake is mistake
    assert view_of(database, ground.programme) == before


def test_correcting_and_removing_can_be_taken_back(database: Database, ground: Ground) -> None:
    meeting = record(database, ground, TODAY - timedelta(days=3))
    first = listed(database, ground.programme)
    meetings.correct_meeting(
        database, ground.programme, meeting, today=TODAY, held_on=TODAY, about="Dry ports", **BY
    )
    corrected = listed(database, ground.programme)
    assert [(one.held_on, one.about) for one in corrected] == [(TODAY, "Dry ports")]
    correction = view_of(database, ground.programme).version
    meetings.remove_meeting(database, ground.programme, meeting, **BY)
    assert listed(database, ground.programme) == []
    record(database, ground, TODAY - timedelta(days=3), about="Another")
    removal = correction + 1
    assert not take_back(database, removal, **BY).conflicts
    assert [one for one in listed(database, ground.programme) if one.id == meeting] == corrected
    assert not take_back(database, correction, **BY).conflicts
    assert [one for one in listed(database, ground.programme) if one.id == meeting] == first
    take_back(database, ground.version + 1, **BY)
    assert [one.about for one in listed(database, ground.programme)] == ["Another"]


def test_one_that_is_gone_is_neither_corrected_nor_removed(database: Database, ground: Ground) -> None:
    meeting = record(database, ground, TODAY)
    meetings.remove_meeting(database, ground.programme, meeting, **BY)
    with pytest.raises(EntryRefusedError) as refused:
        meetings.correct_meeting(database, ground.programme, meeting, today=TODAY, about="Late", **BY)
    assert refused.value.mistake is Mistake.GONE
    with pytest.raises(EntryRefusedError) as refused:
        meetings.remove_meeting(database, ground.programme, meeting, **BY)
    assert refused.value.mistake is Mistake.GONE


def test_a_correction_sets_no_other_columns(database: Database, ground: Ground) -> None:
    meeting = record(database, ground, TODAY)
    with pytest.raises(ValueError, match="code"):
        meetings.correct_meeting(database, ground.programme, meeting, today=TODAY, code="M-0", **BY)


@given(data=st.data())
def test_a_field_was_met_when_one_of_its_problems_was(database: Database, data: st.DataObject) -> None:
    """Held against a plain loop; whom one may not see is left out, and so are days after the view's."""
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [field] = change.add(Kind.FIELD, [field_row()])
        others = change.add(Kind.PROBLEM, [problem_row(field), problem_row(ground.field)])
    field_of = {ground.field: ground.field, ground.problem: ground.field, field: field}
    field_of |= {others[0]: field, others[1]: ground.field}
    told = st.tuples(st.sampled_from(sorted(field_of)), st.dates(TODAY - timedelta(days=9), TODAY))
    held = data.draw(st.lists(told, max_size=6))
    for subject, day in held:
        record(database, ground, day, subject_id=subject)
    seen_on = data.draw(st.dates(TODAY - timedelta(days=9), TODAY))
    hidden = data.draw(st.sampled_from([None, field]))
    expected: dict[int, date] = {}
    for subject in field_of:
        days = [day for one, day in held if subject in (one, field_of[one]) and day <= seen_on]
        if days and (hidden is None or field_of[subject] != hidden):
            expected[subject] = max(days)
    scope = Scope() if hidden is None else Scope(frozenset({ground.field}))
    assert last(database, ground.programme, day=seen_on, scope=scope) == expected
    listed_days = sorted(one.held_on for one in listed(database, ground.programme, day=seen_on, scope=scope))
    assert listed_days == sorted(
        day for one, day in held if day <= seen_on and (hidden is None or field_of[one] != hidden)
    )
