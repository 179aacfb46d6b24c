"""A programme of any size, written through the same unit of work as everybody's data."""

import random
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from data_access.change import recording
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reports import put_reports
from data_access.traffic_light import Thresholds

FIELDS = 11
MILESTONES_A_PROBLEM = 16
DAYS_BETWEEN_EDITIONS = 30
_NOWHERE: dict[str, Any] = {"source_sheet": None, "source_row": None}


def write_programme(database: Database, *, milestones: int, editions: int, today: date) -> int:
    """Write a programme of `milestones`, reported in `editions` monthly changes; returns its entity id.

    The same seed gives the same data: terms spread over two years around today, one in eight milestones
    slips, one field stops reporting.
    """
    chance = random.Random(2021)
    first_day = today - timedelta(days=DAYS_BETWEEN_EDITIONS * editions)
    programme, ids, terms = _write_plan(database, milestones, chance, first_day, today)
    slips = [chance.expovariate(1 / 30) if chance.random() < 0.125 else 0.0 for _ in ids]
    for edition in range(1, editions + 1):
        as_at = first_day + timedelta(days=DAYS_BETWEEN_EDITIONS * edition)
        with recording(
            database,
            kind=ChangeKind.UPLOAD,
            actor="bench",
            recorded_at=_noon(as_at),
            programme_id=programme,
        ) as change:
            put_reports(
                change,
                [
                    _report(milestone, term, int(slip * edition / editions), as_at)
                    for milestone, term, slip in zip(ids, terms, slips, strict=True)
                    if edition < editions or milestone % FIELDS
                ],
            )
    return programme


def write_news(database: Database, *, programme: int, milestones: Sequence[int], at: datetime) -> int:
    """Report some milestones anew, each with a later forecast, as one change; returns its version."""
    day = at.date()
    with recording(
        database, kind=ChangeKind.UPLOAD, actor="bench", recorded_at=at, programme_id=programme
    ) as change:
        put_reports(change, [_report(one, day, 40, day) for one in milestones])
        return change.version


def _write_plan(
    database: Database, milestones: int, chance: random.Random, first_day: date, today: date
) -> tuple[int, list[int], list[date]]:
    terms = [today + timedelta(days=chance.randrange(-365, 365)) for _ in range(milestones)]
    with recording(
        database, kind=ChangeKind.SETUP, actor="bench", recorded_at=_noon(first_day), programme_id=None
    ) as change:
        [programme] = change.add(Kind.PROGRAMME, [_programme()])
        [ministry] = change.add(Kind.MINISTRY, [{"code": "MIN", "name_en": "Ministry", **_NOWHERE}])
        fields = change.add(
            Kind.FIELD,
            [
                {"code": f"F{n}", "name_en": f"Field {n}", "ministry_id": ministry, "position": n, **_NOWHERE}
                for n in range(FIELDS)
            ],
        )
        problems = change.add(
            Kind.PROBLEM,
            [
                {
                    "code": f"F{n % FIELDS}-{n}",
                    "name_en": f"Problem {n}",
                    "field_id": fields[n % FIELDS],
                    "team_id": None,
                    **_NOWHERE,
                }
                for n in range(-(-milestones // MILESTONES_A_PROBLEM))
            ],
        )
        ids = change.add(
            Kind.MILESTONE,
            [
                {
                    "code": f"M{n}",
                    "name_en": f"Milestone {n}",
                    "problem_id": problems[n // MILESTONES_A_PROBLEM],
                    "team_id": None,
                    "ministry_id": ministry,
                    "start": term - timedelta(days=120),
                    "term": term,
                    "baseline": term,
                    "resets": 0,
                    **_NOWHERE,
                }
                for n, term in enumerate(terms)
            ],
        )
    return programme, ids, terms


def _programme() -> dict[str, Any]:
    return {
        "code": "BENCH",
        "name_en": "Programme",
        "time_zone": "Asia/Almaty",
        "language": "en",
        "is_sample": True,
        **asdict(Thresholds()),
        **_NOWHERE,
    }


def _report(milestone: int, term: date, slip: int, as_at: date) -> dict[str, Any]:
    forecast = term + timedelta(days=slip)
    done = forecast if forecast <= as_at else None
    progress = 10000 if done else max(0, min(9900, 10000 - 83 * (term - as_at).days))
    return {
        "milestone_id": milestone,
        "as_at": as_at,
        "forecast": forecast,
        "done_on": done,
        "progress": progress,
        "declared": "done" if done else "green",
        "note": "",
        **_NOWHERE,
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
