"""How old the figures of each field are, how many changes and sign-ins there are: for who watches the server."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, or_, select

from data_access.model import Change, Field, Milestone, Problem, Report, SignIn
from data_access.reads.snapshot import Reader, in_scope, newest_report, of_programme, true_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """A field's code and the day that the newest report of any of its milestones speaks of; None: none has one."""

    field: str
    as_at: date | None


def freshness(reader: Reader) -> tuple[Freshness, ...]:
    """The fields in scope, by code."""
    view = reader.view
    statement = (
        select(Field.code, func.max(Report.as_at).label("as_at"))
        .outerjoin(Problem, and_(Problem.field_id == Field.entity_id, true_at(Problem, view)))
        .outerjoin(Milestone, and_(Milestone.problem_id == Problem.entity_id, true_at(Milestone, view)))
        .outerjoin(Report, and_(Report.milestone_id == Milestone.entity_id, newest_report(view)))
        .where(of_programme(Field, view), in_scope(Field.entity_id.expression, view))
        .group_by(Field.code)
        .order_by(Field.code)
    )
    return tuple(Freshness(field=row.code, as_at=row.as_at) for row in reader.connection.execute(statement))


def count_by_kind(connection: Connection) -> dict[str, int]:
    """The number of changes ever recorded, of all programmes, by kind."""
    statement = select(Change.kind, func.count().label("number")).group_by(Change.kind).order_by(Change.kind)
    return {row.kind: row.number for row in connection.execute(statement)}


def count_sign_ins(connection: Connection) -> int:
    """The number of sign-ins ever; one of a closed account ends as it begins and does not count."""
    lasted = or_(SignIn.ended_at.is_(None), SignIn.ended_at > SignIn.begun_at)
    return connection.scalar(select(func.count()).where(lasted)) or 0
