"""What tests need to exist: rows with sensible defaults, and a small programme to hang them on.

A row function gives one row for `ChangeWriter.add` or `put_reports`, with every column that the table asks
for; keywords replace any of them. Codes are made up, and unique, where a test does not name them.

    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [milestone] = change.add(Kind.MILESTONE, [milestone_row(ground.problem, baseline=date(2024, 6, 30))])
        put_reports(change, [report_row(milestone, date(2024, 3, 1), progress=5000)])
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from data_access.change import ChangeWriter, recording
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.traffic_light import Thresholds

RECORDED_AT = datetime(2024, 1, 15, 6, 0, tzinfo=UTC)
START = date(2024, 1, 1)
BASELINE = date(2024, 12, 31)

Row = dict[str, Any]

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The entity ids of a programme with one ministry, field, team and problem; `version` laid them."""

    programme: int
    ministry: int
    field: int
    team: int
    problem: int
    version: int


@contextmanager
def change_of(database: Database, programme_id: int | None, **overrides: Any) -> Iterator[ChangeWriter]:
    """`recording` with somebody, some day and an edit where the test names nothing else."""
    settings: Row = {
        "kind": ChangeKind.EDIT,
        "actor": "coordinator@example.kz",
        "recorded_at": RECORDED_AT,
        **overrides,
    }
    with recording(database, programme_id=programme_id, **settings) as change:
        yield change


def lay_ground(
    database: Database,
    *,
    thresholds: Thresholds | None = None,
    recorded_at: datetime = RECORDED_AT,
    **overrides: Any,
) -> Ground:
    """Record a programme with one ministry, field, team and problem; `overrides` are the programme's."""
    with change_of(database, None, kind=ChangeKind.SETUP, recorded_at=recorded_at) as change:
        [programme] = change.add(Kind.PROGRAMME, [programme_row(thresholds, **overrides)])
        [ministry] = change.add(Kind.MINISTRY, [ministry_row()])
        [field] = change.add(Kind.FIELD, [field_row(ministry_id=ministry)])
        [team] = change.add(Kind.TEAM, [team_row(field)])
        [problem] = change.add(Kind.PROBLEM, [problem_row(field, team_id=team)])
        return Ground(
            programme=programme,
            ministry=ministry,
            field=field,
            team=team,
            problem=problem,
            version=change.version,
        )


def programme_row(thresholds: Thresholds | None = None, **overrides: Any) -> Row:
    """A programme in Almaty's time zone, in Kazakh, that is no sample."""
    return {
        **_named("PROGRAMME"),
        "time_zone": "Asia/Almaty",
        "language": "kk",
        "is_sample": False,
        **asdict(thresholds or Thresholds()),
        **overrides,
    }


def ministry_row(**overrides: Any) -> Row:
    """A ministry."""
    return {**_named("MINISTRY"), **overrides}


def field_row(**overrides: Any) -> Row:
    """A field without a lead ministry."""
    return {**_named("FIELD"), "ministry_id": None, "position": 0, **overrides}


def team_row(field_id: int, **overrides: Any) -> Row:
    """A team of a field."""
    return {**_named("TEAM"), "field_id": field_id, **overrides}


def person_row(**overrides: Any) -> Row:
    """A person."""
    return {**_named("PERSON"), **overrides}


def membership_row(person_id: int, team_id: int, **overrides: Any) -> Row:
    """A change manager's place in a team."""
    return {
        "code": _code("MEMBERSHIP"),
        "person_id": person_id,
        "team_id": team_id,
        "role": "change_manager",
        **_no_source(),
        **overrides,
    }


def problem_row(field_id: int, **overrides: Any) -> Row:
    """A problem of a field, without a lead team."""
    return {**_named("PROBLEM"), "field_id": field_id, "team_id": None, **overrides}


def milestone_row(problem_id: int, **overrides: Any) -> Row:
    """A milestone over the year 2024; its term is its baseline, where the test names only one of them."""
    baseline = overrides.get("baseline", overrides.get("term", BASELINE))
    return {
        **_named("MILESTONE"),
        "problem_id": problem_id,
        "team_id": None,
        "ministry_id": None,
        "owner": "",
        "start": START,
        "term": baseline,
        "baseline": baseline,
        "resets": 0,
        **overrides,
    }


def report_row(milestone_id: int, as_at: date, **overrides: Any) -> Row:
    """A report that says nothing but that it was made."""
    return {
        "milestone_id": milestone_id,
        "as_at": as_at,
        "forecast": None,
        "done_on": None,
        "progress": None,
        "declared": None,
        "note": "",
        **_no_source(),
        **overrides,
    }


def _named(kind: str) -> Row:
    code = _code(kind)
    return {
        "code": code,
        "name_kk": f"{code} kk",
        "name_ru": f"{code} ru",
        "name_en": f"{code} en",
        **_no_source(),
    }


def _code(kind: str) -> str:
    return f"{kind}-{next(_numbers)}"


def _no_source() -> Row:
    return {"source_sheet": None, "source_row": None}
