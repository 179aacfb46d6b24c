"""The whole screen: thresholds, how the programme is called, what was remembered, how old its data is."""

import streamlit as st

from dashboard import history_reads, reads, source
from dashboard.components.programme.thresholds import show_thresholds
from dashboard.markup import block, draw
from dashboard.request import Request
from dashboard.texts import _
from dashboard.version import version
from data_access.access import guard
from data_access.uploads.foreign.column_maps import kept_maps
from data_access.words import LANGUAGES, Words

_NAME_IN = {"kk": _("Name in Kazakh"), "ru": _("Name in Russian"), "en": _("Name in English")}
_SPOKEN = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


def show_programme(request: Request) -> None:
    """Draw it."""
    draw(block("programme_head.html", request))
    show_thresholds(request)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_names(request)
        _show_maps(request)
    with right:
        draw(
            block(
                "programme_state.html",
                request,
                freshness=history_reads.freshness(request.current),
                fields={one.code: one.name for one in reads.fields(request.current)},
                version=version(),
                database=source.database().url.get_backend_name(),
            )
        )


def _show_names(request: Request) -> None:
    texts, programme = request.texts, request.programme
    draw(block("heading.html", request, text=texts.gettext("The programme")))
    with st.form("programme", enter_to_submit=False):
        names = {
            language: st.text_input(
                texts.gettext(_NAME_IN[language]),
                value=getattr(programme.name, language),
                key=f"programme-name-{language}",
            ).strip()
            for language in LANGUAGES
        }
        language = st.selectbox(
            texts.gettext("Language of the screens, unless the viewer chooses another"),
            LANGUAGES,
            index=LANGUAGES.index(programme.language),
            format_func=lambda one: texts.gettext(_SPOKEN[one]),
            key="programme-language",
        )
        is_sent = st.form_submit_button(texts.gettext("Save"))
    if not is_sent:
        return
    if not any(names.values()):
        st.warning(texts.gettext("A programme needs a name."))
        return
    guard.describe_programme(
        request.person,
        source.database(),
        programme.id,
        name=Words(**names),
        language=language,
        actor=request.person.actor,
        recorded_at=source.now(),
    )
    source.look_again()
    source.programmes.cache_clear()
    st.rerun()


def _show_maps(request: Request) -> None:
    """What is remembered of foreign sheets, each to be forgotten, so that it is asked about anew."""
    texts = request.texts
    draw(block("heading.html", request, text=texts.gettext("Remembered mappings of foreign sheets")))
    with source.database().reading() as connection:
        known = kept_maps(connection, request.programme.id)
    if not known:
        draw(block("hint.html", request, text=texts.gettext("None yet.")))
    ministries = {one.id: texts.spoken(one.name) for one in reads.ministries(request.current)}
    for one in known:
        line, act = st.columns([3, 1], vertical_alignment="center")
        with line:
            owner = ministries.get(one.ministry_id or 0) or one.sender
            draw(block("kept_map.html", request, one=one, owner=owner))
        if act.button(texts.gettext("Forget"), key=f"forget-{one.id}"):
            guard.forget_map(request.person, source.database(), one.id)
            st.rerun()
