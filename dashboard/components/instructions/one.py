"""One instruction: how it stands and why, its values, its history, and what can be done with it."""

import streamlit as st
from markupsafe import Markup

from dashboard import reads, session_reads
from dashboard.components.instructions.forms import show_forms
from dashboard.entry import show_unknown
from dashboard.instruction_words import (
    EVENT_WORDS,
    attribute_words,
    instruction_reason,
    state_words,
    told,
)
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request
from data_access.model import Kind
from data_access.sessions.instructions import InstructionFilter, InstructionInfo

_SHOWN = (
    *("ministry_id", "co_executors", "given_on", "reported_on", "progress"),
    *("forecast", "reported_done_on", "note", "closed_on", "close_reason", "evidence"),
)


def show_instruction(request: Request, code: str) -> None:
    """The whole screen of the instruction that `code` means; a plain notice where there is none."""
    found = reads.find(request.current, Kind.INSTRUCTION, code)
    wanted = InstructionFilter(entity_id=found)
    known = session_reads.instructions(request.current, wanted) if found is not None else ()
    if not known:
        show_unknown(request, code)
        return
    draw(_block(request, known[0]))
    with st.container(key="instruction-forms"):
        show_forms(request, known[0])


@kept_for_request
def _block(request: Request, one: InstructionInfo) -> Markup:
    texts = request.texts
    return block(
        "instruction.html",
        request,
        one=one,
        state=state_words(texts, one.state),
        why=instruction_reason(texts, one),
        values=[
            (attribute_words(texts, name), told(texts, name, value))
            for name in _SHOWN
            if (value := _value(one, name)) not in (None, "", ())
        ],
        history=session_reads.instruction_history(request.current, one.id),
        event=lambda event: texts.gettext(EVENT_WORDS[event]),
        attribute=lambda name: attribute_words(texts, name),
        told=lambda name, value: told(texts, name, value),
    )


def _value(one: InstructionInfo, name: str) -> object:
    if name == "ministry_id":
        return one.executor
    return getattr(one, name)
