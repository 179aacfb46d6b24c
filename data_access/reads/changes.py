"""The changes up to a view's version: who did what when, with which file, and how much of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from data_access.model import Change, ChangeKind, Milestone, Report, Upload
from data_access.reads.snapshot import Reader
from data_access.reads.takings_back import taken_back


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
    statement = _statement(reader).order_by(Change.id.desc()).limit(limit).offset(offset)
    undone = taken_back(reader.connection, up_to=reader.view.version)
    return tuple(_info(row, undone) for row in reader.connection.execute(statement))


def change(reader: Reader, version: int) -> ChangeInfo | None:
    """One change up to the view's version; None where there is none of that number."""
    row = reader.connection.execute(_statement(reader).where(Change.id == version)).first()
    return None if row is None else _info(row, taken_back(reader.connection, up_to=reader.view.version))


def sent_file(reader: Reader, version: int) -> bytes | None:
    """The file of a change as it was sent; None where it brought none."""
    return reader.connection.scalar(
        select(Upload.content)
        .join(Change, Change.id == Upload.change_id)
        .where(
            Upload.change_id == version,
            Change.programme_id == reader.view.programme_id,
            Change.id <= reader.view.version,
        )
    )


def _statement(reader: Reader) -> Select[Any]:
    plans = select(func.count()).where(Milestone.from_change == Change.id).scalar_subquery()
    reports = select(func.count()).where(Report.from_change == Change.id).scalar_subquery()
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
            plans.label("plans"),
            reports.label("reports"),
        )
        .outerjoin(Upload, Upload.change_id == Change.id)
        .where(Change.programme_id == reader.view.programme_id, Change.id <= reader.view.version)
    )


def _info(row: Row[Any], undone: Mapping[int, int]) -> ChangeInfo:
    return ChangeInfo(**{**row._asdict(), "kind": ChangeKind(row.kind), "taken_back_by": undone.get(row.id)})


def count_changes(reader: Reader) -> int:
    """How many changes the programme has up to the view's version."""
    statement = select(func.count()).where(
        Change.programme_id == reader.view.programme_id, Change.id <= reader.view.version
    )
    return reader.connection.scalar(statement) or 0
