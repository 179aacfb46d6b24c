"""A milestone: its light and why, each value with the cell that it came from, and its history."""

from typing import Any

from markupsafe import Markup

from dashboard import history_reads, reads
from dashboard.components.change_words import value_words
from dashboard.markup import block, kept_for_request
from dashboard.request import Request
from data_access.model import Kind
from data_access.reads.history import Event
from data_access.reads.milestones import MilestoneFilter, MilestoneState
from data_access.reads.origins import Origin
from data_access.uploads.columns import SHEETS, CellType

_SHEET = SHEETS[Kind.MILESTONE]
_SHOWN = ("term", "start", "forecast", "done_on", "progress", "declared", "owner", "ministry_id", "note")


@kept_for_request
def milestone_block(request: Request, milestone_id: int) -> Markup:
    """The whole screen of a milestone."""
    view = request.view
    (state,) = reads.list_milestones(view, MilestoneFilter(entity_id=milestone_id))
    origins = history_reads.origins(view, milestone_id)
    fields = {one.id: one for one in reads.fields(view)}
    problems = {one.id: one for one in reads.problem_lights(view)}
    return block(
        "milestone.html",
        request,
        one=state,
        field=fields[state.field_id],
        problem=problems[state.problem_id],
        team=next((team for team in reads.teams(view) if team.id == state.team_id), None),
        values=[_value(request, state, name, origins.get(name)) for name in _SHOWN],
        baseline_origin=origins.get("baseline"),
        history=history_reads.milestone_history(view, milestone_id),
        Event=Event,
        attribute=lambda name: _label(request, name),
        value=lambda name, value: value_words(request.texts, _type(name), value),
    )


def _value(request: Request, state: MilestoneState, name: str, origin: Origin | None) -> tuple[Any, ...]:
    """A row of the table of values: what it is called, the value in words, where it came from."""
    texts = request.texts
    value = texts.spoken(state.ministry) if name == "ministry_id" else getattr(state, name)
    return _label(request, name), value_words(texts, _type(name), value), origin


def _label(request: Request, name: str) -> str:
    if name == "baseline":
        return request.texts.gettext("First term")
    return request.texts.spoken(_SHEET.column(name).header)


def _type(name: str) -> CellType:
    return CellType.DATE if name == "baseline" else _SHEET.column(name).type
