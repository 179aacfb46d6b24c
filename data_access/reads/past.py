"""All that was ever known of one milestone up to a view's version, in the order in which it became known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from data_access.model import Change, Milestone, Problem, Report, Upload
from data_access.reads.snapshot import Reader
from data_access.reports import FIGURES
from data_access.uploads.files.addresses import address_of

PLAN = (
    "code",
    "name_kk",
    "name_ru",
    "name_en",
    "problem_id",
    "team_id",
    "ministry_id",
    "owner",
    "start",
    "term",
    "baseline",
)
"""The attributes of a milestone itself; those of its reports are `reports.FIGURES`."""


@dataclass(frozen=True, slots=True)
class Step:
    """What held from change `change` on: a milestone's row or the report that counted; None: nothing did."""

    change: int
    row: Row[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A milestone's version rows and reports, oldest change first, and the changes and uploads behind them.

    Uploads come without their content.
    """

    version: int
    plans: Sequence[Row[Any]]
    reports: Sequence[Row[Any]]
    changes: Mapping[int, Row[Any]]
    uploads: Mapping[int, Row[Any]]

    def takes_back(self, change: int) -> int | None:
        """The change that `change` takes back, if it does."""
        return self.changes[change].takes_back if change in self.changes else None

    def plan_steps(self) -> list[Step]:
        """The states of the milestone itself."""
        return [Step(row.from_change, row) for row in self.plans]

    def report_steps(self, day: date) -> list[Step]:
        """The reports that counted for `day`, one after the other."""
        moments = {row.from_change for row in self.reports} | {row.to_change for row in self.reports}
        steps: list[Step] = []
        for moment in sorted(moment for moment in moments if moment and moment <= self.version):
            row = self.report_at(moment, day)
            if not steps or steps[-1].row is not row:
                steps.append(Step(moment, row))
        return steps

    def report_at(self, version: int, day: date) -> Row[Any] | None:
        """The report that counted for `day` at `version`."""
        due = (
            row
            for row in self.reports
            if row.as_at <= day and row.from_change <= version and (row.to_change or version + 1) > version
        )
        return max(due, key=lambda row: row.as_at, default=None)

    def cell(self, row: Row[Any], name: str) -> str | None:
        """The address, in the sheet that it came from, of the cell that a row's value was read from."""
        upload = self.uploads.get(row.from_change)
        if upload is None or row.source_sheet is None:
            return None
        # A new milestone's baseline is the term in its row.
        letters = upload.columns.get(row.source_sheet, {}).get("term" if name == "baseline" else name)
        return address_of(letters, row.source_row) if letters else None

    def first_writing(self, row: Row[Any]) -> Row[Any]:
        """The row in which a report was first written.

        A report is written anew, figures and source as they were, when the order of reports changes
        (see `data_access.reports`).
        """
        for before in self.reports:
            if before.to_change == row.from_change and _is_same(before, row):
                return self.first_writing(before)
        return row


def load_past(reader: Reader, milestone_id: int) -> Past | None:
    """The past of a milestone; None when the view knows no such milestone or its viewer may not see it."""
    view = reader.view
    plans = _rows(reader, Milestone, Milestone.entity_id == milestone_id)
    if not plans or plans[-1].programme_id != view.programme_id:
        return None
    field = reader.connection.scalar(
        select(Problem.field_id)
        .where(Problem.entity_id == plans[-1].problem_id, Problem.from_change <= view.version)
        .order_by(Problem.from_change.desc(), Problem.id.desc())
        .limit(1)
    )
    if view.scope.fields is not None and field not in view.scope.fields:
        return None
    reports = _rows(reader, Report, Report.milestone_id == milestone_id)
    moments = {row.from_change for row in (*plans, *reports)} | {row.to_change for row in (*plans, *reports)}
    known = sorted(moment for moment in moments if moment is not None and moment <= view.version)
    changes = reader.connection.execute(select(*Change.__table__.columns).where(Change.id.in_(known)))
    uploads = reader.connection.execute(
        select(Upload.change_id, Upload.file_name, Upload.as_at, Upload.columns).where(
            Upload.change_id.in_(known)
        )
    )
    return Past(
        version=view.version,
        plans=plans,
        reports=reports,
        changes={row.id: row for row in changes},
        uploads={row.change_id: row for row in uploads},
    )


def _rows(reader: Reader, model: type[Milestone | Report], wanted: ColumnElement[bool]) -> list[Row[Any]]:
    """The rows of a table that a reader could see at the view's version or earlier."""
    statement = (
        select(*model.__table__.columns)
        .where(
            wanted,
            model.from_change <= reader.view.version,
            or_(model.to_change.is_(None), model.to_change > model.from_change),
        )
        .order_by(model.from_change, model.id)
    )
    return list(reader.connection.execute(statement))


def _is_same(one: Row[Any], other: Row[Any]) -> bool:
    names = ("as_at", *FIGURES, "source_sheet", "source_row")
    return all(getattr(one, name) == getattr(other, name) for name in names)
