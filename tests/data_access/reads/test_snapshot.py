"""A view shows what was true at its version, for its day, within its scope, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import open_reader
from data_access.reads.snapshot import UnknownProgrammeError
from data_access.reports import put_reports, withdraw_reports
from data_access.traffic_light import Thresholds
from data_access.view import EVERYTHING, Scope, View
from tests.factories import (
    Ground,
    change_of,
    field_row,
    lay_ground,
    milestone_row,
    problem_row,
    programme_row,
    report_row,
    team_row,
)

DAY = date(2024, 5, 10)


def _states(
    database: Database, programme_id: int, version: int, *, day: date = DAY, scope: Scope = EVERYTHING
) -> list[Any]:
    view = View(programme_id=programme_id, version=version, day=day, scope=scope)
    with open_reader(database, view) as reader:
        state = reader.milestone_states()
        return list(reader.connection.execute(select(state).order_by(state.c.code)))


def _codes(database: Database, programme_id: int, version: int, scope: Scope) -> list[str]:
    return [row.code for row in _states(database, programme_id, version, scope=scope)]


def _light(database: Database, ground: Ground, version: int, day: date) -> tuple[str, str, int | None]:
    [row] = _states(database, ground.programme, version, day=day)
    return row.light, row.reason, row.days


def test_only_the_scopes_fields_are_seen(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        fields = [ground.field, *change.add(Kind.FIELD, [field_row(), field_row()])]
        problems = change.add(Kind.PROBLEM, [problem_row(field, code=f"P{field}") for field in fields])
        change.add(
            Kind.MILESTONE,
            [milestone_row(problem, code=f"M{place}") for place, problem in enumerate(problems)],
        )
    first, second, third = fields
    expected = {
        EVERYTHING: ["M0", "M1", "M2"],
        Scope(frozenset({first, third})): ["M0", "M2"],
        Scope(frozenset({second})): ["M1"],
        Scope(frozenset({999})): [],
        Scope(frozenset()): [],
    }
    for scope, codes in expected.items():
        assert _codes(database, ground.programme, change.version, scope) == codes
    view = View(
        programme_id=ground.programme, version=change.version, day=DAY, scope=Scope(frozenset({second}))
    )
    with open_reader(database, view) as reader:
        [problem] = reader.connection.execute(reader.problems())
    assert problem.code == f"P{second}"


def test_a_problem_that_changes_fields_changes_who_sees_it(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [other] = change.add(Kind.FIELD, [field_row()])
        change.add(Kind.MILESTONE, [milestone_row(ground.problem, code="M")])
    before = change.version
    with change_of(database, ground.programme) as change:
        change.revise(Kind.PROBLEM, [{**problem_row(other), "entity_id": ground.problem}])
    old, new = Scope(frozenset({ground.field})), Scope(frozenset({other}))
    assert _codes(database, ground.programme, before, old) == ["M"]
    assert _codes(database, ground.programme, before, new) == []
    assert _codes(database, ground.programme, change.version, old) == []
    assert _codes(database, ground.programme, change.version, new) == ["M"]


def test_other_programmes_are_not_seen(database: Database) -> None:
    first, second = lay_ground(database), lay_ground(database)
    for ground, code in ((first, "M1"), (second, "M2")):
        with change_of(database, ground.programme) as change:
            [milestone] = change.add(Kind.MILESTONE, [milestone_row(ground.problem, code=code)])
            put_reports(change, [report_row(milestone, DAY)])
    assert _codes(database, first.programme, change.version, EVERYTHING) == ["M1"]
    assert _codes(database, second.programme, change.version, EVERYTHING) == ["M2"]
    assert _codes(database, first.programme, change.version, Scope(frozenset({second.field}))) == []


def test_a_programme_is_unknown_before_it_was_made(database: Database) -> None:
    lay_ground(database)
    ground = lay_ground(database)
    for version in (0, ground.version - 1):
        with pytest.raises(UnknownProgrammeError):
            _states(database, ground.programme, version)
    assert _states(database, ground.programme, ground.version) == []


def test_a_later_day_sees_later_reports_and_a_later_version_corrections(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [milestone] = change.add(Kind.MILESTONE, [milestone_row(ground.problem)])
    planned = change.version
    week_later = DAY + timedelta(days=7)
    for as_at, progress in ((DAY, 9000), (week_later, 9500), (DAY, 9100)):
        with change_of(database, ground.programme) as change:
            put_reports(change, [report_row(milestone, as_at, progress=progress)])
    with change_of(database, ground.programme) as change:
        withdraw_reports(change, [(milestone, week_later)])
    found = [
        [
            row.progress
            for day in (DAY - timedelta(days=1), DAY, week_later)
            for row in _states(database, ground.programme, version, day=day)
        ]
        for version in range(planned, change.version + 1)
    ]
    assert found == [
        [None, None, None],
        [None, 9000, 9000],
        [None, 9000, 9500],
        [None, 9100, 9500],
        [None, 9100, 9100],
    ]


def test_lateness_stays_against_the_baseline_until_the_new_term_is_approved(database: Database) -> None:
    ground = lay_ground(database)
    baseline, term = date(2024, 5, 1), date(2024, 7, 1)
    with change_of(database, ground.programme) as change:
        plan = milestone_row(ground.problem, baseline=baseline, start=None)
        [milestone] = change.add(Kind.MILESTONE, [plan])
        put_reports(change, [report_row(milestone, DAY, progress=5000)])
    accepted = change.version
    with change_of(database, ground.programme) as change:
        reset = {**plan, "term": term, "resets": 1, "entity_id": milestone}
        change.revise(Kind.MILESTONE, [reset])
    asked = change.version
    with change_of(database, ground.programme) as change:
        change.revise(Kind.MILESTONE, [{**reset, "baseline": term}])
    approved = change.version
    assert _light(database, ground, accepted, DAY) == ("red", "past_term", 9)
    assert _light(database, ground, asked, DAY) == ("red", "past_term", 9)
    assert _light(database, ground, approved, DAY) == ("green", "on_track", 52)
    [row] = _states(database, ground.programme, asked)
    assert (row.term, row.baseline, row.resets) == (term, baseline, 1)


def test_each_version_is_judged_by_the_thresholds_of_its_time(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        plan = milestone_row(ground.problem, baseline=date(2024, 8, 30), start=None)
        [milestone] = change.add(Kind.MILESTONE, [plan])
        put_reports(change, [report_row(milestone, DAY, forecast=date(2024, 9, 10))])
    before = change.version
    with change_of(database, ground.programme) as change:
        stricter = programme_row(Thresholds(red_slip_days=10))
        change.revise(Kind.PROGRAMME, [{**stricter, "entity_id": ground.programme}])
    assert _light(database, ground, before, DAY) == ("amber", "forecast_behind", 11)
    assert _light(database, ground, change.version, DAY) == ("red", "forecast_far_behind", 11)


def test_a_milestone_is_its_problems_teams_unless_it_names_another(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [other] = change.add(Kind.TEAM, [team_row(ground.field)])
        change.add(
            Kind.MILESTONE,
            [
                milestone_row(ground.problem, code="M1"),
                milestone_row(ground.problem, code="M2", team_id=other),
            ],
        )
    rows = _states(database, ground.programme, change.version)
    assert [row.team_id for row in rows] == [ground.team, other]
