"""Accounts and their roles: who has which, giving and taking away; each step leaves its audit line."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from data_access.access.audit import AuditEntry, Noted, append, key_of, noting
from data_access.access.demand import demand
from data_access.access.roles import ROLES_OF_FIELDS, Action, Person, Role
from data_access.access.sign_in import account_row, plain_email
from data_access.database import Database
from data_access.model import Account, Field, RoleGrant
from data_access.words import Words


class AccountError(Exception):
    """What was asked of an account cannot be done; nothing was written."""


class UnknownAccountError(AccountError):
    """There is no such account, grant or field."""


class AccountExistsError(AccountError):
    """An account with this e-mail is there already."""


class RoleNotOfFieldsError(AccountError):
    """The role is given for the whole programme alone."""


class LastAdministratorError(AccountError):
    """Nobody would be left who may give roles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantInfo:
    """A role that an account has now."""

    id: int
    role: Role
    field_id: int | None
    granted_by: str
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInfo:
    """An account with its roles; `has_signed_in`: the identity provider has named the person."""

    id: int
    email: str
    name: str
    is_active: bool
    has_signed_in: bool
    first_sign_in: datetime | None
    last_sign_in: datetime | None
    grants: tuple[GrantInfo, ...]


def accounts(connection: Connection) -> tuple[AccountInfo, ...]:
    """All accounts with the roles that they have now, by e-mail and name."""
    grants: dict[int, list[GrantInfo]] = defaultdict(list)
    for row in connection.execute(
        select(RoleGrant.__table__).where(RoleGrant.revoked_at.is_(None)).order_by(RoleGrant.id)
    ):
        grants[row.account_id].append(
            GrantInfo(
                id=row.id,
                role=Role(row.role),
                field_id=row.field_id,
                granted_by=row.granted_by,
                granted_at=row.granted_at,
            )
        )
    rows = connection.execute(select(Account.__table__).order_by(Account.email, Account.name, Account.id))
    return tuple(
        AccountInfo(
            id=row.id,
            email=row.email,
            name=row.name,
            is_active=row.is_active,
            has_signed_in=row.subject is not None,
            first_sign_in=row.first_sign_in,
            last_sign_in=row.last_sign_in,
            grants=tuple(grants[row.id]),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedField:
    """A field that roles may be given for: its code and name, nothing of what it holds."""

    code: str
    name: Words


def named_fields(connection: Connection) -> dict[int, NamedField]:
    """The fields by entity id, those that are gone among them; for who gives roles and for whose they are."""
    rows = connection.execute(
        select(Field.entity_id, Field.code, Field.name_kk, Field.name_ru, Field.name_en).order_by(
            Field.to_change.is_(None), Field.position, Field.code
        )
    )
    return {
        row.entity_id: NamedField(code=row.code, name=Words(row.name_kk, row.name_ru, row.name_en))
        for row in rows
    }


def add_account(database: Database, by: Person, *, email: str, name: str, at: datetime) -> int:
    """Make an account for somebody who is expected to sign in; returns its id.

    Raises NotAllowedError, or AccountExistsError.
    """
    with _managing(database, by, at) as step:
        if account_row(step.connection, Account.email == plain_email(email)) is not None:
            raise AccountExistsError
        statement = insert(Account).values(email=plain_email(email), name=name.strip(), is_active=True)
        account_id: int = step.connection.execute(statement.returning(Account.id)).scalar_one()
        step.note(Noted.ACCOUNT_ADDED, account_id, {"email": plain_email(email)})
    return account_id


def change_active(database: Database, by: Person, account_id: int, *, is_active: bool, at: datetime) -> None:
    """Close an account, or open it again; its roles stay what they are and sleep meanwhile.

    Raises NotAllowedError, UnknownAccountError or LastAdministratorError.
    """
    with _managing(database, by, at) as step:
        row = step.account(account_id)
        if row.is_active != is_active:
            step.connection.execute(
                update(Account).where(Account.id == account_id).values(is_active=is_active)
            )
            step.note(Noted.ACCOUNT_OPENED if is_active else Noted.ACCOUNT_CLOSED, account_id, {})
            if not is_active:
                step.require_administrator()


def grant_role(
    database: Database,
    by: Person,
    account_id: int,
    role: Role,
    *,
    field_id: int | None = None,
    at: datetime,
) -> None:
    """Give an account a role, for one field or for all; one that it has already is left as it is.

    Raises NotAllowedError, UnknownAccountError or RoleNotOfFieldsError.
    """
    if field_id is not None and role not in ROLES_OF_FIELDS:
        raise RoleNotOfFieldsError(role)
    with _managing(database, by, at) as step:
        step.account(account_id)
        if field_id is not None and not step.knows_field(field_id):
            raise UnknownAccountError
        same = select(RoleGrant.id).where(
            RoleGrant.account_id == account_id,
            RoleGrant.role == role.value,
            RoleGrant.field_id.is_(None) if field_id is None else RoleGrant.field_id == field_id,
            RoleGrant.revoked_at.is_(None),
        )
        if step.connection.scalar(same) is not None:
            return
        step.connection.execute(
            insert(RoleGrant).values(
                account_id=account_id,
                role=role.value,
                field_id=field_id,
                granted_by=by.actor,
                granted_at=at,
            )
        )
        step.note(Noted.ROLE_GRANTED, account_id, {"role": role.value}, field_id)


def revoke_role(database: Database, by: Person, grant_id: int, *, at: datetime) -> None:
    """Take a role away; it works from the person's next click on. One that is gone already stays as it is.

    Raises NotAllowedError, UnknownAccountError or LastAdministratorError.
    """
    with _managing(database, by, at) as step:
        row = step.connection.execute(
            select(RoleGrant.__table__).where(RoleGrant.id == grant_id)
        ).one_or_none()
        if row is None:
            raise UnknownAccountError
        if row.revoked_at is None:
            step.connection.execute(
                update(RoleGrant).where(RoleGrant.id == grant_id).values(revoked_at=at, revoked_by=by.actor)
            )
            step.note(Noted.ROLE_REVOKED, row.account_id, {"role": row.role}, row.field_id)
            if row.role == Role.ADMINISTRATOR:
                step.require_administrator()


class _Step:
    """One act of an administrator, within its transaction."""

    def __init__(self, connection: Connection, by: Person, at: datetime, key: bytes) -> None:
        self.connection = connection
        self._by = by
        self._at = at
        self._key = key

    def account(self, account_id: int) -> Row[Any]:
        """The account; raises UnknownAccountError."""
        row = account_row(self.connection, Account.id == account_id)
        if row is None:
            raise UnknownAccountError
        return row

    def knows_field(self, field_id: int) -> bool:
        """Whether a field is there, or was."""
        statement = select(Field.id).where(Field.entity_id == field_id).limit(1)
        return self.connection.scalar(statement) is not None

    def require_administrator(self) -> None:
        """Raise LastAdministratorError unless somebody is left who may give roles."""
        left = self.connection.scalar(
            select(func.count())
            .select_from(RoleGrant)
            .join(Account, Account.id == RoleGrant.account_id)
            .where(
                Account.is_active, RoleGrant.role == Role.ADMINISTRATOR.value, RoleGrant.revoked_at.is_(None)
            )
        )
        if not left:
            raise LastAdministratorError

    def note(
        self, action: Noted, account_id: int, detail: dict[str, Any], field_id: int | None = None
    ) -> None:
        """Write the line of the step."""
        entry = AuditEntry(
            at=self._at,
            actor=self._by.actor,
            action=action,
            object=f"account {account_id}",
            detail=detail,
            field_ids=() if field_id is None else (field_id,),
        )
        append(self.connection, entry, self._key)


@contextmanager
def _managing(database: Database, by: Person, at: datetime) -> Iterator[_Step]:
    """A step that only who manages people may take. Who else tries is refused, and that is noted."""
    demand(database, by, Action.MANAGE_PEOPLE, at=at)
    with noting(database) as connection:
        yield _Step(connection, by, at, key_of(database))
