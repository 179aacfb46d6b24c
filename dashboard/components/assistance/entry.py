"""What the forms of meetings and requests share: their fields, and writing what was entered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dashboard import frame, session_reads, source
from dashboard.assistance_words import mistake_words
from dashboard.request import Request
from data_access.access.roles import Action, may
from data_access.sessions.entry import EntryRefusedError, Mistake

_DAY = "DD.MM.YYYY"
_LONGEST = 1000  # letters of a text
_TURN = "assistance-turn"  # new forms after each entry: the next one begins empty
_DONE = "assistance-done"

Values = dict[str, Any]
"""The columns of a meeting or request, as the functions that record them take them."""


def turn() -> int:
    """How many entries this viewer has made; part of the keys of the forms for new ones."""
    return int(st.session_state.setdefault(_TURN, 0))


def meeting_fields(request: Request, key: str, values: Values) -> Values:
    """The fields of a meeting, filled with what is known of it."""
    texts = request.texts
    return {
        "subject_id": _subject_field(request, key, values.get("subject_id")),
        "held_on": _day_field(request, texts.gettext("Held on"), f"{key}-held", values.get("held_on")),
        "participants": _text_field(texts.gettext("Who met"), f"{key}-who", values.get("participants")),
        "about": _text_field(texts.gettext("About what"), f"{key}-about", values.get("about")),
    }


def request_fields(request: Request, key: str, values: Values) -> Values:
    """The fields of a request for help, filled with what is known of it."""
    texts = request.texts
    return {
        "subject_id": _subject_field(request, key, values.get("subject_id")),
        "what": _text_field(texts.gettext("What help is asked for"), f"{key}-what", values.get("what")),
        "asked_of": _text_field(texts.gettext("Of whom"), f"{key}-whom", values.get("asked_of")),
        "asked_on": _day_field(request, texts.gettext("Since when"), f"{key}-asked", values.get("asked_on")),
    }


def write(request: Request, do: Callable[[], object], *, values: Values, to: str | None = None) -> None:
    """Record what was entered and draw the screen anew, at the address `to` if any; or say why not."""
    try:
        if values.get("subject_id", 0) is None:
            raise EntryRefusedError(Mistake.NO_SUBJECT)
        do()
    except EntryRefusedError as error:
        st.error(mistake_words(request.texts, error))
        return
    source.look_again()
    st.session_state[_TURN] = turn() + 1
    st.session_state[_DONE] = True
    if to is not None:
        frame.go(to)
    st.rerun()


def may_record(request: Request) -> bool:
    """Whether the person may record something, for one field at least; what is past is looked at only."""
    return request.is_now and Action.RECORD_ASSISTANCE in request.can


def say_done(request: Request) -> None:
    """That the entry has been recorded, once."""
    if st.session_state.pop(_DONE, False):
        st.success(request.texts.gettext("Recorded."))


def _subject_field(request: Request, key: str, chosen: int | None) -> int | None:
    texts = request.texts
    subjects = {
        place: one
        for place, one in session_reads.subjects(request.current).items()
        if may(request.person, Action.RECORD_ASSISTANCE, one.field_id)
    }
    ordered = sorted(subjects, key=lambda one: subjects[one].code)
    subject_id: int | None = st.selectbox(
        texts.gettext("Field or problem"),
        ordered,
        index=ordered.index(chosen) if chosen in subjects else None,
        format_func=lambda one: f"{subjects[one].code} {texts.spoken(subjects[one].name)}",
        placeholder=texts.gettext("Choose a field or a problem."),
        key=f"{key}-subject-{chosen}",
    )
    return subject_id


def _day_field(request: Request, label: str, key: str, value: date | None) -> date:
    return st.date_input(label, value=value or request.today, max_value=request.today, format=_DAY, key=key)


def _text_field(label: str, key: str, value: str | None) -> str:
    return st.text_input(label, value=value or "", max_chars=_LONGEST, key=key).strip()
