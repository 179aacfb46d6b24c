"""The list of milestones: filters from the URL, a page of rows, and what is shown as a file."""

from collections.abc import Mapping
from typing import TypeVar

from markupsafe import Markup

from dashboard import reads
from dashboard.components.filters import Filter, Row, row_of
from dashboard.markup import block, kept_for_request
from dashboard.request import Request, UnreadableAddressError, page_number, whole_number
from dashboard.standing import count_milestones
from data_access.model import Kind
from data_access.reads.milestones import MilestoneFilter, Sort
from data_access.traffic_light import Light

T = TypeVar("T", Light, Sort)

ROWS_A_PAGE = 50
DUE_WINDOWS = (-1, 14, 30, 90)  # days from today to the baseline; -1: past it
_REFERENCES = {
    "field": Kind.FIELD,
    "problem": Kind.PROBLEM,
    "team": Kind.TEAM,
    "ministry": Kind.MINISTRY,
}


def wanted(request: Request, parameters: Mapping[str, str]) -> MilestoneFilter:
    """The filter that the URL asks for; raises UnreadableAddressError for what does not exist."""
    found: dict[str, int] = {}
    for name, kind in _REFERENCES.items():
        if parameters.get(name):
            entity = reads.find(request.view, kind, parameters[name])
            if entity is None:
                raise UnreadableAddressError(name, parameters[name])
            found[name] = entity
    return MilestoneFilter(
        field_id=found.get("field"),
        problem_id=found.get("problem"),
        team_id=found.get("team"),
        ministry_id=found.get("ministry"),
        light=_member(Light, "light", parameters),
        due_within=whole_number("due", parameters),
        text=parameters.get("text", "").strip(),
        sort=_member(Sort, "sort", parameters) or Sort.URGENCY,
        limit=ROWS_A_PAGE,
        offset=ROWS_A_PAGE * (page_number(parameters) - 1),
    )


@kept_for_request
def filter_row(request: Request) -> Row:
    """The row of filters."""
    texts, view = request.texts, request.view
    everything = {"": texts.gettext("All")}
    fields = {one.code: texts.spoken(one.name) for one in reads.fields(view)}
    ministries = {one.code: texts.spoken(one.name) for one in reads.ministries(view)}
    teams = {one.code: texts.spoken(one.name) for one in reads.teams(view)}
    lights = {light.value: texts.light(light) for light in Light}
    return row_of(
        "milestones",
        Filter(name="field", label=texts.gettext("Field"), options=everything | fields),
        Filter(name="ministry", label=texts.gettext("Ministry"), options=everything | ministries),
        Filter(name="team", label=texts.gettext("Team"), options=everything | teams),
        Filter(name="light", label=texts.gettext("Light"), options=everything | lights),
        Filter(name="due", label=texts.gettext("Due"), options=everything | _due_words(request)),
        Filter(name="sort", label=texts.gettext("Order"), options=_sort_words(request)),
        Filter(name="text", label=texts.gettext("Words")),
    )


@kept_for_request
def rows_block(request: Request, asked: MilestoneFilter, parameters: tuple[tuple[str, str], ...]) -> Markup:
    """The rows of a page with their counts, and the ways to the next and the previous page."""
    counts = count_milestones(request.view, asked)
    return block(
        "milestones.html",
        request,
        milestones=reads.list_milestones(request.view, asked),
        counts=counts,
        page=asked.offset // ROWS_A_PAGE + 1,
        pages=-(-counts.total // ROWS_A_PAGE),
        parameters=dict(parameters),
    )


def _due_words(request: Request) -> dict[str, str]:
    texts = request.texts
    words = {
        str(days): texts.ngettext("within {number} day", "within {number} days", days) for days in DUE_WINDOWS
    }
    return {**words, "-1": texts.gettext("term is past")}


def _sort_words(request: Request) -> dict[str, str]:
    texts = request.texts
    return {
        "": texts.gettext("most urgent first"),
        Sort.CODE.value: texts.gettext("by code"),
        Sort.TERM.value: texts.gettext("by first term"),
        Sort.FORECAST.value: texts.gettext("by forecast"),
    }


def _member(kind: type[T], name: str, parameters: Mapping[str, str]) -> T | None:
    text = parameters.get(name)
    if not text:
        return None
    try:
        return kind(text)
    except ValueError as error:
        raise UnreadableAddressError(name, text) from error
