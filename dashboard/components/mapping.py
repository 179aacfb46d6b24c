"""Which column of a foreign sheet is which: what is proposed, corrected by the sender, used and remembered."""

import streamlit as st

from dashboard import source
from dashboard.components.folded import folded
from dashboard.components.mapping_sheet import answer_for
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.access import guard
from data_access.uploads.bring import Prepared
from data_access.uploads.checks.fault import FaultCode
from data_access.uploads.foreign.mapping import FileMapping

_REMEMBER = "remember-mapping"
_REMEMBERED = "remembered-mapping"
_MENDED_BY_MAPPING = {
    FaultCode.UNKNOWN_LIGHT,
    FaultCode.UNKNOWN_ROLE,
    FaultCode.MISSING_COLUMN,
    FaultCode.DOUBLE_COLUMN,
}


def show_mapping(request: Request, prepared: Prepared, file_id: str) -> FileMapping | None:
    """Ask how the file's foreign sheets are to be read; the answer in the run in which the sender gives it.

    Where nothing has to be asked, the way in which they were read can be looked at and corrected.
    """
    mapped = prepared.mapped
    if not mapped.proposals:
        return None
    if prepared.needs_mapping:
        draw(block("mapping_intro.html", request, prepared=prepared))
        return _form(request, prepared, file_id)
    if mapped.remembered:
        draw(block("mapping_remembered.html", request, remembered=mapped.remembered[0]))
    by_section = {name for table in prepared.book.tables for name in table.by_section}
    is_open = any(
        fault.code in _MENDED_BY_MAPPING or fault.params.get("column") in by_section
        for fault in prepared.faults
    )
    place = folded(request.texts.gettext("Which column is which"), key=f"mapping-{file_id}", is_open=is_open)
    if place is None:
        return None
    with place:
        return _form(request, prepared, file_id)


def keep_mapping(request: Request, prepared: Prepared, file_id: str) -> None:
    """Remember the mapping that the sender gave for a file, if the sender wants that; once for each answer."""
    answer = (file_id, prepared.mapped.mapping, prepared.book.day_first)
    is_wanted = st.session_state.get(_REMEMBER) == file_id and not prepared.needs_mapping
    if is_wanted and st.session_state.get(_REMEMBERED) != answer:
        guard.remember(
            request.person,
            source.database(),
            request.programme.id,
            prepared.mapped,
            saved_at=source.now(),
        )
        st.session_state[_REMEMBERED] = answer


def _form(request: Request, prepared: Prepared, file_id: str) -> FileMapping | None:
    """All sheets that are asked about (none: all that can be), and a button that takes the answers."""
    texts, mapped = request.texts, prepared.mapped
    shown = [one for one in mapped.proposals if one.sheet in mapped.asked] or mapped.proposals
    answers = [answer_for(request, prepared, one, f"map-{file_id}-{one.sheet}") for one in shown]
    faults = [fault for answer in answers for fault in answer.faults]
    draw(block("mapping_faults.html", request, faults=faults))
    with st.container(horizontal=True, vertical_alignment="center"):
        is_used = st.button(
            texts.gettext("Use this mapping"), type="primary", disabled=bool(faults), key=f"use-{file_id}"
        )
        is_kept = st.checkbox(
            texts.gettext("Remember it for next time"), value=True, key=f"remember-{file_id}"
        )
    if not is_used:
        return None
    st.session_state[_REMEMBER] = file_id if is_kept else None
    given = mapped.mapping.sheets if mapped.mapping is not None else ()
    names = {answer.mapping.sheet for answer in answers}
    return FileMapping(
        sheets=(
            *(answer.mapping for answer in answers),
            *(sheet for sheet in given if sheet.sheet not in names),
        ),
        day_first=mapped.mapping.day_first if mapped.mapping is not None else None,
    )
