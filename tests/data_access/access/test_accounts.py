"""Accounts: who comes in, roles given and taken away, and a line in the audit for each step."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data_access.access.accounts import (
    AccountExistsError,
    LastAdministratorError,
    RoleNotOfFieldsError,
    UnknownAccountError,
    accounts,
    add_account,
    change_active,
    grant_role,
    revoke_role,
)
from data_access.access.audit import Noted, entries, verify
from data_access.access.roles import Grant, NotAllowedError, Person, Role, local_person
from data_access.access.sign_in import Identity, sign_out, who
from data_access.database import Database
from tests.data_access.access.people import ADMINISTRATOR, CHAIR, COORDINATOR, KEY, officer, viewer
from tests.factories import Ground, lay_ground

AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
SUBJECT = "https://id.example.kz|17"
BY = local_person()


@pytest.fixture
def ground(database: Database) -> Ground:
    database.audit_key = KEY
    return lay_ground(database)


LONGEST = timedelta(hours=12)


def identity(subject: str = SUBJECT, email: str = "Aigul@Example.kz", **more: Any) -> Identity:
    values = {"is_email_verified": True, "name": "Aigul", "key": f"the first of {subject}", **more}
    return Identity(subject=subject, email=email, **values)


def came(
    database: Database, subject: str = SUBJECT, email: str = "Aigul@Example.kz", **more: Any
) -> Person | None:
    return who(database, identity(subject, email, **more), at=AT, longest=LONGEST)


def noted(database: Database) -> list[str]:
    with database.reading() as connection:
        return [entry.action for _, entry in reversed(entries(connection, limit=100))]


def account_of(database: Database, email: str) -> int:
    with database.reading() as connection:
        return next(one.id for one in accounts(connection) if one.email == email)


@pytest.mark.usefixtures("ground")
def test_whom_nobody_knows_comes_in_without_a_role(database: Database) -> None:
    somebody = came(database)
    assert somebody is not None
    assert (somebody.email, somebody.grants) == ("aigul@example.kz", ())
    assert came(database) == somebody
    with database.reading() as connection:
        [account] = accounts(connection)
    assert (account.first_sign_in, account.last_sign_in, account.has_signed_in) == (AT, AT, True)
    who(database, identity(email="", name="", key="the second"), at=LATER, longest=LONGEST)
    with database.reading() as connection:
        [account] = accounts(connection)
    assert (account.first_sign_in, account.last_sign_in) == (AT, LATER)
    assert noted(database)[1:] == [Noted.SIGNED_IN, Noted.SIGNED_IN]  # a click is no sign-in


@pytest.mark.usefixtures("ground")
def test_signing_out_ends_it_wherever_its_cookie_is_shown_and_nowhere_else(database: Database) -> None:
    here, elsewhere = identity(key="here"), identity(key="elsewhere")
    for one in (here, elsewhere):
        assert who(database, one, at=AT, longest=LONGEST) is not None
    sign_out(database, here, at=AT)
    sign_out(database, here, at=LATER)
    assert who(database, here, at=AT, longest=LONGEST) is None
    assert who(database, elsewhere, at=AT, longest=LONGEST) is not None
    assert noted(database)[-1] == Noted.SIGNED_OUT
    assert noted(database).count(Noted.SIGNED_OUT) == 1


@pytest.mark.usefixtures("ground")
def test_a_sign_in_does_not_last_for_ever(database: Database) -> None:
    came(database)
    assert who(database, identity(), at=AT + LONGEST, longest=LONGEST) is not None
    assert who(database, identity(), at=AT + LONGEST + timedelta(seconds=1), longest=LONGEST) is None


def test_who_is_expected_finds_the_role_that_was_given(database: Database, ground: Ground) -> None:
    expected = add_account(database, BY, email=" Aigul@example.KZ", name="Aigul", at=AT)
    grant_role(database, BY, expected, Role.OFFICER, field_id=ground.field, at=AT)
    claimed = came(database, email="aigul@example.kz", is_email_verified=False)
    assert claimed is not None
    assert claimed.grants == ()  # anybody could claim that e-mail
    somebody = came(database, "https://id.example.kz|19")
    assert somebody is not None
    assert (somebody.account_id, somebody.grants) == (expected, (Grant(Role.OFFICER, ground.field),))
    another = came(database, "https://id.example.kz|20")
    assert another is not None
    assert another.grants == ()  # the account is taken


def test_a_role_taken_away_works_at_the_next_click(database: Database, ground: Ground) -> None:
    came(database)
    account = account_of(database, "aigul@example.kz")
    grant_role(database, BY, account, Role.VIEWER, field_id=ground.field, at=AT)
    grant_role(database, BY, account, Role.VIEWER, field_id=ground.field, at=AT)
    grant_role(database, BY, account, Role.VIEWER, at=AT)
    with database.reading() as connection:
        [known] = accounts(connection)
    assert [(one.role, one.field_id) for one in known.grants] == [
        (Role.VIEWER, ground.field),
        (Role.VIEWER, None),
    ]
    revoke_role(database, BY, known.grants[1].id, at=LATER)
    revoke_role(database, BY, known.grants[1].id, at=LATER)
    somebody = came(database)
    assert somebody is not None
    assert somebody.grants == (Grant(Role.VIEWER, ground.field),)
    grant_role(database, BY, account, Role.VIEWER, at=LATER)  # and may be given anew
    assert noted(database) == [
        Noted.SET_UP,
        Noted.SIGNED_IN,
        Noted.ROLE_GRANTED,
        Noted.ROLE_GRANTED,
        Noted.ROLE_REVOKED,
        Noted.ROLE_GRANTED,
    ]
    assert verify(database, [KEY]).found == ()


@pytest.mark.usefixtures("ground")
def test_a_closed_account_does_not_come_in(database: Database) -> None:
    came(database)
    account = account_of(database, "aigul@example.kz")
    grant_role(database, BY, account, Role.COORDINATOR, at=AT)
    boss = add_account(database, BY, email="boss@example.kz", name="", at=AT)
    grant_role(database, BY, boss, Role.ADMINISTRATOR, at=AT)
    change_active(database, BY, account, is_active=False, at=AT)
    assert came(database) is None
    assert came(database, key="another") is None
    assert came(database, key="another") is None
    assert noted(database)[-2:] == [Noted.ACCOUNT_CLOSED, Noted.REFUSED]
    change_active(database, BY, account, is_active=True, at=AT)
    somebody = came(database)
    assert somebody is not None
    assert somebody.grants == (Grant(Role.COORDINATOR),)


@pytest.mark.usefixtures("ground")
def test_somebody_is_always_left_who_may_give_roles(database: Database) -> None:
    boss = add_account(database, BY, email="boss@example.kz", name="", at=AT)
    grant_role(database, BY, boss, Role.ADMINISTRATOR, at=AT)
    with database.reading() as connection:
        [known] = accounts(connection)
    with pytest.raises(LastAdministratorError):
        revoke_role(database, BY, known.grants[0].id, at=AT)
    with pytest.raises(LastAdministratorError):
        change_active(database, BY, boss, is_active=False, at=AT)
    with database.reading() as connection:
        assert accounts(connection) == (known,)
    assert noted(database)[-1] == Noted.ROLE_GRANTED


def test_what_cannot_be_given_is_refused(database: Database, ground: Ground) -> None:
    account = add_account(database, BY, email="aigul@example.kz", name="", at=AT)
    with pytest.raises(RoleNotOfFieldsError):
        grant_role(database, BY, account, Role.COORDINATOR, field_id=ground.field, at=AT)
    with pytest.raises(UnknownAccountError):
        grant_role(database, BY, account, Role.VIEWER, field_id=ground.problem, at=AT)
    with pytest.raises(UnknownAccountError):
        grant_role(database, BY, account + 1, Role.VIEWER, at=AT)
    with pytest.raises(AccountExistsError):
        add_account(database, BY, email="AIGUL@example.kz", name="", at=AT)


@pytest.mark.parametrize("by", [COORDINATOR, CHAIR, officer(1), viewer(1)], ids=lambda by: by.name)
@pytest.mark.usefixtures("ground")
def test_administrators_alone_give_roles(database: Database, by: Person) -> None:
    account = add_account(database, ADMINISTRATOR, email="aigul@example.kz", name="", at=AT)
    grant_role(database, ADMINISTRATOR, account, Role.VIEWER, at=AT)
    with database.reading() as connection:
        before = accounts(connection)
    with pytest.raises(NotAllowedError):
        add_account(database, by, email="another@example.kz", name="", at=AT)
    with pytest.raises(NotAllowedError):
        grant_role(database, by, account, Role.ADMINISTRATOR, at=AT)
    with pytest.raises(NotAllowedError):
        revoke_role(database, by, before[0].grants[0].id, at=AT)
    with pytest.raises(NotAllowedError):
        change_active(database, by, account, is_active=False, at=AT)
    with database.reading() as connection:
        assert accounts(connection) == before
    assert noted(database)[-4:] == [Noted.REFUSED] * 4


@pytest.mark.parametrize("table", ["account", "role_grant"])
@pytest.mark.usefixtures("ground")
def test_the_database_deletes_no_account_and_no_role(database: Database, table: str) -> None:
    account = add_account(database, BY, email="aigul@example.kz", name="", at=AT)
    grant_role(database, BY, account, Role.VIEWER, at=AT)
    with pytest.raises(DBAPIError, match="kept for good"), database.writing() as connection:
        connection.execute(text(f"DELETE FROM {table}"))
