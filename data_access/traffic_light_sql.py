"""The rule of `data_access.traffic_light` and of `data_access.roll_up`, said to a database.

Kept line by line beside its Python twin; tests/data_access/test_rule_twins.py holds the two equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, and_, case, cast, func, literal, null, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from data_access.traffic_light import Light, Reason, Thresholds


class DaysBetween(FunctionElement[int]):
    """Whole days from the second date to the first: `DaysBetween(later, earlier)`."""

    type = Integer()
    inherit_cache = True


@compiles(DaysBetween)
def _days_between(element: DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = list(element.clauses)
    return f"({compiler.process(later, **options)} - {compiler.process(earlier, **options)})"


@compiles(DaysBetween, "sqlite")
def _days_between_sqlite(element: DaysBetween, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = list(element.clauses)
    first, second = compiler.process(later, **options), compiler.process(earlier, **options)
    return f"CAST(julianday({first}) - julianday({second}) AS INTEGER)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumns:
    """The columns or expressions that hold a milestone's facts (see `traffic_light.Facts`)."""

    start: ColumnElement[Any]
    baseline: ColumnElement[Any]
    forecast: ColumnElement[Any]
    done_on: ColumnElement[Any]
    progress: ColumnElement[Any]
    reported_on: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class VerdictColumns:
    """Expressions for each part of a `traffic_light.Verdict`."""

    light: ColumnElement[str]
    reason: ColumnElement[str]
    days: ColumnElement[int | None]
    percent: ColumnElement[int | None]
    percent_due: ColumnElement[int | None]


def verdict_sql(facts: FactColumns, day: date, limits: Thresholds) -> VerdictColumns:
    """The light of each row on `day`, its reason and figures, as SQL expressions."""
    today: ColumnElement[Any] = literal(day)
    late = DaysBetween(facts.done_on, facts.baseline)
    past = DaysBetween(today, facts.baseline)
    left = DaysBetween(facts.baseline, today)
    slip = func.coalesce(DaysBetween(facts.forecast, facts.baseline), 0)
    age = DaysBetween(today, facts.reported_on)
    progress = func.coalesce(facts.progress, 0)
    # 64 bits: a date of the year 24 instead of 2024 makes ten thousand times its days too many for 32.
    length = cast(DaysBetween(facts.baseline, facts.start), BigInteger)
    elapsed = cast(DaysBetween(today, facts.start), BigInteger)
    has_line = and_(facts.start.is_not(None), facts.start < facts.baseline, facts.start <= today)
    behind = 10000 * elapsed - progress * length > limits.amber_behind_points * 100 * length
    lines: list[tuple[ColumnElement[bool], Light, Reason, Any, Any, Any]] = [
        (
            and_(facts.done_on <= today, late > 0),
            Light.DONE,
            Reason.DONE_LATE,
            late,
            None,
            None,
        ),
        (facts.done_on <= today, Light.DONE, Reason.DONE_ON_TIME, -late, None, None),
        (today > facts.baseline, Light.RED, Reason.PAST_TERM, past, None, None),
        (slip > limits.red_slip_days, Light.RED, Reason.FORECAST_FAR_BEHIND, slip, None, None),
        (facts.reported_on.is_(None), Light.GREY, Reason.NEVER_REPORTED, None, None, None),
        (age > limits.grey_age_days, Light.GREY, Reason.REPORT_TOO_OLD, age, None, None),
        (slip > 0, Light.AMBER, Reason.FORECAST_BEHIND, slip, None, None),
        (
            and_(left <= limits.amber_due_days, progress < limits.amber_due_percent * 100),
            Light.AMBER,
            Reason.DUE_SOON,
            left,
            progress // 100,
            None,
        ),
        (
            and_(has_line, behind),
            Light.AMBER,
            Reason.PROGRESS_BEHIND,
            None,
            progress // 100,
            100 * elapsed // length,
        ),
    ]
    otherwise = (Light.GREEN, Reason.ON_TRACK, left, None, None)
    parts = []
    for place in range(5):
        branches = [(line[0], _value(line[1 + place])) for line in lines]
        parts.append(case(*branches, else_=_value(otherwise[place])))
    return VerdictColumns(*parts)


def _value(part: Any) -> ColumnElement[Any]:
    if part is None:
        return cast(null(), Integer)
    return literal(str(part)) if isinstance(part, Light | Reason) else part


def roll_up_sql(counts: Mapping[Light, ColumnElement[int]], limits: Thresholds) -> ColumnElement[str]:
    """The light of each group from the counts of its members' lights, as an SQL expression."""
    not_done = counts[Light.RED] + counts[Light.AMBER] + counts[Light.GREY] + counts[Light.GREEN]
    return case(
        (not_done + counts[Light.DONE] == 0, literal(Light.GREY.value)),
        (not_done == 0, literal(Light.DONE.value)),
        (counts[Light.RED] * 100 >= limits.red_share_percent * not_done, literal(Light.RED.value)),
        (counts[Light.GREY] * 100 >= limits.grey_share_percent * not_done, literal(Light.GREY.value)),
        (
            or_(
                counts[Light.RED] > 0,
                counts[Light.AMBER] * 100 >= limits.amber_share_percent * not_done,
            ),
            literal(Light.AMBER.value),
        ),
        else_=literal(Light.GREEN.value),
    )
