"""What a viewer has decided about the file in hand, kept while the file is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from data_access.uploads.choices import Choices, Side

_KEY = "upload-choices"


def choices_of(file_id: str) -> Choices:
    """The choices made for a file so far; none for another file."""
    kept: tuple[str, Choices] | None = st.session_state.get(_KEY)
    return kept[1] if kept is not None and kept[0] == file_id else Choices()


def choose(file_id: str, **chosen: Any) -> None:
    """Change some fields of the choices for a file."""
    st.session_state[_KEY] = (file_id, replace(choices_of(file_id), **chosen))


def take_proposals(file_id: str, proposals: Mapping[tuple[str, str], str]) -> None:
    """Take texts in place of cells' texts, by (sheet, cell)."""
    choose(file_id, replacements={**choices_of(file_id).replacements, **proposals})


def decide(file_id: str, key: tuple[Any, str, str], widget: str) -> None:
    """Take one side in a conflict: the one that a widget says, or none."""
    decisions = dict(choices_of(file_id).decisions)
    side = st.session_state[widget]
    if side is None:
        decisions.pop(key, None)
    else:
        decisions[key] = Side(side)
    choose(file_id, decisions=decisions)


def forget() -> None:
    """Nothing is decided any more: the file is done with."""
    st.session_state.pop(_KEY, None)
