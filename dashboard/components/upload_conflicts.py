"""Where the sender and others changed the same thing: who and when, and whose value is taken."""

import streamlit as st

from dashboard.components.change_words import column_type, column_words, value_words
from dashboard.components.upload_choices import choose, decide
from dashboard.markup import block, draw
from dashboard.request import Request
from dashboard.texts import Texts
from data_access.uploads.bring import Prepared
from data_access.uploads.choices import Side
from data_access.uploads.sides.comparison import Clash, Conflict

CONFLICTS_SHOWN = 50


def show_conflicts(request: Request, prepared: Prepared, file_id: str) -> None:
    """Every conflict with a choice beside it, and one choice for all of them."""
    texts = request.texts
    conflicts = prepared.comparison.conflicts
    if not conflicts:
        return
    sides = {
        Side.THEIRS.value: texts.gettext("take the file’s"),
        Side.CURRENT.value: texts.gettext("leave what is there"),
    }
    heading = texts.ngettext(
        "{number} conflict: others changed the same since",
        "{number} conflicts: others changed the same since",
        len(conflicts),
    )
    draw(block("heading.html", request, text=heading))
    with st.container(horizontal=True):
        for side, words in sides.items():
            st.button(
                texts.gettext("For all: {choice}", choice=words),
                key=f"all-{side}",
                on_click=choose,
                args=(file_id,),
                kwargs={"decides_all": Side(side), "decisions": {}},
            )
    for conflict in conflicts[:CONFLICTS_SHOWN]:
        told, choice = st.columns([2.4, 1])
        with told:
            draw(block("conflict.html", request, **_told(request, conflict)))
        with choice:
            key = f"decide-{file_id}-{'-'.join(conflict.key)}"
            st.session_state[key] = conflict.decision.value if conflict.decision else None
            st.radio(
                texts.gettext("Whose value?"),
                list(sides),
                index=None,
                format_func=sides.__getitem__,
                key=key,
                horizontal=True,
                on_change=decide,
                args=(file_id, conflict.key, key),
            )
    if len(conflicts) > CONFLICTS_SHOWN:
        more = len(conflicts) - CONFLICTS_SHOWN
        draw(
            block(
                "heading.html", request, text=texts.ngettext("and {number} more", "and {number} more", more)
            )
        )


def show_removals(request: Request, prepared: Prepared, file_id: str) -> None:
    """A whole list removes what it leaves out: confirmed by typing how many."""
    removals = len(prepared.comparison.removed)
    if not removals:
        return
    texts = request.texts
    typed = st.number_input(
        texts.ngettext(
            "{number} row would be removed. Type this number to confirm.",
            "{number} rows would be removed. Type this number to confirm.",
            removals,
        ),
        value=prepared.choices.confirmed_removals,
        min_value=0,
        step=1,
        key=f"removals-{file_id}",
    )
    if typed != prepared.choices.confirmed_removals:
        choose(file_id, confirmed_removals=typed)
        st.rerun()


def _told(request: Request, conflict: Conflict) -> dict[str, object]:
    texts = request.texts
    return {
        "conflict": conflict,
        "what": column_words(texts, conflict.kind, conflict.attribute) if conflict.attribute else "",
        "base": _value(texts, conflict, conflict.base),
        "theirs": _value(texts, conflict, conflict.theirs),
        "current": _value(texts, conflict, conflict.current),
        "clash": {
            Clash.VALUE: "",
            Clash.REMOVED: texts.gettext("others removed it, the file changes it"),
            Clash.CHANGED: texts.gettext("others changed it, the file leaves it out"),
        }[conflict.clash],
    }


def _value(texts: Texts, conflict: Conflict, value: object) -> str:
    if conflict.attribute is None:
        return ""
    return value_words(texts, column_type(conflict.kind, conflict.attribute), value)
