"""The wall of a session: one screen an item, moved by keys, frozen while it runs."""

import streamlit as st

from dashboard import session_reads
from dashboard.components.wall.wall import Wall
from dashboard.entry import show_unknown
from dashboard.frame import current_request
from data_access.sessions.schedule import session_of_today

request = current_request()
code = st.query_params.get("session", "")
known = session_reads.sessions(request.current)
session = next((one for one in known if one.code == code), None) if code else session_of_today(known)
if session is None:
    show_unknown(request, code)
else:
    Wall(request, session, st.query_params.to_dict()).draw()
