"""Readiness: who has reported in a session's update window, who has not, and whom to remind."""

import streamlit as st

from dashboard.components.readiness.readiness_screen import show_readiness
from dashboard.frame import current_request

show_readiness(current_request(), st.query_params.get("session", ""))
