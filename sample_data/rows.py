"""The rows of each edition: the plan of milestones, or how they stand."""

from collections.abc import Iterable
from dataclasses import replace

from data_access.model import Kind
from data_access.traffic_light import Light
from data_access.words import LANGUAGES
from sample_data.course import Standing
from sample_data.editions import Content, Edition
from sample_data.notes import note_on, occasion_of
from sample_data.plan import SENDERS, UPDATE_DAYS
from sample_data.programme import PlannedMilestone, planned
from sample_data.register import Row, SheetRows, names_of, register

_NAMES = tuple(f"name_{language}" for language in LANGUAGES)
_PLAN = ("field_id", "problem_id", "team_id", "ministry_id", "owner", "start", "term")
_FIGURES = ("forecast", "done_on", "progress", "declared", "note")
_SPOILED_PROBLEM = "LOG-02"  # the one that a mistake marks as done

Said = tuple[PlannedMilestone, Standing]


def sheets_of(edition: Edition) -> list[SheetRows]:
    """The sheets of an edition."""
    here = [one for one in planned() if one.is_there(edition.month)]
    if edition.content is Content.FIRST:
        return [*register(), _first(here)]
    if edition.content is Content.ADDED:
        return [_plan([one for one in here if not one.is_there(edition.month - 1)])]
    if edition.content is Content.REMOVED:
        return [_list([one for one in here if one.field == edition.field])]
    said = _said([one for one in here if one.ministry == edition.sender], edition.month)
    return [_update(_mistaken(said, edition), edition)]


def _said(milestones: Iterable[PlannedMilestone], month: int) -> list[Said]:
    """What a ministry says of its milestones in a month; in one that it missed, as in the one before."""
    said = [(one, one.standings[month]) for one in milestones]
    told = [(one, standing) for one, standing in said if standing is not None]
    return told or _said(milestones, month - 1)


def _mistaken(said: list[Said], edition: Edition) -> list[Said]:
    """The same with the edition's mistake, if it has one."""
    if edition.content is Content.NO_PERCENT:
        return [(one, replace(standing, progress=0)) for one, standing in said]
    if edition.content is Content.ALL_DONE:
        return [(one, _as_done(one, standing, edition.as_at)) for one, standing in said]
    if edition.content is Content.FORECASTS_MOVED:
        above = [said[0], *said[:-1]]
        return [
            (one, replace(standing, forecast=other.forecast))
            for (one, standing), (_, other) in zip(said, above, strict=True)
        ]
    return said


def _as_done(milestone: PlannedMilestone, standing: Standing, day: int) -> Standing:
    if milestone.problem != _SPOILED_PROBLEM or standing.done_on is not None:
        return standing
    return replace(standing, done_on=day, progress=100, declared=Light.DONE)


def _first(milestones: list[PlannedMilestone]) -> SheetRows:
    """The plan, and how it stood at the beginning."""
    rows = []
    for one in milestones:
        standing = one.standings[0]
        figures = _figures(one, standing, "kk", UPDATE_DAYS[0]) if standing else {}
        rows.append(_planned_row(one) | figures)
    return SheetRows.of(Kind.MILESTONE, ("code", *_NAMES, *_PLAN, *_FIGURES), rows)


def _plan(milestones: list[PlannedMilestone]) -> SheetRows:
    """The plan, without a word on how it stands."""
    return SheetRows.of(Kind.MILESTONE, ("code", *_NAMES, *_PLAN), [_planned_row(one) for one in milestones])


def _list(milestones: list[PlannedMilestone]) -> SheetRows:
    """Nothing but which milestones there are."""
    attributes = ("code", "name_kk", "name_ru", "problem_id")
    return SheetRows.of(Kind.MILESTONE, attributes, [_planned_row(one) for one in milestones])


def _update(said: list[Said], edition: Edition) -> SheetRows:
    """How a ministry's milestones stand, their names in its language alone."""
    language = SENDERS[edition.sender].language
    rows = [
        _planned_row(one) | {"term": standing.term} | _figures(one, standing, language, edition.as_at)
        for one, standing in said
    ]
    plan = ("code", f"name_{language}", "field_id", "problem_id", "owner", "start", "term")
    return SheetRows.of(Kind.MILESTONE, (*plan, *_FIGURES), rows)


def _planned_row(one: PlannedMilestone) -> Row:
    return {
        "code": one.code,
        **names_of(one.name),
        "field_id": one.field,
        "problem_id": one.problem,
        "team_id": one.team,
        "ministry_id": one.ministry,
        "owner": one.owner,
        "start": one.start,
        "term": one.baseline,
    }


def _figures(one: PlannedMilestone, standing: Standing, language: str, day: int) -> Row:
    occasion = occasion_of(standing, day=day, baseline=one.baseline)
    return {
        "forecast": standing.forecast,
        "done_on": standing.done_on,
        "progress": standing.progress,
        "declared": standing.declared.value if standing.declared else None,
        "note": note_on(one.code, occasion, language),
    }
