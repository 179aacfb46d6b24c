"""Which fields a change touched: those to which the things that it wrote or ended belonged at the time."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, union

from data_access.model import (
    AgendaItem,
    Field,
    HelpRequest,
    Instruction,
    Meeting,
    Membership,
    Milestone,
    Problem,
    Report,
    Team,
    VersionRow,
)

ABOUT_SUBJECTS = (AgendaItem, Instruction, Meeting, HelpRequest)


def touched_fields(change: ColumnElement[Any]) -> tuple[Select[Any], ...]:
    """The fields (entity ids) that a change touched, one select for each kind of thing, to be joined up.

    `change`: its number, or a column that holds it. Ministries, people and sessions belong to no field.
    """
    return (
        select(Field.entity_id.label("field_id")).where(_by(Field, change)),
        select(Team.field_id.label("field_id")).where(_by(Team, change)),
        select(Problem.field_id.label("field_id")).where(_by(Problem, change)),
        select(Team.field_id.label("field_id"))
        .join(Membership, Membership.team_id == Team.entity_id)
        .where(_by(Membership, change), was_there(Team, change)),
        select(Problem.field_id.label("field_id"))
        .join(Milestone, Milestone.problem_id == Problem.entity_id)
        .where(_by(Milestone, change), was_there(Problem, change)),
        select(Problem.field_id.label("field_id"))
        .join(Milestone, Milestone.problem_id == Problem.entity_id)
        .join(Report, Report.milestone_id == Milestone.entity_id)
        .where(_by(Report, change), was_there(Milestone, change), was_there(Problem, change)),
        *(
            select(Field.entity_id.label("field_id"))
            .join(model, model.subject_id == Field.entity_id)
            .where(_by(model, change), was_there(Field, change))
            for model in ABOUT_SUBJECTS
        ),
        *(
            select(Problem.field_id.label("field_id"))
            .join(model, model.subject_id == Problem.entity_id)
            .where(_by(model, change), was_there(Problem, change))
            for model in ABOUT_SUBJECTS
        ),
    )


def fields_touched(connection: Connection, version: int) -> frozenset[int]:
    """The fields that a change touched."""
    number: Any = version
    return frozenset(connection.scalars(union(*touched_fields(number))))


def _by(model: type[VersionRow], change: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(model.from_change == change, model.to_change == change)


def was_there(model: type[VersionRow], change: ColumnElement[Any]) -> ColumnElement[bool]:
    """The rows of a table that were true just before a change, or are with it."""
    return and_(model.from_change <= change, or_(model.to_change.is_(None), model.to_change >= change))
