"""One's own account: who one is here, which roles one has, what these allow, and signing out."""

import streamlit as st
from markupsafe import Markup

from dashboard import source
from dashboard.access_words import ACTION_WORDS, ROLE_WORDS
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request
from dashboard.sign_in import end_sign_in, has_sign_in
from data_access.access.accounts import NamedField, named_fields
from data_access.access.roles import PERMISSIONS, Action, Grant, Role


def show_account(request: Request) -> None:
    """The whole page."""
    texts, person = request.texts, request.person
    with source.database().reading() as connection:
        fields = named_fields(connection)
    roles = [(texts.gettext(ROLE_WORDS[one.role]), where(request, one, fields)) for one in person.grants]
    draw(
        block(
            "account.html",
            request,
            name=person.name,
            email=person.email,
            roles=roles,
            is_signed_in=has_sign_in(),
        )
    )
    if has_sign_in() and st.button(texts.gettext("Sign out"), type="primary", key="sign-out"):
        end_sign_in()
    draw(permissions_block(request))


def where(request: Request, grant: Grant, fields: dict[int, NamedField]) -> str:
    """For what a role was given: the name of the field, or everything."""
    texts = request.texts
    if grant.field_id is None:
        return texts.gettext("the whole programme")
    return texts.spoken(fields[grant.field_id].name)


@kept_for_request
def permissions_block(request: Request) -> Markup:
    """The one table of what each role may do, as the code has it."""
    return block(
        "permissions.html",
        request,
        roles=[(role, request.texts.gettext(ROLE_WORDS[role])) for role in Role],
        actions=[(PERMISSIONS[action], request.texts.gettext(ACTION_WORDS[action])) for action in Action],
    )
