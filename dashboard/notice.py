"""Plain sentences for what a viewer can't see, each with a way on."""

from collections.abc import Callable

import streamlit as st
from markupsafe import escape

from dashboard.texts import Texts


def show_notice(texts: Texts, kind: str, **values: str) -> None:
    """Show the notice of a kind: its sentence and a link back to the overview."""
    sentence = escape(NOTICES[kind](texts, values))
    way_on = escape(texts.gettext("To the overview"))
    st.html(
        f'<section class="notice" role="status"><p>{sentence}</p>'
        f'<p><a class="internal" href="/?lang={texts.language}">{way_on}</a></p></section>'
    )


NOTICES: dict[str, Callable[[Texts, dict[str, str]], str]] = {
    "empty": lambda texts, _values: texts.gettext(
        "There is no data yet. Load the sample with “python -m dashboard sample”."
    ),
    "address": lambda texts, values: texts.gettext(
        "The address asks for {parameter} “{value}”, which does not exist.", **values
    ),
    "too_early": lambda texts, values: texts.gettext("There were no data yet on {day}.", **values),
    "unknown_code": lambda texts, values: texts.gettext(
        "There is nothing with the code “{code}” in this version of the data.", **values
    ),
    "database": lambda texts, values: texts.gettext(
        "The database does not answer. This screen goes on by itself when it does. Incident {incident}.",
        **values,
    ),
    "fault": lambda texts, values: texts.gettext(
        "Something went wrong here and has been noted. Incident {incident}.", **values
    ),
}
