"""People and roles by spreadsheet: taken along, changed, brought again; what it would do is shown first."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from dashboard import source
from dashboard.access_words import ROLE_WORDS, WRONG_ROW_WORDS
from dashboard.components.access.attempt import attempt
from dashboard.components.download import offer
from dashboard.components.not_taken import not_taken
from dashboard.documents.people_workbook import people_workbook
from dashboard.markup import block, draw
from dashboard.request import Request
from dashboard.settings import load_settings
from dashboard.texts import texts as texts_of
from data_access.access.accounts import AccountInfo, NamedField, add_account, grant_role, revoke_role
from data_access.access.people_table import PeopleSteps, Wanted, WrongRow, people_of, steps_to
from data_access.access.roles import Role
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.read import read_workbook
from data_access.words import LANGUAGES

_TURN = "people-file-turn"
_SHOWN = 100
_FILE_TYPES = ["xlsx", "csv"]


def offer_people_sheet(request: Request, known: Sequence[AccountInfo], fields: dict[int, NamedField]) -> None:
    """Download, upload, and what the upload would do with a button that does it."""
    texts = request.texts
    draw(block("heading.html", request, text=texts.gettext("By spreadsheet")))
    codes = {place: one.code for place, one in fields.items()}
    offer(
        request,
        texts.gettext("Download people and roles (XLSX)"),
        lambda: people_workbook(texts, known, codes),
        file_name="people-and-roles.xlsx",
    )
    turn = st.session_state.setdefault(_TURN, 0)
    sent = st.file_uploader(
        texts.gettext("People and roles: e-mail, name, role, field’s code"),
        type=_FILE_TYPES,
        key=f"people-file-{turn}",
    )
    draw(not_taken(request, _FILE_TYPES))
    if sent is None:
        return
    try:
        people, wrong = _read(sent.name, sent.getvalue(), fields)
    except UnreadableFileError:
        st.warning(texts.gettext("This file cannot be read. Nothing was changed."))
        return
    steps = steps_to(people, known)
    draw(_preview(request, steps, wrong, fields))
    if wrong or steps.is_empty:
        return
    if st.button(texts.gettext("Do this"), type="primary", key="people-apply"):
        attempt(
            request,
            lambda: _take(request, known, steps),
            then=lambda: st.session_state.update({_TURN: turn + 1}),
        )


def _read(
    name: str, content: bytes, fields: dict[int, NamedField]
) -> tuple[tuple[Wanted, ...], tuple[WrongRow, ...]]:
    book = read_workbook(name, content, load_settings().upload_bounds)
    roles = {role.value: role for role in Role}
    places: dict[str, int] = {}
    for language in LANGUAGES:
        words = texts_of(language)
        roles |= {words.gettext(word).casefold(): role for role, word in ROLE_WORDS.items()}
        places |= {words.spoken(one.name).casefold(): place for place, one in fields.items()}
    places |= {one.code.casefold(): place for place, one in fields.items()}
    grids = [*(table.grid for table in book.tables), *book.others]
    if not grids:
        return (), ()
    return people_of(grids[0].rows, roles, places, first_row=grids[0].first_row)


def _preview(
    request: Request, steps: PeopleSteps, wrong: Sequence[WrongRow], fields: dict[int, NamedField]
) -> Markup:
    texts = request.texts
    return block(
        "people_steps.html",
        request,
        steps=steps,
        wrong=wrong[:_SHOWN],
        wrong_words=lambda one: texts.gettext(WRONG_ROW_WORDS[one.problem], text=one.text),
        role=lambda grant: texts.gettext(ROLE_WORDS[grant.role]),
        place=lambda grant: fields[grant.field_id].code if grant.field_id is not None else "",
    )


def _take(request: Request, known: Sequence[AccountInfo], steps: PeopleSteps) -> None:
    """Each step in its own transaction and with its own line in the audit; given before taken away."""
    database, person = source.database(), request.person
    ids = {one.email: one.id for one in known}
    given = list(steps.given)
    for one in steps.added:
        ids[one.email] = add_account(database, person, email=one.email, name=one.name, at=source.now())
        given += [(one.email, grant) for grant in one.grants]
    for email, grant in given:
        grant_role(database, person, ids[email], grant.role, field_id=grant.field_id, at=source.now())
    for _email, grant_id, _grant in steps.taken:
        revoke_role(database, person, grant_id, at=source.now())
