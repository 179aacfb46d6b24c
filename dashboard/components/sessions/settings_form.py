"""The settings of a session: its day, title, chair, windows, the sizes of the room, the theme of the wall."""

from functools import partial

import streamlit as st

from dashboard import source
from dashboard.components.folded import folded
from dashboard.components.sessions.attempt import attempt
from dashboard.request import Request
from dashboard.texts import _
from data_access.access import guard
from data_access.model import SessionState
from data_access.sessions.schedule import SessionInfo

_THEMES = {"light": _("light theme"), "dark": _("dark theme")}
_CENTIMETRES = 100  # in a metre


def show_settings(request: Request, session: SessionInfo) -> None:
    """The form, folded away; a closed session has none."""
    if session.state is SessionState.CLOSED:
        return
    texts = request.texts
    place = folded(texts.gettext("Settings of the session"), key=f"settings-{session.code}")
    if place is None:
        return
    with place, st.form(f"settings-form-{session.code}", border=False, enter_to_submit=False):
        settings = {**_about(request, session), **_windows_and_room(request, session)}
        is_sent = st.form_submit_button(
            texts.gettext("Save the settings"), type="primary", key=f"settings-save-{session.code}"
        )
    if not is_sent:
        return
    if not any(settings[name] for name in ("name_kk", "name_ru", "name_en")):
        st.warning(texts.gettext("A session needs a title."))
        return
    attempt(
        request,
        partial(
            guard.change_session,
            request.person,
            source.database(),
            request.programme.id,
            session.id,
            actor=request.person.actor,
            recorded_at=source.now(),
            **settings,
        ),
    )


def _about(request: Request, session: SessionInfo) -> dict[str, object]:
    texts, key = request.texts, session.code
    languages = {
        "kk": texts.gettext("Title in Kazakh"),
        "ru": texts.gettext("Title in Russian"),
        "en": texts.gettext("Title in English"),
    }
    titles = {}
    for place, (language, label) in zip(st.columns(3), languages.items(), strict=True):
        with place:
            written = st.text_area(
                label,
                value=getattr(session.title, language),
                height="content",
                key=f"title-{language}-{key}",
            )
            titles[f"name_{language}"] = written.strip()
    first, second = st.columns([1, 2])
    with first:
        held_on = st.date_input(
            texts.gettext("Date"), value=session.held_on, format="DD.MM.YYYY", key=f"date-{key}"
        )
    with second:
        chair = st.text_input(texts.gettext("Chair"), value=session.chair, key=f"chair-{key}")
    return {**titles, "held_on": held_on, "chair": chair.strip()}


def _windows_and_room(request: Request, session: SessionInfo) -> dict[str, object]:
    texts, key = request.texts, session.code
    updates, checks, height, seat, theme = st.columns(5, vertical_alignment="bottom")
    with updates:
        update_days = st.number_input(
            texts.gettext("Days for updates"), 1, 30, session.update_days, key=f"update-days-{key}"
        )
    with checks:
        check_days = st.number_input(
            texts.gettext("Days for checking"), 0, 30, session.check_days, key=f"check-days-{key}"
        )
    with height:
        screen_height = st.number_input(
            texts.gettext("Height of the screen, cm"), 30, 1000, session.screen_height, 5, key=f"height-{key}"
        )
    with seat:
        metres = st.number_input(
            texts.gettext("Farthest seat, m"),
            1.0,
            50.0,
            session.farthest_seat / _CENTIMETRES,
            0.5,
            format="%.1f",
            key=f"seat-{key}",
        )
    with theme:
        chosen = st.selectbox(
            texts.gettext("Colours of the wall"),
            list(_THEMES),
            index=list(_THEMES).index(session.theme),
            format_func=lambda one: texts.gettext(_THEMES[one]),
            key=f"theme-{key}",
        )
    return {
        "update_days": update_days,
        "check_days": check_days,
        "screen_height": screen_height,
        "farthest_seat": round(metres * _CENTIMETRES),
        "theme": chosen,
    }
