"""Who has reported in the update window: each rule once by hand, all together against a plain loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reads.point import ProgrammeInfo, newest_version, open_reader, programmes
from data_access.reports import put_reports
from data_access.sessions.readiness import (
    Part,
    Tally,
    UpdateWindow,
    by_field,
    by_ministry,
    league,
    readiness,
)
from data_access.take_back import take_back
from data_access.view import View
from tests.factories import (
    Ground,
    change_of,
    field_row,
    lay_ground,
    milestone_row,
    ministry_row,
    problem_row,
    report_row,
)

ZONE = ZoneInfo("Asia/Almaty")
HELD_ON = date(2024, 6, 14)
WINDOW = UpdateWindow(opens=date(2024, 6, 10), closes=date(2024, 6, 12), held_on=HELD_ON)


def _at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def _bring(database: Database, ground: Ground, moment: datetime, *reports: dict[str, Any]) -> int:
    kind = ChangeKind.UPLOAD
    with change_of(database, ground.programme, recorded_at=moment, kind=kind) as change:
        put_reports(change, reports)
    return change.version


def _plan(database: Database, ground: Ground, number: int = 1, **overrides: Any) -> list[int]:
    rows = [
        milestone_row(ground.problem, **{"ministry_id": ground.ministry, **overrides}) for _ in range(number)
    ]
    with change_of(database, ground.programme) as change:
        return change.add(Kind.MILESTONE, rows)


def _programme(database: Database, ground: Ground) -> ProgrammeInfo:
    with database.reading() as connection:
        return next(one for one in programmes(connection) if one.id == ground.programme)


def _parts(database: Database, ground: Ground, *, day: date = HELD_ON) -> tuple[Part, ...]:
    with database.reading() as connection:
        version = newest_version(connection, ground.programme)
    view = View(programme_id=ground.programme, version=version, day=day)
    with open_reader(database, view) as reader:
        return readiness(reader, _programme(database, ground), WINDOW)


def _tally(database: Database, ground: Ground, *, day: date = HELD_ON) -> Tally:
    return sum((part.tally for part in _parts(database, ground, day=day)), Tally())


@pytest.mark.parametrize(
    ("moment", "in_time", "late"),
    [
        (datetime(2024, 6, 9, 23, 59, 59, tzinfo=ZONE), 0, 0),
        (datetime(2024, 6, 10, 0, 0, tzinfo=ZONE), 1, 0),
        (datetime(2024, 6, 12, 23, 59, 59, tzinfo=ZONE), 1, 0),
        (datetime(2024, 6, 13, 0, 0, tzinfo=ZONE), 0, 1),
        (datetime(2024, 6, 14, 23, 59, 59, tzinfo=ZONE), 0, 1),
        (datetime(2024, 6, 15, 0, 0, tzinfo=ZONE), 0, 0),
    ],
)
def test_window_begins_and_ends_at_the_programmes_midnight(
    database: Database, moment: datetime, in_time: int, late: int
) -> None:
    ground = lay_ground(database)
    [milestone] = _plan(database, ground)
    _bring(database, ground, moment, report_row(milestone, date(2024, 6, 1), progress=100))
    assert _tally(database, ground) == Tally(expected=1, in_time=in_time, late=late, newest=date(2024, 6, 1))


def test_later_correction_does_not_make_the_first_report_late(database: Database) -> None:
    ground = lay_ground(database)
    [milestone] = _plan(database, ground)
    day = date(2024, 6, 11)
    _bring(database, ground, _at(day), report_row(milestone, day, progress=100))
    _bring(database, ground, _at(date(2024, 6, 13)), report_row(milestone, day, progress=200))
    assert _tally(database, ground).in_time == 1


def test_upload_that_was_taken_back_brought_nothing(database: Database) -> None:
    ground = lay_ground(database)
    first, second = _plan(database, ground, 2)
    before, within = date(2024, 5, 1), date(2024, 6, 11)
    _bring(database, ground, _at(before), report_row(first, before), report_row(second, before))
    version = _bring(database, ground, _at(within, 9), report_row(first, within), report_row(second, within))
    _bring(database, ground, _at(within, 10), report_row(second, date(2024, 6, 10)))
    undoing = take_back(database, version, actor="c", recorded_at=_at(within, 11))
    assert _tally(database, ground) == Tally(expected=2, in_time=1, newest=date(2024, 6, 10))
    assert undoing.version is not None
    take_back(database, undoing.version, actor="c", recorded_at=_at(within, 12))
    assert _tally(database, ground).in_time == 2


def test_done_before_the_window_is_not_expected_done_within_it_is(database: Database) -> None:
    ground = lay_ground(database)
    early, within, planned_later = _plan(database, ground, 3)
    before, day = date(2024, 6, 1), date(2024, 6, 11)
    _bring(database, ground, _at(before), report_row(early, before, done_on=before))
    _bring(
        database,
        ground,
        _at(day),
        report_row(early, day, done_on=before),
        report_row(within, day, done_on=before),
    )
    assert _tally(database, ground) == Tally(expected=2, in_time=1, newest=day)
    assert planned_later


def test_before_the_window_opens_all_that_is_not_done_is_missing(database: Database) -> None:
    ground = lay_ground(database)
    done, running = _plan(database, ground, 2)
    day = date(2024, 6, 1)
    _bring(database, ground, _at(day), report_row(done, day, done_on=day), report_row(running, day))
    tally = _tally(database, ground, day=day)
    assert (tally.expected, tally.missing, tally.share) == (1, 1, 0)


def test_the_fields_ministry_answers_where_a_milestone_names_none(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [lead] = change.add(Kind.MINISTRY, [ministry_row()])
        led, unled = change.add(Kind.FIELD, [field_row(ministry_id=lead), field_row()])
        ours, nobodys = change.add(Kind.PROBLEM, [problem_row(led), problem_row(unled)])
        change.add(
            Kind.MILESTONE,
            [milestone_row(ours), milestone_row(ours, ministry_id=ground.ministry), milestone_row(nobodys)],
        )
    parts = _parts(database, ground)
    assert {one: tally.expected for one, tally in by_ministry(parts).items()} == {
        lead: 1,
        ground.ministry: 1,
        None: 1,
    }
    assert {one: tally.expected for one, tally in by_field(parts).items()} == {led: 2, unled: 1}


@dataclass(frozen=True)
class Brought:
    """A report as drawn: of which milestone, on which day it was recorded, which day it speaks of, done on."""

    milestone: int
    on: date
    age: int
    done_on: date | None


NEAR = st.integers(-6, 6).map(lambda days: date(2024, 6, 11) + timedelta(days=days))
REPORTS = st.lists(
    st.builds(Brought, milestone=st.integers(0, 3), on=NEAR, age=st.integers(0, 5), done_on=st.none() | NEAR),
    max_size=10,
)


@settings(max_examples=30)
@given(brought=REPORTS)
def test_readiness_equals_a_plain_loop(database: Database, brought: list[Brought]) -> None:
    ground = lay_ground(database)
    milestones = _plan(database, ground, 4)
    history = sorted(brought, key=lambda one: one.on)
    for place, one in enumerate(history):
        moment = _at(one.on) + timedelta(seconds=place)
        row = report_row(milestones[one.milestone], one.on - timedelta(days=one.age), done_on=one.done_on)
        _bring(database, ground, moment, row)
    expected = [number for number in range(4) if not _was_done(history, number)]
    in_time = [one for one in expected if _has(history, one, WINDOW.opens, WINDOW.closes)]
    reported = [one for one in expected if _has(history, one, WINDOW.opens, HELD_ON)]
    found = _tally(database, ground)
    assert (found.expected, found.in_time, found.late) == (
        len(expected),
        len(in_time),
        len(reported) - len(in_time),
    )


def _was_done(history: Sequence[Brought], milestone: int) -> bool:
    """Whether it was done on the eve of the window, by the newest report known then (the last of one day)."""
    eve = WINDOW.opens - timedelta(days=1)
    known = [one for one in history if one.milestone == milestone and one.on <= eve]
    if not known:
        return False
    newest = max(one.on - timedelta(days=one.age) for one in known)
    done_on = [one.done_on for one in known if one.on - timedelta(days=one.age) == newest][-1]
    return done_on is not None and done_on <= eve


def _has(history: Sequence[Brought], milestone: int, first: date, last: date) -> bool:
    return any(one.milestone == milestone and first <= one.on <= last for one in history)


def _part(ministry: int | None, expected: int, in_time: int) -> Part:
    return Part(ministry_id=ministry, field_id=1, tally=Tally(expected=expected, in_time=in_time))


def test_league_orders_by_the_mean_of_the_sessions_at_which_something_was_expected() -> None:
    sessions = [
        [_part(1, 4, 2), _part(2, 3, 3), _part(None, 5, 0)],
        [_part(1, 4, 4), _part(1, 4, 0), _part(3, 1, 0)],
    ]
    assert [(one.ministry_id, one.shares, one.mean) for one in league(sessions)] == [
        (2, (10000, None), 10000),
        (1, (5000, 5000), 5000),
        (3, (None, 0), 0),
    ]
