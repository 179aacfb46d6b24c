"""The overview: is the programme on track, what is not, what has changed."""

import streamlit as st

from dashboard.components.months import months_block
from dashboard.components.overview import overview_block
from dashboard.frame import current_request
from dashboard.markup import draw

request = current_request()
if st.query_params.get("view") == "months":
    draw(months_block(request))
else:
    draw(overview_block(request, all_changes=st.query_params.get("changes") == "all"))
