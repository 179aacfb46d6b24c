"""What each role may do, held against a table written by hand from the words of the requirement.

"viewer (sees all or named fields), ministry officer (sees and brings data of its fields, reports on its
instructions), coordinator (all fields, sessions, thresholds, taking back), chair (the wall, recording),
administrator (people and roles; not data)."
"""

import pytest

from data_access.access.roles import (
    ACTIONS_ON_FIELDS,
    Action,
    Grant,
    NotAllowedError,
    Person,
    Role,
    local_person,
    may,
    may_somewhere,
    require,
    scope_of,
)
from data_access.view import EVERYTHING, Scope

OWN, FOREIGN = 11, 12

# For each action and each kind of grant: in its own field, in a foreign one, over all (y: may, -: may not).
# Not derived from data_access.access.roles.PERMISSIONS: read the requirement, then this.
TABLE = """
action                 viewer-one viewer-all officer-one officer-all coordinator chair administrator
see                    y--        yyy        y--         yyy         yyy         yyy   ---
bring                  ---        ---        y--         yyy         yyy         ---   ---
report_on_instruction  ---        ---        y--         yyy         yyy         ---   ---
record_assistance      ---        ---        y--         yyy         yyy         ---   ---
take_back              ---        ---        ---         ---         yyy         ---   ---
prepare_session        ---        ---        ---         ---         yyy         ---   ---
lead_session           ---        ---        ---         ---         yyy         yyy   ---
give_instruction       ---        ---        ---         ---         yyy         yyy   ---
control_instruction    ---        ---        ---         ---         yyy         ---   ---
set_thresholds         ---        ---        ---         ---         yyy         ---   ---
manage_people          ---        ---        ---         ---         ---         ---   yyy
see_audit              ---        ---        ---         ---         ---         ---   yyy
"""
GRANTS = {
    "viewer-one": Grant(Role.VIEWER, OWN),
    "viewer-all": Grant(Role.VIEWER),
    "officer-one": Grant(Role.OFFICER, OWN),
    "officer-all": Grant(Role.OFFICER),
    "coordinator": Grant(Role.COORDINATOR),
    "chair": Grant(Role.CHAIR),
    "administrator": Grant(Role.ADMINISTRATOR),
}


def person(*grants: Grant) -> Person:
    return Person(account_id=1, name="Aigul", email="aigul@example.kz", grants=grants)


def by_hand() -> list[tuple[Action, str, int | None, bool]]:
    """Every action, grant and field of the table."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return [
        (Action(row[0]), name, field, mark == "y")
        for row in rows
        for name, cell in zip(head[1:], row[1:], strict=True)
        for field, mark in zip((OWN, FOREIGN, None), cell, strict=True)
    ]


@pytest.mark.parametrize(("action", "grant", "field", "allowed"), by_hand())
def test_the_table_by_hand(action: Action, grant: str, field: int | None, allowed: bool) -> None:
    somebody = person(GRANTS[grant])
    assert may(somebody, action, field) is allowed
    if allowed:
        require(somebody, action, field)
    else:
        with pytest.raises(NotAllowedError) as refused:
            require(somebody, action, field)
        assert refused.value.action is action
        assert str(refused.value) == action.value  # nothing of the data


def test_the_table_by_hand_forgets_no_action_and_no_role() -> None:
    told = by_hand()
    assert {action for action, *_ in told} == set(Action)
    assert {GRANTS[name].role for _, name, *_ in told} == set(Role)


def test_screens_are_told_who_may_somewhere() -> None:
    officer = person(Grant(Role.OFFICER, OWN))
    assert may_somewhere(officer, Action.BRING)
    assert not may_somewhere(officer, Action.TAKE_BACK)
    assert not may_somewhere(person(), Action.SEE)


def test_roles_add_up() -> None:
    both = person(Grant(Role.OFFICER, OWN), Grant(Role.VIEWER, FOREIGN))
    assert scope_of(both) == Scope(frozenset({OWN, FOREIGN}))
    assert scope_of(both, Action.BRING) == Scope(frozenset({OWN}))
    assert not may(both, Action.BRING, FOREIGN)
    assert scope_of(person(Grant(Role.OFFICER, OWN), Grant(Role.VIEWER))) == EVERYTHING


@pytest.mark.parametrize(
    ("grants", "fields"),
    [
        ((), frozenset()),
        ((Grant(Role.ADMINISTRATOR),), frozenset()),
        ((Grant(Role.VIEWER, OWN),), frozenset({OWN})),
        ((Grant(Role.VIEWER),), None),
        ((Grant(Role.COORDINATOR),), None),
        ((Grant(Role.CHAIR),), None),
        ((Grant(Role.ADMINISTRATOR), Grant(Role.OFFICER, OWN)), frozenset({OWN})),
    ],
)
def test_what_a_person_sees(grants: tuple[Grant, ...], fields: frozenset[int] | None) -> None:
    assert scope_of(person(*grants)) == Scope(fields)


def test_without_sign_in_the_one_person_may_do_everything() -> None:
    somebody = local_person()
    assert somebody.actor == "administrator"
    assert all(may(somebody, action, field) for action in Action for field in (OWN, None))
    assert scope_of(somebody) == EVERYTHING


def test_only_what_concerns_fields_can_be_allowed_for_some() -> None:
    limited = {action for action, name, field, allowed in by_hand() if name.endswith("-one") and allowed}
    assert limited <= ACTIONS_ON_FIELDS


def test_the_name_under_which_somebody_writes_is_no_one_elses() -> None:
    assert person().actor == "aigul@example.kz"
    namesakes = [Person(account_id=one, name="Aigul", email="", grants=()) for one in (1, 2)]
    assert len({one.actor for one in namesakes}) == 2
