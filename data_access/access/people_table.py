"""People and roles as rows of a table: what a file says, and which steps lead from what is to what it says.

A row is an e-mail, a name, a role and, for viewers and officers, the field's code (none: the whole programme).
Who is not in the file keeps everything; who is has in the end the roles of the file and no others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data_access.access.accounts import AccountInfo
from data_access.access.roles import ROLES_OF_FIELDS, Grant, Role
from data_access.access.sign_in import plain_email

_COLUMNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongRow:
    """A row that cannot be taken: its number in the sheet (from 1), the text at fault, and what is wrong.

    `problem`: unknown_role, unknown_field, not_of_fields.
    """

    row: int
    text: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A person as a file has it."""

    email: str
    name: str
    grants: frozenset[Grant]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSteps:
    """What would be done: accounts made, roles given (by e-mail), grants taken away (by their ids)."""

    added: tuple[Wanted, ...]
    given: tuple[tuple[str, Grant], ...]
    taken: tuple[tuple[str, int, Grant], ...]

    @property
    def is_empty(self) -> bool:
        """Whether everything is so already."""
        return not (self.added or self.given or self.taken)


def people_of(
    rows: Iterable[Sequence[object]],
    roles: Mapping[str, Role],
    fields: Mapping[str, int],
    *,
    first_row: int = 1,
) -> tuple[tuple[Wanted, ...], tuple[WrongRow, ...]]:
    """The people of a sheet, and the rows that are wrong; a row counts when its first cell holds an e-mail.

    `roles` and `fields` (entity ids) by the words that may stand for them, in small letters. `first_row`: the
    number of the first row in its sheet.
    """
    names: dict[str, str] = {}
    grants: dict[str, set[Grant]] = defaultdict(set)
    wrong: list[WrongRow] = []
    for number, row in enumerate(rows, start=first_row):
        cells = [_text(cell) for cell in row[:_COLUMNS]] + [""] * _COLUMNS
        email, name, role, field = cells[:_COLUMNS]
        if "@" not in email:
            continue
        plain = plain_email(email)
        names[plain] = names.get(plain) or name
        grants[plain] |= set()
        if not role:
            continue
        found = _grant(role, field, roles, fields)
        if isinstance(found, Grant):
            grants[plain].add(found)
        else:
            wrong.append(WrongRow(row=number, text=field if found != "unknown_role" else role, problem=found))
    people = tuple(Wanted(email=one, name=names[one], grants=frozenset(grants[one])) for one in names)
    return people, tuple(wrong)


def steps_to(people: Iterable[Wanted], known: Iterable[AccountInfo]) -> PeopleSteps:
    """The steps from the accounts as they are to the people of a file."""
    accounts = {one.email: one for one in known if one.email}
    added, given, taken = [], [], []
    for one in people:
        account = accounts.get(one.email)
        if account is None:
            added.append(one)
            continue
        has = {Grant(grant.role, grant.field_id): grant.id for grant in account.grants}
        given += [(one.email, grant) for grant in _ordered(one.grants - has.keys())]
        taken += [(one.email, has[grant], grant) for grant in _ordered(has.keys() - one.grants)]
    return PeopleSteps(added=tuple(added), given=tuple(given), taken=tuple(taken))


def _grant(role: str, field: str, roles: Mapping[str, Role], fields: Mapping[str, int]) -> Grant | str:
    known = roles.get(role.casefold())
    if known is None:
        return "unknown_role"
    if not field:
        return Grant(known)
    field_id = fields.get(field.casefold())
    if field_id is None:
        return "unknown_field"
    return Grant(known, field_id) if known in ROLES_OF_FIELDS else "not_of_fields"


def _ordered(grants: Iterable[Grant]) -> Iterator[Grant]:
    yield from sorted(grants, key=lambda one: (one.role, one.field_id or 0))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
