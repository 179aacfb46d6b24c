"""The changes up to a view's version: who did what when, with which file, and how much of it.

In a limited scope a change counts that touched something of its fields, or a session: with that part alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from data_access.model import Change, ChangeKind, Milestone, Problem, Report, Session, Upload
from data_access.reads.snapshot import Reader, in_scope
from data_access.reads.takings_back import taken_back
from data_access.reads.touched import fields_touched, touched_fields, was_there
from data_access.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInfo:
    """A change with its file, if it brought one, and how many plans and reports of milestones it wrote.

    `taken_back_by` is the change that took this one back, `takes_back` the one that this one took back.
    """

    id: int
    kind: ChangeKind
    actor: str
    recorded_at: datetime
    note: str
    file_name: str | None
    as_at: date | None
    takes_back: int | None
    taken_back_by: int | None
    plans: int
    reports: int


def changes(reader: Reader, *, limit: int, offset: int = 0) -> tuple[ChangeInfo, ...]:
    """The programme's changes up to the view's version and within its scope, newest first."""
    statement = _statement(reader).order_by(Change.id.desc()).limit(limit).offset(offset)
    undone = taken_back(reader.connection, up_to=reader.view.version)
    return tuple(_info(row, undone) for row in reader.connection.execute(statement))


def change(reader: Reader, version: int) -> ChangeInfo | None:
    """One change up to the view's version; None where there is none of that number in its scope."""
    row = reader.connection.execute(_statement(reader).where(Change.id == version)).first()
    return None if row is None else _info(row, taken_back(reader.connection, up_to=reader.view.version))


def sent_file(reader: Reader, version: int, *, sender: str | None = None) -> bytes | None:
    """The file of a change as it was sent; None where it brought none, or none that the viewer may have.

    A file may hold rows of any field, those included that did not go in. So in a limited scope only its own
    `sender` gets it, as long as all that came of it is in scope.
    """
    scope = reader.view.scope.fields
    if scope is not None and not fields_touched(reader.connection, version) <= scope:
        return None
    statement = (
        select(Upload.content)
        .join(Change, Change.id == Upload.change_id)
        .where(Upload.change_id == version, _known(reader.view))
    )
    if scope is not None:
        statement = statement.where(Change.actor == sender)
    return reader.connection.scalar(statement)


def _known(view: View) -> ColumnElement[bool]:
    """The programme's changes up to the view's version that touched something in its scope."""
    known = and_(Change.programme_id == view.programme_id, Change.id <= view.version)
    if view.scope.fields is None:
        return known
    number = Change.id.expression
    of_fields = (
        found.where(in_scope(found.selected_columns[0], view)).exists() for found in touched_fields(number)
    )
    of_session = select(Session.id).where(or_(Session.from_change == number, Session.to_change == number))
    return and_(known, or_(*of_fields, of_session.exists()))


def _plans(view: View) -> Select[Any]:
    """How many plans of milestones a change wrote, of those in scope."""
    statement = select(func.count(Milestone.id.distinct())).where(Milestone.from_change == Change.id)
    if view.scope.fields is None:
        return statement
    return statement.join(Problem, Problem.entity_id == Milestone.problem_id).where(_of_scope(view))


def _reports(view: View) -> Select[Any]:
    """How many reports a change wrote, of milestones in scope."""
    statement = select(func.count(Report.id.distinct())).where(Report.from_change == Change.id)
    if view.scope.fields is None:
        return statement
    return (
        statement.join(Milestone, Milestone.entity_id == Report.milestone_id)
        .join(Problem, Problem.entity_id == Milestone.problem_id)
        .where(was_there(Milestone, Change.id.expression), _of_scope(view))
    )


def _of_scope(view: View) -> ColumnElement[bool]:
    is_in_scope = in_scope(Problem.field_id.expression, view)
    return and_(was_there(Problem, Change.id.expression), is_in_scope)


def _statement(reader: Reader) -> Select[Any]:
    view = reader.view
    return (
        select(
            Change.id,
            Change.kind,
            Change.actor,
            Change.recorded_at,
            Change.note,
            Change.takes_back,
            Upload.file_name,
            Upload.as_at,
            _plans(view).correlate(Change).scalar_subquery().label("plans"),
            _reports(view).correlate(Change).scalar_subquery().label("reports"),
        )
        .outerjoin(Upload, Upload.change_id == Change.id)
        .where(_known(view))
    )


def _info(row: Row[Any], undone: Mapping[int, int]) -> ChangeInfo:
    return ChangeInfo(**{**row._asdict(), "kind": ChangeKind(row.kind), "taken_back_by": undone.get(row.id)})


def count_changes(reader: Reader) -> int:
    """How many changes the programme has up to the view's version, in its scope."""
    statement = select(func.count()).select_from(Change).where(_known(reader.view))
    return reader.connection.scalar(statement) or 0
