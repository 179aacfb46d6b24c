"""Recording an instruction in the room: four fields, by keyboard alone."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from dashboard import reads, session_reads, source
from dashboard.components.instructions.keys import FORM, listen
from dashboard.instruction_words import error_words, instruction_reason, state_words
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.access import guard
from data_access.sessions.instruction_changes import InstructionError, suggested_term
from data_access.sessions.instructions import InstructionFilter
from data_access.sessions.near_duplicates import NearDuplicate, near_duplicates

_TURN = "instruction-turn"  # a form of its own for each instruction: the next one begins empty
_GIVEN = "instruction-given"
_NOBODY = 0
_WARNED = "instruction-warned"  # the text whose near duplicates were shown


def record_form(request: Request, *, session_id: int | None, subject_id: int | None) -> None:
    """The form of a new instruction of a session, about a field or problem.

    Text, executor (suggested: the field's lead ministry), co-executors, term; Ctrl+Enter gives it from
    wherever the cursor stands. Where open ones say nearly the same, these are shown
    first, and giving it once more records it.
    """
    texts = request.texts
    turn = st.session_state.setdefault(_TURN, 0)
    ministries = {
        one.id: texts.spoken(one.name)
        for one in sorted(reads.ministries(request.current), key=lambda one: texts.spoken(one.name))
    }
    listen()
    with st.container(key=FORM), st.form(f"instruction-{turn}", border=False):
        text = st.text_area(texts.gettext("Instruction"), key=f"instruction-text-{turn}", height=100)
        executor_place, others_place, term_place = st.columns([2, 2, 1])
        executor = executor_place.selectbox(
            texts.gettext("Executor"),
            # A choice of nobody instead of no choice: that would bring a button to clear it between the fields.
            [_NOBODY, *ministries],
            index=_suggested(request, subject_id, [_NOBODY, *ministries]),
            format_func=lambda one: ministries.get(one, "–"),
            filter_mode="contains",
            key=f"instruction-executor-{turn}-{subject_id or 0}",  # another subject suggests another
        )
        others = others_place.multiselect(
            texts.gettext("Co-executors"),
            list(ministries),
            format_func=lambda one: ministries.get(one, ""),
            placeholder=texts.gettext("None"),
            filter_mode="contains",
            select_all=False,
            key=f"instruction-others-{turn}",
        )
        term = term_place.date_input(
            texts.gettext("Term"),
            value=suggested_term(request.today),
            min_value=request.today,
            format="DD.MM.YYYY",
            key=f"instruction-term-{turn}",
        )
        is_sent = st.form_submit_button(texts.gettext("Give the instruction (Ctrl+Enter)"), type="primary")
    if not is_sent:
        _show_given(request)
    elif executor == _NOBODY or not isinstance(term, date):
        st.error(texts.gettext("Name an executor and a term."))
    else:
        near = _near(request, text)
        if near and st.session_state.get(_WARNED) != text:
            st.session_state[_WARNED] = text
            draw(_near_block(request, near))
            return
        try:
            given = guard.give_instruction(
                request.person,
                source.database(),
                request.programme.id,
                text=text,
                ministry_id=executor,
                co_executors=others,
                term=term,
                session_id=session_id,
                subject_id=subject_id,
                day=request.today,
                actor=request.person.actor,
                recorded_at=source.now(),
            )
        except InstructionError as error:
            st.error(error_words(texts, error))
            return
        source.look_again()
        st.session_state[_TURN] = turn + 1
        st.session_state[_GIVEN] = given
        st.session_state.pop(_WARNED, None)
        st.rerun()


def _suggested(request: Request, subject_id: int | None, ministries: list[int]) -> int:
    """Where in the list the lead ministry of the subject's field stands; nobody, where there is none."""
    subject = session_reads.subjects(request.current).get(subject_id or 0)
    leads = {one.id: one.ministry_id for one in reads.fields(request.current)}
    lead = leads.get(subject.field_id) if subject is not None else None
    return ministries.index(lead) if lead in ministries else 0


def _near(request: Request, text: str) -> tuple[NearDuplicate, ...]:
    return near_duplicates(session_reads.instructions(request.current, InstructionFilter(is_open=True)), text)


def _near_block(request: Request, near: tuple[NearDuplicate, ...]) -> Markup:
    texts = request.texts
    return block(
        "instruction_near.html",
        request,
        near=[one.instruction for one in near],
        state_words=lambda state: state_words(texts, state),
        why=lambda one: instruction_reason(texts, one),
    )


def _show_given(request: Request) -> None:
    """The instruction that this viewer has given last; it stays, however often the screen is drawn anew."""
    given = st.session_state.get(_GIVEN)
    if given is None:
        return
    found = session_reads.instructions(request.current, InstructionFilter(entity_id=given))
    if found:
        st.success(request.texts.gettext("Recorded: {code}", code=found[0].code))
