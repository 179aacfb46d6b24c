"""The history of changes; one of them with all that it did, and taking it back."""

import streamlit as st

from dashboard.components.change import show_change
from dashboard.components.history import history_block
from dashboard.frame import current_request
from dashboard.markup import draw
from dashboard.request import line_number, page_number

request = current_request()
parameters = st.query_params.to_dict()
version = line_number("change", parameters)
if version is None:
    draw(history_block(request, page_number(parameters)))
else:
    is_taking_back = parameters.get("take_back") == "preview"
    show_change(request, version, is_taking_back=is_taking_back)
