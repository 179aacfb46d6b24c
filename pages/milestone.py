"""A milestone: its light and why, where each of its values came from, its history."""

import streamlit as st

from dashboard import reads
from dashboard.components.milestone import milestone_block
from dashboard.entry import show_unknown
from dashboard.frame import current_request
from dashboard.markup import draw
from data_access.model import Kind

request = current_request()
code = st.query_params.get("milestone", "")
found = reads.find(request.view, Kind.MILESTONE, code)
if found is None:
    show_unknown(request, code)
else:
    draw(milestone_block(request, found))
