"""The script that Streamlit runs for every viewer: reads the URL, draws the frame, runs the page."""

from pathlib import Path

import streamlit as st

from dashboard import frame
from dashboard.links import PAGES

_PAGES = Path(__file__).parent.parent / "pages"

st.set_page_config(
    page_title="Leadership Session Dashboard", layout="wide", initial_sidebar_state="collapsed"
)
page = st.navigation(
    [
        st.Page(_PAGES / "overview.py", title="Overview", default=True),
        *(st.Page(_PAGES / f"{name}.py", title=name.capitalize(), url_path=name) for name in PAGES[1:]),
    ],
    position="hidden",
)
frame.run(page)
