"""What the rule says of a forecast that moves: the lights of its milestone, problem and field before and after.

Reckoned from the facts by the rule itself, not from what a screen shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.reads import board
from data_access.reads.milestones import MilestoneFilter, MilestoneState, milestones
from data_access.reads.snapshot import Reader
from data_access.roll_up import count, roll_up
from data_access.traffic_light import Facts, Light, Thresholds, light_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lights:
    """The lights of a milestone, of its problem and of its field."""

    milestone: Light
    problem: Light
    field: Light


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """A milestone whose forecast moves to `forecast`, and what that does."""

    milestone: MilestoneState
    field_code: str
    forecast: date
    before: Lights
    after: Lights


def turnings(reader: Reader, days: int) -> Iterator[Turning]:
    """The green milestones that turn red, and their problem and field with them, when forecast `days` later."""
    thresholds = reader.thresholds()
    states = milestones(reader, MilestoneFilter())
    fields = {one.id: one.code for one in board.fields(reader)}
    for one in states:
        if one.verdict.light is not Light.GREEN or one.forecast is None:
            continue
        forecast = one.forecast + timedelta(days=days)
        turned = _light(one, forecast, reader.view.day, thresholds)
        before = _lights(states, one, one.verdict.light, thresholds)
        after = _lights(states, one, turned, thresholds)
        if after.milestone is Light.RED and before.problem != after.problem and before.field != after.field:
            yield Turning(
                milestone=one,
                field_code=fields[one.field_id],
                forecast=forecast,
                before=before,
                after=after,
            )


def lights_now(reader: Reader, turning: Turning) -> Lights:
    """The three lights as the database has them."""
    states = milestones(reader, MilestoneFilter())
    one = next(one for one in states if one.code == turning.milestone.code)
    return _lights(states, one, one.verdict.light, reader.thresholds())


def _light(one: MilestoneState, forecast: date, day: date, thresholds: Thresholds) -> Light:
    facts = Facts(
        start=one.start,
        baseline=one.baseline,
        forecast=forecast,
        done_on=one.done_on,
        progress=one.progress,
        reported_on=day,
    )
    return light_of(facts, day, thresholds).light


def _lights(
    states: tuple[MilestoneState, ...], changed: MilestoneState, light: Light, thresholds: Thresholds
) -> Lights:
    """The lights when `changed` has `light` and all others are as they are."""
    problems: dict[int, list[Light]] = {}
    for one in states:
        if one.field_id == changed.field_id:
            known = light if one.id == changed.id else one.verdict.light
            problems.setdefault(one.problem_id, []).append(known)
    rolled = {problem: roll_up(count(lights), thresholds) for problem, lights in problems.items()}
    return Lights(
        milestone=light,
        problem=rolled[changed.problem_id],
        field=roll_up(count(rolled.values()), thresholds),
    )
