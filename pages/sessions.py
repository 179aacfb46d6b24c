"""The sessions: all of them and preparing another one; or one with its settings and agenda."""

import streamlit as st

from dashboard.components.sessions.session_list import show_sessions
from dashboard.components.sessions.session_screen import show_session
from dashboard.frame import current_request

code = st.query_params.get("session", "")
if code:
    show_session(current_request(), code)
else:
    show_sessions(current_request())
