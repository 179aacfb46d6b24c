"""Who comes in: signing in by what the identity provider says, and who that is at each click."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data_access.access.audit import AuditEntry, Noted, append, key_of, noting
from data_access.access.roles import Grant, Person, Role
from data_access.database import Database
from data_access.model import Account, RoleGrant, SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What the identity provider says of who comes in. `subject` is `issuer|sub`.

    `key`: 64 letters that are another for each sign-in and tell nothing of the cookie that they stand for.
    """

    subject: str
    email: str
    is_email_verified: bool
    name: str
    key: str


def who(database: Database, identity: Identity, *, at: datetime, longest: timedelta) -> Person | None:
    """Who is signed in, with the roles of this moment; the first click of a sign-in is noted as such.

    None: the account is closed, the person has signed out of this sign-in, or it is older than `longest`.
    """
    with database.reading() as connection:
        known = connection.execute(select(SignIn.__table__).where(SignIn.key == identity.key)).one_or_none()
        if known is not None:
            if known.ended_at is not None or at - known.begun_at > longest:
                return None
            row = account_row(connection, (Account.id == known.account_id) & Account.is_active)
            return None if row is None else _person(connection, row)
    return sign_in(database, identity, at=at)


def person_called(connection: Connection, email: str) -> Person | None:
    """Who has an open account with this e-mail, whether signed in or not; for commands that act as somebody."""
    row = account_row(connection, (Account.email == plain_email(email)) & Account.is_active)
    return None if row is None else _person(connection, row)


def sign_in(database: Database, identity: Identity, *, at: datetime) -> Person | None:
    """Take note that the identity provider says who this is; None: the account is closed.

    A first sign-in takes over the account that an administrator has made for the same e-mail, else makes one
    without any role. An e-mail that is not verified counts as none: anybody could claim another's.
    """
    claimed = plain_email(identity.email) if identity.is_email_verified else ""
    subject = identity.subject
    values = {"email": claimed, "name": identity.name.strip(), "last_sign_in": at}
    with noting(database) as connection:
        if connection.scalar(select(SignIn.id).where(SignIn.key == identity.key)) is not None:
            return _of_key(connection, identity.key)  # another tab of the same browser was faster
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
        begun = {"account_id": account_id, "key": identity.key, "begun_at": at}
        connection.execute(insert(SignIn).values(**begun, ended_at=None if is_active else at))
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


def sign_out(database: Database, identity: Identity, *, at: datetime) -> None:
    """End a sign-in wherever its cookie is shown, in other tabs and on copies of it too."""
    with noting(database) as connection:
        person = _of_key(connection, identity.key)
        if person is None:
            return
        ended = update(SignIn).where(SignIn.key == identity.key)
        connection.execute(ended.values(ended_at=at))
        entry = AuditEntry(
            at=at, actor=person.actor, action=Noted.SIGNED_OUT, object=f"account {person.account_id}"
        )
        append(connection, entry, key_of(database))


def _of_key(connection: Connection, key: str) -> Person | None:
    """Whose sign-in this is; None: it is over, or the account is closed."""
    account_id = connection.scalar(
        select(SignIn.account_id).where(SignIn.key == key, SignIn.ended_at.is_(None))
    )
    row = account_row(connection, (Account.id == account_id) & Account.is_active)
    return None if row is None else _person(connection, row)


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
