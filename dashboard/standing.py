"""How a field, a problem or a team stands: its light, what that is rolled up from, its worst figures."""

from dataclasses import dataclass, replace

from dashboard import reads
from data_access.reads.board import ProblemLight
from data_access.reads.milestones import MilestoneFilter, Sort
from data_access.roll_up import Counts, count, roll_up
from data_access.traffic_light import Light
from data_access.view import View

ROWS_OF_GROUP = 14
ROWS_OF_PROBLEM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A field, a problem or a team: `kind`, its entity id and its code."""

    kind: str
    id: int
    code: str

    @property
    def milestone_filter(self) -> MilestoneFilter:
        """The group's milestones, most urgent first, as many as a screen takes."""
        limit = ROWS_OF_PROBLEM if self.kind == "problem" else ROWS_OF_GROUP
        return MilestoneFilter(
            field_id=self.id if self.kind == "field" else None,
            problem_id=self.id if self.kind == "problem" else None,
            team_id=self.id if self.kind == "team" else None,
            limit=limit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a group stands at a view: its light, what that is rolled up from, and its worst figures."""

    light: Light
    members: Counts
    milestones: Counts
    days_past: int
    days_slip: int
    too_rosy: int


def problems_of(view: View, group: Group) -> tuple[ProblemLight, ...]:
    """The problems that belong to a group."""
    attribute = "id" if group.kind == "problem" else f"{group.kind}_id"
    return tuple(one for one in reads.problem_lights(view) if getattr(one, attribute) == group.id)


def standing(view: View, group: Group) -> Standing:
    """Roll a group up: a field from its problems, a problem and a team from their milestones."""
    problems = problems_of(view, group)
    milestones = count_milestones(view, group.milestone_filter)
    members = count(one.light for one in problems) if group.kind == "field" else milestones
    return Standing(
        light=roll_up(members, reads.thresholds(view)),
        members=members,
        milestones=milestones,
        days_past=max((one.days_past for one in problems), default=0),
        days_slip=max((one.days_slip for one in problems), default=0),
        too_rosy=sum(one.declared_green_but_red for one in problems),
    )


def count_milestones(view: View, wanted: MilestoneFilter) -> Counts:
    """How many milestones a filter finds, by light, however they are sorted and cut.

    What the problems' own counts say already is added up from those: they are kept, and the milestones are many.
    """
    whole = replace(wanted, sort=Sort.URGENCY, limit=None, offset=0)
    if replace(whole, field_id=None, problem_id=None, light=None) != MilestoneFilter():
        return reads.count_milestones(view, whole)
    counts = sum(
        (
            one.counts
            for one in reads.problem_lights(view)
            if whole.field_id in (None, one.field_id) and whole.problem_id in (None, one.id)
        ),
        Counts(),
    )
    return counts if whole.light is None else Counts(**{whole.light.value: counts.of(whole.light)})
