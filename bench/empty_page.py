"""A page with one line and nothing to work out."""

import streamlit as st

st.html("<p>Nothing to see.</p>")
