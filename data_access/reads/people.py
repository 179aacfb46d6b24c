"""The people of a team at a view."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from data_access.model import Membership, Person, Team
from data_access.reads.snapshot import Reader, in_scope, of_programme, true_at
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a team; `role` is leader, mentor or change_manager."""

    code: str
    name: Words
    role: str


def team_members(reader: Reader, team_id: int) -> tuple[Member, ...]:
    """The people of a team in scope, by code."""
    view = reader.view
    statement = (
        select(Person.code, Person.name_kk, Person.name_ru, Person.name_en, Membership.role)
        .join(Person, and_(Person.entity_id == Membership.person_id, true_at(Person, view)))
        .join(Team, and_(Team.entity_id == Membership.team_id, true_at(Team, view)))
        .where(
            of_programme(Membership, view),
            Membership.team_id == team_id,
            in_scope(Team.field_id.expression, view),
        )
        .order_by(Person.code)
    )
    return tuple(
        Member(code=row.code, name=Words(row.name_kk, row.name_ru, row.name_en), role=row.role)
        for row in reader.connection.execute(statement)
    )
