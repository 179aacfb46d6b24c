"""The changes up to a view's version: who did what when, with which file, and how much of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from data_access.model import Change, ChangeKind, Milestone, Report, Upload
from data_access.reads.snapshot import Reader


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
    """The programme's changes up to the view's version, newest first."""
    undoing = aliased(Change)
    plans = select(func.count()).where(Milestone.from_change == Change.id).scalar_subquery()
    reports = select(func.count()).where(Report.from_change == Change.id).scalar_subquery()
    statement = (
        select(
            Change.id,
            Change.kind,
            Change.actor,
            Change.recorded_at,
            Change.note,
            Change.takes_back,
            Upload.file_name,
            Upload.as_at,
            undoing.id.label("taken_back_by"),
            plans.label("plans"),
            reports.label("reports"),
        )
        .outerjoin(Upload, Upload.change_id == Change.id)
        .outerjoin(undoing, and_(undoing.takes_back == Change.id, undoing.id <= reader.view.version))
        .where(Change.programme_id == reader.view.programme_id, Change.id <= reader.view.version)
        .order_by(Change.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        ChangeInfo(**{**row._asdict(), "kind": ChangeKind(row.kind)})
        for row in reader.connection.execute(statement)
    )


def count_changes(reader: Reader) -> int:
    """How many changes the programme has up to the view's version."""
    statement = select(func.count()).where(
        Change.programme_id == reader.view.programme_id, Change.id <= reader.view.version
    )
    return reader.connection.scalar(statement) or 0
