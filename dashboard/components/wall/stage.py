"""All screens of a session's wall in their order, in one language: from the data, or from its record."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import session_reads, source
from dashboard.components.wall.instructions import last_instructions_slide, summary_slide
from dashboard.components.wall.item import Sides, item_slide
from dashboard.components.wall.letters import letters_for
from dashboard.components.wall.slide import Slide, plain
from dashboard.components.wall.working import working_lines
from dashboard.request import Request
from dashboard.texts import texts
from data_access.model import SessionState
from data_access.sessions.record import record
from data_access.sessions.schedule import SessionInfo, session_before
from data_access.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The screens (as `slide.plain` gives them), what the corner says of the data, and the letter sizes."""

    slides: tuple[dict[str, Any], ...]
    state: str
    letters: dict[str, int]


def stage_of(request: Request, session: SessionInfo, language: str) -> Stage:
    """What the wall of a session shows: what was kept of it once it is closed, what is known before that."""
    if session.state is SessionState.CLOSED:
        with source.database().reading() as connection:
            kept = record(connection, session.id)
        if kept is not None:
            return _from_record(kept, language)
    return live_stage(request, session, language)


def live_stage(request: Request, session: SessionInfo, language: str) -> Stage:
    """The wall from the data: frozen figures, and instructions as they are now."""
    words = texts(language)
    sides = sides_of(request, session)
    letters = letters_for(screen_height=session.screen_height, farthest_seat=session.farthest_seat)
    slides: list[Slide] = [last_instructions_slide(request, session, letters, words)]
    for entry in session_reads.agenda(request.current, session.id):
        extra = working_lines(request, entry.subject, words)
        slides.append(item_slide(entry, sides, letters, words, extra))
    slides.append(summary_slide(request, session, letters, words))
    version = words.gettext("version {version}", version=sides.now.version)
    return Stage(
        slides=tuple(plain(slide) for slide in slides),
        state=f"{words.day(sides.now.day)} · {version}",
        letters={name: getattr(letters, name) for name in letters.__slots__},
    )


def sides_of(request: Request, session: SessionInfo) -> Sides:
    """The frozen view of a session, or today's before it is opened, and that of the session before it."""
    before = session_before(session_reads.sessions(request.current), session)
    return Sides(
        now=_frozen(request, session.frozen_version, session.frozen_day) or request.view,
        before=None if before is None else _frozen(request, before.frozen_version, before.frozen_day),
    )


def _frozen(request: Request, version: int | None, day: date | None) -> View | None:
    if version is None or day is None:
        return None
    return View(programme_id=request.programme.id, version=version, day=day, scope=request.view.scope)


def _from_record(kept: str, language: str) -> Stage:
    content = json.loads(kept)
    spoken = content["languages"].get(language) or next(iter(content["languages"].values()))
    return Stage(slides=tuple(spoken["slides"]), state=spoken["state"], letters=content["letters"])
