"""The overview: is the programme on track, what is not, what has changed."""

import streamlit as st

from dashboard.components.months import months_block
from dashboard.components.overview import overview_block
from dashboard.frame import current_request
from dashboard.markup import draw

request = current_request()
draw(months_block(request) if st.query_params.get("view") == "months" else overview_block(request))
