"""What can be done with one instruction: report on it, take it off control or bring it back, move its term."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard import source
from dashboard.instruction_words import error_words
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.access import guard
from data_access.access.roles import Action
from data_access.sessions.instruction_changes import InstructionError
from data_access.sessions.instructions import InstructionInfo

_DAY = "DD.MM.YYYY"
_DONE = "instruction-done"


def show_forms(request: Request, one: InstructionInfo) -> None:
    """The forms that fit its state and the person, side by side; what was done last is said above them."""
    if st.session_state.pop(_DONE, None) == one.id:
        st.success(request.texts.gettext("Recorded."))
    may_control = Action.CONTROL_INSTRUCTION in request.can
    if not one.is_open:
        if may_control:
            _bring_back(request, one)
        return
    report, closing, term = st.columns(3, gap="medium")
    if guard.may_report_on(request.person, source.database(), one.id):
        with report:
            _report(request, one)
    if may_control:
        with closing:
            _take_off(request, one)
        with term:
            _move_term(request, one)


def _report(request: Request, one: InstructionInfo) -> None:
    texts, today = request.texts, request.today
    with st.form(f"report-{one.id}"):
        st.subheader(texts.gettext("Report on it"))
        as_of = st.date_input(
            texts.gettext("As at"),
            value=today,
            min_value=one.reported_on or one.given_on,
            max_value=today,
            format=_DAY,
        )
        percent = st.number_input(
            texts.gettext("Percent"),
            min_value=0.0,
            max_value=100.0,
            step=5.0,
            format="%g",
            value=None if one.progress is None else one.progress / 100,
        )
        forecast = st.date_input(texts.gettext("Forecast"), value=one.forecast, format=_DAY)
        done_on = st.date_input(
            texts.gettext("Reported done on"), value=one.reported_done_on, max_value=today, format=_DAY
        )
        note = st.text_area(texts.gettext("Note"), value=one.note)
        is_sent = st.form_submit_button(texts.gettext("Report"), type="primary")
    if is_sent:
        _do(
            request,
            one,
            lambda: guard.report_on(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                as_of=_day(as_of) or today,
                today=today,
                progress=None if percent is None else round(percent * 100),
                forecast=_day(forecast),
                reported_done_on=_day(done_on),
                note=note,
                recorded_at=source.now(),
            ),
        )


def _take_off(request: Request, one: InstructionInfo) -> None:
    texts, today = request.texts, request.today
    with st.form(f"take-off-{one.id}"):
        st.subheader(texts.gettext("Take it off control"))
        day = st.date_input(
            texts.gettext("Day"), value=today, min_value=one.given_on, max_value=today, format=_DAY
        )
        reason = st.text_area(texts.gettext("Reason"), key=f"reason-{one.id}")
        evidence = st.text_area(
            texts.gettext("Evidence (a document's number, a link)"), key=f"evidence-{one.id}"
        )
        is_sent = st.form_submit_button(texts.gettext("Take off control"))
    if is_sent:
        _do(
            request,
            one,
            lambda: guard.take_off_control(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                day=_day(day) or today,
                today=today,
                reason=reason,
                evidence=evidence,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
        )


def _move_term(request: Request, one: InstructionInfo) -> None:
    texts, today = request.texts, request.today
    with st.form(f"term-{one.id}"):
        st.subheader(texts.gettext("Move its term"))
        draw(
            block(
                "hint.html",
                request,
                text=texts.gettext("Counted as a re-set. Its light goes on being judged by the first term."),
            )
        )
        term = st.date_input(texts.gettext("Term"), value=max(one.term, today), min_value=today, format=_DAY)
        is_sent = st.form_submit_button(texts.gettext("Move the term"))
    new = _day(term)
    if is_sent and new is not None:
        _do(
            request,
            one,
            lambda: guard.move_term(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                term=new,
                today=today,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
        )


def _bring_back(request: Request, one: InstructionInfo) -> None:
    if st.button(request.texts.gettext("Bring back under control")):
        _do(
            request,
            one,
            lambda: guard.bring_back_on_control(
                request.person,
                source.database(),
                request.programme.id,
                one.id,
                actor=request.person.actor,
                recorded_at=source.now(),
            ),
        )


def _do(request: Request, one: InstructionInfo, step: Callable[[], None]) -> None:
    try:
        step()
    except InstructionError as error:
        st.error(error_words(request.texts, error))
        return
    source.look_again()
    st.session_state[_DONE] = one.id
    st.rerun()


def _day(chosen: object) -> date | None:
    """The day of a date field, which may also be empty."""
    return chosen if isinstance(chosen, date) else None
