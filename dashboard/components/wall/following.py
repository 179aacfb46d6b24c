"""Other screens follow the wall: they look where it stands several times a second."""

from threading import Condition

import streamlit as st
from cachetools import TTLCache, cached

from dashboard import source
from data_access.database import DatabaseUnreachableError
from data_access.sessions.wall import Position, position

SECONDS = 0.3  # between two looks of a screen that follows
_KEPT_SECONDS = 0.15  # how long all screens of a process share one look


@cached(TTLCache(16, _KEPT_SECONDS), condition=Condition())
def where(session_id: int) -> Position | None:
    """Where the wall of a session stands; None before anybody has moved it."""
    with source.database().reading() as connection:
        return position(connection, session_id)


def follow(session_id: int, shown: Position | None) -> None:
    """Look again and again; draw the screen anew when the wall has moved on."""
    step = shown.step if shown else 0

    @st.fragment(run_every=SECONDS)
    def look() -> None:
        try:
            now = where(session_id)
        except DatabaseUnreachableError:
            return  # the page's own look at the database says so
        if (now.step if now else 0) != step:
            st.rerun()

    look()
