"""Reports: whatever arrives, in whatever order, each version reads for each day as a plain model says."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from data_access.change import ChangeWriter
from data_access.database import Database
from data_access.model import Kind, Report
from data_access.reads.point import newest_version
from data_access.reads.snapshot import newest_report
from data_access.reports import put_reports, withdraw_reports
from data_access.view import View
from tests.factories import Ground, change_of, lay_ground, milestone_row, report_row

FIRST = date(2024, 2, 27)
DAYS = [FIRST + timedelta(days=days) for days in range(5)]
READ_ON = [FIRST - timedelta(days=1), *DAYS]
MILESTONES = 2

Key = tuple[int, date]
State = dict[Key, int]
Reading = list[tuple[int, date, int | None]]


@dataclass(frozen=True, slots=True)
class Put:
    """Record these reports: the progress of a milestone (by its place) on a day."""

    reports: State


@dataclass(frozen=True, slots=True)
class Withdraw:
    """End the reports of these milestones (by their places) and days, whether there are any or not."""

    keys: frozenset[Key]


Step = Put | Withdraw

KEYS = st.tuples(st.integers(0, MILESTONES - 1), st.sampled_from(DAYS))
STEPS = st.one_of(
    st.dictionaries(KEYS, st.integers(0, 3), min_size=1, max_size=4).map(Put),
    st.frozensets(KEYS, min_size=1, max_size=3).map(Withdraw),
)
CHANGES = st.lists(st.lists(STEPS, min_size=1, max_size=2), min_size=1, max_size=8)


def _after(state: State, steps: list[Step]) -> State:
    """The plain model: what is reported after a change of these steps."""
    new = dict(state)
    for step in steps:
        if isinstance(step, Put):
            new.update(step.reports)
        else:
            for key in step.keys:
                new.pop(key, None)
    return new


def _newest(state: State, day: date) -> Reading:
    """The plain model: the newest report of each milestone that is not of a later day."""
    found: Reading = []
    for place in range(MILESTONES):
        known = [as_at for milestone, as_at in state if milestone == place and as_at <= day]
        if known:
            found.append((place, max(known), state[place, max(known)]))
    return found


def _do(change: ChangeWriter, steps: list[Step], milestones: list[int]) -> None:
    for step in steps:
        if isinstance(step, Put):
            rows = [
                report_row(milestones[place], as_at, progress=progress)
                for (place, as_at), progress in step.reports.items()
            ]
            put_reports(change, rows)
        else:
            withdraw_reports(change, [(milestones[place], as_at) for place, as_at in step.keys])


def _read(connection: Connection, milestones: list[int], version: int, day: date) -> Reading:
    view = View(programme_id=0, version=version, day=day)
    statement = (
        select(Report.milestone_id, Report.as_at, Report.progress)
        .where(Report.milestone_id.in_(milestones), newest_report(view))
        .order_by(Report.milestone_id)
    )
    return [
        (milestones.index(milestone), as_at, progress)
        for milestone, as_at, progress in connection.execute(statement)
    ]


def _with_milestones(database: Database, count: int) -> tuple[Ground, list[int], int]:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        milestones = change.add(Kind.MILESTONE, [milestone_row(ground.problem) for _ in range(count)])
    return ground, milestones, change.version


@given(changes=CHANGES)
def test_every_version_reads_as_it_was(database: Database, changes: list[list[Step]]) -> None:
    ground, milestones, version = _with_milestones(database, MILESTONES)
    state: State = {}
    history = {version: state}
    for steps in changes:
        with change_of(database, ground.programme) as change:
            _do(change, steps, milestones)
        state = _after(state, steps)
        with database.reading() as connection:
            version = newest_version(connection, ground.programme)
            history[version] = state
            for day in READ_ON:
                assert _read(connection, milestones, version, day) == _newest(state, day)
    with database.reading() as connection:
        for version, state in history.items():
            for day in READ_ON:
                assert _read(connection, milestones, version, day) == _newest(state, day)


@given(changes=CHANGES)
def test_current_reports_are_one_a_day(database: Database, changes: list[list[Step]]) -> None:
    """The current rows are the model's reports, and each knows the day of the next."""
    ground, milestones, _ = _with_milestones(database, MILESTONES)
    state: State = {}
    for steps in changes:
        with change_of(database, ground.programme) as change:
            _do(change, steps, milestones)
        state = _after(state, steps)
    with database.reading() as connection:
        statement = (
            select(Report.milestone_id, Report.as_at, Report.next_as_at)
            .where(Report.milestone_id.in_(milestones), Report.to_change.is_(None))
            .order_by(Report.milestone_id, Report.as_at)
        )
        found = [(milestones.index(one), day, after) for one, day, after in connection.execute(statement)]
    keys = sorted(state)
    assert found == [
        (place, day, min((later for other, later in keys if other == place and later > day), default=None))
        for place, day in keys
    ]


def test_more_milestones_than_one_question_takes(database: Database) -> None:
    """An edition of more milestones than fit into one IN list is corrected and withdrawn as a whole."""
    ground, milestones, _ = _with_milestones(database, 1203)
    for progress in (1000, 2000):
        with change_of(database, ground.programme) as change:
            put_reports(change, [report_row(one, FIRST, progress=progress) for one in milestones])
    with database.reading() as connection:
        found = _read(connection, milestones, change.version, FIRST)
    assert found == [(place, FIRST, 2000) for place in range(len(milestones))]
    with change_of(database, ground.programme) as change:
        withdraw_reports(change, [(one, FIRST) for one in milestones])
    with database.reading() as connection:
        assert _read(connection, milestones, change.version, FIRST) == []


KEPT: list[dict[str, Any]] = [
    {"forecast": date(2024, 8, 1)},
    {"done_on": date(2024, 2, 20)},
    {"progress": 1234},
    {"declared": "green"},
    {"note": "Ескерту"},
    {"source_sheet": "Reports", "source_row": 17},
]


@pytest.mark.parametrize("figures", KEPT, ids=lambda figures: next(iter(figures)))
def test_a_back_dated_report_leaves_the_earlier_one_whole(
    database: Database, figures: dict[str, Any]
) -> None:
    """The earlier report gets a new next, and so a new row; what it said and where it stood stays."""
    ground, [milestone], _ = _with_milestones(database, 1)
    reports = [report_row(milestone, DAYS[0], **figures), report_row(milestone, DAYS[4])]
    for batch in (reports, [report_row(milestone, DAYS[2])]):
        with change_of(database, ground.programme) as change:
            put_reports(change, batch)
    view = View(programme_id=ground.programme, version=change.version, day=DAYS[1])
    with database.reading() as connection:
        columns = [getattr(Report, name) for name in figures]
        row = connection.execute(select(*columns).where(newest_report(view))).one()
    assert row._asdict() == figures


def test_withdrawing_what_is_not_there_is_no_change(database: Database) -> None:
    ground, [milestone], version = _with_milestones(database, 1)
    with change_of(database, ground.programme) as change:
        withdraw_reports(change, [(milestone, FIRST)])
    with database.reading() as connection:
        assert newest_version(connection, ground.programme) == version
