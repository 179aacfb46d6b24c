"""People for the tests, by their roles."""

from data_access.access.roles import Grant, Person, Role

KEY = b"a key for the tests, long enough."


def person(*grants: Grant, name: str = "somebody") -> Person:
    return Person(account_id=1, name=name, email=f"{name}@example.kz", grants=grants)


def viewer(*field_ids: int) -> Person:
    return person(*(Grant(Role.VIEWER, one) for one in field_ids), name="viewer")


def officer(*field_ids: int) -> Person:
    return person(*(Grant(Role.OFFICER, one) for one in field_ids), name="officer")


COORDINATOR = person(Grant(Role.COORDINATOR), name="coordinator")
CHAIR = person(Grant(Role.CHAIR), name="chair")
ADMINISTRATOR = person(Grant(Role.ADMINISTRATOR), name="administrator")
