"""The history of changes: who brought what when, and what was taken back."""

import streamlit as st

from dashboard.components.history import history_block
from dashboard.frame import current_request
from dashboard.markup import draw
from dashboard.request import page_number

draw(history_block(current_request(), page_number(st.query_params.to_dict())))
