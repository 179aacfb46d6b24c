"""Taking back what a change did to reports: figure by figure, and what later reports took over from it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from data_access.model import Edition, Kind, Milestone, Report, Upload
from data_access.reports import FIGURES
from data_access.take_back_plan import Conflict, Effect, Obstacle, Plan, Restored, TakenBack

_CHUNK = 5000
_BLANK: dict[str, Any] = {**dict.fromkeys(FIGURES), "note": ""}

Figures = dict[str, Any]
ByDay = Mapping[date, Row[Any]]


def reported_since(connection: Connection, version: int, milestones: Collection[int]) -> set[int]:
    """Which of the milestones have reports now that were not there after change `version`, or not so."""
    then = {
        (row.milestone_id, row.as_at): _figures(row)
        for row in _reports(connection, milestones, Report.from_change <= version, _not_ended_by(version))
    }
    return {
        row.milestone_id
        for row in _reports(connection, milestones, Report.to_change.is_(None))
        if then.get((row.milestone_id, row.as_at)) != _figures(row)
    }


def plan_reports(connection: Connection, version: int, plan: Plan) -> None:
    """Add to `plan` what becomes of the reports that change `version` brought, corrected or withdrew.

    Reports of milestones that the change added and that stay (`plan.kept`) stay too.
    """
    touched = set(connection.scalars(select(Report.milestone_id).where(*_begun_by(version)))) | set(
        connection.scalars(
            select(Report.milestone_id).where(Report.to_change == version, Report.from_change < version)
        )
    )
    touched -= plan.kept
    codes = _codes(connection, touched)
    pasts = _Pasts(connection, version, touched)
    for milestone_id in sorted(touched):
        _OneMilestone(pasts, milestone_id, codes.get(milestone_id, ""), plan).plan_all()


class _Pasts:
    """The reports of milestones before a change, by it, and now; and which figures later files told."""

    def __init__(self, connection: Connection, version: int, milestones: Collection[int]) -> None:
        self.version = version
        self.before: defaultdict[int, dict[date, Row[Any]]] = defaultdict(dict)
        self.brought: defaultdict[int, dict[date, Row[Any]]] = defaultdict(dict)
        self.ended: defaultdict[int, dict[date, Row[Any]]] = defaultdict(dict)
        self.now: defaultdict[int, dict[date, Row[Any]]] = defaultdict(dict)
        self.since: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        relevant = or_(Report.to_change.is_(None), Report.to_change >= version)
        for row in _reports(connection, milestones, relevant):
            # A row that began and ended in one change was never to be seen.
            if row.to_change == row.from_change:
                continue
            of_row, day = row.milestone_id, row.as_at
            if row.from_change < version:
                self.before[of_row][day] = row
                if row.to_change == version:
                    self.ended[of_row][day] = row
            elif row.from_change == version:
                self.brought[of_row][day] = row
            else:
                self.since[of_row].append(row)
            if row.to_change is None:
                self.now[of_row][day] = row
        uploads = (
            select(Upload.change_id, Upload.columns, Edition.kept)
            .outerjoin(Edition, Edition.change_id == Upload.change_id)
            .where(Upload.change_id > version)
        )
        self.columns: dict[int, dict[str, Any]] = {}
        self.left: set[tuple[int, str, str, int]] = set()
        for row in connection.execute(uploads):
            self.columns[row.change_id] = row.columns
            for sheet, attributes in (row.kept or {}).items():
                for name, rows in attributes.items():
                    self.left.update((row.change_id, sheet, name, number) for number in rows)

    def took_over(self, row: Row[Any], name: str) -> bool:
        """Whether a later report only carries a figure on: its file had no column for it, or left it so."""
        first = row
        while (earlier := self._earlier(first)) is not None:
            first = earlier
        columns, sheet = self.columns.get(first.from_change), first.source_sheet
        if first.from_change <= self.version or columns is None or sheet is None:
            return False
        is_left = (first.from_change, sheet, name, first.source_row) in self.left
        return is_left or name not in columns.get(sheet, {})

    def _earlier(self, row: Row[Any]) -> Row[Any] | None:
        """The row that this one says again: it was ended for it, or brought back by taking back."""
        same = [
            other
            for other in self.since[row.milestone_id]
            if other.as_at == row.as_at
            and other.to_change is not None
            and other.to_change <= row.from_change
            and (other.to_change == row.from_change or row.source_sheet is None)
            and _figures(other) == _figures(row)
        ]
        return max(same, key=lambda other: other.from_change, default=None)


class _OneMilestone:
    """What becomes of the reports of one milestone."""

    def __init__(self, pasts: _Pasts, milestone_id: int, code: str, plan: Plan) -> None:
        self.pasts = pasts
        self.milestone_id = milestone_id
        self.code = code
        self.plan = plan
        self.before: ByDay = pasts.before[milestone_id]
        self.brought: ByDay = pasts.brought[milestone_id]
        self.ended: ByDay = pasts.ended[milestone_id]
        self.now: ByDay = pasts.now[milestone_id]
        self.becomes: dict[date, Figures] = {}

    def plan_all(self) -> None:
        """Plan each day that the change touched, then the later days that took figures over."""
        for day in sorted(self.brought.keys() | self.ended.keys()):
            after, before = self.brought.get(day), self.ended.get(day)
            if after is None:
                self._return(day)
            else:
                self._undo(day, after, before)
        for day, figures in sorted(self.becomes.items()):
            now = _figures(self.now[day]) if day in self.now else dict(_BLANK)
            self._put(day, figures, _moved(now, figures), Effect.REPORT_CHANGED)

    def _undo(self, day: date, after: Row[Any], before: Row[Any] | None) -> None:
        """Put back the figures that a report moved; withdraw it if it was new and is as it came."""
        now = self.now.get(day)
        if now is None:
            return
        brought, is_now, was = _figures(after), _figures(now), self._figures_before(day)
        moved = [name for name in FIGURES if was[name] != brought[name]]
        restored = {name: was[name] for name in moved if is_now[name] == brought[name]}
        if before is None and is_now == brought:
            self.plan.withdrawn.add((self.milestone_id, day))
            self._tell(day, Effect.REPORT_WITHDRAWN, _moved(brought, was))
        elif restored:
            self.becomes.setdefault(day, dict(is_now)).update(restored)
        for name in moved:
            if is_now[name] not in (brought[name], was[name]):
                self._conflict(day, name, brought[name], is_now[name])
        self._carry_on(day, brought, restored)

    def _carry_on(self, day: date, brought: Figures, restored: Figures) -> None:
        """Put figures back in later reports as well that only took them over."""
        for name, was in restored.items():
            for later in sorted(other for other in self.now if other > day):
                row = self.now[later]
                if getattr(row, name) != brought[name] or not self.pasts.took_over(row, name):
                    break
                self.becomes.setdefault(later, _figures(row))[name] = was

    def _return(self, day: date) -> None:
        """Bring back a report that the change withdrew."""
        was = _figures(self.ended[day])
        if day in self.now:
            for moved in _moved(_figures(self.now[day]), was):
                self._conflict(day, moved.attribute, None, moved.old)
            return
        self._put(day, was, _moved(_BLANK, was), Effect.REPORT_RETURNED)

    def _figures_before(self, day: date) -> Figures:
        """The figures that counted for a day before the change."""
        days = [other for other in self.before if other <= day]
        return _figures(self.before[max(days)]) if days else dict(_BLANK)

    def _put(self, day: date, figures: Figures, moved: tuple[Restored, ...], effect: Effect) -> None:
        self.plan.put[self.milestone_id, day] = {
            "milestone_id": self.milestone_id,
            "as_at": day,
            **figures,
            "source_sheet": None,
            "source_row": None,
        }
        self._tell(day, effect, moved)

    def _tell(self, day: date, effect: Effect, values: tuple[Restored, ...]) -> None:
        if self.milestone_id in self.plan.ended.get(Kind.MILESTONE, ()):
            return
        told = TakenBack(kind=Kind.MILESTONE, code=self.code, effect=effect, as_at=day, values=values)
        self.plan.effects.append(told)

    def _conflict(self, day: date, name: str, brought: Any, now: Any) -> None:
        self.plan.conflicts.append(
            Conflict(
                kind=Kind.MILESTONE,
                code=self.code,
                obstacle=Obstacle.CHANGED_SINCE,
                as_at=day,
                attribute=name,
                brought=brought,
                now=now,
            )
        )


def _begun_by(version: int) -> tuple[ColumnElement[bool], ...]:
    return Report.from_change == version, _not_ended_by(version)


def _not_ended_by(version: int) -> ColumnElement[bool]:
    return or_(Report.to_change.is_(None), Report.to_change > version)


def _reports(
    connection: Connection, milestones: Collection[int], *conditions: ColumnElement[bool]
) -> Iterator[Row[Any]]:
    columns = Report.__table__.columns
    ordered = sorted(milestones)
    for place in range(0, len(ordered), _CHUNK):
        chunk = ordered[place : place + _CHUNK]
        yield from connection.execute(select(*columns).where(Report.milestone_id.in_(chunk), *conditions))


def _codes(connection: Connection, milestones: Collection[int]) -> dict[int, str]:
    """The newest code of each milestone."""
    ordered = sorted(milestones)
    codes: dict[int, str] = {}
    for place in range(0, len(ordered), _CHUNK):
        statement = (
            select(Milestone.entity_id, Milestone.code)
            .where(Milestone.entity_id.in_(ordered[place : place + _CHUNK]))
            .order_by(Milestone.from_change)
        )
        codes |= {row.entity_id: row.code for row in connection.execute(statement)}
    return codes


def _figures(row: Row[Any]) -> Figures:
    return {name: getattr(row, name) for name in FIGURES}


def _moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Restored, ...]:
    return tuple(
        Restored(attribute=name, old=old[name], new=new[name]) for name in FIGURES if old[name] != new[name]
    )
