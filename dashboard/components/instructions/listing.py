"""The list of instructions: filters from the URL, counts by state, rows, and a session's protocol to download."""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from dashboard import reads, session_reads
from dashboard.components import filters
from dashboard.components.download import offer
from dashboard.components.filters import Filter, Row, row_of
from dashboard.components.folded import folded
from dashboard.components.instructions.record import record_form
from dashboard.components.page_title import page_title
from dashboard.documents.protocol_docx import protocol_document
from dashboard.documents.protocol_xlsx import protocol_workbook
from dashboard.instruction_words import instruction_reason, state_words
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request, UnreadableAddressError, page_number
from data_access.access.roles import Action
from data_access.model import Kind
from data_access.sessions.instruction_state import InstructionState
from data_access.sessions.instructions import InstructionFilter
from data_access.sessions.schedule import SessionInfo

ROWS_A_PAGE = 50
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_instructions(request: Request, parameters: Mapping[str, str]) -> None:
    """The whole screen of the list; raises UnreadableAddressError for what does not exist."""
    texts = request.texts
    asked = wanted(request, parameters)
    draw(page_title(request, texts.gettext("Instructions")))
    filters.show(_filter_row(request))
    session = next(
        (one for one in session_reads.sessions(request.current) if one.id == asked.session_id), None
    )
    if session is not None:
        _offer_protocol(request, session)
    draw(rows_block(request, asked, page_number(parameters), tuple(parameters.items())))
    if Action.GIVE_INSTRUCTION not in request.can:
        return
    place = folded(texts.gettext("Give an instruction"), key="give-instruction")
    if place is None:
        return
    with place:
        draw(
            block(
                "hint.html",
                request,
                text=texts.gettext("It is recorded with the session that is chosen above, if one is."),
            )
        )
        subjects = session_reads.subjects(request.current)
        subject_id = st.selectbox(
            texts.gettext("Field or problem"),
            list(subjects),
            index=None,
            format_func=lambda one: f"{subjects[one].code} {texts.spoken(subjects[one].name)}",
            placeholder=texts.gettext("None"),
            key="instruction-subject",
        )
        record_form(request, session_id=asked.session_id, subject_id=subject_id)


def wanted(request: Request, parameters: Mapping[str, str]) -> InstructionFilter:
    """The filter that the URL asks for; raises UnreadableAddressError for what does not exist."""
    found: dict[str, int] = {}
    for name, kind in (("ministry", Kind.MINISTRY), ("session", Kind.SESSION)):
        if parameters.get(name):
            entity = reads.find(request.current, kind, parameters[name])
            if entity is None:
                raise UnreadableAddressError(name, parameters[name])
            found[name] = entity
    state = parameters.get("state")
    if state and state not in set(InstructionState):
        raise UnreadableAddressError("state", state)
    return InstructionFilter(
        ministry_id=found.get("ministry"),
        session_id=found.get("session"),
        state=InstructionState(state) if state else None,
    )


@kept_for_request
def rows_block(
    request: Request, asked: InstructionFilter, page: int, parameters: tuple[tuple[str, str], ...]
) -> Markup:
    """How many there are in each state, a page of rows, and the ways to the next and the previous page."""
    texts = request.texts
    found = session_reads.instructions(request.current, asked)
    first = ROWS_A_PAGE * (page - 1)
    return block(
        "instructions.html",
        request,
        instructions=found[first : first + ROWS_A_PAGE],
        total=len(found),
        counts=session_reads.count_instructions(request.current, asked),
        asked=asked,
        page=page,
        pages=-(-len(found) // ROWS_A_PAGE),
        parameters={name: value for name, value in parameters if name != "page"},
        state_words=lambda state: state_words(texts, state),
        why=lambda one: instruction_reason(texts, one),
    )


@kept_for_request
def _filter_row(request: Request) -> Row:
    texts, view = request.texts, request.current
    everything = {"": texts.gettext("All")}
    ministries = {one.code: texts.spoken(one.name) for one in reads.ministries(view)}
    sessions = {one.code: _session_words(request, one) for one in session_reads.sessions(view)}
    states = {state.value: state_words(texts, state) for state in InstructionState}
    return row_of(
        "instructions",
        Filter(name="ministry", label=texts.gettext("Ministry"), options=everything | ministries),
        Filter(name="session", label=texts.gettext("Session"), options=everything | sessions),
        Filter(name="state", label=texts.gettext("State"), options=everything | states),
    )


def _session_words(request: Request, session: SessionInfo) -> str:
    return f"{request.texts.day(session.held_on)} · {request.texts.spoken(session.title)}"


def _offer_protocol(request: Request, session: SessionInfo) -> None:
    """The session's protocol, in the language of the screen."""
    texts = request.texts
    name = f"{session.code}-{request.language}"
    with st.container(horizontal=True):
        offer(
            request,
            texts.gettext("Protocol of the session (DOCX)"),
            lambda: protocol_document(request, session),
            file_name=f"{name}.docx",
            mime=_DOCX,
        )
        offer(
            request,
            texts.gettext("Protocol of the session (XLSX)"),
            lambda: protocol_workbook(request, session),
            file_name=f"{name}.xlsx",
        )
