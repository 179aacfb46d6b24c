"""The rows of our sheets as the database has them: references as codes, milestones with their figures."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, null, select
from sqlalchemy.orm import aliased

from data_access.model import MODELS, Instruction, Kind, Problem, Report
from data_access.reads.snapshot import Reader, in_scope, newest_report, of_programme, true_at
from data_access.uploads.columns import REPORT_ATTRIBUTES, SHEETS
from data_access.view import View

WITHOUT_FIELD = frozenset({Kind.MINISTRY, Kind.PERSON})
"""The kinds whose things belong to no field."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The things of a kind at a view, to be narrowed; `field_id` is the field that each belongs to.

    Columns of `select`: entity_id, of_field (the field's entity id; null for ministries and people), each
    attribute of the kind's sheet with references as codes. A milestone has also baseline, resets and
    reported_on, the day of its newest report; an instruction has also given_on, reported_on and closed_on.
    The view's scope is not applied: see `data_access.view`.
    """

    select: Select[Any]
    field_id: ColumnElement[Any]


def rows_in_scope(reader: Reader, kind: Kind, *, field_ids: Collection[int] | None = None) -> list[Row[Any]]:
    """The things of a kind by code, those of these fields (None: all) within the reader's scope.

    Kinds that belong to no field are given whole; instructions without those taken off control.
    """
    found = sheet_rows(reader.view, kind)
    statement = found.select
    if kind not in WITHOUT_FIELD:
        statement = statement.where(in_scope(found.field_id, reader.view))
        if field_ids is not None:
            statement = statement.where(found.field_id.in_(sorted(field_ids)))
    if kind is Kind.INSTRUCTION:
        statement = statement.where(Instruction.closed_on.is_(None))
    return sorted(reader.connection.execute(statement), key=lambda row: row.code)


def sheet_rows(view: View, kind: Kind) -> SheetRows:
    """The things of a kind that the view's version knows."""
    model: Any = MODELS[kind]
    others: dict[str, Any] = {
        column.attribute: aliased(MODELS[column.refers_to])
        for column in SHEETS[kind].columns
        if column.refers_to is not None
    }
    field_id = _field_of_instruction(view) if kind is Kind.INSTRUCTION else _field_id(kind, model, others)
    columns: list[ColumnElement[Any]] = [model.entity_id, field_id.label("of_field")]
    for column in SHEETS[kind].columns:
        name = column.attribute
        if name in others:
            columns.append(others[name].code.label(name))
        elif kind is Kind.MILESTONE and name in REPORT_ATTRIBUTES:
            figure = getattr(Report, name)
            columns.append((func.coalesce(figure, "") if name == "note" else figure).label(name))
        else:
            columns.append(getattr(model, name))
    if kind is Kind.MILESTONE:
        columns += [model.baseline, model.resets, Report.as_at.label("reported_on")]
    if kind is Kind.INSTRUCTION:
        columns += [model.given_on, model.reported_on, model.closed_on]
    statement = select(*columns).select_from(model)
    # A milestone keeps no field of its own: that is its problem's, joined after it.
    own = [name for name in others if hasattr(model, name)]
    for name in (*own, *(others.keys() - set(own))):
        key = getattr(model, name, field_id)
        statement = statement.outerjoin(
            others[name], and_(others[name].entity_id == key, true_at(others[name], view))
        )
    if kind is Kind.MILESTONE:
        statement = statement.outerjoin(
            Report, and_(Report.milestone_id == model.entity_id, newest_report(view))
        )
    return SheetRows(statement.where(of_programme(model, view)), field_id)


def _field_of_instruction(view: View) -> ColumnElement[Any]:
    """The field that an instruction is about, or that of the problem that it is about; null for none."""
    of_problem = (
        select(Problem.field_id)
        .where(Problem.entity_id == Instruction.subject_id, true_at(Problem, view))
        .correlate(Instruction)
        .scalar_subquery()
    )
    return func.coalesce(of_problem, Instruction.subject_id)


def _field_id(kind: Kind, model: Any, others: dict[str, Any]) -> ColumnElement[Any]:
    """The field that a thing of a kind belongs to."""
    found: ColumnElement[Any]
    if kind is Kind.FIELD:
        found = model.entity_id
    elif kind in {Kind.TEAM, Kind.PROBLEM}:
        found = model.field_id
    elif kind is Kind.MEMBERSHIP:
        found = others["team_id"].field_id
    elif kind is Kind.MILESTONE:
        found = others["problem_id"].field_id
    else:
        found = null()
    return found
