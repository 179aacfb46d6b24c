"""The rule said to a database means what it means in Python, for any facts, on both databases."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Integer, column, select, values

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import open_reader
from data_access.reports import put_reports
from data_access.roll_up import Counts, roll_up
from data_access.traffic_light import Facts, Light, Reason, Thresholds, Verdict, light_of
from data_access.traffic_light_sql import roll_up_sql
from data_access.view import View
from tests.data_access.truth_table import TRUTH_TABLE, Case
from tests.factories import change_of, lay_ground, milestone_row, report_row

LEAP_DAY = date(2024, 2, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report as drawn: how many days before the view's day it speaks of, and its figures."""

    age: int
    forecast: date | None
    done_on: date | None
    progress: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One milestone as drawn, with its reports."""

    start: date | None
    baseline: date
    reports: tuple[Told, ...]

    def facts(self, day: date) -> Facts:
        """What is known on `day`: the newest report that is not of a later day counts."""
        known = [report for report in self.reports if report.age >= 0]
        if not known:
            return Facts(start=self.start, baseline=self.baseline)
        newest = min(known, key=lambda report: report.age)
        return Facts(
            start=self.start,
            baseline=self.baseline,
            forecast=newest.forecast,
            done_on=newest.done_on,
            progress=newest.progress,
            reported_on=day - timedelta(days=newest.age),
        )


# Days whose distances from the view's day, and from each other, are the numbers of the rule; days near by;
# and the far ones that a slip of the pen makes.
TELLING = st.sampled_from([-46, -45, -31, -30, -15, -14, -1, 0, 1, 14, 15, 30, 31])
NEAR = st.one_of(TELLING, st.integers(-50, 50)).map(lambda days: LEAP_DAY + timedelta(days=days))
FAR = st.sampled_from([date(1, 1, 1), date(24, 1, 1), date(1900, 1, 1), date(2240, 1, 1), date(9999, 12, 31)])
DAYS = st.one_of(NEAR, NEAR, NEAR, st.dates(date(2022, 1, 1), date(2026, 12, 31)), FAR)
PROGRESS = st.one_of(st.none(), st.sampled_from([0, 1, 7999, 8000, 8001, 9999, 10000]), st.integers(0, 10000))
REPORTS = st.builds(
    Told,
    age=st.one_of(st.integers(-5, 60), st.just(45), st.just(46)),
    forecast=st.none() | DAYS,
    done_on=st.none() | st.none() | DAYS,
    progress=PROGRESS,
)
MILESTONES = st.builds(
    Planned,
    start=st.none() | DAYS,
    baseline=DAYS,
    reports=st.lists(REPORTS, max_size=3, unique_by=lambda report: report.age).map(tuple),
)
PERCENT = st.integers(0, 100)
THRESHOLDS = st.just(Thresholds()) | st.builds(
    Thresholds,
    red_slip_days=st.integers(0, 60),
    grey_age_days=st.integers(0, 60),
    amber_due_days=st.integers(0, 60),
    amber_due_percent=PERCENT,
    amber_behind_points=PERCENT,
    red_share_percent=PERCENT,
    grey_share_percent=PERCENT,
    amber_share_percent=PERCENT,
)


def _verdicts(
    database: Database, milestones: list[Planned], day: date, thresholds: Thresholds
) -> list[tuple[Facts, Verdict]]:
    """What the database says of milestones on `day`, in a programme of their own: facts and verdict each."""
    ground = lay_ground(database, thresholds=thresholds)
    with change_of(database, ground.programme) as change:
        ids = change.add(
            Kind.MILESTONE,
            [milestone_row(ground.problem, start=one.start, baseline=one.baseline) for one in milestones],
        )
        put_reports(change, list(_report_rows(ids, milestones, day)))
    view = View(programme_id=ground.programme, version=change.version, day=day)
    with open_reader(database, view) as reader:
        state = reader.milestone_states()
        rows = reader.connection.execute(select(state).order_by(state.c.entity_id)).all()
    assert [row.entity_id for row in rows] == ids
    return [(_facts_of(row), _verdict_of(row)) for row in rows]


def _report_rows(ids: list[int], milestones: list[Planned], day: date) -> Iterator[dict[str, Any]]:
    for milestone, planned in zip(ids, milestones, strict=True):
        for told in planned.reports:
            yield report_row(
                milestone,
                day - timedelta(days=told.age),
                forecast=told.forecast,
                done_on=told.done_on,
                progress=told.progress,
            )


def _facts_of(row: Any) -> Facts:
    return Facts(
        start=row.start,
        baseline=row.baseline,
        forecast=row.forecast,
        done_on=row.done_on,
        progress=row.progress,
        reported_on=row.reported_on,
    )


def _verdict_of(row: Any) -> Verdict:
    figures = (row.days, row.percent, row.percent_due)
    assert {type(figure) for figure in figures} <= {int, type(None)}  # 5.0 equals 5, but reads otherwise
    return Verdict(Light(row.light), Reason(row.reason), *figures)


@given(
    milestones=st.lists(MILESTONES, min_size=1, max_size=25),
    day=st.sampled_from([LEAP_DAY, LEAP_DAY + timedelta(days=1), date(2023, 2, 28)]),
    thresholds=THRESHOLDS,
)
def test_lights_are_the_same(
    database: Database, milestones: list[Planned], day: date, thresholds: Thresholds
) -> None:
    facts = [planned.facts(day) for planned in milestones]
    assert _verdicts(database, milestones, day, thresholds) == [
        (one, light_of(one, day, thresholds)) for one in facts
    ]


def test_truth_table_holds_in_the_database(database: Database) -> None:
    def group(case: Case) -> str:
        return f"{case.day} {case.thresholds}"

    for _, cases in groupby(sorted(TRUTH_TABLE, key=group), key=group):
        together = list(cases)
        day, thresholds = together[0].day, together[0].thresholds
        found = _verdicts(database, [_planned(case) for case in together], day, thresholds)
        assert found == [(case.facts, case.verdict) for case in together]


def _planned(case: Case) -> Planned:
    facts = case.facts
    if facts.reported_on is None:
        return Planned(start=facts.start, baseline=facts.baseline, reports=())
    told = Told(
        age=(case.day - facts.reported_on).days,
        forecast=facts.forecast,
        done_on=facts.done_on,
        progress=facts.progress,
    )
    return Planned(start=facts.start, baseline=facts.baseline, reports=(told,))


FEW = st.integers(0, 8)
COUNTS = st.builds(Counts, red=FEW, amber=FEW, grey=FEW, green=FEW, done=FEW)
QUARTER = [Counts(red=1, green=3), Counts(red=1, green=4), Counts(amber=1, green=3), Counts(grey=1, green=1)]


@given(groups=st.lists(COUNTS, min_size=1, max_size=60), thresholds=THRESHOLDS)
@example(groups=[Counts(), Counts(done=1), *QUARTER], thresholds=Thresholds())
def test_roll_ups_are_the_same(database: Database, groups: list[Counts], thresholds: Thresholds) -> None:
    columns = {light: column(light.value, Integer) for light in Light}
    table = (
        values(column("place", Integer), *columns.values(), name="counted")
        .data([(place, *asdict(counts).values()) for place, counts in enumerate(groups)])
        .cte()
    )
    light = roll_up_sql({light: table.c[light.value] for light in Light}, thresholds)
    with database.reading() as connection:
        found = connection.scalars(select(light).order_by(table.c.place)).all()
    assert found == [roll_up(counts, thresholds) for counts in groups]
