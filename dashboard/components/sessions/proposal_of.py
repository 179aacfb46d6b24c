"""How the subjects of a session stand and what is proposed for its agenda, from the kept reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import reads, session_reads
from dashboard.request import Request
from data_access.sessions.proposal import Proposed, Standing, concerns, standings
from data_access.sessions.schedule import SessionInfo, session_before
from data_access.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """All fields and problems as they stand, by entity id, and those with a reason to be spoken of, in order.

    `since`: the day of the last session, with which lights are compared; None: there was none.
    """

    standings: Mapping[int, Standing]
    found: tuple[Proposed, ...]
    since: date | None


def proposal_of(request: Request, session: SessionInfo) -> Proposal:
    """What is proposed for a session, by the newest figures; by the frozen ones from its opening on."""
    now = standings_at(figures_of(request, session))
    before = session_before(session_reads.sessions(request.current), session)
    lights = None
    if before is not None:
        lights = {one.subject.id: one.light for one in standings_at(figures_of(request, before))}
    day = session.frozen_day or request.today
    found = concerns(now, lights, session_reads.circumstances(request.current, session), day)
    return Proposal(
        standings={one.subject.id: one for one in now},
        found=found,
        since=before.held_on if before is not None else None,
    )


def figures_of(request: Request, session: SessionInfo) -> View:
    """The figures that a session shows: those frozen at its opening, until then the newest."""
    return View(
        programme_id=request.programme.id,
        version=session.frozen_version or request.newest,
        day=session.frozen_day or request.today,
        scope=request.view.scope,
    )


def standings_at(view: View) -> tuple[Standing, ...]:
    """All fields and problems as they stand at a view."""
    return standings(reads.field_board(view), reads.problem_lights(view))
