"""Instructions: who was asked for what, what became of it; one of them, and a session's protocol."""

import streamlit as st

from dashboard.components.instructions.listing import show_instructions
from dashboard.components.instructions.one import show_instruction
from dashboard.frame import current_request

request = current_request()
parameters = st.query_params.to_dict()
if parameters.get("instruction"):
    show_instruction(request, parameters["instruction"])
else:
    show_instructions(request, parameters)
