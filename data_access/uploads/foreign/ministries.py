"""Which ministries a file's rows belong to: a remembered map is theirs."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from data_access.change import chunks
from data_access.model import MODELS, Field, Kind, Milestone, Problem
from data_access.reads.snapshot import Reader, of_programme, true_at
from data_access.uploads.files.table import Table
from data_access.uploads.values.value import code_of

_CHUNK = 5000


def ministries_of(reader: Reader, tables: Iterable[Table], *, with_constants: bool = False) -> frozenset[int]:
    """The ministries (entity ids) that the rows of some tables name, else those that lead their fields.

    Only what stands in the cells counts; `with_constants`: what the sender says of all rows as well.
    """
    if not with_constants:
        tables = (replace(table, constants={}) for table in tables)
    return frozenset(ministry for table in tables for ministry in _ministries(reader, table))


def _ministries(reader: Reader, table: Table) -> set[int]:
    named = _ids(reader, Kind.MINISTRY, _told(table, Kind.MINISTRY, "ministry_id"))
    if named:
        return named
    fields = _ids(reader, Kind.FIELD, _told(table, Kind.FIELD, "field_id"))
    for kind, attribute in ((Kind.PROBLEM, "problem_id"), (Kind.TEAM, "team_id")):
        fields |= _fields(reader, kind, _told(table, kind, attribute))
    if not fields and table.kind is Kind.MILESTONE:
        fields = _fields_of_milestones(reader, _codes(table, "code"))
    return {
        ministry
        for some in chunks(fields)
        for ministry in reader.connection.scalars(
            select(Field.ministry_id).where(of_programme(Field, reader.view), Field.entity_id.in_(some))
        )
        if ministry is not None
    }


def _told(table: Table, kind: Kind, attribute: str) -> set[str]:
    """The codes of things of a kind that a table lists or refers to."""
    return _codes(table, "code" if table.kind is kind else attribute)


def _codes(table: Table, attribute: str) -> set[str]:
    if attribute not in table.attributes:
        return set()
    return {code for cell in table.cells(attribute).cells if (code := code_of(cell))}


def _ids(reader: Reader, kind: Kind, codes: Collection[str]) -> set[int]:
    return _found(reader, kind, MODELS[kind].entity_id, codes)


def _fields(reader: Reader, kind: Kind, codes: Collection[str]) -> set[int]:
    model: Any = MODELS[kind]
    return _found(reader, kind, model.field_id, codes)


def _found(reader: Reader, kind: Kind, column: Any, codes: Collection[str]) -> set[int]:
    """A column of the things of a kind that have these codes."""
    model, ordered = MODELS[kind], sorted(codes)
    return {
        one
        for place in range(0, len(ordered), _CHUNK)
        for one in reader.connection.scalars(
            select(column).where(
                of_programme(model, reader.view), model.code.in_(ordered[place : place + _CHUNK])
            )
        )
    }


def _fields_of_milestones(reader: Reader, codes: Collection[str]) -> set[int]:
    view, problems = reader.view, sorted(_found(reader, Kind.MILESTONE, Milestone.problem_id, codes))
    return {
        field
        for some in chunks(problems)
        for field in reader.connection.scalars(
            select(Problem.field_id).where(Problem.entity_id.in_(some), true_at(Problem, view))
        )
    }
