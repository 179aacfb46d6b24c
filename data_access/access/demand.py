"""Demanding that a person may do something; who may not is refused, and the audit has it."""

from collections.abc import Iterable
from datetime import datetime

from data_access.access.audit import AuditEntry, Noted, note
from data_access.access.roles import Action, NotAllowedError, Person, may
from data_access.database import Database


def demand(
    database: Database,
    person: Person,
    action: Action,
    field_ids: Iterable[int | None] = (None,),
    *,
    at: datetime | None,
) -> None:
    """Raise NotAllowedError unless the person may do this in each of these fields (see `roles.may`)."""
    wanted = list(field_ids)
    if not wanted or not all(may(person, action, field_id) for field_id in wanted):
        raise refused(database, person, action, at=at)


def refused(database: Database, person: Person, action: Action, *, at: datetime | None) -> NotAllowedError:
    """The error for what a person may not do, to be raised; noted where the database has a key for that.

    The line names no field: which one was tried is nothing that a refusal should tell. `at`: None where
    something is only looked at before anything is done, which nobody has to know.
    """
    if at is not None and database.audit_key is not None:
        entry = AuditEntry(at=at, actor=person.actor, action=Noted.REFUSED, object=action.value)
        note(database, entry)
    return NotAllowedError(action)
