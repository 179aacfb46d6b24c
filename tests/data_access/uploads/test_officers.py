"""Twenty officers at the same moment, each with a connection of their own: twenty results that add up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Barrier

from sqlalchemy import func, select

from data_access.database import Database
from data_access.model import Change, ChangeKind, Edition, Milestone, Upload
from data_access.uploads.bring import Prepared, StateMovedError, apply
from data_access.uploads.choices import Choices, Side
from tests.data_access.uploads.bringing import (
    AS_AT,
    RECORDED_AT,
    newest_view,
    with_first_edition,
)
from tests.data_access.uploads.edited_sides import conflicts, plan, reported, rows, seen, sent

OFFICERS = range(20)
PATIENCE_SECONDS = 60
TERM, LATER = date(2026, 6, 1), date(2026, 9, 1)
CONTESTED = "CON-01-M01"
HEADERS = ("Code", "Title (en)", "Problem", "Term", "Owner", "Percent")


@dataclass(frozen=True)
class Result:
    """What came of one officer: the version, and the owner that another one had written meanwhile."""

    version: int | None
    lost_to: str | None


def edition(officer: int) -> bytes:
    """Re-sets the officer's own milestone, adds another, and changes the owner of one that all contest."""
    return rows(
        (f"OWN-{officer}", f"Own {officer}", "CON-01", LATER, "", officer),
        (f"NEW-{officer}", f"New {officer}", "CON-01", TERM, "", None),
        (CONTESTED, "Survey", "CON-01", TERM, f"officer {officer}", 35),
        headers=HEADERS,
    )


def bring_own(database: Database, officer: int, base: int, start: Barrier) -> Result:
    """Send the officer's edition at the same moment as all others; in a conflict leave what is there."""
    actor, choices = f"officer {officer}", Choices(base=base)
    found = seen(database, edition(officer), actor=actor, choices=choices)
    assert conflicts(found) == {}
    lost_to: str | None = None
    start.wait(PATIENCE_SECONDS)
    while True:
        try:
            version = apply(database, found, actor=actor, recorded_at=RECORDED_AT).version
        except StateMovedError as moved:
            lost_to = owner_in(moved.prepared)
            yielding = Choices(base=base, decides_all=Side.CURRENT)
            found = seen(database, edition(officer), actor=actor, choices=yielding)
        else:
            return Result(version, lost_to)


def owner_in(found: Prepared) -> str:
    """What another officer made of the contested owner."""
    [(base, theirs, current)] = conflicts(found).values()
    assert (base, theirs) != (current, current)
    return str(current)


def test_twenty_results_add_up(database: Database, open_again: Callable[[Database], Database]) -> None:
    with_first_edition(database)
    own = [(f"OWN-{one}", f"Own {one}", "CON-01", TERM, "", None) for one in OFFICERS]
    sent(database, rows(*own, headers=HEADERS))
    base = newest_view(database).version
    start = Barrier(len(OFFICERS))
    with ThreadPoolExecutor(len(OFFICERS)) as officers:
        running = [
            officers.submit(bring_own, open_again(database), officer, base, start) for officer in OFFICERS
        ]
        results = [one.result() for one in running]

    assert sorted(one.version or 0 for one in results) == [base + 1 + one for one in OFFICERS]
    for officer in OFFICERS:
        mine = plan(database, f"OWN-{officer}")
        assert (mine.term, mine.baseline, mine.resets) == (LATER, TERM, 1)
        assert reported(database, f"OWN-{officer}", "progress") == [(AS_AT, officer * 100)]
        assert plan(database, f"NEW-{officer}").name_en == f"New {officer}"
    [winner] = [officer for officer in OFFICERS if results[officer].lost_to is None]
    assert results[winner].version == base + 1
    assert plan(database, CONTESTED).owner == f"officer {winner}"
    assert {one.lost_to for one in results} == {None, f"officer {winner}"}
    with database.reading() as connection:
        current = select(func.count()).select_from(Milestone).where(Milestone.to_change.is_(None))
        assert connection.scalar(current) == 3 + 2 * len(OFFICERS)
        uploads = select(func.count()).select_from(Change).where(Change.kind == ChangeKind.UPLOAD)
        assert connection.scalar(uploads) == base - 1 + len(OFFICERS)
        for kept in (Upload, Edition):
            assert connection.scalar(select(func.count()).select_from(kept)) == base - 1 + len(OFFICERS)
