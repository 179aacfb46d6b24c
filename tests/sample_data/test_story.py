"""The story of the sample, judged by the rule itself: each problem stands each month as the plan means it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from data_access.roll_up import count, roll_up
from data_access.traffic_light import Facts, Light, Reason, Thresholds, Verdict, light_of
from sample_data.course import Standing
from sample_data.plan import ANCHOR, LATER, MONTHS, STORIES, UPDATE_DAYS, edition_day, meant_light
from sample_data.programme import PlannedMilestone, planned

LIMITS = Thresholds()


def _date(day: int) -> date:
    return ANCHOR + timedelta(days=day)


def _judged(milestone: PlannedMilestone, day: int) -> Verdict:
    told: tuple[int, Standing] | None = None
    for month in MONTHS:
        reported_on = edition_day(milestone.ministry, month)
        standing = milestone.standings[month]
        if standing is not None and reported_on <= day:
            told = reported_on, standing
    facts = Facts(start=_date(milestone.start), baseline=_date(milestone.baseline))
    if told is not None:
        reported_on, standing = told
        facts = Facts(
            start=_date(milestone.start),
            baseline=_date(milestone.baseline),
            forecast=_date(standing.forecast),
            done_on=None if standing.done_on is None else _date(standing.done_on),
            progress=None if standing.progress is None else standing.progress * 100,
            reported_on=_date(reported_on),
        )
    return light_of(facts, _date(day), LIMITS)


def _light(problem: str, month: int) -> Light:
    day = UPDATE_DAYS[month] + LATER
    here = [one for one in planned() if one.problem == problem and one.is_there(month)]
    return roll_up(count(_judged(one, day).light for one in here), LIMITS)


@pytest.mark.parametrize("problem", STORIES)
def test_each_problem_stands_each_month_as_meant(problem: str) -> None:
    """The lights of the months are those of the plan."""
    lights = [_light(problem, month) for month in MONTHS]
    assert lights == [meant_light(problem, month) for month in MONTHS]


def test_every_reason_occurs_at_the_end() -> None:
    """A newcomer meets each kind of reason on the screens."""
    reasons = {_judged(one, 0).reason for one in planned() if one.is_there(MONTHS[-1])}
    assert reasons == set(Reason)


def test_what_is_done_stays_done_and_percentages_do_not_fall() -> None:
    """Believable: no milestone is undone, none loses work that was reported."""
    for one in planned():
        told = [standing for standing in one.standings if standing is not None]
        for before, after in pairwise(told):
            assert before.done_on is None or after.done_on == before.done_on, one.code
            assert (before.progress or 0) <= (after.progress or 0), one.code


def test_no_edition_tells_of_the_future() -> None:
    """Nothing is reported as done before it is, and no forecast of open work lies in the past."""
    for one in planned():
        assert one.start < one.baseline
        for month, standing in zip(MONTHS, one.standings, strict=True):
            day = edition_day(one.ministry, month)
            if standing is not None and standing.done_on is not None:
                assert one.start < standing.done_on <= day, one.code
            elif standing is not None:
                assert standing.forecast >= day, (one.code, month)
