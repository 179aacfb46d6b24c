"""A policy field: its light and why, its milestones in time, who answers, how it moved."""

import streamlit as st

from dashboard.components.group_screen import show_group
from dashboard.frame import current_request
from data_access.model import Kind

show_group(current_request(), Kind.FIELD, st.query_params.get("field", ""))
