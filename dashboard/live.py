"""Live updates: open screens notice a newer version and draw themselves anew, keeping their place."""

import streamlit as st

from dashboard import source
from dashboard.request import Request
from dashboard.sign_in import asker
from data_access.database import DatabaseUnreachableError

SECONDS = 2.5  # between two looks; a new version is on every screen within 5 seconds
_HARDLY_EVER = 24 * 60 * 60.0


def watch(request: Request) -> None:
    """Look for a newer version and other roles from now on; a fixed version is shown without looking."""
    if any(name == "version" for name, _value in request.kept):
        _be_asked_for_again()
        return

    ask = asker()

    @st.fragment(run_every=SECONDS)
    def look() -> None:
        try:
            if ask() != request.person:
                st.rerun()  # signed out, or with other roles
            newest = source.newest_version(request.programme.id)
            latest = source.latest_version(request.programme.id)
        except DatabaseUnreachableError:
            st.rerun()
        if (newest, latest) != (request.newest, request.latest) or request.programme.today(
            source.now()
        ) != request.today:
            st.rerun()

    look()


def _be_asked_for_again() -> None:
    """Have the browser ask for the screen anew when its connection comes back, perhaps to another server.

    It does so for screens that look for something by themselves, however seldom.
    """

    @st.fragment(run_every=_HARDLY_EVER)
    def look() -> None:
        """See nothing."""

    look()


def wait_for_database() -> None:
    """Look until the database answers again, then draw the screen anew."""

    @st.fragment(run_every=SECONDS)
    def look() -> None:
        try:
            source.programmes()
        except DatabaseUnreachableError:
            return
        st.rerun()

    look()
