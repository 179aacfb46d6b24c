"""One file of the corpus: what it is, and what must come out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Bounds

Row = Sequence[Any]
Things = tuple[Mapping[str, Any], ...]

HEADERS = ("Код", "Наименование", "Проблема", "Срок", "Процент", "Статус")
FIRST: Row = ("M1", "Школа", "CON-01", date(2026, 6, 1), 0.35, "зелёный")
SECOND: Row = ("M2", "Дорога", "CON-01", date(2026, 9, 30), 1, "исполнено")
TWO = (FIRST, SECOND)
THINGS: Things = (
    {
        "code": "M1",
        "name_ru": "Школа",
        "problem_id": "CON-01",
        "term": date(2026, 6, 1),
        "progress": 3500,
        "declared": "green",
    },
    {
        "code": "M2",
        "name_ru": "Дорога",
        "problem_id": "CON-01",
        "term": date(2026, 9, 30),
        "progress": 10000,
        "declared": "done",
    },
)
"""What `TWO` under `HEADERS` are."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A file and what must come out of it.

    `things`: the attributes that are looked at, row by row; a faulty value is left out. `rows`: the rows
    in which they stand. `faults`: "E5 not_a_date", all that there are. `remarks`: "section 5 9". Or the file
    is `unreadable` for this reason. `name`: of the file, which says its format.
    """

    name: str
    trait: str
    content: bytes
    things: Things = THINGS
    rows: tuple[int, ...] | None = None
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    unreadable: str | None = None
    day_first: bool | None = None
    bounds: Bounds = DEFAULT_BOUNDS


def changed(*changes: tuple[int, str, Any]) -> Things:
    """`THINGS` with some attributes of some of them replaced."""
    things = [dict(thing) for thing in THINGS]
    for number, attribute, value in changes:
        things[number][attribute] = value
    return tuple(things)


def terms(*days: date | None) -> Things:
    """Things of which only the terms are looked at."""
    return tuple({"term": day} if day is not None else {} for day in days)
