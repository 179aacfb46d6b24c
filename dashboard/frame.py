"""The frame around every page: header, language, live updates, and plain words for what goes wrong."""

import logging
from copy import copy
from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page

from dashboard import browser, entry, in_hand, live, source
from dashboard.access_words import ACTION_WORDS
from dashboard.links import PAGE_ACTIONS, PAGES, RESTRICTED
from dashboard.log import about, begin_request, request_id
from dashboard.markup import block, draw, kept_for_request
from dashboard.metrics import rerun
from dashboard.notice import show_notice
from dashboard.request import Request, TooEarlyError, UnreadableAddressError, language_of, read_request
from dashboard.sign_in import has_sign_in
from dashboard.texts import texts
from data_access.access.roles import NotAllowedError
from data_access.database import DatabaseUnreachableError

_PAGES = Path(__file__).parent.parent / "pages"
_WITHOUT_HEADER = {"session"}  # the wall is the whole screen
_UPLOAD = "upload"  # the one page on which a viewer can have a file in hand
_GO = "go"
_log = logging.getLogger("dashboard")


def pages() -> list[Page]:
    """The pages for `st.navigation`, the overview first."""
    # Making one looks up its file, and a run marks the one that it may call: each run gets copies.
    return [copy(page) for page in _made_pages()]


@lru_cache(maxsize=1)
def _made_pages() -> tuple[Page, ...]:
    """All pages, made once; within a run, as Streamlit wants it."""
    others = (st.Page(_PAGES / f"{name}.py", title=name.capitalize(), url_path=name) for name in PAGES[1:])
    return (st.Page(_PAGES / "overview.py", title="Overview", default=True), *others)


def run(page: Page) -> None:
    """Draw the frame and run the page in it for who may open it; a fault that has a plain sentence gets it."""
    begin_request()
    with rerun(page.url_path or "overview"):
        _run(page)


def _run(page: Page) -> None:
    parameters = st.query_params.to_dict()
    language = language_of(parameters, "kk")
    is_connected = False
    live.stand_still()
    if "request" not in st.session_state:
        source.look_again()
    try:
        programmes = source.programmes()
        language = language_of(parameters, programmes[0].language if programmes else "kk")
        name = page.url_path or "overview"
        person = entry.person_who_may_come_in(language, name)
        if person is None:
            return
        about(person_id=person.account_id)
        has_moved = browser.connect(language, page.url_path, go=st.session_state.pop(_GO, None))
        is_connected = True
        if not programmes:
            show_notice(texts(language), "empty")
            return
        request = read_request(parameters, programmes[0], person)
        st.session_state["request"] = request
        _keep_what_is_in_hand(name, has_moved=has_moved)
        if name not in _WITHOUT_HEADER:
            _draw_header(request, name)
        if entry.may_open(request, name):
            _run_page(page, request)
        else:
            st.session_state[in_hand.SHOWN] = False
        live.watch(request)
        # At the end of the run: what was applied has to be told before a stop may cut the page off.
        in_hand.keep(is_in_hand=st.session_state[in_hand.SHOWN])
    except NotAllowedError as error:
        words = texts(language)
        show_notice(words, "not_allowed", action=words.gettext(ACTION_WORDS[error.action]))
    except UnreadableAddressError as error:
        show_notice(texts(language), "address", parameter=error.parameter, value=error.value)
    except TooEarlyError as error:
        show_notice(texts(language), "too_early", day=texts(language).day(error.day))
    except DatabaseUnreachableError as error:
        if not is_connected:
            browser.connect(language, page.url_path)
        _wait_for_database(error, language)


def _keep_what_is_in_hand(page: str, *, has_moved: bool) -> None:
    """Remember on the page for bringing files that it came here from a session that has ended."""
    if page == _UPLOAD:
        st.session_state[browser.MOVED] = has_moved or st.session_state.get(browser.MOVED, False)
    else:
        st.session_state[browser.MOVED] = False
        st.session_state[in_hand.SHOWN] = False


def _run_page(page: Page, request: Request) -> None:
    try:
        page.run()
    except UnreadableAddressError as error:
        entry.note_unknown(request, error.value)
        raise


def report_fault(error: Exception) -> bool:
    """Log a fault that nobody foresaw and show its incident instead of its details; for `st.App`.

    A database that does not answer is foreseen; but a click's own work runs before the page and its `run`.
    """
    language = language_of(st.query_params.to_dict(), "kk")
    if isinstance(error, DatabaseUnreachableError):
        _wait_for_database(error, language)
        return True
    incident = request_id()
    _log.error("A screen failed (incident %s).", incident, exc_info=error)
    show_notice(texts(language), "fault", incident=incident)
    return True


def _wait_for_database(error: DatabaseUnreachableError, language: str) -> None:
    """Say that the database does not answer, and go on by itself when it does."""
    incident = request_id()
    _log.error("The database does not answer (incident %s): %s", incident, error, exc_info=error)
    show_notice(texts(language), "database", incident=incident)
    live.wait_for_database()


def go(address: str) -> None:
    """Send the browser to one of our addresses; for callbacks of charts, which can't hold links."""
    st.session_state[_GO] = address


def current_request() -> Request:
    """The request of this run, for the pages."""
    request: Request = st.session_state["request"]
    return request


def _draw_header(request: Request, page: str) -> None:
    parameters = st.query_params.to_dict()
    same_screen = tuple((name, value) for name, value in parameters.items() if name != "lang")
    for part in _header_blocks(request, page, same_screen):
        draw(part)


@kept_for_request
def _header_blocks(request: Request, page: str, same_screen: tuple[tuple[str, str], ...]) -> list[Markup]:
    """The header, and the banner of a screen that does not show the newest figures."""
    templates = ["header.html"] if request.is_now else ["header.html", "banner.html"]
    if page in RESTRICTED:
        templates.append("administration_tabs.html")
    values = {"page": page, "same_screen": dict(same_screen), "has_sign_in": has_sign_in()}
    allowed = [name for name, action in PAGE_ACTIONS.items() if action is None or action in request.can]
    return [block(one, request, pages=allowed, **values) for one in templates]
