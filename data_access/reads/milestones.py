"""Milestones at a view: filtered, sorted and cut in the database."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from data_access.model import Ministry, Team
from data_access.reads.board import GOOD_WORDS
from data_access.reads.snapshot import Reader, true_at
from data_access.roll_up import Counts
from data_access.traffic_light import URGENCY, Light, Reason, Verdict
from data_access.words import Words


class Sort(enum.StrEnum):
    """Orders of a list of milestones."""

    URGENCY = "urgency"
    CODE = "code"
    TERM = "term"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFilter:
    """Which milestones are asked for; None or empty: no restriction.

    `due_within` is days from the view's day to the baseline, of milestones not done; negative: past it.
    `text` is looked for in code, titles and owner, without regard to case.
    """

    entity_id: int | None = None
    field_id: int | None = None
    problem_id: int | None = None
    team_id: int | None = None
    ministry_id: int | None = None
    light: Light | None = None
    due_within: int | None = None
    text: str = ""
    is_open: bool = False
    sort: Sort = Sort.URGENCY
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneState:
    """A milestone as it stands at a view; `progress` in hundredths of a percent."""

    id: int
    code: str
    name: Words
    problem_id: int
    problem_code: str
    field_id: int
    team_id: int | None
    team: Words
    ministry: Words
    owner: str
    start: date | None
    term: date
    baseline: date
    resets: int
    reported_on: date | None
    forecast: date | None
    done_on: date | None
    progress: int | None
    declared: Light | None
    note: str
    verdict: Verdict

    @property
    def is_too_rosy(self) -> bool:
        """The ministry says green (or done) where the rule says red."""
        return self.verdict.light is Light.RED and self.declared in GOOD_WORDS


def milestones(reader: Reader, wanted: MilestoneFilter) -> tuple[MilestoneState, ...]:
    """The milestones that a filter asks for, in its order."""
    state = reader.milestone_states()
    statement = _with_names(state, reader).where(*_conditions(state, wanted, reader.view.day))
    statement = statement.order_by(*_order(state, wanted.sort))
    if wanted.limit is not None:
        statement = statement.limit(wanted.limit).offset(wanted.offset)
    return tuple(_state(row) for row in reader.connection.execute(statement))


def counts(reader: Reader, wanted: MilestoneFilter) -> Counts:
    """How many milestones a filter finds, by light; its limit and offset do not matter."""
    state = reader.milestone_states()
    statement = (
        select(state.c.light, func.count().label("count"))
        .where(*_conditions(state, wanted, reader.view.day))
        .group_by(state.c.light)
    )
    found = {row.light: row._mapping["count"] for row in reader.connection.execute(statement)}
    return Counts(**found)


def leading_milestones(reader: Reader, problem_ids: tuple[int, ...]) -> dict[int, MilestoneState]:
    """The most urgent milestone of each problem: the one whose reason speaks for the problem's light."""
    state = reader.milestone_states()
    place = (
        func.row_number()
        .over(partition_by=state.c.problem_id, order_by=_order(state, Sort.URGENCY))
        .label("place")
    )
    ranked = select(state.c.entity_id, place).where(state.c.problem_id.in_(problem_ids)).subquery("ranked")
    statement = _with_names(state, reader).join(
        ranked, and_(ranked.c.entity_id == state.c.entity_id, ranked.c.place == 1)
    )
    return {row.problem_id: _state(row) for row in reader.connection.execute(statement)}


def _with_names(state: Subquery, reader: Reader) -> Select[Any]:
    view = reader.view
    return (
        select(
            state,
            *(
                func.coalesce(getattr(Team, f"name_{tag}"), "").label(f"team_{tag}")
                for tag in ("kk", "ru", "en")
            ),
            *(
                func.coalesce(getattr(Ministry, f"name_{tag}"), "").label(f"ministry_{tag}")
                for tag in ("kk", "ru", "en")
            ),
        )
        .outerjoin(Team, and_(Team.entity_id == state.c.team_id, true_at(Team, view)))
        .outerjoin(Ministry, and_(Ministry.entity_id == state.c.ministry_id, true_at(Ministry, view)))
    )


def _conditions(state: Subquery, wanted: MilestoneFilter, day: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("entity_id", "field_id", "problem_id", "team_id", "ministry_id", "light"):
        value = getattr(wanted, name)
        if value is not None:
            found.append(state.c[name] == value)
    if wanted.is_open or wanted.due_within is not None:
        found.append(state.c.light != Light.DONE.value)
    if wanted.due_within is not None:
        if wanted.due_within < 0:
            found.append(state.c.baseline < day)
        else:
            found.append(state.c.baseline.between(day, day + timedelta(days=wanted.due_within)))
    if wanted.text:
        sought = (state.c.code, state.c.name_kk, state.c.name_ru, state.c.name_en, state.c.owner)
        # SQLite's lower() knows ASCII alone, so Cyrillic is matched as typed, in lower case and capitalised.
        forms = {wanted.text, wanted.text.lower(), wanted.text.capitalize(), wanted.text.upper()}
        found.append(
            or_(*(column.contains(form, autoescape=True) for column in sought for form in sorted(forms)))
        )
    return found


def _order(state: Subquery, sort: Sort) -> list[ColumnElement[Any]]:
    urgency = case(URGENCY, value=state.c.light)
    first: dict[Sort, list[ColumnElement[Any]]] = {
        Sort.URGENCY: [urgency, func.coalesce(state.c.days, 0).desc()],
        Sort.CODE: [],
        Sort.TERM: [state.c.baseline],
        Sort.FORECAST: [func.coalesce(state.c.done_on, state.c.forecast, state.c.term)],
    }
    return [*first[sort], state.c.code]


def _state(row: Any) -> MilestoneState:
    return MilestoneState(
        id=row.entity_id,
        code=row.code,
        name=Words(row.name_kk, row.name_ru, row.name_en),
        problem_id=row.problem_id,
        problem_code=row.problem_code,
        field_id=row.field_id,
        team_id=row.team_id,
        team=Words(row.team_kk, row.team_ru, row.team_en),
        ministry=Words(row.ministry_kk, row.ministry_ru, row.ministry_en),
        owner=row.owner,
        start=row.start,
        term=row.term,
        baseline=row.baseline,
        resets=row.resets,
        reported_on=row.reported_on,
        forecast=row.forecast,
        done_on=row.done_on,
        progress=row.progress,
        declared=Light(row.declared) if row.declared else None,
        note=row.note or "",
        verdict=Verdict(Light(row.light), Reason(row.reason), row.days, row.percent, row.percent_due),
    )
