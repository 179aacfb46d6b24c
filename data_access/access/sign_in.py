"""Who comes in: signing in by what the identity provider says, and who that is at each click."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data_access.access.audit import AuditEntry, Noted, append, key_of, noting
from data_access.access.roles import Grant, Person, Role
from data_access.database import Database
from data_access.model import Account, RoleGrant


def person_of(connection: Connection, subject: str) -> Person | None:
    """Who is signed in, with the roles of this moment; None: nobody we know, or somebody who may not any more."""
    row = account_row(connection, (Account.subject == subject) & Account.is_active)
    return None if row is None else _person(connection, row)


def sign_in(
    database: Database, *, subject: str, email: str, is_email_verified: bool, name: str, at: datetime
) -> Person | None:
    """Take note that the identity provider says who this is; None: the account is closed.

    `subject` is `issuer|sub`. A first sign-in takes over the account that an administrator has made for the
    same e-mail, else makes one without any role. An e-mail that is not verified counts as none: anybody could
    claim another's.
    """
    claimed = plain_email(email) if is_email_verified else ""
    values = {"email": claimed, "name": name.strip(), "last_sign_in": at}
    with noting(database) as connection:
        row = account_row(connection, Account.subject == subject)
        if row is None and claimed:
            row = account_row(connection, (Account.email == claimed) & Account.subject.is_(None))
        if row is None:
            new = insert(Account).values(subject=subject, is_active=True, first_sign_in=at, **values)
            account_id, is_active = connection.execute(new.returning(Account.id)).scalar_one(), True
        else:
            account_id, is_active = row.id, row.is_active
            if is_active:
                first = row.first_sign_in or at
                known = update(Account).where(Account.id == account_id)
                connection.execute(known.values(subject=subject, first_sign_in=first, **values))
        account = account_row(connection, Account.id == account_id)
        assert account is not None  # nosec B101 # written or found above, in this transaction
        person = _person(connection, account)
        entry = AuditEntry(
            at=at,
            actor=person.actor,
            action=Noted.SIGNED_IN if is_active else Noted.REFUSED,
            object=f"account {account_id}",
            detail={"subject": subject},
        )
        append(connection, entry, key_of(database))
        return person if is_active else None


def account_row(connection: Connection, condition: Any) -> Row[Any] | None:
    """The first account of which a condition holds."""
    return connection.execute(
        select(Account.__table__).where(condition).order_by(Account.id).limit(1)
    ).one_or_none()


def plain_email(email: str) -> str:
    """An e-mail as it is kept and compared."""
    return email.strip().lower()


def _person(connection: Connection, account: Row[Any]) -> Person:
    grants = connection.execute(
        select(RoleGrant.role, RoleGrant.field_id)
        .where(RoleGrant.account_id == account.id, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
    )
    return Person(
        account_id=account.id,
        name=account.name,
        email=account.email,
        grants=tuple(Grant(Role(row.role), row.field_id) for row in grants),
    )
