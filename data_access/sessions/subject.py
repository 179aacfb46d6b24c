"""What an agenda item, an instruction or a meeting belongs to: a field, or a problem within one."""

from dataclasses import dataclass

from sqlalchemy import Select, Subquery, literal, select, union_all

from data_access.model import Field, Kind, Problem
from data_access.reads.snapshot import Reader, in_scope, of_programme
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A field or a problem; `field_id` is the field itself or the problem's."""

    id: int
    kind: Kind
    code: str
    name: Words
    field_id: int


def subjects_table(reader: Reader) -> Subquery:
    """All fields and problems in scope: entity_id, kind, code, names, field_id; to be joined."""
    return union_all(_fields(reader), _problems(reader)).subquery("subject")


def subjects(reader: Reader) -> dict[int, Subject]:
    """All fields and problems in scope, by entity id; fields first, then by code."""
    table = subjects_table(reader)
    rows = reader.connection.execute(select(table).order_by(table.c.kind, table.c.code))
    return {
        row.entity_id: Subject(
            id=row.entity_id,
            kind=Kind(row.kind),
            code=row.code,
            name=Words(row.name_kk, row.name_ru, row.name_en),
            field_id=row.field_id,
        )
        for row in rows
    }


def _fields(reader: Reader) -> Select[int, str, str, str, str, str, int]:
    return select(
        Field.entity_id,
        literal(Kind.FIELD.value).label("kind"),
        Field.code,
        Field.name_kk,
        Field.name_ru,
        Field.name_en,
        Field.entity_id.label("field_id"),
    ).where(of_programme(Field, reader.view), in_scope(Field.entity_id.expression, reader.view))


def _problems(reader: Reader) -> Select[int, str, str, str, str, str, int]:
    return select(
        Problem.entity_id,
        literal(Kind.PROBLEM.value).label("kind"),
        Problem.code,
        Problem.name_kk,
        Problem.name_ru,
        Problem.name_en,
        Problem.field_id,
    ).where(of_programme(Problem, reader.view), in_scope(Problem.field_id.expression, reader.view))
