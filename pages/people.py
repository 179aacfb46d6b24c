"""People and their roles: all of them; or one, whose roles are given and taken away."""

import streamlit as st

from dashboard.components.access.one_account import show_one
from dashboard.components.access.people import show_people
from dashboard.frame import current_request

request = current_request()
account = st.query_params.get("account", "")
if account:
    show_one(request, account)
else:
    show_people(request)
