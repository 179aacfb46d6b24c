"""How a session's readiness stands, from the kept reads: by ministry, by field, and the league."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dashboard import session_reads, source
from dashboard.request import Request, TooEarlyError
from data_access.model import SessionState
from data_access.sessions.readiness import Part, Place, Tally, UpdateWindow, by_ministry, league, window_of
from data_access.sessions.schedule import SessionInfo
from data_access.view import View

K = TypeVar("K")

LEAGUE_SESSIONS = 6  # the last sessions whose windows have closed


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """Ministries by their punctuality over some sessions, the earliest session first."""

    sessions: tuple[SessionInfo, ...]
    places: tuple[Place, ...]


def session_asked(request: Request, code: str) -> SessionInfo | None:
    """The session that `code` means; without one the next that is prepared, else the latest of all."""
    found = session_reads.sessions(request.current)
    if code:
        return next((one for one in found if one.code == code), None)
    prepared = [one for one in reversed(found) if one.state is SessionState.PREPARED]
    coming = [one for one in prepared if one.held_on >= request.today]
    return next(iter([*coming, *reversed(prepared), *found]), None)


def parts_of(request: Request, window: UpdateWindow) -> tuple[Part, ...]:
    """The tallies of a window, as known at the end of the session's day, or now.

    Raises TooEarlyError where nothing had been recorded by then.
    """
    view = _view(request, window)
    if view is None:
        raise TooEarlyError(window.held_on)
    return session_reads.readiness(view, request.programme, window)


def league_of(request: Request) -> League:
    """The league over the last sessions whose windows have closed."""
    closed = [
        one
        for one in session_reads.sessions(request.current)
        if one.updates_until < request.today and _view(request, window_of(one)) is not None
    ]
    shown = tuple(reversed(closed[:LEAGUE_SESSIONS]))
    return League(sessions=shown, places=league([parts_of(request, window_of(one)) for one in shown]))


def worst_first(tallies: Mapping[K, Tally]) -> list[tuple[K, Tally]]:
    """Those of whom something was expected: the lowest share in time first, then most missing."""
    expected = [(one, tally) for one, tally in tallies.items() if tally.expected]
    return sorted(expected, key=lambda found: (found[1].share or 0, -found[1].missing))


def missing_by_ministry(parts: Sequence[Part]) -> list[tuple[int | None, Tally, list[Part]]]:
    """Who is to be reminded: ministries with milestones not reported, most of them first; and of which fields."""
    totals = by_ministry(parts)
    found = []
    for ministry, tally in totals.items():
        if tally.missing:
            of = [part for part in parts if part.ministry_id == ministry and part.tally.missing]
            found.append((ministry, tally, sorted(of, key=lambda part: -part.tally.missing)))
    return sorted(found, key=lambda one: -one[1].missing)


def _view(request: Request, window: UpdateWindow) -> View | None:
    programme, scope = request.programme, request.view.scope
    if window.held_on >= request.today:
        return View(programme_id=programme.id, version=request.newest, day=request.today, scope=scope)
    version = source.version_by(programme, window.held_on, request.newest)
    if version == 0:
        return None
    return View(programme_id=programme.id, version=version, day=window.held_on, scope=scope)
