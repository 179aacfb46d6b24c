"""Bringing a file: what it holds, every fault at once, what would change, and applying it."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from dashboard import source
from dashboard.components.change_words import value_words
from dashboard.fault_words import fault_message
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.uploads.bring import Applied, Prepared, StateMovedError, apply, prepare
from data_access.uploads.columns import SHEETS

ROWS_SHOWN = 200
FILE_TYPES = ["xlsx", "csv"]
_PREPARED = "prepared-upload"
_TURN = "upload-turn"


def show_upload(request: Request, actor: str) -> None:
    """The whole page: choose a file, see what it would do, apply it."""
    texts = request.texts
    draw(block("upload_intro.html", request))
    left, right = st.columns([2.2, 1])
    with left:
        # A key of its own for each file: the browser would send the one that was applied once more.
        turn = st.session_state.setdefault(_TURN, 0)
        sent = st.file_uploader(
            texts.gettext("The file (XLSX or CSV)"), type=FILE_TYPES, key=f"upload-file-{turn}"
        )
    with right:
        as_at: date | None = st.date_input(
            texts.gettext("Figures as at (empty: the day in the file, else today)"),
            value=None,
            max_value=request.today,
            format="DD.MM.YYYY",
            key="upload-day",
        )
        whole = st.checkbox(
            texts.gettext("This is the whole list: what is missing is to be removed"), key="upload-whole"
        )
    if sent is None:
        _show_outcome(request)
        return
    prepared = _prepared(request, sent.file_id, sent.name, sent.getvalue(), as_at, whole=whole)
    draw(_summary(request, prepared))
    if prepared.faults or prepared.comparison.is_empty:
        return
    if st.button(texts.gettext("Apply these changes"), type="primary"):
        _apply(request, prepared, actor)
    draw(_rows(request, prepared))


def _summary(request: Request, prepared: Prepared) -> Markup:
    """How much a file would change, or all that is wrong with it."""
    return block(
        "upload_summary.html",
        request,
        prepared=prepared,
        faults=[(fault, fault_message(request.texts, fault)) for fault in prepared.faults[:ROWS_SHOWN]],
        counts=prepared.comparison.counts,
        rows_shown=ROWS_SHOWN,
    )


def _rows(request: Request, prepared: Prepared) -> Markup:
    """Row by row what would be new, changed and gone."""
    texts = request.texts
    comparison = prepared.comparison
    return block(
        "upload_rows.html",
        request,
        counts=comparison.counts,
        added=comparison.added[:ROWS_SHOWN],
        changed=comparison.changed[:ROWS_SHOWN],
        removed=comparison.removed[:ROWS_SHOWN],
        rows_shown=ROWS_SHOWN,
        kind_words={kind: texts.spoken(sheet.title) for kind, sheet in SHEETS.items()},
        attribute=lambda kind, name: texts.spoken(SHEETS[kind].column(name).header),
        value=lambda kind, name, value: value_words(texts, SHEETS[kind].column(name).type, value),
    )


def _prepared(
    request: Request, file_id: str, name: str, content: bytes, as_at: date | None, *, whole: bool
) -> Prepared:
    """The file read, checked and compared; kept while neither file nor choices nor data change."""
    key = (file_id, as_at, whole, request.newest)
    kept: tuple[tuple[object, ...], Prepared] | None = st.session_state.get(_PREPARED)
    if kept is not None and kept[0] == key:
        return kept[1]
    with st.spinner(request.texts.gettext("Reading and comparing …")):
        prepared = prepare(
            source.database(),
            programme=request.programme,
            file_name=name,
            content=content,
            as_at=as_at,
            day=request.today,
            whole=whole,
        )
    st.session_state[_PREPARED] = (key, prepared)
    return prepared


def _apply(request: Request, prepared: Prepared, actor: str) -> None:
    texts = request.texts
    try:
        applied: Applied = apply(source.database(), prepared, actor=actor, recorded_at=source.now())
    except StateMovedError:
        st.session_state.pop(_PREPARED)
        st.warning(
            texts.gettext("Others have changed the same data meanwhile. Look again at what would change.")
        )
        return
    st.session_state.pop(_PREPARED)
    st.session_state["applied-upload"] = (applied, prepared.file_name)
    st.session_state[_TURN] += 1
    st.rerun()


def _show_outcome(request: Request) -> None:
    """What the last file of this viewer did."""
    outcome: tuple[Applied, str] | None = st.session_state.get("applied-upload")
    if outcome is not None:
        draw(block("upload_done.html", request, applied=outcome[0], file_name=outcome[1]))
