"""What was done to a session, an instruction, a meeting or a request for help: from before and after. Pure."""

import enum
from typing import Any

from data_access.model import Kind, SessionState

_REPORT = ("reported_on", "progress", "forecast", "reported_done_on", "note")


class Act(enum.StrEnum):
    """What was done."""

    SESSION_PREPARED = "session_prepared"
    SESSION_CHANGED = "session_changed"
    SESSION_OPENED = "session_opened"
    SESSION_TOOK_IN = "session_took_in"  # newer figures were let onto the wall
    SESSION_CLOSED = "session_closed"
    SESSION_REMOVED = "session_removed"
    AGENDA_ARRANGED = "agenda_arranged"
    INSTRUCTION_GIVEN = "instruction_given"
    INSTRUCTION_REPORTED = "instruction_reported"
    INSTRUCTION_TERM_MOVED = "instruction_term_moved"
    INSTRUCTION_TAKEN_OFF = "instruction_taken_off"
    INSTRUCTION_BROUGHT_BACK = "instruction_brought_back"
    INSTRUCTION_CHANGED = "instruction_changed"
    INSTRUCTION_REMOVED = "instruction_removed"
    MEETING_RECORDED = "meeting_recorded"
    MEETING_CORRECTED = "meeting_corrected"
    MEETING_REMOVED = "meeting_removed"
    HELP_ASKED = "help_asked"
    HELP_GIVEN = "help_given"
    HELP_CORRECTED = "help_corrected"
    HELP_REMOVED = "help_removed"


_ADDED = {
    Kind.SESSION: Act.SESSION_PREPARED,
    Kind.INSTRUCTION: Act.INSTRUCTION_GIVEN,
    Kind.MEETING: Act.MEETING_RECORDED,
    Kind.HELP_REQUEST: Act.HELP_ASKED,
}
_REMOVED = {
    Kind.SESSION: Act.SESSION_REMOVED,
    Kind.INSTRUCTION: Act.INSTRUCTION_REMOVED,
    Kind.MEETING: Act.MEETING_REMOVED,
    Kind.HELP_REQUEST: Act.HELP_REMOVED,
}


def act_of(kind: Kind, old: Any, new: Any) -> Act:
    """What turned the row `old` into `new`; None: it was not there. One of them is a row."""
    if kind is Kind.AGENDA_ITEM:
        return Act.AGENDA_ARRANGED
    if old is None or new is None:
        return (_ADDED if old is None else _REMOVED)[kind]
    if kind is Kind.SESSION:
        return _of_session(old, new)
    if kind is Kind.INSTRUCTION:
        return _of_instruction(old, new)
    if kind is Kind.MEETING:
        return Act.MEETING_CORRECTED
    return Act.HELP_GIVEN if old.given_on is None and new.given_on is not None else Act.HELP_CORRECTED


def _of_session(old: Any, new: Any) -> Act:
    if old.state != new.state:
        opened_or_closed = {
            SessionState.OPEN: Act.SESSION_OPENED,
            SessionState.CLOSED: Act.SESSION_CLOSED,
        }
        return opened_or_closed.get(SessionState(new.state), Act.SESSION_CHANGED)
    return Act.SESSION_TOOK_IN if old.frozen_version != new.frozen_version else Act.SESSION_CHANGED


def _of_instruction(old: Any, new: Any) -> Act:
    if old.closed_on is None and new.closed_on is not None:
        return Act.INSTRUCTION_TAKEN_OFF
    if old.closed_on is not None and new.closed_on is None:
        return Act.INSTRUCTION_BROUGHT_BACK
    if old.term != new.term:
        return Act.INSTRUCTION_TERM_MOVED
    if any(getattr(old, name) != getattr(new, name) for name in _REPORT):
        return Act.INSTRUCTION_REPORTED
    return Act.INSTRUCTION_CHANGED
