"""All sessions, and the form to prepare another one."""

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from dashboard import frame, session_reads, source
from dashboard.components.folded import folded
from dashboard.components.sessions.session_words import STATE_WORDS
from dashboard.links import link
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request
from data_access.access import guard
from data_access.access.roles import Action
from data_access.sessions.schedule import AgendaSize, SessionInfo
from data_access.words import Words

_NO_ITEMS = AgendaSize(items=0, minutes=0)
_WEEK = timedelta(days=7)


def show_sessions(request: Request) -> None:
    """The whole page: the form for another one, folded away, and the sessions."""
    draw(_head_block(request))
    if Action.PREPARE_SESSION in request.can:
        _show_form(request)
    draw(_list_block(request))


@kept_for_request
def _head_block(request: Request) -> Markup:
    return block("sessions_head.html", request)


@kept_for_request
def _list_block(request: Request) -> Markup:
    sizes = session_reads.agenda_sizes(request.current)
    return block(
        "sessions.html",
        request,
        sessions=[(one, sizes.get(one.id, _NO_ITEMS)) for one in session_reads.sessions(request.current)],
        state_words=STATE_WORDS,
    )


def _show_form(request: Request) -> None:
    """What the last session was called and who chaired it is the first word for the next."""
    texts = request.texts
    past = session_reads.sessions(request.current)
    last = past[0] if past else None
    place = folded(texts.gettext("Prepare a session"), key="prepare-session", is_open=last is None)
    if place is None:
        return
    with place, st.form("new-session", border=False, enter_to_submit=False):
        held_on = st.date_input(
            texts.gettext("Date"),
            value=_next_day(request, last),
            min_value=request.today,
            format="DD.MM.YYYY",
            key="new-session-date",
        )
        title = st.text_area(
            texts.gettext("Title"),
            value=texts.spoken(last.title) if last else "",
            height="content",
            key="new-session-title",
        )
        chair = st.text_input(
            texts.gettext("Chair"), value=last.chair if last else "", key="new-session-chair"
        )
        is_sent = st.form_submit_button(texts.gettext("Prepare"), type="primary", key="new-session-send")
    if not is_sent:
        return
    if not title.strip():
        st.warning(texts.gettext("A session needs a title."))
        return
    session_id = guard.prepare_session(
        request.person,
        source.database(),
        request.programme.id,
        held_on=held_on,
        title=_title(request, title.strip(), last),
        chair=chair.strip(),
        actor=request.person.actor,
        recorded_at=source.now(),
    )
    source.look_again()
    newest = replace(request.current, version=source.latest_version(request.programme.id))
    [code] = (one.code for one in session_reads.sessions(newest) if one.id == session_id)
    frame.go(link(request, "sessions", session=code))
    st.rerun()


def _next_day(request: Request, last: SessionInfo | None) -> date:
    return max(request.today, last.held_on) + _WEEK if last else request.today + _WEEK


def _title(request: Request, title: str, last: SessionInfo | None) -> Words:
    """The last session's title in all its languages where it was left as it is, else in the viewer's."""
    if last is not None and title == request.texts.spoken(last.title):
        return last.title
    return Words(**{request.language: title})
