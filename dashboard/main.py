"""The script that Streamlit runs for every viewer: reads the URL, draws the frame, runs the page."""

import streamlit as st

from dashboard import frame

st.set_page_config(
    page_title="Leadership Session Dashboard", layout="wide", initial_sidebar_state="collapsed"
)
frame.run(st.navigation(frame.pages(), position="hidden"))
