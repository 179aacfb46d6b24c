"""What a field, a problem or a team looks like: its light and reason, its past, its milestones."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dashboard import reads, session_reads
from dashboard.assistance_words import help_words, met_words
from dashboard.charts.timeline import timeline
from dashboard.charts.trend import trend
from dashboard.markup import block, kept_for_request
from dashboard.request import Request
from dashboard.standing import Group, count_milestones, problems_of, standing
from data_access.reads.milestones import MilestoneState
from data_access.traffic_light import Light


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
        attended=_attended_words(request, group),
        past=[(one, then) for one, then in past if then.members.total],
    )


def _attended_words(request: Request, group: Group) -> str:
    """When the teams of a field or problem were last met, and what help they wait for; empty for a team."""
    if group.kind == "team":
        return ""
    known = request.known
    met = met_words(request.texts, session_reads.last_met(known).get(group.id), known.day)
    waiting = help_words(request.texts, session_reads.open_help(known).get(group.id), known.day)
    return f"{met} · {waiting}" if waiting else met


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
    total = count_milestones(request.view, group.milestone_filter).total
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
