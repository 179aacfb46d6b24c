"""The screen of a session's readiness: the window, who has reported, the league, and a list to copy."""

import streamlit as st
from markupsafe import Markup

from dashboard import reads
from dashboard.components.readiness.standing import (
    league_of,
    missing_by_ministry,
    parts_of,
    session_asked,
    worst_first,
)
from dashboard.entry import show_unknown
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request
from data_access.reads.board import MinistryInfo
from data_access.sessions.readiness import Tally, UpdateWindow, by_field, by_ministry, window_of
from data_access.sessions.schedule import SessionInfo


def show_readiness(request: Request, code: str) -> None:
    """Draw the screen of the session that `code` means, or of the next one."""
    session = session_asked(request, code)
    if session is None and code:
        show_unknown(request, code)
    elif session is None:
        draw(block("readiness_none.html", request))
    else:
        draw(_tables_block(request, session))
        text = reminder(request, session)
        draw(block("reminder_heading.html", request, is_needed=bool(text)))
        if text:
            st.code(text, language=None, wrap_lines=True)


@kept_for_request
def _tables_block(request: Request, session: SessionInfo) -> Markup:
    window = window_of(session)
    parts = parts_of(request, window)
    ministries: dict[int | None, MinistryInfo] = {one.id: one for one in reads.ministries(request.current)}
    fields = {one.id: one for one in reads.fields(request.current)}
    return block(
        "readiness.html",
        request,
        session=session,
        window=window,
        when=_when(request, window),
        total=sum((part.tally for part in parts), Tally()),
        by_ministry=[(ministries.get(one), tally) for one, tally in worst_first(by_ministry(parts))],
        by_field=[(fields.get(one), tally) for one, tally in worst_first(by_field(parts))],
        league=league_of(request),
        ministries=ministries,
    )


def reminder(request: Request, session: SessionInfo) -> str:
    """A message to the ministries of which reports are missing, as plain text; empty: none are."""
    texts, window = request.texts, window_of(session)
    names: dict[int | None, str] = {
        one.id: texts.spoken(one.name) for one in reads.ministries(request.current)
    }
    fields = {one.id: texts.spoken(one.name) for one in reads.fields(request.current)}
    missing = missing_by_ministry(parts_of(request, window))
    if not missing:
        return ""
    title = texts.gettext(
        "{title}, {day}", title=texts.spoken(session.title) or session.code, day=texts.day(session.held_on)
    )
    lines = [title, _call(request, window), ""]
    for ministry, tally, parts in missing:
        of_fields = ", ".join(f"{fields.get(one.field_id, '–')}: {one.tally.missing}" for one in parts)
        lines.append(
            texts.gettext(
                "{ministry} – not reported: {missing} of {expected} ({fields})",
                ministry=names.get(ministry) or texts.gettext("Nobody answers"),
                missing=texts.number(tally.missing),
                expected=texts.number(tally.expected),
                fields=of_fields,
            )
        )
    return "\n".join(lines)


def _call(request: Request, window: UpdateWindow) -> str:
    texts = request.texts
    if request.today > window.closes:
        return texts.gettext(
            "The last day for updates was {day}. What comes now is taken in and counts as late.",
            day=texts.day(window.closes),
        )
    return texts.gettext(
        "Please bring your updates from {first} to {last}.",
        first=texts.day(window.opens),
        last=texts.day(window.closes),
    )


def _when(request: Request, window: UpdateWindow) -> str:
    """Where today lies: before, within or after the window, or after the session."""
    texts, today = request.texts, request.today
    if today < window.opens:
        return texts.ngettext(
            "The window opens in {number} day.",
            "The window opens in {number} days.",
            (window.opens - today).days,
        )
    if today <= window.closes:
        return texts.ngettext(
            "The window is open: {number} day left, today counted.",
            "The window is open: {number} days left, today counted.",
            (window.closes - today).days + 1,
        )
    if today <= window.held_on:
        return texts.gettext("The window has closed; figures are being checked.")
    return texts.gettext("The session is past; this is how it stood at the end of its day.")
