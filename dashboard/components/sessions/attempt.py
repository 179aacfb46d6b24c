"""Writing from the screens of sessions: what went wrong is said plainly on the next run."""

from collections.abc import Callable

import streamlit as st

from dashboard import source
from dashboard.components.sessions.session_words import STATE_WORDS
from dashboard.request import Request
from data_access.sessions.preparing import MOST_ITEMS, SessionMovedError, TooManyItemsError

_MESSAGE = "session-message"


def attempt(request: Request, write: Callable[[], object]) -> None:
    """Write and draw the screen anew; where others were faster, say so and show what is there now."""
    try:
        write()
    except SessionMovedError as error:
        state = request.texts.gettext(STATE_WORDS[error.state])
        st.session_state[_MESSAGE] = request.texts.gettext(
            "Nothing was changed: somebody was faster, and the session is in another state now: {state}.",
            state=state,
        )
    except TooManyItemsError:
        st.session_state[_MESSAGE] = full_words(request)
    source.look_again()
    st.rerun()


def show_message(request: Request) -> None:
    """What the last attempt of this viewer met with, once."""
    message = st.session_state.pop(_MESSAGE, None)
    if message is not None:
        st.warning(message)


def full_words(request: Request) -> str:
    """That an agenda holds no more."""
    return request.texts.gettext(
        "An agenda has room for {most} items, so that each gets its time. Remove one to add another.",
        most=MOST_ITEMS,
    )
