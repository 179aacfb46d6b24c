"""Two sessions compared: every milestone added and removed, every term re-set, every light and day that moved.

The comparison of two views is held against what was done in between, kept in plain dicts.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.milestones import MilestoneFilter, MilestoneState, milestones
from data_access.reads.point import open_reader
from data_access.reports import put_reports
from data_access.sessions.comparison import compare
from data_access.traffic_light import Facts, Thresholds, light_of
from data_access.view import View
from tests.factories import Ground, change_of, lay_ground, milestone_row, report_row

FIRST, SECOND = date(2024, 6, 30), date(2024, 8, 15)
_GOODNESS = {"red": 0, "amber": 1, "grey": 1, "green": 2, "done": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A milestone as one session saw it."""

    baseline: date
    resets: int
    forecast: date | None
    done_on: date | None
    progress: int


_STILL = Side(baseline=date(2024, 12, 31), resets=0, forecast=None, done_on=FIRST, progress=10000)

days = st.dates(date(2024, 5, 1), date(2024, 12, 31))


def sides(baseline: date, resets: int, until: date) -> st.SearchStrategy[Side]:
    return st.builds(
        Side,
        baseline=st.just(baseline),
        resets=st.integers(resets, resets + 2),
        forecast=st.none() | days,
        done_on=st.none() | st.dates(date(2024, 5, 1), until),
        progress=st.integers(0, 10000),
    )


@st.composite
def pasts(draw: st.DrawFn) -> tuple[Side | None, Side | None]:
    """A milestone at both sessions; None: it was not there."""
    baseline = draw(days)
    before = draw(st.none() | sides(baseline, 0, FIRST))
    after = draw(st.none() | sides(baseline, before.resets if before else 0, SECOND))
    return before, after


def _light(side: Side, day: date) -> str:
    facts = Facts(
        start=date(2024, 1, 1),
        baseline=side.baseline,
        forecast=side.forecast,
        done_on=side.done_on,
        progress=side.progress,
        reported_on=day,
    )
    return light_of(facts, day, Thresholds()).light.value


def _write(
    database: Database, ground: Ground, wanted: dict[str, Side], ids: dict[str, int], day: date
) -> int:
    """Bring the milestones to what is wanted, with a report of the day each; the version then."""
    rows: dict[str, dict[str, Any]] = {
        code: milestone_row(
            ground.problem,
            code=code,
            baseline=side.baseline,
            term=side.baseline + timedelta(days=side.resets),
            resets=side.resets,
            start=date(2024, 1, 1),
        )
        for code, side in wanted.items()
    }
    with change_of(database, ground.programme) as change:
        change.remove(Kind.MILESTONE, [ids.pop(code) for code in sorted(ids.keys() - rows.keys())])
        change.revise(Kind.MILESTONE, [{**rows[code], "entity_id": one} for code, one in ids.items()])
        new = [code for code in rows if code not in ids]
        ids |= dict(zip(new, change.add(Kind.MILESTONE, [rows[code] for code in new]), strict=True))
        put_reports(
            change,
            [
                report_row(
                    ids[code], day, forecast=side.forecast, done_on=side.done_on, progress=side.progress
                )
                for code, side in wanted.items()
            ],
        )
        return change.version


def _seen(database: Database, ground: Ground, version: int, day: date) -> tuple[MilestoneState, ...]:
    view = View(programme_id=ground.programme, version=version, day=day)
    with open_reader(database, view) as reader:
        return milestones(reader, MilestoneFilter(problem_id=ground.problem))


def _expected(side: Side) -> date:
    return side.done_on or side.forecast or side.baseline


@given(both=st.lists(pasts(), max_size=8))
@settings(max_examples=40)
def test_all_that_moved_and_nothing_else(
    database: Database, both: list[tuple[Side | None, Side | None]]
) -> None:
    ground = lay_ground(database)
    # One is always there: a change in which nothing is written would be none.
    named = {f"M{number:02d}": pair for number, pair in enumerate([*both, (_STILL, _STILL)])}
    then = {code: before for code, (before, _) in named.items() if before is not None}
    now = {code: after for code, (_, after) in named.items() if after is not None}
    ids: dict[str, int] = {}
    first = _write(database, ground, then, ids, FIRST)
    gone = {code: one for code, one in ids.items() if code not in now}
    second = _write(database, ground, now, ids, SECOND)
    found = compare(_seen(database, ground, first, FIRST), _seen(database, ground, second, SECOND))

    assert {one.code for one in found.added} == now.keys() - then.keys()
    assert {one.code for one in found.removed} == then.keys() - now.keys() == gone.keys()
    stayed = now.keys() & then.keys()
    slips = {code: (_expected(now[code]) - _expected(then[code])).days for code in stayed}
    resets = {code: now[code].resets - then[code].resets for code in stayed}
    lights = {code: (_light(then[code], FIRST), _light(now[code], SECOND)) for code in stayed}
    risen = {code: _GOODNESS[after] - _GOODNESS[before] for code, (before, after) in lights.items()}
    assert {one.after.code for one in found.worse} == {code for code in stayed if risen[code] < 0}
    assert {one.after.code for one in found.better} == {code for code in stayed if risen[code] > 0}
    assert {one.after.code: one.slip_days for one in found.slipped} == {
        code: slip for code, slip in slips.items() if slip > 0
    }
    assert {one.after.code: one.new_resets for one in found.reset} == {
        code: number for code, number in resets.items() if number > 0
    }
    moved = {code for code in stayed if slips[code] or resets[code] or lights[code][0] != lights[code][1]}
    assert {one.after.code for one in found.moved} == moved
    assert found.unchanged == len(stayed - moved)
