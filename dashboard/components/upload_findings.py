"""What is wrong or odd in a file: in groups, each at its cell, with proposals that a click takes."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components.download import offer
from dashboard.components.upload_choices import choose, take_proposals
from dashboard.documents.finding_words import finding_words
from dashboard.doubt_words import doubt_found, doubt_message
from dashboard.fault_words import fault_message, shortened
from dashboard.finding_groups import doubt_group_words, fault_group_words
from dashboard.markup import as_label, block, draw
from dashboard.request import Request
from data_access.uploads.bring import Prepared
from data_access.uploads.checks.doubt import Doubt
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.checks.grouping import group_doubts, group_faults
from data_access.uploads.workbooks.marked import marked_workbook
from data_access.uploads.workbooks.returned import returned_workbook

ROWS_SHOWN = 200
_SINGLE_PROPOSALS = 5
_FEW = 12  # faults that are seen at a glance, in the order of the file; more are grouped


def show_findings(request: Request, prepared: Prepared, file_id: str) -> None:
    """All faults and doubts of a file, and what can be done about them."""
    texts = request.texts
    faults = prepared.faults_told
    if any(fault.code is FaultCode.AMBIGUOUS_DATE for fault in faults):
        _ask_for_day_order(request, file_id)
    if 0 < len(faults) <= _FEW:
        _show_findings(request, file_id, faults, "fault", name="faults")
    else:
        for place, group in enumerate(group_faults(faults)):
            with st.expander(as_label(fault_group_words(texts, group)), expanded=place == 0):
                _show_findings(request, file_id, group.faults, f"fault-{place}", name="faults")
    if prepared.doubts:
        draw(block("heading.html", request, text=texts.gettext("Odd, but no obstacle")))
    for place, doubts in enumerate(group_doubts(prepared.doubts)):
        with st.expander(as_label(doubt_group_words(texts, doubts)), expanded=False):
            _show_findings(request, file_id, doubts.doubts, f"doubt-{place}", name="doubts")
    if prepared.faults or prepared.doubts:
        _offer_files(request, prepared, file_id)


def _ask_for_day_order(request: Request, file_id: str) -> None:
    texts = request.texts
    st.info(texts.gettext("Dates such as 03/04/2026 can be read in two ways. How does this file mean them?"))
    first, second, _rest = st.columns([1, 1, 2])
    first.button(
        texts.gettext("03/04 is 3 April: the day first"),
        on_click=choose,
        args=(file_id,),
        kwargs={"day_first": True},
    )
    second.button(
        texts.gettext("03/04 is 4 March: the month first"),
        on_click=choose,
        args=(file_id,),
        kwargs={"day_first": False},
    )


def _show_findings(
    request: Request, file_id: str, findings: Sequence[Fault | Doubt], key: str, *, name: str
) -> None:
    """Findings at their cells, and a button for each proposal; `name`: what their table is called in the style."""
    texts = request.texts
    draw(
        block(
            "findings.html",
            request,
            name=name,
            findings=[_row(request, one) for one in findings[:ROWS_SHOWN]],
            count=len(findings),
            rows_shown=ROWS_SHOWN,
        )
    )
    proposals = {(one.sheet, one.cell): one.proposal for one in findings if one.proposal is not None}
    if not proposals:
        return
    with st.container(horizontal=True):
        for (sheet, cell), proposal in list(proposals.items())[:_SINGLE_PROPOSALS]:
            st.button(
                as_label(texts.gettext("{cell}: take “{proposal}”", cell=cell, proposal=proposal)),
                key=f"{key}-{sheet}-{cell}",
                on_click=take_proposals,
                args=(file_id, {(sheet, cell): proposal}),
            )
        if len(proposals) > 1:
            st.button(
                texts.ngettext("Take {number} proposal", "Take all {number} proposals", len(proposals)),
                key=f"{key}-all",
                type="primary",
                on_click=take_proposals,
                args=(file_id, proposals),
            )


def _row(request: Request, one: Fault | Doubt) -> tuple[str, str, str, str, str]:
    """Sheet, cell, what was found, what is wrong or odd, the proposal."""
    texts = request.texts
    if isinstance(one, Fault):
        found, message = shortened(one.found), fault_message(texts, one)
    else:
        found, message = doubt_found(texts, one), doubt_message(texts, one)
    return one.sheet, one.cell, found, message, one.proposal or ""


def _offer_files(request: Request, prepared: Prepared, file_id: str) -> None:
    """The sender's own workbook, marked; and letting the good rows in while the others are handed back."""
    texts = request.texts
    with st.container(horizontal=True, vertical_alignment="center"):
        offer(
            request,
            texts.gettext("Download the file with its cells marked"),
            lambda: marked_workbook(prepared, finding_words(texts)),
            file_name=_named(prepared, "marked"),
        )
        if prepared.faults and prepared.held_back.can_rest_go_in:
            st.checkbox(
                texts.gettext(
                    "Apply the good rows ({kept}) and hand back the others ({held})",
                    kept=texts.number(prepared.held_back.kept),
                    held=texts.number(prepared.held_back.count),
                ),
                value=prepared.choices.accepts_good_rows,
                key=f"accept-{file_id}",
                on_change=_accept,
                args=(file_id,),
            )
        if prepared.choices.accepts_good_rows and prepared.held_back.count:
            offer(
                request,
                texts.gettext("Download the rows held back"),
                lambda: returned_workbook(prepared, finding_words(texts)),
                file_name=_named(prepared, "held-back"),
            )


def _accept(file_id: str) -> None:
    choose(file_id, accepts_good_rows=st.session_state[f"accept-{file_id}"])


def _named(prepared: Prepared, suffix: str) -> str:
    stem: Sequence[str] = prepared.file_name.rsplit(".", 1)
    return f"{stem[0]}-{suffix}.xlsx"
