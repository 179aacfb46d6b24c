"""People and roles as a table: what a file says, and that its steps lead exactly there."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.access.accounts import (
    AccountInfo,
    accounts,
    add_account,
    grant_role,
    named_fields,
    revoke_role,
)
from data_access.access.people_table import Wanted, people_of, steps_to
from data_access.access.roles import ROLES_OF_FIELDS, Grant, Role, local_person
from data_access.database import Database
from tests.data_access.access.people import KEY
from tests.factories import lay_ground

AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
BY = local_person()
ROLES = {role.value: role for role in Role}
FIELDS = {"con": 7}

ROW_OF_ROLES: list[list[object]] = [
    ["E-mail", "Name", "Role", "Field"],
    ["Aigul@example.kz ", "Aigul", "Viewer", "CON"],
    ["aigul@example.kz", "", "Officer", "CON"],
    [None, None, None, None],
    ["boss@example.kz", "Boss", "administrator", None],
    ["new@example.kz", "New", "", ""],
]


def test_a_row_is_a_role() -> None:
    people, wrong = people_of(ROW_OF_ROLES, ROLES, FIELDS)
    assert not wrong
    assert people == (
        Wanted(
            email="aigul@example.kz",
            name="Aigul",
            grants=frozenset({Grant(Role.VIEWER, 7), Grant(Role.OFFICER, 7)}),
        ),
        Wanted(email="boss@example.kz", name="Boss", grants=frozenset({Grant(Role.ADMINISTRATOR)})),
        Wanted(email="new@example.kz", name="New", grants=frozenset()),
    )


@pytest.mark.parametrize(
    ("role", "field", "problem"),
    [("king", "", "unknown_role"), ("viewer", "XXX", "unknown_field"), ("chair", "CON", "not_of_fields")],
)
def test_what_cannot_be_is_named_at_its_row(role: str, field: str, problem: str) -> None:
    _, [wrong] = people_of([["a@b.kz", "", role, field]], ROLES, FIELDS, first_row=5)
    assert (wrong.row, wrong.problem, wrong.text) == (
        5,
        problem,
        role if problem == "unknown_role" else field,
    )


def known(database: Database) -> tuple[AccountInfo, ...]:
    with database.reading() as connection:
        return accounts(connection)


EMAILS = st.sampled_from(["a@b.kz", "c@d.kz", "e@f.kz"])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, set[tuple[Role, bool]]]:
    """For some people: their roles, each for the one field or for all."""
    table = draw(
        st.dictionaries(EMAILS, st.sets(st.tuples(st.sampled_from(Role), st.booleans()), max_size=4))
    )
    return {
        email: {(role, of_field and role in ROLES_OF_FIELDS) for role, of_field in roles}
        for email, roles in table.items()
    }


@settings(max_examples=25)
@given(tables=st.lists(tables(), min_size=1, max_size=3))
def test_after_its_steps_everything_is_as_the_file_says(
    database: Database, tables: list[dict[str, set[tuple[Role, bool]]]]
) -> None:
    field = _field(database)
    # Somebody has to be left who may give roles.
    keeper = next((one.id for one in known(database) if one.email == "keeper@b.kz"), None)
    if keeper is None:
        keeper = add_account(database, BY, email="keeper@b.kz", name="", at=AT)
        grant_role(database, BY, keeper, Role.ADMINISTRATOR, at=AT)
    for table in tables:
        wanted = [
            Wanted(
                email=email,
                name="",
                grants=frozenset(Grant(role, field if of_field else None) for role, of_field in roles),
            )
            for email, roles in table.items()
        ]
        before = {one.email: one.grants for one in known(database)}
        _take(database, wanted)
        after = known(database)
        for one in after:
            if one.email in table:
                grants = {Grant(grant.role, grant.field_id) for grant in one.grants}
                assert grants == next(each.grants for each in wanted if each.email == one.email)
            else:
                assert one.grants == before[one.email]
        assert steps_to(wanted, after).is_empty


def _field(database: Database) -> int:
    with database.reading() as connection:
        found = named_fields(connection)
    if found:
        return next(iter(found))
    database.audit_key = KEY
    return lay_ground(database).field


def _take(database: Database, wanted: list[Wanted]) -> None:
    steps = steps_to(wanted, known(database))
    ids = {one.email: one.id for one in known(database)}
    given_roles = list(steps.given)
    for one in steps.added:
        ids[one.email] = add_account(database, BY, email=one.email, name=one.name, at=AT)
        given_roles += [(one.email, grant) for grant in one.grants]
    for email, grant in given_roles:
        grant_role(database, BY, ids[email], grant.role, field_id=grant.field_id, at=AT)
    for _email, grant_id, _grant in steps.taken:
        revoke_role(database, BY, grant_id, at=AT)
