"""Filters whose state is the URL: a choice is written there, and what is there is shown."""

from collections.abc import Mapping

import streamlit as st


def choice(name: str, label: str, options: Mapping[str, str]) -> None:
    """A list to choose from, bound to URL parameter `name`; `options`: value to words, "" for no choice."""
    key = _shown(name)
    if st.session_state[key] not in options:
        st.session_state[key] = ""
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options.get(value, value),
        key=key,
        on_change=_write,
        args=(name, key),
    )


def search(name: str, label: str) -> None:
    """A field for words to look for, bound to URL parameter `name`."""
    key = _shown(name)
    st.text_input(label, key=key, on_change=_write, args=(name, key))


def _shown(name: str) -> str:
    """The widget's key, its state set to what the URL says: Back and a sent link show their filters."""
    key = f"filter-{name}"
    st.session_state[key] = st.query_params.get(name, "")
    return key


def _write(name: str, key: str) -> None:
    # In one piece: each assignment of its own would be a step that Back returns to.
    others = {one: value for one, value in st.query_params.to_dict().items() if one not in {name, "page"}}
    chosen = st.session_state[key]
    st.query_params.from_dict({**others, name: chosen} if chosen else others)
