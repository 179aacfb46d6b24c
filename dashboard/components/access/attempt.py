"""An administrator's step: done, and said so on the next screen; or the sentence why it cannot be."""

from collections.abc import Callable

import streamlit as st

from dashboard.access_words import account_error_words
from dashboard.request import Request
from data_access.access.accounts import AccountError

_DONE = "account-step-done"


def attempt(request: Request, step: Callable[[], None], *, then: Callable[[], None] | None = None) -> None:
    """Take the step and draw the screen anew; `then` runs once it has been taken."""
    try:
        step()
    except AccountError as error:
        st.warning(account_error_words(request.texts, error))
        return
    if then is not None:
        then()
    st.session_state[_DONE] = True
    st.rerun()


def say_done(request: Request) -> None:
    """That the last step has been taken, once."""
    if st.session_state.pop(_DONE, False):
        st.success(request.texts.gettext("Done, and noted in the audit."))
