"""What is folded away until somebody opens it: till then it is neither made nor sent."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.markup import as_label


def folded(label: str, *, key: str, is_open: bool = False) -> DeltaGenerator | None:
    """A fold with a label: the place for what is in it, or None while nobody has opened it.

    What was opened once is drawn for the rest of the session: what was typed there outlives closing it.
    """
    opened = f"{key}-was-open"
    fold = st.expander(as_label(label), expanded=is_open, key=key, on_change="rerun")
    if not (fold.open or st.session_state.get(opened)):
        return None
    st.session_state[opened] = True
    return fold
