"""The wall itself: which screen is shown, who leads and who follows, freezing, recording, closing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import source
from dashboard.components.instructions.record import record_form
from dashboard.components.wall.following import follow, where
from dashboard.components.wall.keys import listen
from dashboard.components.wall.record import record_content
from dashboard.components.wall.stage import Stage, stage_of
from dashboard.links import link
from dashboard.markup import block, draw, kept_for_request, style_of
from dashboard.request import Request, whole_number
from data_access.access import guard
from data_access.access.roles import Action, may
from data_access.model import SessionState
from data_access.sessions.preparing import SessionMovedError
from data_access.sessions.schedule import SessionInfo

_STYLE = style_of(Path(__file__).parents[2] / "wall.css")
BLANK, RECORD, KEYS = "blank", "record", "keys"

_kept_stage = kept_for_request(stage_of)  # a closed session's record is not read anew for each click


class Wall:
    """One viewer's wall of a session: what its address asks for."""

    def __init__(self, request: Request, session: SessionInfo, parameters: Mapping[str, str]) -> None:
        self.request = request
        self.session = session
        may_lead = may(request.person, Action.LEAD_SESSION)
        self.is_leading = parameters.get("lead") == "1" and session.state is SessionState.OPEN and may_lead
        self.asked = whole_number("item", parameters)
        self.stage: Stage = _kept_stage(request, session, request.language)
        self.position = where(session.id)
        followed = self.position.item if self.position else 0
        last = len(self.stage.slides) - 1
        self.item = min(max(followed if self.asked is None else self.asked, 0), last)
        self.is_following = self.asked is None and not self.is_leading
        is_blank = self.is_following and self.position is not None and self.position.is_blank
        self.show = BLANK if is_blank else parameters.get("show", "")

    @property
    def newer(self) -> int | None:
        """The version of newer figures that this wall does not show yet."""
        frozen = self.session.frozen_version
        is_open = self.session.state is SessionState.OPEN
        return (
            self.request.newest if is_open and frozen is not None and self.request.newest > frozen else None
        )

    def draw(self) -> None:
        """Draw the screen first, then what listens, then note where the wall stands now."""
        st.html(_STYLE)
        self._draw_screen()
        self._draw_panel()
        wanted = listen(self._keys())
        if wanted is not None and self.is_leading:
            self._take_in(wanted)
        if self.is_leading:
            position = guard.move_wall(
                self.request.person,
                source.database(),
                self.session.id,
                item=self.item,
                is_blank=self.show == BLANK,
                now=source.now(),
            )
            if self.position is None or position.step != self.position.step:
                where.cache_clear()
        elif self.is_following:
            follow(self.session.id, self.position)

    def _draw_screen(self) -> None:
        slide = self.stage.slides[self.item]
        texts = self.request.texts
        since = self.position.since if self.position and self.position.item == self.item else source.now()
        is_running = self.session.state is SessionState.OPEN
        draw(
            block(
                "wall.html",
                self.request,
                slide=slide,
                item=self.item,
                letters=self.stage.letters,
                theme=self.session.theme,
                place=f"{self.item} / {len(self.stage.slides) - 2}" if slide["kind"] == "item" else "",
                since=int(since.timestamp() * 1000) if is_running else "",
                state=self.stage.state,
                news=texts.gettext("new data ● U") if self.newer else "",
            )
        )

    def _draw_panel(self) -> None:
        texts, slide = self.request.texts, self.stage.slides[self.item]
        if self.show == BLANK:
            st.html('<div class="wall-blank"></div>')
        elif self.show == KEYS:
            draw(block("wall_keys.html", self.request))
        elif self.show == RECORD and self.is_leading:
            with st.container(key="wall-record"):
                record_form(
                    self.request,
                    session_id=self.session.id,
                    subject_id=slide["subject_id"] or None,
                )
        elif slide["kind"] == "summary" and self.is_leading:
            with st.container(key="wall-close"):
                if st.button(texts.gettext("Close the session"), type="primary"):
                    self._close()

    def _close(self) -> None:
        try:
            guard.close_session(
                self.request.person,
                source.database(),
                self.request.programme.id,
                self.session.id,
                content=record_content(self.request, self.session),
                actor=self.request.person.actor,
                recorded_at=source.now(),
            )
        except SessionMovedError:
            st.warning(self.request.texts.gettext("Somebody else has closed this session meanwhile."))
        source.look_again()
        st.rerun()

    def _take_in(self, version: int) -> None:
        guard.take_in(
            self.request.person,
            source.database(),
            self.request.programme.id,
            self.session.id,
            version=version,
            actor=self.request.person.actor,
            recorded_at=source.now(),
        )
        source.look_again()
        st.rerun()

    def _keys(self) -> dict[str, object]:
        lead = 1 if self.is_leading else None
        # In a list Streamlit looks for tables, with pandas (45 MB): tuples.
        return {
            "items": tuple(
                link(self.request, "session", session=self.session.code, item=place, lead=lead)
                for place in range(len(self.stage.slides))
            ),
            "details": tuple(self._details(slide) for slide in self.stage.slides),
            "item": self.item,
            "show": self.show,
            "newer": self.newer if self.is_leading else None,
            "isLeading": self.is_leading,
        }

    def _details(self, slide: Mapping[str, Any]) -> str | None:
        """The address of what a screen is about, as the session saw it; None for the first and the last one."""
        if not slide["subject"]:
            return None
        frozen = {"version": self.session.frozen_version, "day": self.session.frozen_day}
        kind = slide["subject_kind"]
        return link(self.request, kind, **{kind: slide["subject"]}, **frozen)
