"""Working meetings and requests for help: all of them or a field's, with forms; or one, to be corrected."""

import streamlit as st

from dashboard.components.assistance.correcting import show_one_meeting, show_one_request
from dashboard.components.assistance.lists import show_assistance
from dashboard.frame import current_request

request = current_request()
parameters = st.query_params.to_dict()
if parameters.get("meeting"):
    show_one_meeting(request, parameters["meeting"])
elif parameters.get("request"):
    show_one_request(request, parameters["request"])
else:
    show_assistance(request, parameters)
