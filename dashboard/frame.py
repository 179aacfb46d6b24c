"""The frame around every page: style, header, language, live updates, and plain words for what goes wrong."""

import logging
from copy import copy
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page

from dashboard import browser, in_hand, live, source
from dashboard.links import PAGES
from dashboard.markup import block, draw, kept_for_request
from dashboard.notice import show_notice
from dashboard.request import Request, TooEarlyError, UnreadableAddressError, language_of, read_request
from dashboard.texts import texts
from data_access.database import DatabaseUnreachableError

_STYLE = Path(__file__).parent / "style.css"
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
    """Draw the frame and run the page in it; a fault that has a plain sentence gets it."""
    st.html(_STYLE)
    parameters = st.query_params.to_dict()
    language = language_of(parameters, "kk")
    try:
        programmes = source.programmes()
        if not programmes:
            browser.connect(language)
            show_notice(texts(language), "empty")
            return
        programme = programmes[0]
        language = language_of(parameters, programme.language)
        has_moved = browser.connect(language, go=st.session_state.pop(_GO, None))
        request = read_request(parameters, programme)
        st.session_state["request"] = request
        if page.url_path == _UPLOAD:
            st.session_state[browser.MOVED] = has_moved or st.session_state.get(browser.MOVED, False)
        else:
            st.session_state[browser.MOVED] = False
            st.session_state[in_hand.SHOWN] = False
        if page.url_path not in _WITHOUT_HEADER:
            _draw_header(request, page.url_path or "overview")
        page.run()
        live.watch(request)
        # At the end of the run: what was applied has to be told before a stop may cut the page off.
        in_hand.keep(is_in_hand=st.session_state[in_hand.SHOWN])
    except UnreadableAddressError as error:
        show_notice(texts(language), "address", parameter=error.parameter, value=error.value)
    except TooEarlyError as error:
        show_notice(texts(language), "too_early", day=texts(language).day(error.day))
    except DatabaseUnreachableError as error:
        incident = uuid4().hex[:8]
        _log.error("The database does not answer (incident %s): %s", incident, error, exc_info=error)
        browser.connect(language)
        show_notice(texts(language), "database", incident=incident)
        live.wait_for_database()


def report_fault(error: Exception) -> bool:
    """Log a fault that nobody foresaw and show its incident instead of its details; for `st.App`."""
    incident = uuid4().hex[:8]
    _log.error("A screen failed (incident %s).", incident, exc_info=error)
    show_notice(texts(language_of(st.query_params.to_dict(), "kk")), "fault", incident=incident)
    return True


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
    return [block(one, request, page=page, same_screen=dict(same_screen)) for one in templates]
