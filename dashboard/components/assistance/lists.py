"""What was recorded: how the fields (or a field's problems) stand, the requests for help, the meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from dashboard import reads, session_reads
from dashboard.assistance_words import help_words
from dashboard.components import filters
from dashboard.components.assistance.entry import may_record, say_done
from dashboard.components.assistance.recording import show_meeting_form, show_request_form
from dashboard.components.filters import Filter, Row, row_of
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request, UnreadableAddressError
from data_access.model import Kind
from data_access.sessions import help as help_requests
from data_access.sessions import meetings
from data_access.sessions.help import HelpInfo, OpenHelp
from data_access.sessions.meetings import MeetingInfo
from data_access.sessions.subject import Subject

ROWS_SHOWN = 20  # of each list, unless the URL asks for all
OPEN, GIVEN = "open", "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """A field or problem: when its teams were last met, what help they wait for."""

    subject: Subject
    met: date | None
    help: OpenHelp | None


def show_assistance(request: Request, parameters: Mapping[str, str]) -> None:
    """The whole screen of the lists; raises UnreadableAddressError for what does not exist."""
    texts = request.texts
    subject = wanted_subject(request, parameters.get("subject", ""))
    state = parameters.get("help", "")
    if state not in ("", OPEN, GIVEN):
        raise UnreadableAddressError("help", state)
    title = texts.gettext("Working meetings and requests for help")
    draw(block("assistance_head.html", request, subject=None, title=title))
    say_done(request)
    filters.show(_filter_row(request))
    rows = None if parameters.get("all") else ROWS_SHOWN
    asked = tuple(parameters.items())
    wide, narrow = st.columns([1.25, 1], gap="large")
    with wide:
        if may_record(request):
            show_request_form(request, subject)
        draw(_requests_block(request, subject, state, rows, asked))
    with narrow:
        if may_record(request):
            show_meeting_form(request, subject)
        draw(_attended_block(request, subject))
        draw(_meetings_block(request, subject, rows, asked))


def wanted_subject(request: Request, code: str) -> Subject | None:
    """The field or problem that the URL asks for; raises UnreadableAddressError for one that is not there."""
    if not code:
        return None
    for kind in (Kind.FIELD, Kind.PROBLEM):
        found = reads.find(request.known, kind, code)
        if found is not None:
            return session_reads.subjects(request.known)[found]
    raise UnreadableAddressError("subject", code)


@kept_for_request
def _filter_row(request: Request) -> Row:
    texts = request.texts
    everything = {"": texts.gettext("All")}
    subjects = sorted(session_reads.subjects(request.known).values(), key=lambda one: one.code)
    names = {one.code: f"{one.code} {texts.spoken(one.name)}" for one in subjects}
    states = {OPEN: texts.gettext("waiting"), GIVEN: texts.gettext("help given")}
    return row_of(
        "assistance",
        Filter(name="subject", label=texts.gettext("Field or problem"), options=everything | names),
        Filter(name="help", label=texts.gettext("Requests"), options=everything | states),
    )


def _is_about(one: Subject, subject: Subject | None) -> bool:
    """Whether something about `one` belongs to what is asked for; a field has its problems' too."""
    return subject is None or subject.id in (one.id, one.field_id)


@kept_for_request
def _attended_block(request: Request, subject: Subject | None) -> Markup:
    """The fields, or the problems of the one asked for; those not met for the longest first."""
    view = request.known
    met, waiting = session_reads.last_met(view), session_reads.open_help(view)
    shown = [
        one
        for one in session_reads.subjects(view).values()
        if (one.kind is Kind.FIELD if subject is None else _is_about(one, subject))
    ]
    attended = [Attended(subject=one, met=met.get(one.id), help=waiting.get(one.id)) for one in shown]
    return block(
        "assistance_attended.html",
        request,
        attended=sorted(attended, key=lambda one: (one.met or date.min, one.subject.code)),
        day=view.day,
        overdue_days=meetings.OVERDUE_DAYS,
        help_words=lambda asked: help_words(request.texts, asked, view.day),
        help_overdue_days=help_requests.OVERDUE_DAYS,
    )


@kept_for_request
def _requests_block(
    request: Request,
    subject: Subject | None,
    state: str,
    rows: int | None,
    asked: tuple[tuple[str, str], ...],
) -> Markup:
    found: list[HelpInfo] = [
        one
        for one in session_reads.list_help_requests(request.known)
        if _is_about(one.subject, subject) and state in ("", OPEN if one.given_on is None else GIVEN)
    ]
    return block(
        "assistance_requests.html",
        request,
        requests=found[:rows],
        total=len(found),
        parameters=dict(asked),
        day=request.known.day,
        overdue_days=help_requests.OVERDUE_DAYS,
        can_change=may_record(request),
    )


@kept_for_request
def _meetings_block(
    request: Request, subject: Subject | None, rows: int | None, asked: tuple[tuple[str, str], ...]
) -> Markup:
    found: list[MeetingInfo] = [
        one for one in session_reads.list_meetings(request.known) if _is_about(one.subject, subject)
    ]
    return block(
        "assistance_meetings.html",
        request,
        meetings=found[:rows],
        total=len(found),
        parameters=dict(asked),
        can_change=may_record(request),
    )
