"""Who has brought figures in a session's update window, and who has not (docs/decisions/0010-update-window.md).

A milestone is expected unless it was done when the window opened. It counts as in time when a report of it
was brought within the window, as late when one was brought only after it, until the end of the session's
day. What counts is when a report was recorded here, not the day that it speaks of, and that a report came,
not whether it stayed: a later correction does not make the first report late. Uploads that were taken back
brought nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Subquery, and_, case, cast, func, select
from sqlalchemy.types import Integer

from data_access.model import Change, Field, Report
from data_access.reads.point import ProgrammeInfo, version_by
from data_access.reads.snapshot import Reader, true_at
from data_access.reads.takings_back import taken_back
from data_access.sessions.schedule import SessionInfo
from data_access.traffic_light import Light

K = TypeVar("K")

WHOLE = 10000  # a share of all, in hundredths of a percent


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWindow:
    """The first and the last day of a session's update window, and the session's own day."""

    opens: date
    closes: date
    held_on: date


def window_of(session: SessionInfo) -> UpdateWindow:
    """The update window of a session."""
    return UpdateWindow(opens=session.updates_from, closes=session.updates_until, held_on=session.held_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many milestones were expected, and how many had a report in time, or only late.

    `newest` is the day that the newest report of them speaks of; None: there is none.
    """

    expected: int = 0
    in_time: int = 0
    late: int = 0
    newest: date | None = None

    @property
    def missing(self) -> int:
        """The milestones without any report since the window opened."""
        return self.expected - self.in_time - self.late

    @property
    def share(self) -> int | None:
        """The share that was in time, in hundredths of a percent, rounded down; None: nothing was expected."""
        return self.in_time * WHOLE // self.expected if self.expected else None

    def __add__(self, other: "Tally") -> "Tally":
        days = [day for day in (self.newest, other.newest) if day is not None]
        return Tally(
            expected=self.expected + other.expected,
            in_time=self.in_time + other.in_time,
            late=self.late + other.late,
            newest=max(days, default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The tally of a ministry within a field; without a ministry nobody answers for the milestones."""

    ministry_id: int | None
    field_id: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A ministry in the league: its share in time at each session (None: nothing was expected), and their mean."""

    ministry_id: int
    shares: tuple[int | None, ...]
    mean: int


def readiness(reader: Reader, programme: ProgrammeInfo, window: UpdateWindow) -> tuple[Part, ...]:
    """The tallies of each ministry and field in scope, as known at the view."""
    state = reader.milestone_states()
    brought = _brought(reader, programme, window)
    was_done = _done_before(reader, programme, window)
    in_time = case((brought.c.in_time == 1, 1), else_=0)
    late = case((brought.c.in_time == 0, 1), else_=0)
    ministry = func.coalesce(state.c.ministry_id, Field.ministry_id)
    statement = (
        select(
            ministry.label("ministry_id"),
            state.c.field_id,
            func.count().label("expected"),
            # A sum of counts is a numeric on PostgreSQL.
            cast(func.sum(in_time), Integer).label("in_time"),
            cast(func.sum(late), Integer).label("late"),
            func.max(state.c.reported_on).label("newest"),
        )
        .join(Field, and_(Field.entity_id == state.c.field_id, true_at(Field, reader.view)))
        .outerjoin(brought, brought.c.milestone_id == state.c.entity_id)
        .group_by(ministry, state.c.field_id)
        .order_by(ministry, state.c.field_id)
    )
    if was_done is not None:
        statement = statement.outerjoin(was_done, was_done.c.entity_id == state.c.entity_id).where(
            was_done.c.entity_id.is_(None)
        )
    return tuple(
        Part(
            ministry_id=row.ministry_id,
            field_id=row.field_id,
            tally=Tally(expected=row.expected, in_time=row.in_time, late=row.late, newest=row.newest),
        )
        for row in reader.connection.execute(statement)
    )


def by_ministry(parts: Iterable[Part]) -> dict[int | None, Tally]:
    """The tallies of ministries."""
    return _summed(parts, lambda part: part.ministry_id)


def by_field(parts: Iterable[Part]) -> dict[int, Tally]:
    """The tallies of fields."""
    return _summed(parts, lambda part: part.field_id)


def league(sessions: Sequence[Iterable[Part]]) -> tuple[Place, ...]:
    """The ministries by the mean of their shares in time over some sessions, the most punctual first.

    A session at which nothing was expected of a ministry does not count for it.
    """
    tallies = [by_ministry(parts) for parts in sessions]
    found = []
    for ministry in {one for tally in tallies for one in tally if one is not None}:
        shares = tuple(tally.get(ministry, Tally()).share for tally in tallies)
        counted = [share for share in shares if share is not None]
        if counted:
            found.append(Place(ministry_id=ministry, shares=shares, mean=sum(counted) // len(counted)))
    return tuple(sorted(found, key=lambda one: (-one.mean, one.ministry_id)))


def _summed(parts: Iterable[Part], of: Callable[[Part], K]) -> dict[K, Tally]:
    found: dict[K, Tally] = defaultdict(Tally)
    for part in parts:
        found[of(part)] += part.tally
    return dict(found)


def _brought(reader: Reader, programme: ProgrammeInfo, window: UpdateWindow) -> Subquery:
    """The milestones of which a report was brought since the window opened: in_time is 1 or 0."""
    undone = taken_back(reader.connection, up_to=reader.view.version)
    opened = programme.end_of(window.opens - timedelta(days=1))
    in_time: ColumnElement[Any] = case((Change.recorded_at < programme.end_of(window.closes), 1), else_=0)
    return (
        select(Report.milestone_id, func.max(in_time).label("in_time"))
        .join(Change, Change.id == Report.from_change)
        .where(
            Change.programme_id == programme.id,
            Change.id <= reader.view.version,
            Change.recorded_at >= opened,
            Change.recorded_at < programme.end_of(window.held_on),
            # Taking back writes earlier reports anew; nobody brought them.
            Change.takes_back.is_(None),
            Change.id.not_in(sorted(undone)),
        )
        .group_by(Report.milestone_id)
        .subquery("brought")
    )


def _done_before(reader: Reader, programme: ProgrammeInfo, window: UpdateWindow) -> Subquery | None:
    """The milestones that were done when the window opened, or are by now where it has not yet."""
    view = reader.view
    day = min(window.opens - timedelta(days=1), view.day)
    version = min(version_by(reader.connection, programme, day), view.version)
    if version == 0:
        return None
    then = Reader(reader.connection, replace(view, version=version, day=day)).milestone_states()
    return select(then.c.entity_id).where(then.c.light == Light.DONE.value).subquery("was_done")
