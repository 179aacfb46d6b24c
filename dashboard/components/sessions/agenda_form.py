"""The agenda of a session that is being prepared: a form whose every button saves what was typed as well."""

import enum
from collections.abc import Mapping, Sequence
from functools import partial
from zlib import crc32

import streamlit as st

from dashboard import source
from dashboard.components.sessions.attempt import attempt, full_words
from dashboard.components.sessions.proposal_of import Proposal
from dashboard.components.sessions.session_words import concern_words
from dashboard.markup import block, draw
from dashboard.request import Request
from dashboard.texts import _
from data_access.access import guard
from data_access.model import Kind
from data_access.sessions.preparing import MOST_ITEMS, PlannedItem
from data_access.sessions.proposal import Proposed
from data_access.sessions.schedule import AgendaEntry, SessionInfo

MOST_MINUTES = 240
_MINUTES, _QUESTION, _ASK = _("Minutes"), _("The question in one line"), _("What is asked of the chair")
_QUESTION_LETTERS, _ASK_LETTERS = 200, 300
_PLACES = [0.75, 2.4, 2.4]
_TOLD_AND_BUTTONS = [3, 1.3]


class Step(enum.StrEnum):
    """What a button beside an item does."""

    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


def planned(entries: Sequence[AgendaEntry]) -> list[PlannedItem]:
    """The items of an agenda as they stand."""
    return [
        PlannedItem(
            subject_id=one.subject.id,
            minutes=one.minutes,
            question=one.question,
            ask=one.ask,
            note=one.note,
        )
        for one in entries
    ]


def stepped(items: Sequence[PlannedItem], place: int, step: Step) -> list[PlannedItem]:
    """The items after a step of the one at `place`; the first can't go up, nor the last down."""
    found = list(items)
    item = found.pop(place)
    if step is not Step.REMOVE:
        found.insert(max(0, place + (-1 if step is Step.UP else 1)), item)
    return found


def show_agenda_form(
    request: Request, session: SessionInfo, entries: Sequence[AgendaEntry], proposal: Proposal
) -> None:
    """The items with their minutes, questions and what is asked; buttons to save, move and remove."""
    reasons = {one.subject.id: one for one in proposal.found}
    if not entries:
        _draw_heading(request, entries)
        return
    with st.form(f"agenda-{session.code}", border=False), st.container(gap="xsmall"):
        told, button = st.columns(_TOLD_AND_BUTTONS, vertical_alignment="bottom")
        with told:
            _draw_heading(request, entries)
        with button, st.container(horizontal=True, horizontal_alignment="right"):
            is_saved = st.form_submit_button(
                request.texts.gettext("Save the agenda"), type="primary", key=f"agenda-save-{session.code}"
            )
        _draw_columns(request)
        rows = [_row(request, one, proposal, reasons) for one in entries]
    items = [item for item, _pressed in rows]
    for place, (_item, pressed) in enumerate(rows):
        if pressed is not None:
            arrange(request, session, stepped(items, place, pressed))
    if is_saved:
        arrange(request, session, items)


def show_adding(
    request: Request, session: SessionInfo, entries: Sequence[AgendaEntry], proposal: Proposal
) -> None:
    """Any field or problem that is not on the agenda yet can be added."""
    texts = request.texts
    taken = {one.subject.id for one in entries}
    free = {one: standing.subject for one, standing in proposal.standings.items() if one not in taken}
    ordered = sorted(free, key=lambda one: (free[one].kind is Kind.PROBLEM, free[one].code))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            texts.gettext("Any other field or problem"),
            ordered,
            index=None,
            format_func=lambda one: f"{free[one].code} · {texts.spoken(free[one].name)}",
            placeholder=texts.gettext("Choose, or type a code or a word"),
            key=f"agenda-other-{session.code}-{len(entries)}",
        )
        is_added = st.button(
            texts.gettext("Add"), disabled=len(entries) >= MOST_ITEMS, key=f"agenda-add-{session.code}"
        )
    if is_added and chosen is not None:
        arrange(request, session, [*planned(entries), PlannedItem(subject_id=chosen)])
    if len(entries) >= MOST_ITEMS:
        draw(block("hint.html", request, text=full_words(request)))


def arrange(request: Request, session: SessionInfo, items: Sequence[PlannedItem]) -> None:
    """Make these items the agenda and draw the screen anew."""
    attempt(
        request,
        partial(
            guard.arrange_agenda,
            request.person,
            source.database(),
            request.programme.id,
            session.id,
            items,
            actor=request.person.actor,
            recorded_at=source.now(),
        ),
    )


def _row(
    request: Request, entry: AgendaEntry, proposal: Proposal, reasons: Mapping[int, Proposed]
) -> tuple[PlannedItem, Step | None]:
    """One item as it is typed, and the button beside it that was pressed."""
    found = reasons.get(entry.subject.id)
    told, buttons = st.columns(_TOLD_AND_BUTTONS, vertical_alignment="center")
    with told:
        draw(
            block(
                "agenda_item.html",
                request,
                entry=entry,
                light=proposal.standings[entry.subject.id].light,
                reasons=[concern_words(request.texts, one, proposal.since) for one in found.reasons]
                if found
                else [],
            )
        )
    with buttons:
        pressed = _buttons(request, entry)
    return _typed(request, entry), pressed


def _typed(request: Request, entry: AgendaEntry) -> PlannedItem:
    texts = request.texts
    minutes_place, question_place, ask_place = st.columns(_PLACES)
    with minutes_place:
        minutes = st.number_input(
            texts.gettext(_MINUTES),
            1,
            MOST_MINUTES,
            entry.minutes,
            key=_key("minutes", entry, entry.minutes),
            label_visibility="collapsed",
        )
    with question_place:
        question = st.text_area(
            texts.gettext(_QUESTION),
            entry.question,
            max_chars=_QUESTION_LETTERS,
            height="content",
            key=_key("question", entry, entry.question),
            label_visibility="collapsed",
        )
    with ask_place:
        ask = st.text_area(
            texts.gettext(_ASK),
            entry.ask,
            max_chars=_ASK_LETTERS,
            height="content",
            key=_key("ask", entry, entry.ask),
            label_visibility="collapsed",
        )
    return PlannedItem(
        subject_id=entry.subject.id,
        minutes=minutes,
        question=question.strip(),
        ask=ask.strip(),
        note=entry.note,
    )


def _draw_heading(request: Request, entries: Sequence[AgendaEntry]) -> None:
    minutes = sum(one.minutes for one in entries)
    draw(block("agenda_heading.html", request, items=len(entries), most=MOST_ITEMS, minutes=minutes))


def _draw_columns(request: Request) -> None:
    """The labels of all rows once, above them."""
    texts = request.texts
    for place, word in zip(st.columns(_PLACES), (_MINUTES, _QUESTION, _ASK), strict=True):
        with place:
            draw(block("hint.html", request, text=texts.gettext(word)))


def _buttons(request: Request, entry: AgendaEntry) -> Step | None:
    texts = request.texts
    words = {
        Step.UP: texts.gettext("Up"),
        Step.DOWN: texts.gettext("Down"),
        Step.REMOVE: texts.gettext("Remove"),
    }
    pressed = None
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        for step, word in words.items():
            if st.form_submit_button(word, type="tertiary", key=f"agenda-{step}-{entry.id}"):
                pressed = step
    return pressed


def _key(name: str, entry: AgendaEntry, value: object) -> str:
    """A key that changes with what is saved, so that what others save is shown, and typing survives the rest."""
    return f"agenda-{name}-{entry.id}-{crc32(str(value).encode()):x}"
