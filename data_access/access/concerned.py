"""To which field belongs what somebody is about to write to, as it is now."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from data_access.model import MODELS, Field, Instruction, Kind, Problem


def field_of_subject(connection: Connection, subject_id: int | None) -> int | None:
    """The field that a subject is, or belongs to; None where there is no such subject now."""
    if subject_id is None:
        return None
    is_field = select(Field.entity_id).where(Field.entity_id == subject_id, Field.to_change.is_(None))
    found = connection.scalar(is_field)
    if found is not None:
        return found
    return connection.scalar(
        select(Problem.field_id).where(Problem.entity_id == subject_id, Problem.to_change.is_(None))
    )


def field_of_thing(connection: Connection, kind: Kind, entity_id: int) -> int | None:
    """The field of an instruction's, a meeting's or a request's subject; None where it has none, or is gone."""
    model: Any = MODELS[kind]
    subject = select(model.subject_id).where(model.entity_id == entity_id, model.to_change.is_(None))
    return field_of_subject(connection, connection.scalar(subject))


def fields_of_executor(connection: Connection, instruction_id: int) -> frozenset[int]:
    """The fields that are led by the ministry that an instruction was given to."""
    statement = (
        select(Field.entity_id)
        .join(Instruction, Instruction.ministry_id == Field.ministry_id)
        .where(
            Instruction.entity_id == instruction_id,
            Instruction.to_change.is_(None),
            Field.to_change.is_(None),
        )
    )
    return frozenset(connection.scalars(statement))


def ministries_of_fields(connection: Connection, field_ids: Collection[int]) -> frozenset[int]:
    """The ministries that lead some fields."""
    statement = select(Field.ministry_id).where(
        Field.entity_id.in_(sorted(field_ids)), Field.to_change.is_(None)
    )
    return frozenset(ministry for ministry in connection.scalars(statement) if ministry is not None)
