"""Recording a new meeting or request for help: forms folded away below the lists."""

import streamlit as st

from dashboard import source
from dashboard.components.assistance.entry import meeting_fields, request_fields, turn, write
from dashboard.components.folded import folded
from dashboard.request import Request
from data_access.access import guard
from data_access.sessions.subject import Subject


def show_meeting_form(request: Request, subject: Subject | None) -> None:
    """The form of a new meeting, about the subject that the screen shows unless another is chosen."""
    texts, key = request.texts, f"new-meeting-{turn()}"
    place = folded(texts.gettext("Record a meeting"), key="record-meeting")
    if place is None:
        return
    with place, st.form(key, border=False, enter_to_submit=False):
        values = meeting_fields(request, key, {"subject_id": subject and subject.id})
        is_sent = st.form_submit_button(texts.gettext("Record"), type="primary", key=f"{key}-send")
    if is_sent:
        write(
            request,
            lambda: guard.record_meeting(
                request.person,
                source.database(),
                request.programme.id,
                today=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
                **values,
            ),
            values=values,
        )


def show_request_form(request: Request, subject: Subject | None) -> None:
    """The form of a new request for help, likewise."""
    texts, key = request.texts, f"new-request-{turn()}"
    place = folded(texts.gettext("Record a request for help"), key="record-request")
    if place is None:
        return
    with place, st.form(key, border=False, enter_to_submit=False):
        values = request_fields(request, key, {"subject_id": subject and subject.id})
        is_sent = st.form_submit_button(texts.gettext("Record"), type="primary", key=f"{key}-send")
    if is_sent:
        write(
            request,
            lambda: guard.ask_for_help(
                request.person,
                source.database(),
                request.programme.id,
                today=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
                **values,
            ),
            values=values,
        )
