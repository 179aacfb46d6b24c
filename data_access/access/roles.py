"""What each role may do: one table, and the one place that answers "may this person?" (docs/decisions/0011).

The screens only hide what is not allowed; what refuses is `data_access.access.guard`, by this table.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from data_access.view import EVERYTHING, Scope

LOCAL_ACTOR = "administrator"  # in whose name the one person of an installation without sign-in works


class Role(enum.StrEnum):
    """The roles; a person may have several."""

    VIEWER = "viewer"  # sees all or named fields
    OFFICER = "officer"  # of a ministry: sees and brings data of its fields, reports on its instructions
    COORDINATOR = "coordinator"  # all fields, sessions, thresholds, taking back
    CHAIR = "chair"  # the wall, recording instructions
    ADMINISTRATOR = "administrator"  # people and roles; not data


class Action(enum.StrEnum):
    """What may be allowed or not."""

    SEE = "see"  # figures, plans, histories, sessions; also as a file
    BRING = "bring"  # spreadsheets
    REPORT_ON_INSTRUCTION = "report_on_instruction"
    RECORD_ASSISTANCE = "record_assistance"  # working meetings, requests for help and the help given
    TAKE_BACK = "take_back"
    PREPARE_SESSION = "prepare_session"  # its settings and agenda
    LEAD_SESSION = "lead_session"  # the wall: opening, moving, taking newer figures in, closing
    GIVE_INSTRUCTION = "give_instruction"
    CONTROL_INSTRUCTION = "control_instruction"  # moving its term, taking it off control and back on
    SET_THRESHOLDS = "set_thresholds"  # and what else the programme itself says
    MANAGE_PEOPLE = "manage_people"  # accounts and their roles
    SEE_AUDIT = "see_audit"


PERMISSIONS: Mapping[Action, frozenset[Role]] = {
    Action.SEE: frozenset({Role.VIEWER, Role.OFFICER, Role.COORDINATOR, Role.CHAIR}),
    Action.BRING: frozenset({Role.OFFICER, Role.COORDINATOR}),
    Action.REPORT_ON_INSTRUCTION: frozenset({Role.OFFICER, Role.COORDINATOR}),
    Action.RECORD_ASSISTANCE: frozenset({Role.OFFICER, Role.COORDINATOR}),
    Action.TAKE_BACK: frozenset({Role.COORDINATOR}),
    Action.PREPARE_SESSION: frozenset({Role.COORDINATOR}),
    Action.LEAD_SESSION: frozenset({Role.COORDINATOR, Role.CHAIR}),
    Action.GIVE_INSTRUCTION: frozenset({Role.COORDINATOR, Role.CHAIR}),
    Action.CONTROL_INSTRUCTION: frozenset({Role.COORDINATOR}),
    Action.SET_THRESHOLDS: frozenset({Role.COORDINATOR}),
    Action.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_AUDIT: frozenset({Role.ADMINISTRATOR}),
}

ROLES_OF_FIELDS = frozenset({Role.VIEWER, Role.OFFICER})
"""The roles that may be given for one field; the others are given for the whole programme alone."""

ACTIONS_ON_FIELDS = frozenset(
    {Action.SEE, Action.BRING, Action.REPORT_ON_INSTRUCTION, Action.RECORD_ASSISTANCE}
)
"""The actions that may be allowed for some fields and not for others."""


class NotAllowedError(Exception):
    """The person may not do this; carries the action, and nothing of the data."""

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.action = action


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person has: for one field (entity id), or for all there are (None)."""

    role: Role
    field_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks, with the roles of this moment; read anew for each click. `account_id`: None without sign-in."""

    account_id: int | None
    name: str
    email: str
    grants: tuple[Grant, ...]

    @property
    def actor(self) -> str:
        """In whose name changes and audit lines are written: the e-mail, else the name with the account."""
        if self.email or self.account_id is None:
            return self.email or self.name
        return f"{self.name} ({self.account_id})".strip()


def local_person(name: str = LOCAL_ACTOR) -> Person:
    """The one person of an installation without sign-in, its administrator: has every role.

    The command line is that person too, under the name of the caller: who runs commands holds the database.
    """
    return Person(account_id=None, name=name, email="", grants=tuple(Grant(role) for role in Role))


def may(person: Person, action: Action, field_id: int | None = None) -> bool:
    """Whether a person may do something to what belongs to a field (entity id).

    None asks for what belongs to no single field, or to all of them: a role for some fields is not enough.
    """
    return any(
        grant.role in PERMISSIONS[action] and grant.field_id in {None, field_id} for grant in person.grants
    )


def may_somewhere(person: Person, action: Action) -> bool:
    """Whether a person may do something for one field at least: for what screens offer, never to let it through."""
    return any(grant.role in PERMISSIONS[action] for grant in person.grants)


def require(person: Person, action: Action, field_id: int | None = None) -> None:
    """Raise NotAllowedError unless the person may (see `may`)."""
    if not may(person, action, field_id):
        raise NotAllowedError(action)


def scope_of(person: Person, action: Action = Action.SEE) -> Scope:
    """The fields for which a person may do something; without another action, those that the person sees.

    Unlimited only for a role over all fields. Who has no role for it, as an administrator for seeing, gets
    an empty scope: no field at all.
    """
    if may(person, action):
        return EVERYTHING
    allowed = (grant for grant in person.grants if grant.role in PERMISSIONS[action])
    return Scope(frozenset(grant.field_id for grant in allowed if grant.field_id is not None))
