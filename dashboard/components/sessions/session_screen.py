"""One session: its state and settings, its agenda, what is proposed for it, and opening it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import session_reads, source
from dashboard.components.sessions.agenda_form import show_adding, show_agenda_form
from dashboard.components.sessions.attempt import attempt, show_message
from dashboard.components.sessions.proposal_list import show_proposal
from dashboard.components.sessions.proposal_of import figures_of, proposal_of, standings_at
from dashboard.components.sessions.session_words import STATE_WORDS
from dashboard.components.sessions.settings_form import show_settings
from dashboard.entry import show_unknown
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.access import guard
from data_access.access.roles import Action
from data_access.model import SessionState
from data_access.sessions.schedule import AgendaEntry, SessionInfo


def show_session(request: Request, code: str) -> None:
    """Draw the screen of the session that `code` means; a plain notice where there is none."""
    session = next((one for one in session_reads.sessions(request.current) if one.code == code), None)
    if session is None:
        show_unknown(request, code)
        return
    entries = session_reads.agenda(request.current, session.id)
    draw(
        block(
            "session_head.html",
            request,
            session=session,
            entries=entries,
            state=request.texts.gettext(STATE_WORDS[session.state]),
        )
    )
    show_message(request)
    may_prepare = Action.PREPARE_SESSION in request.can
    is_prepared = session.state is SessionState.PREPARED
    opening, settings = st.columns([1, 5])
    if is_prepared and Action.LEAD_SESSION in request.can:
        with opening:
            _show_opening(request, session, entries)
    if may_prepare:
        with settings:
            show_settings(request, session)
    if not (is_prepared and may_prepare):
        _show_fixed_agenda(request, session, entries)
        return
    proposal = proposal_of(request, session)
    wide, narrow = st.columns([1.55, 1], gap="large")
    with wide:
        show_agenda_form(request, session, entries, proposal)
        show_adding(request, session, entries, proposal)
    with narrow:
        show_proposal(request, session, entries, proposal)


def _show_opening(request: Request, session: SessionInfo, entries: Sequence[AgendaEntry]) -> None:
    """Opening can't be undone, so it is asked for twice."""
    texts = request.texts
    with st.popover(texts.gettext("Open the session"), disabled=not entries, key=f"opening-{session.code}"):
        draw(block("session_opening.html", request, session=session))
        is_sure = st.button(
            texts.gettext("Open it now"), type="primary", key=f"open-{session.code}", disabled=not entries
        )
    if is_sure:
        attempt(
            request,
            partial(
                guard.open_session,
                request.person,
                source.database(),
                request.programme.id,
                session.id,
                version=request.newest,
                day=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
        )


def _show_fixed_agenda(request: Request, session: SessionInfo, entries: Sequence[AgendaEntry]) -> None:
    """The agenda as it is, with the lights that the wall shows."""
    lights = {one.subject.id: one.light for one in standings_at(figures_of(request, session))}
    draw(block("session_agenda.html", request, entries=entries, lights=lights))
