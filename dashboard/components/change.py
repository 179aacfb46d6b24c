"""One change: who, when, which file, each value that it moved with its cell; and taking it back."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard import frame, history_reads, source
from dashboard.components.change_words import column_type, column_words, value_words
from dashboard.components.download import offer
from dashboard.deed_words import deed_words, deeds_line, kind_words
from dashboard.links import link
from dashboard.markup import block, draw, kept_for_request
from dashboard.notice import show_notice
from dashboard.request import Request
from dashboard.take_back_words import OBSTACLE_WORDS, REFUSAL_WORDS
from data_access.access import guard
from data_access.access.roles import Action, NotAllowedError
from data_access.model import ChangeKind
from data_access.reads import changes
from data_access.reads.change_content import Touch
from data_access.reads.changes import ChangeInfo
from data_access.reads.deeds import Deed
from data_access.reads.point import open_reader
from data_access.take_back import CannotTakeBackError, Outcome
from data_access.uploads.columns import SHEETS
from data_access.view import EVERYTHING

THINGS_SHOWN = 300


def show_change(request: Request, version: int, *, is_taking_back: bool) -> None:
    """Draw the screen of a change; with `is_taking_back`, what taking it back would do, and a button."""
    change = history_reads.change(request.known, version)
    if change is None:
        show_notice(request.texts, "address", parameter="change", value=str(version))
        return
    draw(_head(request, change, is_taking_back=is_taking_back))
    may_have_file = request.view.scope == EVERYTHING or change.actor == request.person.actor
    if change.file_name is not None and may_have_file:
        offer(
            request,
            request.texts.gettext("The file as it was sent: {file}", file=change.file_name),
            lambda: _file(request, version),
            file_name=change.file_name,
            mime=None,
        )
    if is_taking_back:
        _show_taking_back(request, change)
    else:
        done = history_reads.deeds(request.known, (change.id,)).get(change.id, ())
        draw(
            _deeds(request, done) if _is_by_hand(change, done) else _content(_as_of(request, change), change)
        )


def _is_by_hand(change: ChangeInfo, done: tuple[Deed, ...]) -> bool:
    """Whether what it did is told by deeds: an edit of such things, or of none that sheets have columns for."""
    return bool(done) and (change.kind is ChangeKind.EDIT or all(one.kind not in SHEETS for one in done))


def _as_of(request: Request, change: ChangeInfo) -> Request:
    """The request as it was at the change: what that did stays the same, whatever comes after it."""
    day = change.as_at or request.programme.today(change.recorded_at)
    view = replace(request.view, version=change.id, day=day)
    return replace(request, view=view, today=day, newest=change.id, latest=change.id)


@kept_for_request
def _head(request: Request, change: ChangeInfo, *, is_taking_back: bool) -> Markup:
    done = history_reads.deeds(request.known, (change.id,)).get(change.id, ())
    return block(
        "change_head.html",
        request,
        change=change,
        is_taking_back=is_taking_back,
        done=deeds_line(request.texts, done),
    )


@kept_for_request
def _deeds(request: Request, done: tuple[Deed, ...]) -> Markup:
    """What a change by hand did to sessions, instructions, meetings and requests for help."""
    texts = request.texts
    return block(
        "change_deeds.html",
        request,
        deeds=done[:THINGS_SHOWN],
        total=len(done),
        told=lambda deed: deed_words(texts, deed),
        kind_words=lambda kind: kind_words(texts, kind),
        attribute=lambda kind, name: column_words(texts, kind, name),
        value=lambda kind, name, value: value_words(texts, column_type(kind, name), value),
    )


@kept_for_request
def _content(request: Request, change: ChangeInfo) -> Markup:
    things, total = history_reads.change_content(request.view, change.id, request.view.day, THINGS_SHOWN)
    order = [Touch.ADDED, Touch.CHANGED, Touch.REMOVED, Touch.REFRESHED]
    things = tuple(sorted(things, key=lambda one: order.index(one.touch)))
    texts = request.texts
    return block(
        "change_content.html",
        request,
        things=things,
        total=total,
        shown=len(things),
        kind_words={kind: texts.spoken(sheet.title) for kind, sheet in SHEETS.items()},
        attribute=lambda kind, name: column_words(texts, kind, name),
        value=lambda kind, name, value: value_words(texts, column_type(kind, name), value),
    )


def _file(request: Request, version: int) -> bytes:
    with open_reader(source.database(), request.known) as reader:
        content = changes.sent_file(reader, version, sender=request.person.actor)
    if content is None:
        raise NotAllowedError(Action.SEE)
    return content


def _show_taking_back(request: Request, change: ChangeInfo) -> None:
    texts = request.texts
    try:
        outcome = guard.preview_taking_back(request.person, source.database(), change.id)
        draw(_outcome(request, outcome))
        if outcome.effects and st.button(texts.gettext("Take this change back"), type="primary"):
            guard.take_back(
                request.person,
                source.database(),
                change.id,
                actor=request.person.actor,
                recorded_at=source.now(),
            )
            source.look_again()
            frame.go(link(request, "history"))
            st.rerun()
    except CannotTakeBackError as error:
        st.warning(texts.gettext(REFUSAL_WORDS[error.refusal], change=change.id))


def _outcome(request: Request, outcome: Outcome) -> Markup:
    texts = request.texts
    return block(
        "taking_back.html",
        request,
        effects=outcome.effects[:THINGS_SHOWN],
        conflicts=outcome.conflicts[:THINGS_SHOWN],
        effect_count=len(outcome.effects),
        conflict_count=len(outcome.conflicts),
        shown=THINGS_SHOWN,
        obstacle=lambda obstacle: texts.gettext(OBSTACLE_WORDS[obstacle]),
        attribute=lambda kind, name: column_words(texts, kind, name),
        value=lambda kind, name, value: value_words(texts, column_type(kind, name), value),
    )
