"""The board: the light of every problem, rolled up from its milestones in the database."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, cast, func, select

from data_access.model import Field, Ministry, Problem, Team
from data_access.reads.snapshot import Reader, in_scope, of_programme, true_at
from data_access.roll_up import Counts
from data_access.traffic_light import LIGHT_OF, Light, Reason
from data_access.traffic_light_sql import roll_up_sql
from data_access.words import Words

# A declared light that is too rosy for a milestone that the rule calls red.
GOOD_WORDS = (Light.GREEN.value, Light.DONE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLight:
    """A problem with its light, the lights of its milestones, and its worst figures (0: none).

    `days_past` is the longest lateness of a milestone that is past its term, `days_slip` the longest
    slip of a forecast of one that is red for it.
    """

    id: int
    code: str
    name: Words
    field_id: int
    team_id: int | None
    light: Light
    counts: Counts
    days_past: int
    days_slip: int
    declared_green_but_red: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldInfo:
    """A policy field with its lead ministry."""

    id: int
    code: str
    name: Words
    position: int
    ministry_id: int | None
    ministry: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MinistryInfo:
    """A ministry."""

    id: int
    code: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamInfo:
    """A team within a field."""

    id: int
    code: str
    name: Words
    field_id: int


def fields(reader: Reader) -> tuple[FieldInfo, ...]:
    """The fields in scope, in the order of their positions."""
    view = reader.view
    ministry = and_(Ministry.entity_id == Field.ministry_id, true_at(Ministry, view))
    statement = (
        select(
            Field.entity_id,
            Field.code,
            Field.name_kk,
            Field.name_ru,
            Field.name_en,
            Field.position,
            Field.ministry_id,
            func.coalesce(Ministry.name_kk, "").label("ministry_kk"),
            func.coalesce(Ministry.name_ru, "").label("ministry_ru"),
            func.coalesce(Ministry.name_en, "").label("ministry_en"),
        )
        .outerjoin(Ministry, ministry)
        .where(of_programme(Field, view), in_scope(Field.entity_id.expression, view))
        .order_by(Field.position, Field.code)
    )
    return tuple(
        FieldInfo(
            id=row.entity_id,
            code=row.code,
            name=Words(row.name_kk, row.name_ru, row.name_en),
            position=row.position,
            ministry_id=row.ministry_id,
            ministry=Words(row.ministry_kk, row.ministry_ru, row.ministry_en),
        )
        for row in reader.connection.execute(statement)
    )


def ministries(reader: Reader) -> tuple[MinistryInfo, ...]:
    """All ministries of the programme, by code."""
    statement = select(Ministry).where(of_programme(Ministry, reader.view)).order_by(Ministry.code)
    return tuple(
        MinistryInfo(id=row.entity_id, code=row.code, name=Words(row.name_kk, row.name_ru, row.name_en))
        for row in reader.connection.execute(statement)
    )


def teams(reader: Reader) -> tuple[TeamInfo, ...]:
    """The teams of the fields in scope, by code."""
    statement = (
        select(Team)
        .where(of_programme(Team, reader.view), in_scope(Team.field_id.expression, reader.view))
        .order_by(Team.code)
    )
    return tuple(
        TeamInfo(
            id=row.entity_id,
            code=row.code,
            name=Words(row.name_kk, row.name_ru, row.name_en),
            field_id=row.field_id,
        )
        for row in reader.connection.execute(statement)
    )


def problem_lights(reader: Reader) -> tuple[ProblemLight, ...]:
    """Every problem in scope with its light, by code; counted and rolled up in the database."""
    view = reader.view
    milestone = _tallies(reader.milestone_states())
    counts = {light: func.coalesce(milestone.c[light.value], 0) for light in Light}
    statement = (
        select(
            Problem.entity_id,
            Problem.code,
            Problem.name_kk,
            Problem.name_ru,
            Problem.name_en,
            Problem.field_id,
            Problem.team_id,
            *(count.label(light.value) for light, count in counts.items()),
            func.coalesce(milestone.c.past, 0).label("past"),
            func.coalesce(milestone.c.slip, 0).label("slip"),
            func.coalesce(milestone.c.too_rosy, 0).label("too_rosy"),
            roll_up_sql(counts, reader.thresholds()).label("light"),
        )
        .outerjoin(milestone, milestone.c.problem_id == Problem.entity_id)
        .where(of_programme(Problem, view), in_scope(Problem.field_id.expression, view))
        .order_by(Problem.code)
    )
    return tuple(
        ProblemLight(
            id=row.entity_id,
            code=row.code,
            name=Words(row.name_kk, row.name_ru, row.name_en),
            field_id=row.field_id,
            team_id=row.team_id,
            light=Light(row.light),
            counts=Counts(red=row.red, amber=row.amber, grey=row.grey, green=row.green, done=row.done),
            days_past=row.past,
            days_slip=row.slip,
            declared_green_but_red=row.too_rosy,
        )
        for row in reader.connection.execute(statement)
    )


def _tallies(state: Subquery) -> Subquery:
    """The milestones of each problem counted by light, with their worst figures.

    Counted by reason first, and a reason means one light: so the rule is worked out once a row, where
    PostgreSQL would work it out anew for each sum over a light.
    """
    by_reason = (
        select(
            state.c.problem_id,
            state.c.reason,
            func.count().label("count"),
            func.max(state.c.days).label("days"),
            func.sum(case((state.c.declared.in_(GOOD_WORDS), 1), else_=0)).label("declared_green"),
        )
        .group_by(state.c.problem_id, state.c.reason)
        .subquery("by_reason")
    )

    def of_reasons(light: Light, figure: ColumnElement[int]) -> ColumnElement[int]:
        reasons = [reason.value for reason, meant in LIGHT_OF.items() if meant is light]
        # A sum of counts is a numeric on PostgreSQL.
        return cast(func.sum(case((by_reason.c.reason.in_(reasons), figure), else_=0)), Integer)

    def worst(reason: Reason) -> ColumnElement[int]:
        return func.max(case((by_reason.c.reason == reason.value, by_reason.c.days), else_=0))

    return (
        select(
            by_reason.c.problem_id,
            *(of_reasons(light, by_reason.c["count"]).label(light.value) for light in Light),
            worst(Reason.PAST_TERM).label("past"),
            worst(Reason.FORECAST_FAR_BEHIND).label("slip"),
            of_reasons(Light.RED, by_reason.c.declared_green).label("too_rosy"),
        )
        .group_by(by_reason.c.problem_id)
        .subquery("tally")
    )
