"""What a field, a problem or a team looks like: its light and reason, its past, its milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dashboard import reads
from dashboard.charts.timeline import timeline
from dashboard.charts.trend import trend
from dashboard.markup import block, kept_for_request
from dashboard.request import Request
from data_access.reads.board import ProblemLight
from data_access.reads.milestones import MilestoneFilter, MilestoneState
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
    if group.kind == "team":
        milestones = reads.count_milestones(view, group.milestone_filter)
    else:
        milestones = sum((one.counts for one in problems), Counts())
    members = count(one.light for one in problems) if group.kind == "field" else milestones
    return Standing(
        light=roll_up(members, reads.thresholds(view)),
        members=members,
        milestones=milestones,
        days_past=max((one.days_past for one in problems), default=0),
        days_slip=max((one.days_slip for one in problems), default=0),
        too_rosy=sum(one.declared_green_but_red for one in problems),
    )


def milestones_of(request: Request, group: Group) -> Sequence[MilestoneState]:
    """The milestones that a group's screen shows."""
    return reads.list_milestones(request.view, group.milestone_filter)


@kept_for_request
def head_block(request: Request, group: Group) -> Markup:
    """Breadcrumb, name, light, reason, who answers, and the light at the end of each month."""
    view = request.view
    fields = {one.id: one for one in reads.fields(view)}
    problems = {one.id: one for one in reads.problem_lights(view)}
    teams = {one.id: one for one in reads.teams(view)}
    kinds: dict[str, Any] = {"field": fields, "problem": problems, "team": teams}
    thing = kinds[group.kind][group.id]
    field = fields[thing.id if group.kind == "field" else thing.field_id]
    team = teams.get(thing.team_id) if group.kind == "problem" else None
    past = [(one, standing(one, group)) for one in request.months()]
    return block(
        "group_head.html",
        request,
        group=group,
        thing=thing,
        field=field,
        team=team,
        now=standing(view, group),
        past=[(one, then) for one, then in past if then.members.total],
    )


@kept_for_request
def members_block(request: Request, group: Group) -> Markup:
    """The problems of a field or team with their lights, worst first; and the teams of a field."""
    problems = sorted(
        problems_of(request.view, group), key=lambda one: (list(Light).index(one.light), one.code)
    )
    teams = [one for one in reads.teams(request.view) if group.kind == "field" and one.field_id == group.id]
    return block("members.html", request, group=group, problems=problems, teams=teams)


@kept_for_request
def people_block(request: Request, group: Group) -> Markup:
    """Who works in a team, by role."""
    members = reads.team_members(request.view, group.id)
    return block(
        "people.html",
        request,
        roles={
            role: [one for one in members if one.role == role]
            for role in ("leader", "mentor", "change_manager")
        },
    )


@kept_for_request
def late_block(request: Request, group: Group) -> Markup:
    """The group's milestones as a table: light, reason, term and forecast, who answers."""
    shown = milestones_of(request, group)
    total = reads.count_milestones(request.view, group.milestone_filter).total
    return block("milestone_table.html", request, milestones=shown, total=total, group=group)


@kept_for_request
def timeline_chart(request: Request, group: Group) -> dict[str, Any]:
    """The timeline of the group's milestones."""
    return timeline(milestones_of(request, group), request.view.day, request.texts)


@kept_for_request
def trend_chart(request: Request, group: Group) -> dict[str, Any]:
    """How the group's milestones stood at the end of each month."""
    texts = request.texts
    months = [
        (
            texts.gettext("now") if view.day == request.view.day else texts.month(view.day),
            standing(view, group).milestones,
        )
        for view in request.months()
    ]
    return trend(months, texts)
