"""Reports of milestones: adding, correcting and withdrawing them, and the chain that finds the newest.

Of the reports of a milestone, ordered by day, each row knows the day of the next one and the change that
brought it. So the report that counts for version v and day d is the one row with `as_at <= d`, true at v,
whose next is not (known at v and due by d): found without sorting. A row's "next" is written once, when
the next report arrives; if the order changes later (a back-dated or withdrawn report) the row is ended
and written anew, so that no version ever reads differently afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select, update

from data_access.change import ChangeWriter, chunks
from data_access.model import Report

FIGURES = ("forecast", "done_on", "progress", "declared", "note")
_KEPT = ("milestone_id", "as_at", *FIGURES, "source_sheet", "source_row")

ReportKey = tuple[int, date]


def put_reports(change: ChangeWriter, reports: Sequence[Mapping[str, Any]]) -> None:
    """Record reports, at most one for a milestone and day; one for a known day replaces it.

    Each has milestone_id, as_at, the FIGURES, source_sheet and source_row.
    """
    _rewrite(change, {(report["milestone_id"], report["as_at"]): report for report in reports}, set())


def withdraw_reports(change: ChangeWriter, keys: Iterable[ReportKey]) -> None:
    """End the reports of these milestones and days."""
    _rewrite(change, {}, set(keys))


def _rewrite(change: ChangeWriter, put: Mapping[ReportKey, Mapping[str, Any]], gone: set[ReportKey]) -> None:
    arriving: dict[int, dict[date, Mapping[str, Any]]] = defaultdict(dict)
    for (milestone, day), report in put.items():
        arriving[milestone][day] = report
    withdrawn: dict[int, set[date]] = defaultdict(set)
    for milestone, day in gone:
        withdrawn[milestone].add(day)
    touched = arriving.keys() | withdrawn.keys()
    known = _current(change, touched)
    plan = _Plan(change.version)
    for milestone in touched:
        plan.chain(known.get(milestone, {}), arriving.get(milestone, {}), withdrawn.get(milestone, set()))
    change.end(Report, plan.ended)
    for next_day, rows in plan.linked.items():
        for some in chunks(rows):
            change.connection.execute(
                update(Report)
                .where(Report.id.in_(some))
                .values(next_as_at=next_day, next_change=change.version)
            )
    change.insert(Report, plan.written)


class _Plan:
    """What must be written so that each milestone's reports know their next again."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.ended: list[int] = []
        self.linked: dict[date | None, list[int]] = defaultdict(list)
        self.written: list[dict[str, Any]] = []

    def chain(
        self, known: Mapping[date, Row[Any]], arriving: Mapping[date, Mapping[str, Any]], withdrawn: set[date]
    ) -> None:
        """Add one milestone: its current reports, those that arrive and the days of those that go."""
        days = sorted((known.keys() | arriving.keys()) - withdrawn)
        for day, next_day in zip(days, [*days, None][1:], strict=True):
            if day in arriving:
                self.written.append(self._row(arriving[day], next_day))
                if day in known:
                    self.ended.append(known[day].id)
            elif known[day].next_as_at != next_day:
                self._relink(known[day], next_day)
        self.ended += [known[day].id for day in known.keys() & withdrawn]

    def _relink(self, row: Row[Any], next_day: date | None) -> None:
        if row.next_as_at is None:
            self.linked[next_day].append(row.id)
        else:
            self.ended.append(row.id)
            self.written.append(self._row(row._asdict(), next_day))

    def _row(self, report: Mapping[str, Any], next_day: date | None) -> dict[str, Any]:
        return {
            **{name: report[name] for name in _KEPT},
            "next_as_at": next_day,
            "next_change": None if next_day is None else self.version,
        }


def _current(change: ChangeWriter, milestones: Iterable[int]) -> dict[int, dict[date, Row[Any]]]:
    """The current reports of milestones, by milestone and day."""
    found: dict[int, dict[date, Row[Any]]] = defaultdict(dict)
    columns = [Report.id, Report.next_as_at, *(getattr(Report, name) for name in _KEPT)]
    for some in chunks(milestones):
        statement = select(*columns).where(Report.milestone_id.in_(some), Report.to_change.is_(None))
        for row in change.connection.execute(statement):
            found[row.milestone_id][row.as_at] = row
    return found
