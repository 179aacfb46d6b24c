"""Instructions in words: states, the reason of a light, what happened, and why something cannot be done."""

from datetime import date
from typing import Any

from dashboard.texts import Texts, _
from dashboard.traffic_words import reason_words
from data_access.reads.board import MinistryInfo
from data_access.sessions import instruction_changes as changes
from data_access.sessions.instruction_history import InstructionEvent
from data_access.sessions.instruction_state import InstructionState
from data_access.sessions.instructions import InstructionInfo
from data_access.traffic_light import Reason

STATE_WORDS: dict[InstructionState, str] = {
    InstructionState.OVERDUE: _("Overdue"),
    InstructionState.REPORTED_DONE: _("Reported done"),
    InstructionState.UNDER_CONTROL: _("Under control"),
    InstructionState.TAKEN_OFF: _("Taken off control"),
}

EVENT_WORDS: dict[InstructionEvent, str] = {
    InstructionEvent.GIVEN: _("given"),
    InstructionEvent.REPORTED: _("reported"),
    InstructionEvent.TERM_MOVED: _("term moved"),
    InstructionEvent.TAKEN_OFF: _("taken off control"),
    InstructionEvent.BROUGHT_BACK: _("back under control"),
    InstructionEvent.CHANGED: _("changed"),
    InstructionEvent.REMOVED: _("removed"),
}

ATTRIBUTE_WORDS: dict[str, str] = {
    "text": _("Instruction"),
    "ministry_id": _("Executor"),
    "co_executors": _("Co-executors"),
    "given_on": _("Given on"),
    "term": _("Term"),
    "baseline": _("First term"),
    "reported_on": _("Newest report"),
    "progress": _("Percent"),
    "forecast": _("Forecast"),
    "reported_done_on": _("Reported done on"),
    "note": _("Note"),
    "closed_on": _("Taken off control on"),
    "close_reason": _("Reason"),
    "evidence": _("Evidence"),
}

_ERROR_WORDS: dict[type[changes.InstructionError], str] = {
    changes.EmptyTextError: _("Say what is to be done."),
    changes.TermInPastError: _("The term lies in the past."),
    changes.DayOutOfRangeError: _("A day lies in the future, or before the instruction was given."),
    changes.OlderReportError: _("A report of a later day is there already."),
    changes.UnprovenError: _("Taking off control needs both a reason and evidence."),
    changes.TakenOffError: _("This instruction has been taken off control meanwhile."),
    changes.UnderControlError: _("This instruction is under control already."),
}


def state_words(texts: Texts, state: InstructionState) -> str:
    """Where an instruction stands, in words."""
    return texts.gettext(STATE_WORDS[state])


def instruction_reason(texts: Texts, one: InstructionInfo) -> str:
    """Why an instruction has its light; one reported done tells that first, and how late it was."""
    if one.state is not InstructionState.REPORTED_DONE or one.reported_done_on is None:
        return reason_words(texts, one.verdict)
    said = texts.gettext("done {day}, to be checked", day=texts.day(one.reported_done_on))
    return f"{said}; {reason_words(texts, one.verdict)}" if one.verdict.reason is Reason.PAST_TERM else said


def error_words(texts: Texts, error: changes.InstructionError) -> str:
    """Why something could not be done with an instruction."""
    return texts.gettext(_ERROR_WORDS[type(error)])


def attribute_words(texts: Texts, attribute: str) -> str:
    """What an attribute of an instruction is called."""
    return texts.gettext(ATTRIBUTE_WORDS[attribute])


def told(texts: Texts, attribute: str, value: Any) -> str:
    """A value of an instruction as a reader knows it; a dash for none."""
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, date):
        return texts.day(value)
    if isinstance(value, MinistryInfo):
        return texts.spoken(value.name)
    if isinstance(value, tuple):
        return ", ".join(texts.spoken(one.name) for one in value)
    return texts.exact_percent(value) if attribute == "progress" else str(value)
