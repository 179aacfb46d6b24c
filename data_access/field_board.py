"""Fields and programme rolled up from problems, and how one board differs from another.

Pure: takes what `data_access.reads.board` has read. Loops over problems, never over milestones.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from data_access.reads.board import FieldInfo, ProblemLight
from data_access.roll_up import Counts, count, roll_up
from data_access.traffic_light import URGENCY, Light, Thresholds

# How good a light is, for "better" and "worse". No data ranks with amber: evidence lost is no improvement
# and evidence regained is no decline by itself.
_GOODNESS = {Light.RED: 0, Light.AMBER: 1, Light.GREY: 1, Light.GREEN: 2, Light.DONE: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLight:
    """A field with its light, the lights of its problems, and of all their milestones."""

    field: FieldInfo
    light: Light
    problems: Counts
    milestones: Counts
    days_past: int
    days_slip: int
    too_rosy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A problem whose light is another than on an earlier board; `before` None: it is new."""

    problem: ProblemLight
    before: Light | None

    @property
    def direction(self) -> int:
        """-1 worse, 1 better, 0 moved sideways (between amber and no data) or new."""
        return direction(self.problem.light, self.before)


def field_lights(
    fields: Sequence[FieldInfo], problems: Sequence[ProblemLight], thresholds: Thresholds
) -> tuple[FieldLight, ...]:
    """Each field's roll-up of its problems, worst first, then in the order of positions."""
    members: dict[int, list[ProblemLight]] = defaultdict(list)
    for problem in problems:
        members[problem.field_id].append(problem)
    found = [_field_light(field, members[field.id], thresholds) for field in fields]
    return tuple(sorted(found, key=lambda one: URGENCY[one.light]))


def _field_light(field: FieldInfo, members: Sequence[ProblemLight], thresholds: Thresholds) -> FieldLight:
    lights = count(problem.light for problem in members)
    return FieldLight(
        field=field,
        light=roll_up(lights, thresholds),
        problems=lights,
        milestones=sum((problem.counts for problem in members), Counts()),
        days_past=max((problem.days_past for problem in members), default=0),
        days_slip=max((problem.days_slip for problem in members), default=0),
        too_rosy=sum(problem.declared_green_but_red for problem in members),
    )


def moves(now: Sequence[ProblemLight], before: Sequence[ProblemLight]) -> tuple[Move, ...]:
    """The problems whose lights differ from an earlier board: worse ones first, most urgent first."""
    earlier = {problem.id: problem.light for problem in before}
    found = [
        Move(problem=problem, before=earlier.get(problem.id))
        for problem in now
        if earlier.get(problem.id) is not problem.light
    ]
    return tuple(sorted(found, key=lambda move: (move.direction, URGENCY[move.problem.light])))


def direction(now: Light, before: Light | None) -> int:
    """-1 worse, 1 better, 0 the same or as urgent, between two lights of the same thing."""
    if before is None:
        return 0
    return (_GOODNESS[now] > _GOODNESS[before]) - (_GOODNESS[now] < _GOODNESS[before])
