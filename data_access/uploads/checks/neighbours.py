"""What the database knows besides what a file speaks of: the things that its author may have meant."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from data_access.model import MODELS, Kind, Milestone, Report
from data_access.reads.reach import within_reach
from data_access.reads.snapshot import Reader, in_scope, of_programme
from data_access.uploads.checks.code_proposals import Named
from data_access.uploads.columns import SHEETS
from data_access.uploads.rows import WITHOUT_FIELD, sheet_rows


def load_named(reader: Reader, kinds: Collection[Kind]) -> dict[Kind, Named]:
    """The codes and names of all things of these kinds in the reader's scope, at the newest version."""
    return {kind: _named(reader, kind) for kind in kinds}


def _named(reader: Reader, kind: Kind) -> Named:
    model: Any = MODELS[kind]
    names = [column.attribute for column in SHEETS[kind].columns if column.attribute.startswith("name_")]
    statement = _current(reader, kind, model.code, *(getattr(model, name) for name in names))
    return {code: tuple(names) for code, *names in reader.connection.execute(statement)}


def load_owners(reader: Reader) -> dict[str, int]:
    """How often each owner is named by the milestones in the reader's scope, at the newest version."""
    owner = Milestone.owner.expression
    statement = _current(reader, Kind.MILESTONE, owner, func.count()).where(owner != "").group_by(owner)
    return {row[0]: row[1] for row in reader.connection.execute(statement)}


def load_reports_after(reader: Reader, day: date) -> dict[int, date]:
    """The day of the newest report of each milestone (entity id) in scope that is reported on after `day`."""
    statement = (
        select(Report.milestone_id, Report.as_at)
        .join(Milestone, Milestone.entity_id == Report.milestone_id)
        .where(
            of_programme(Milestone, reader.view),
            within_reach(Kind.MILESTONE, reader.view),
            Milestone.to_change.is_(None),
            Report.to_change.is_(None),
            Report.next_change.is_(None),
            Report.as_at > day,
        )
    )
    return {row.milestone_id: row.as_at for row in reader.connection.execute(statement)}


def _current(reader: Reader, kind: Kind, *columns: Any) -> Select[Any]:
    """Columns of the current things of a kind in scope; where nothing is out of scope, without a join."""
    model, view = MODELS[kind], reader.view
    if view.scope.fields is None or kind in WITHOUT_FIELD:
        statement = select(*columns).select_from(model)
        statement = statement.where(of_programme(model, view), within_reach(kind, view))
    else:
        found = sheet_rows(view, kind)
        statement = found.select.with_only_columns(*columns, maintain_column_froms=True)
        statement = statement.where(in_scope(found.field_id, view))
    return statement.where(model.to_change.is_(None))
