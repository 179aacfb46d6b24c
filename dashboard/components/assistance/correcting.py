"""One meeting or request for help: marked as given, corrected, removed."""

import streamlit as st
from markupsafe import Markup

from dashboard import session_reads, source
from dashboard.components.assistance.entry import meeting_fields, request_fields, write
from dashboard.entry import show_unknown
from dashboard.links import link
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.access import guard
from data_access.access.demand import demand
from data_access.access.roles import Action
from data_access.sessions.help import HelpInfo
from data_access.sessions.subject import Subject


def show_one_meeting(request: Request, code: str) -> None:
    """The screen of the meeting that `code` means; a plain notice where there is none."""
    texts = request.texts
    one = next((one for one in session_reads.list_meetings(request.current) if one.code == code), None)
    if one is None:
        show_unknown(request, code)
        return
    _demand(request, one.subject)
    draw(_head(request, one.subject, texts.gettext("Working meeting of {day}", day=texts.day(one.held_on))))
    key, back = f"meeting-{code}", _back(request, one.subject)
    known = {"held_on": one.held_on, "participants": one.participants, "about": one.about}
    with st.form(key, enter_to_submit=False):
        values = meeting_fields(request, key, {"subject_id": one.subject.id, **known})
        is_sent = st.form_submit_button(texts.gettext("Save"), type="primary", key=f"{key}-send")
    if is_sent:
        write(
            request,
            lambda: guard.correct_meeting(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                today=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
                **values,
            ),
            values=values,
            to=back,
        )
    if st.button(texts.gettext("Remove: recorded by mistake"), key=f"{key}-remove"):
        write(
            request,
            lambda: guard.remove_meeting(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
            values={},
            to=back,
        )


def show_one_request(request: Request, code: str) -> None:
    """The screen of the request that `code` means; a plain notice where there is none."""
    texts = request.texts
    one = next((one for one in session_reads.list_help_requests(request.current) if one.code == code), None)
    if one is None:
        show_unknown(request, code)
        return
    _demand(request, one.subject)
    draw(_head(request, one.subject, texts.gettext("Request for help: {what}", what=one.what)))
    key, back = f"request-{code}", _back(request, one.subject)
    giving, correcting = st.columns([1, 2.5], gap="medium")
    with giving:
        _show_giving(request, one)
    with correcting, st.form(key, enter_to_submit=False):
        known = {"what": one.what, "asked_of": one.asked_of, "asked_on": one.asked_on}
        values = request_fields(request, key, {"subject_id": one.subject.id, **known})
        is_sent = st.form_submit_button(texts.gettext("Save"), key=f"{key}-send")
    if is_sent:
        write(
            request,
            lambda: guard.correct_help_request(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                today=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
                **values,
            ),
            values=values,
            to=back,
        )
    if st.button(texts.gettext("Remove: recorded by mistake"), key=f"{key}-remove"):
        write(
            request,
            lambda: guard.remove_help_request(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
            values={},
            to=back,
        )


def _show_giving(request: Request, one: HelpInfo) -> None:
    """On which day the help was given; or, once it is, the way back."""
    texts, key = request.texts, f"giving-{one.code}"
    back = _back(request, one.subject)
    if one.given_on is not None:
        draw(
            block(
                "hint.html",
                request,
                text=texts.gettext("Help given on {day}.", day=texts.day(one.given_on)),
            )
        )
        if st.button(texts.gettext("Open it again"), key=f"{key}-again"):
            write(
                request,
                lambda: guard.correct_help_request(
                    request.person,
                    source.database(),
                    request.programme.id,
                    one.id,
                    given_on=None,
                    today=request.today,
                    actor=request.person.actor,
                    recorded_at=source.now(),
                ),
                values={},
                to=back,
            )
        return
    with st.form(key, enter_to_submit=False):
        given_on = st.date_input(
            texts.gettext("Help given on"),
            value=request.today,
            min_value=one.asked_on,
            max_value=request.today,
            format="DD.MM.YYYY",
            key=f"{key}-day",
        )
        is_sent = st.form_submit_button(texts.gettext("Mark as given"), type="primary", key=f"{key}-send")
    if is_sent:
        write(
            request,
            lambda: guard.mark_given(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                given_on=given_on,
                today=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
            values={},
            to=back,
        )


def _demand(request: Request, subject: Subject) -> None:
    """Raise NotAllowedError for who may not record anything about a subject."""
    demand(source.database(), request.person, Action.RECORD_ASSISTANCE, [subject.field_id], at=source.now())


def _head(request: Request, subject: Subject, title: str) -> Markup:
    return block("assistance_head.html", request, subject=subject, title=title)


def _back(request: Request, subject: Subject) -> str:
    return link(request, "assistance", subject=subject.code)
