"""Where a session stands, and why something belongs on its agenda, in words."""

from collections.abc import Callable
from datetime import date

from dashboard.texts import Texts, _
from data_access.model import SessionState
from data_access.sessions.proposal import AgendaReason, Concern

STATE_WORDS = {
    SessionState.PREPARED: _("being prepared"),
    SessionState.OPEN: _("in progress"),
    SessionState.CLOSED: _("closed"),
}


def concern_words(texts: Texts, reason: AgendaReason, since: date | None) -> str:
    """A reason to speak of something, with its figures; `since` is the day of the last session."""
    return _WORDS[reason.concern](texts, reason, since)


def _turned_red(texts: Texts, reason: AgendaReason, since: date | None) -> str:
    day = texts.day(since) if since else "–"
    if reason.before is None:
        return texts.gettext("new since {day}, and red", day=day)
    return texts.gettext("red since {day}, was: {light}", day=day, light=texts.light(reason.before))


def _declared_green(texts: Texts, reason: AgendaReason, _since: date | None) -> str:
    return texts.gettext("ministry says green: {count}", count=texts.number(reason.number or 0))


def _instruction_overdue(texts: Texts, reason: AgendaReason, _since: date | None) -> str:
    return texts.ngettext(
        "instructions overdue: {count}, the oldest by {number} day",
        "instructions overdue: {count}, the oldest by {number} days",
        reason.days or 0,
        count=reason.number,
    )


def _not_reported(texts: Texts, reason: AgendaReason, _since: date | None) -> str:
    return texts.gettext("not reported, milestones without data: {count}", count=reason.number)


def _long_off_agenda(texts: Texts, reason: AgendaReason, _since: date | None) -> str:
    if reason.number is None:
        return texts.gettext("never on an agenda")
    return texts.ngettext(
        "last on an agenda {number} session ago",
        "last on an agenda {number} sessions ago",
        reason.number,
    )


def _help_overdue(texts: Texts, reason: AgendaReason, _since: date | None) -> str:
    return texts.ngettext(
        "requests for help open: {count}, the oldest {number} day",
        "requests for help open: {count}, the oldest {number} days",
        reason.days or 0,
        count=reason.number,
    )


def _meeting_overdue(texts: Texts, reason: AgendaReason, _since: date | None) -> str:
    if reason.days is None:
        return texts.gettext("no working meeting yet")
    return texts.ngettext(
        "last working meeting {number} day ago", "last working meeting {number} days ago", reason.days
    )


_WORDS: dict[Concern, Callable[[Texts, AgendaReason, date | None], str]] = {
    Concern.TURNED_RED: _turned_red,
    Concern.DECLARED_GREEN: _declared_green,
    Concern.INSTRUCTION_OVERDUE: _instruction_overdue,
    Concern.NOT_REPORTED: _not_reported,
    Concern.LONG_OFF_AGENDA: _long_off_agenda,
    Concern.HELP_OVERDUE: _help_overdue,
    Concern.MEETING_OVERDUE: _meeting_overdue,
}
