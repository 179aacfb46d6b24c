"""Bringing a file: the template, what the file holds, what is wrong, what would change, and applying it."""

from datetime import date
from uuid import uuid4

import streamlit as st
from markupsafe import Markup

from dashboard import in_hand, source
from dashboard.browser import MOVED
from dashboard.components.change_words import column_words, value_words
from dashboard.components.mapping import keep_mapping, show_mapping
from dashboard.components.not_taken import not_taken
from dashboard.components.upload_choices import choices_of, choose, forget
from dashboard.components.upload_conflicts import show_conflicts, show_removals
from dashboard.components.upload_findings import show_findings
from dashboard.components.upload_reading import show_reading
from dashboard.components.upload_template import offer_template
from dashboard.markup import block, draw, kept_for_request
from dashboard.metrics import refused_file
from dashboard.request import Request
from dashboard.settings import load_settings
from data_access.access import guard
from data_access.uploads.bring import Applied, Prepared, StateMovedError
from data_access.uploads.columns import SHEETS
from data_access.uploads.prepared import Stage

ROWS_SHOWN = 200
FILE_TYPES = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"]
_PREPARED = "prepared-upload"
_REFUSED = "refused-upload"
_TURN = "upload-turn"
_OUTCOME = "applied-upload"


def show_upload(request: Request) -> None:
    """The whole page: take the template, choose a file, see what it would do, apply it."""
    texts = request.texts
    draw(_intro(request))
    with st.container(key="upload-choice"):
        # A key of its own for each file: the browser would send the one that was applied once more.
        turn = st.session_state.setdefault(_TURN, uuid4().hex)
        sent = st.file_uploader(
            texts.gettext("The file (Excel, OpenDocument, CSV)"), type=FILE_TYPES, key=f"upload-file-{turn}"
        )
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
    draw(not_taken(request, FILE_TYPES))
    st.session_state[in_hand.SHOWN] = sent is not None
    if st.session_state.get(MOVED):
        draw(block("upload_moved.html", request, is_here=sent is not None))
    if sent is None:
        _show_outcome(request)
        offer_template(request)
        return
    st.session_state.pop(_OUTCOME, None)
    file_id = sent.file_id
    prepared = _prepared(request, file_id, sent.name, sent.getvalue(), as_at, whole=whole)
    keep_mapping(request, prepared, file_id)
    if prepared.needs_mapping:
        _ask_mapping(request, prepared, file_id)
        return
    draw(_summary(request, prepared))
    show_reading(request, prepared)
    show_findings(request, prepared, file_id)
    _ask_mapping(request, prepared, file_id)
    show_conflicts(request, prepared, file_id)
    if prepared.is_refused or prepared.comparison.is_empty:
        return
    show_removals(request, prepared, file_id)
    is_ready = not prepared.comparison.undecided and prepared.is_confirmed
    if st.button(texts.gettext("Apply these changes"), type="primary", disabled=not is_ready):
        _apply(request, prepared)
    draw(_rows(request, prepared))


@kept_for_request
def _intro(request: Request) -> Markup:
    return block("upload_intro.html", request)


def _ask_mapping(request: Request, prepared: Prepared, file_id: str) -> None:
    mapping = show_mapping(request, prepared, file_id)
    if mapping is not None:
        choose(file_id, mapping=mapping)
        st.rerun()


def _summary(request: Request, prepared: Prepared) -> Markup:
    """How much a file would change, and how much is wrong with it."""
    return block("upload_summary.html", request, prepared=prepared, counts=prepared.comparison.counts)


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
        attribute=lambda kind, name: column_words(texts, kind, name),
        value=lambda kind, name, value: value_words(texts, SHEETS[kind].column(name).type, value),
    )


def _prepared(
    request: Request,
    file_id: str,
    name: str,
    content: bytes,
    as_at: date | None,
    *,
    whole: bool,
) -> Prepared:
    """The file read, checked and compared; kept while neither file nor choices nor data change."""
    choices = choices_of(file_id)
    key = (file_id, as_at, whole, request.newest, choices, request.person)
    kept: tuple[tuple[object, ...], Prepared] | None = st.session_state.get(_PREPARED)
    if kept is not None and kept[0] == key:
        return kept[1]
    with st.spinner(request.texts.gettext("Reading and comparing …")):
        prepared = guard.prepare(
            request.person,
            source.database(),
            programme=request.programme,
            file_name=name,
            content=content,
            as_at=as_at,
            day=request.today,
            whole=whole,
            choices=choices,
            bounds=load_settings().upload_bounds,
        )
    _count_refused(prepared, file_id)
    st.session_state[_PREPARED] = (key, prepared)
    return prepared


def _count_refused(prepared: Prepared, file_id: str) -> None:
    """Count a file that faults keep out, once, however often its sender then looks at it."""
    is_kept_out = prepared.is_refused and not prepared.needs_mapping
    if is_kept_out and st.session_state.get(_REFUSED) != file_id:
        st.session_state[_REFUSED] = file_id
        refused_file()


def _apply(request: Request, prepared: Prepared) -> None:
    texts = request.texts
    bar = st.progress(0.0, texts.gettext("Writing …"))

    def shown(_stage: Stage, done: int, total: int) -> None:
        bar.progress(min(1.0, done / max(total, 1)), texts.gettext("Writing …"))

    try:
        applied: Applied = guard.apply(
            request.person,
            source.database(),
            prepared,
            recorded_at=source.now(),
            progress=shown,
        )
    except StateMovedError:
        st.session_state.pop(_PREPARED)
        st.warning(
            texts.gettext("Others have changed the same data meanwhile. Look again at what would change.")
        )
        return
    st.session_state.pop(_PREPARED)
    forget()
    st.session_state[_OUTCOME] = (applied, prepared.file_name)
    st.session_state[_TURN] = uuid4().hex
    st.session_state[MOVED] = False
    st.rerun()


def _show_outcome(request: Request) -> None:
    """What the last file of this viewer did."""
    outcome: tuple[Applied, str] | None = st.session_state.get(_OUTCOME)
    if outcome is not None:
        draw(block("upload_done.html", request, applied=outcome[0], file_name=outcome[1]))
