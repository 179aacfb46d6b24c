"""Roles, what they allow, and what the audit notes, in words."""

from dashboard.texts import Texts, _
from data_access.access.accounts import (
    AccountError,
    AccountExistsError,
    LastAdministratorError,
    RoleNotOfFieldsError,
    UnknownAccountError,
)
from data_access.access.audit import Noted
from data_access.access.roles import Action, Role

ROLE_WORDS = {
    Role.VIEWER: _("Viewer"),
    Role.OFFICER: _("Ministry officer"),
    Role.COORDINATOR: _("Coordinator"),
    Role.CHAIR: _("Chair"),
    Role.ADMINISTRATOR: _("Administrator"),
}

ACTION_WORDS = {
    Action.SEE: _("see the data and take it along as a file"),
    Action.BRING: _("bring spreadsheets in"),
    Action.REPORT_ON_INSTRUCTION: _("report on instructions"),
    Action.RECORD_ASSISTANCE: _("record working meetings and requests for help"),
    Action.TAKE_BACK: _("take changes back"),
    Action.PREPARE_SESSION: _("prepare sessions and their agendas"),
    Action.LEAD_SESSION: _("open, lead and close sessions on the wall"),
    Action.GIVE_INSTRUCTION: _("record the chair's instructions"),
    Action.CONTROL_INSTRUCTION: _("move terms of instructions and take them off control"),
    Action.SET_THRESHOLDS: _("set the thresholds of the traffic lights"),
    Action.MANAGE_PEOPLE: _("manage people and their roles"),
    Action.SEE_AUDIT: _("see the audit"),
}

NOTED_WORDS = {
    Noted.SIGNED_IN: _("signed in"),
    Noted.SIGNED_OUT: _("signed out"),
    Noted.REFUSED: _("was refused"),
    Noted.SAW: _("saw a restricted page"),
    Noted.DOWNLOADED: _("downloaded a file"),
    Noted.BROUGHT: _("brought a file in"),
    Noted.TOOK_BACK: _("took a change back"),
    Noted.EDITED: _("changed by hand"),
    Noted.SET_UP: _("made the programme"),
    Noted.ACCOUNT_ADDED: _("made an account"),
    Noted.ACCOUNT_OPENED: _("opened an account again"),
    Noted.ACCOUNT_CLOSED: _("closed an account"),
    Noted.ROLE_GRANTED: _("gave a role"),
    Noted.ROLE_REVOKED: _("took a role away"),
}

_ACCOUNT_ERRORS: dict[type[AccountError], str] = {
    AccountExistsError: _("There is an account with this e-mail already."),
    LastAdministratorError: _("This is the last administrator: nobody would be left who may give roles."),
    RoleNotOfFieldsError: _("This role is given for the whole programme alone. Leave the fields empty."),
    UnknownAccountError: _("There is no such account or field any more. Open the page anew."),
}

WRONG_ROW_WORDS = {
    "unknown_role": _("“{text}” is no role."),
    "unknown_field": _("There is no field with the code or name “{text}”."),
    "not_of_fields": _("The role is given for the whole programme alone; leave “{text}” out."),
}


def account_error_words(texts: Texts, error: AccountError) -> str:
    """Why an administrator's step could not be taken."""
    return texts.gettext(_ACCOUNT_ERRORS[type(error)])
