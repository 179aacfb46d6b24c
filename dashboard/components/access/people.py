"""All people with their roles, and giving a role: to somebody known, or to who is expected to sign in."""

import streamlit as st
from markupsafe import Markup

from dashboard import source
from dashboard.access_words import ROLE_WORDS
from dashboard.components.access.account import permissions_block, where
from dashboard.components.access.attempt import attempt, say_done
from dashboard.components.access.people_sheet import offer_people_sheet
from dashboard.markup import block, draw
from dashboard.request import Request
from data_access.access.accounts import (
    AccountInfo,
    NamedField,
    accounts,
    add_account,
    grant_role,
    named_fields,
)
from data_access.access.roles import ROLES_OF_FIELDS, Grant, Role

_TURN = "people-turn"  # the form begins empty after each person


def show_people(request: Request) -> None:
    """The whole page."""
    texts = request.texts
    with source.database().reading() as connection:
        known, fields = accounts(connection), named_fields(connection)
    say_done(request)
    wide, narrow = st.columns([2.4, 1], gap="medium")
    with wide:
        draw(_list(request, known, fields))
    with narrow:
        draw(block("heading.html", request, text=texts.gettext("Give somebody a role")))
        turn = st.session_state.setdefault(_TURN, 0)
        with st.form(f"new-person-{turn}", enter_to_submit=False):
            email = st.text_input(texts.gettext("E-mail, as the identity provider has it"))
            name = st.text_input(texts.gettext("Name"))
            role, chosen = role_fields(request, fields, f"new-{turn}")
            is_sent = st.form_submit_button(texts.gettext("Give the role"), type="primary")
        if is_sent:
            _give(request, known, email, name, role, chosen)
        offer_people_sheet(request, known, fields)
    draw(permissions_block(request))


def role_fields(request: Request, fields: dict[int, NamedField], key: str) -> tuple[Role, list[int]]:
    """Which role, and for which fields (none: the whole programme)."""
    texts = request.texts
    roles: list[Role] = list(Role)
    role = st.selectbox(
        texts.gettext("Role"),
        roles,
        format_func=lambda one: texts.gettext(ROLE_WORDS[one]),
        key=f"role-{key}",
    )
    chosen = st.multiselect(
        texts.gettext("Fields, for viewers and officers (none: the whole programme)"),
        list(fields),
        format_func=lambda one: texts.spoken(fields[one].name),
        placeholder=texts.gettext("The whole programme"),
        key=f"fields-{key}",
    )
    return role, chosen


def grant_all(request: Request, account_id: int, role: Role, chosen: list[int]) -> None:
    """Give a role for some fields, or where none is chosen for the whole programme."""
    places: list[int | None] = [*chosen] or [None]
    for field_id in places:
        grant_role(source.database(), request.person, account_id, role, field_id=field_id, at=source.now())


def _give(
    request: Request, known: tuple[AccountInfo, ...], email: str, name: str, role: Role, chosen: list[int]
) -> None:
    texts = request.texts
    if "@" not in email.strip():
        st.warning(
            texts.gettext("An e-mail address is needed: by it the person is known at the first sign-in.")
        )
        return
    if chosen and role not in ROLES_OF_FIELDS:
        st.warning(texts.gettext("This role is given for the whole programme alone. Leave the fields empty."))
        return
    plain = email.strip().lower()

    def give() -> None:
        account_id = next((one.id for one in known if one.email == plain), None)
        if account_id is None:
            account_id = add_account(
                source.database(), request.person, email=plain, name=name, at=source.now()
            )
        grant_all(request, account_id, role, chosen)

    attempt(request, give, then=lambda: st.session_state.update({_TURN: st.session_state[_TURN] + 1}))


def _list(request: Request, known: tuple[AccountInfo, ...], fields: dict[int, NamedField]) -> Markup:
    texts = request.texts
    rows = [
        (
            one,
            [
                (
                    texts.gettext(ROLE_WORDS[grant.role]),
                    where(request, Grant(grant.role, grant.field_id), fields),
                )
                for grant in one.grants
            ],
        )
        for one in known
    ]
    return block("people_roles.html", request, rows=rows)
