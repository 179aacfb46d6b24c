"""Plain sentences for what a viewer can't see, each with a way on."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup, escape

from dashboard.texts import Texts, _

Way = tuple[str, str]
"""Where a notice leads on: an address and the words of its link."""

TO_OVERVIEW: Way = ("/", _("To the overview"))


def show_notice(texts: Texts, kind: str, *, way_on: Way | None = TO_OVERVIEW, **values: str) -> None:
    """Show the notice of a kind: its sentence and, unless there is none, a link that leads on."""
    sentence = escape(NOTICES[kind](texts, values))
    link = Markup("")
    if way_on is not None:
        address = way_on[0] if "lang=" in way_on[0] else f"{way_on[0]}?lang={texts.language}"
        link = Markup('<p><a class="internal" href="{}">{}</a></p>').format(address, texts.gettext(way_on[1]))
    st.html(f'<section class="notice" role="status"><p>{sentence}</p>{link}</section>')


NOTICES: dict[str, Callable[[Texts, dict[str, str]], str]] = {
    "sign_in": lambda texts, _values: texts.gettext("Sign in to see the programme."),
    "no_role": lambda texts, values: texts.gettext(
        "You have signed in as {name}, and nobody has given you a role here yet. Ask an administrator.",
        **values,
    ),
    "not_allowed": lambda texts, values: texts.gettext("Your role does not allow this: {action}.", **values),
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
