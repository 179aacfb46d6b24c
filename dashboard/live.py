"""Live updates: open screens notice a newer version and draw themselves anew, keeping their place.

A screen's browser asks /news/SESSION every few seconds (dashboard/browser.py), with no run of a script for it:
looking is what open screens do most, and a run takes ten times as long.
"""

from collections.abc import Callable
from threading import Lock

import streamlit as st
from cachetools import TTLCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from dashboard import browser, source
from dashboard.request import Request
from dashboard.sign_in import asker
from data_access.database import DatabaseUnreachableError

NOTHING_NEW, NEWS, UNKNOWN = 204, 205, 404
"""What is answered: the screen is as it should be, is to be drawn anew, or is not one of this process."""

_SCREENS = 10_000
_KEPT_SECONDS = 3600.0  # a screen that is left alone for longer is drawn anew once
Look = Callable[[], bool]
_looks: TTLCache[str, Look] = TTLCache(_SCREENS, _KEPT_SECONDS)
_turn = Lock()


def stand_still() -> None:
    """Show what is shown until the viewer does something; a run begins so."""
    _remember(lambda: False)


def watch(request: Request) -> None:
    """Look for a newer version and other roles from now on; a fixed version is shown without looking."""
    if not any(name == "version" for name, _value in request.kept):
        _remember(_look_after(request))


def _look_after(request: Request) -> Look:
    """Whether a screen that shows `request` is to be drawn anew."""
    ask = asker()

    def look() -> bool:
        try:
            if ask() != request.person:
                return True  # signed out, or with other roles
            newest = source.newest_version(request.programme.id)
            latest = source.latest_version(request.programme.id)
        except DatabaseUnreachableError:
            return True  # the run that follows says so
        today = request.programme.today(source.now())
        return (newest, latest, today) != (request.newest, request.latest, request.today)

    return look


def _remember(look: Look) -> None:
    with _turn:
        _looks[browser.session()] = look


async def _news(asked: HttpRequest) -> Response:
    with _turn:
        look = _looks.get(asked.path_params["session"])
    if look is None:
        return Response(status_code=UNKNOWN)
    return Response(status_code=NEWS if await run_in_threadpool(look) else NOTHING_NEW)


NEWS_ROUTE = Route("/news/{session}", _news)


def wait_for_database() -> None:
    """Look until the database answers again, then draw the screen anew."""

    @st.fragment(run_every=browser.LOOK_SECONDS)
    def look() -> None:
        try:
            source.programmes()
        except DatabaseUnreachableError:
            return
        st.rerun()

    look()
