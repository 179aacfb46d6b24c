"""The screen of a field, a problem or a team, drawn from the blocks of `group`."""

import streamlit as st

from dashboard import frame, reads
from dashboard.charts.timeline import SELECTION
from dashboard.components.group import (
    head_block,
    late_block,
    members_block,
    milestones_of,
    people_block,
    timeline_chart,
    trend_chart,
)
from dashboard.entry import show_unknown
from dashboard.links import link
from dashboard.markup import block, draw
from dashboard.request import Request
from dashboard.standing import Group
from data_access.model import Kind


def show_group(request: Request, kind: Kind, code: str) -> None:
    """Draw the screen of the thing that `code` means; a plain notice where there is none."""
    found = reads.find(request.view, kind, code)
    if found is None:
        show_unknown(request, code)
        return
    group = Group(kind=kind.value, id=found, code=code)
    draw(head_block(request, group))
    wide, narrow = st.columns([1.9, 1], gap="medium")
    with wide:
        _show_timeline(request, group)
    with narrow:
        if kind is not Kind.PROBLEM:
            draw(members_block(request, group))
        draw(block("heading.html", request, text=request.texts.gettext("Milestones month by month")))
        st.vega_lite_chart(
            spec=trend_chart(request, group),
            theme=None,
            alt=request.texts.gettext("Lights of the milestones at the end of each month"),
        )
    draw(late_block(request, group))
    if kind is Kind.TEAM:
        draw(people_block(request, group))


def _show_timeline(request: Request, group: Group) -> None:
    if not milestones_of(request, group):
        draw(block("heading.html", request, text=request.texts.gettext("There are no milestones yet.")))
        return
    key = f"timeline-{group.kind}-{group.id}-{request.language}"

    def open_milestone() -> None:
        chosen = st.session_state[key].selection.get(SELECTION)
        if chosen:
            frame.go(link(request, "milestone", milestone=chosen[0]["code"]))

    st.vega_lite_chart(
        spec=timeline_chart(request, group),
        theme=None,
        key=key,
        on_select=open_milestone,
        selection_mode=[SELECTION],
        alt=request.texts.gettext("Timeline of milestones; the table below says the same"),
    )
