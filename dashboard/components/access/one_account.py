"""One account: its roles, each to be taken away; another role; closing the account and opening it again."""

from functools import partial

import streamlit as st

from dashboard import source
from dashboard.access_words import ROLE_WORDS
from dashboard.components.access.account import where
from dashboard.components.access.attempt import attempt, say_done
from dashboard.components.access.people import grant_all, role_fields
from dashboard.markup import block, draw
from dashboard.notice import show_notice
from dashboard.request import Request
from data_access.access.accounts import (
    AccountInfo,
    NamedField,
    accounts,
    change_active,
    named_fields,
    revoke_role,
)
from data_access.access.roles import ROLES_OF_FIELDS, Grant


def show_one(request: Request, account: str) -> None:
    """The whole page of the account with that number; a plain notice where there is none."""
    with source.database().reading() as connection:
        known, fields = accounts(connection), named_fields(connection)
    one = next((one for one in known if str(one.id) == account), None)
    if one is None:
        show_notice(request.texts, "address", parameter="account", value=account)
        return
    draw(block("account_head.html", request, one=one))
    say_done(request)
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        _show_roles(request, one, fields)
    with right:
        _show_giving(request, one, fields)


def _show_roles(request: Request, one: AccountInfo, fields: dict[int, NamedField]) -> None:
    texts, database = request.texts, source.database()
    draw(block("heading.html", request, text=texts.gettext("Roles")))
    if not one.grants:
        draw(block("hint.html", request, text=texts.gettext("None.")))
    for grant in one.grants:
        line, act = st.columns([3, 1], vertical_alignment="center")
        with line:
            draw(
                block(
                    "account_role.html",
                    request,
                    role=texts.gettext(ROLE_WORDS[grant.role]),
                    place=where(request, Grant(grant.role, grant.field_id), fields),
                    grant=grant,
                )
            )
        if act.button(texts.gettext("Take away"), key=f"revoke-{grant.id}"):
            attempt(request, partial(revoke_role, database, request.person, grant.id, at=source.now()))
    word = texts.gettext("Close the account") if one.is_active else texts.gettext("Open the account again")
    if st.button(word, key="account-active"):
        attempt(
            request,
            lambda: change_active(
                database, request.person, one.id, is_active=not one.is_active, at=source.now()
            ),
        )


def _show_giving(request: Request, one: AccountInfo, fields: dict[int, NamedField]) -> None:
    texts = request.texts
    draw(block("heading.html", request, text=texts.gettext("Give another role")))
    with st.form(f"role-of-{one.id}", enter_to_submit=False):
        role, chosen = role_fields(request, fields, str(one.id))
        is_sent = st.form_submit_button(texts.gettext("Give the role"), type="primary")
    if not is_sent:
        return
    if chosen and role not in ROLES_OF_FIELDS:
        st.warning(texts.gettext("This role is given for the whole programme alone. Leave the fields empty."))
        return
    attempt(request, lambda: grant_all(request, one.id, role, chosen))
