"""The way in: who may come in at all, which pages they may open, and what the audit notes of that."""

import logging
from threading import Lock

import streamlit as st
from cachetools import TTLCache

from dashboard import browser, source
from dashboard.access_words import ACTION_WORDS
from dashboard.links import PAGE_ACTIONS, PAGES, RESTRICTED, link
from dashboard.notice import show_notice
from dashboard.request import Request
from dashboard.sign_in import asker
from dashboard.texts import texts
from data_access.access.audit import AuditEntry, Noted, note
from data_access.access.roles import Person
from data_access.view import EVERYTHING

NOBODY = "(not signed in)"  # in whose name is noted what somebody tried whom nobody knows
_LINES_A_MINUTE = 30  # of those whom nobody knows, so that they cannot fill the audit; the log has the others
_log = logging.getLogger("dashboard")
_strangers: TTLCache[int, None] = TTLCache(_LINES_A_MINUTE, ttl=60)
_turn = Lock()


def person_who_may_come_in(language: str, page: str) -> Person | None:
    """Who this viewer is now; where nobody may come in, the way to sign in is drawn instead."""
    person = asker()()
    if person is not None:
        return person
    if _is_new("stranger", page):
        _note_stranger(page)
    words = texts(language)
    browser.connect(language, "" if page == PAGES[0] else page, is_waiting_for_sign_in=True)
    show_notice(words, "sign_in", way_on=None)
    with st.container(key="sign-in", horizontal=True, horizontal_alignment="center"):
        if st.button(words.gettext("Sign in"), type="primary"):
            st.login()
    return None


def may_open(request: Request, page: str) -> bool:
    """Whether the person may open a page; a plain notice with a way on where not.

    Who opens a restricted page, and who is refused one, is noted: once, not at each click on it.
    """
    action = PAGE_ACTIONS[page]
    is_allowed = action is None or action in request.can
    is_new = _is_new("page", (page, is_allowed, *st.query_params.to_dict().items()))
    if is_new and (page in RESTRICTED or not is_allowed):
        _note(request, Noted.SAW if is_allowed else Noted.REFUSED, f"page {page}")
    if action is None or is_allowed:
        return True
    words = request.texts
    if not request.person.grants:
        way_on = (link(request, "account"), words.gettext("My account"))
        show_notice(words, "no_role", way_on=way_on, name=request.person.actor)
    else:
        home = next(name for name, wanted in PAGE_ACTIONS.items() if wanted is None or wanted in request.can)
        way_on = (link(request, home), words.gettext("To what I may see"))
        show_notice(words, "not_allowed", way_on=way_on, action=words.gettext(ACTION_WORDS[action]))
    return False


def show_unknown(request: Request, code: str) -> None:
    """That there is nothing with a code, as far as this person sees."""
    note_unknown(request, code)
    show_notice(request.texts, "unknown_code", code=code)


def note_unknown(request: Request, asked: str) -> None:
    """Note that somebody who sees some fields alone asked for what is not there, or is not theirs to see."""
    if request.view.scope != EVERYTHING and _is_new("unknown", (asked, *st.query_params.to_dict().items())):
        _note(request, Noted.REFUSED, f"asked for {asked}")


def _is_new(about: str, here: object) -> bool:
    """Whether this viewer comes here now, and was not here at the click before."""
    key = f"entered-{about}"
    is_new = bool(st.session_state.get(key) != here)
    st.session_state[key] = here
    return is_new


def _note(request: Request, action: Noted, told: str) -> None:
    entry = AuditEntry(at=source.now(), actor=request.person.actor, action=action, object=told)
    note(source.database(), entry)


def _note_stranger(page: str) -> None:
    with _turn:
        is_within_bounds = len(_strangers) < _LINES_A_MINUTE
        _strangers[max(_strangers, default=0) + 1] = None
    if is_within_bounds:
        entry = AuditEntry(at=source.now(), actor=NOBODY, action=Noted.REFUSED, object=f"page {page}")
        note(source.database(), entry)
    else:
        _log.warning("Somebody who is not signed in asked for the page %s.", page)
