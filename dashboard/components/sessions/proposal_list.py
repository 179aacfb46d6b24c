"""What is proposed for an agenda, with its reasons in words, to be taken one by one or all at once."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components.sessions.agenda_form import arrange, planned
from dashboard.components.sessions.proposal_of import Proposal
from dashboard.components.sessions.session_words import concern_words
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.sessions.preparing import MOST_ITEMS, PlannedItem
from data_access.sessions.proposal import Proposed, propose
from data_access.sessions.schedule import AgendaEntry, SessionInfo


def show_proposal(
    request: Request, session: SessionInfo, entries: Sequence[AgendaEntry], proposal: Proposal
) -> None:
    """The proposal without what is on the agenda already; "take all" takes as many as there is room for."""
    texts = request.texts
    proposed = propose(proposal.found, without={one.subject.id for one in entries})
    room = MOST_ITEMS - len(entries)
    draw(block("proposal_heading.html", request, proposed=proposed, since=proposal.since))
    if not proposed:
        return
    taken: Sequence[Proposed] = ()
    if st.button(
        texts.gettext("Take all that fit: {count}", count=min(room, len(proposed))),
        disabled=room <= 0,
        key=f"take-all-{session.code}",
    ):
        taken = proposed[:room]
    for one in proposed:
        told, button = st.columns([4.2, 1], vertical_alignment="center")
        with told:
            words = [concern_words(texts, reason, proposal.since) for reason in one.reasons]
            draw(block("proposal_item.html", request, proposed=one, reasons=words))
        with button:
            if st.button(texts.gettext("Take"), disabled=room <= 0, key=f"take-{one.subject.id}"):
                taken = [one]
    if taken:
        added = [PlannedItem(subject_id=one.subject.id) for one in taken]
        arrange(request, session, [*planned(entries), *added])
