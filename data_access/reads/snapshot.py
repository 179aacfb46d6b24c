"""The building blocks of all reads: what was true at a view, within its scope."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select, true

from data_access.model import Coded, Field, Milestone, Problem, Programme, Report, VersionRow
from data_access.traffic_light import Thresholds
from data_access.traffic_light_sql import FactColumns, verdict_sql
from data_access.view import View


class UnknownProgrammeError(Exception):
    """The programme did not exist at that version."""


def true_at(model: type[VersionRow], view: View) -> ColumnElement[bool]:
    """The rows that were true at the view's version."""
    return and_(
        model.from_change <= view.version,
        or_(model.to_change.is_(None), model.to_change > view.version),
    )


def of_programme(model: type[Coded], view: View) -> ColumnElement[bool]:
    """The rows of the view's programme that were true at its version."""
    return and_(model.programme_id == view.programme_id, true_at(model, view))


def newest_report(view: View) -> ColumnElement[bool]:
    """Of each milestone, the one report that counts for the view's day (see `data_access.reports`)."""
    return and_(
        true_at(Report, view),
        Report.as_at <= view.day,
        or_(
            Report.next_change.is_(None),
            Report.next_change > view.version,
            Report.next_as_at > view.day,
        ),
    )


def in_scope(field_id: ColumnElement[Any], view: View) -> ColumnElement[bool]:
    """The rows whose field the viewer may see."""
    return true() if view.scope.fields is None else field_id.in_(sorted(view.scope.fields))


class Reader:
    """Reads one view over one read-only connection; made by `open_reader` in `data_access.reads.point`."""

    def __init__(self, connection: Connection, view: View) -> None:
        self.connection = connection
        self.view = view

    def thresholds(self) -> Thresholds:
        """The boundaries of lights: the view's own, else those that were in force at its version."""
        if self.view.thresholds is not None:
            return self.view.thresholds
        names = list(Thresholds.__dataclass_fields__)
        row = self.connection.execute(
            select(*(getattr(Programme, name) for name in names)).where(
                Programme.entity_id == self.view.programme_id, true_at(Programme, self.view)
            )
        ).first()
        if row is None:
            raise UnknownProgrammeError(self.view.programme_id)
        return Thresholds(**row._mapping)

    def problems(self) -> Select[Any]:
        """The problems in scope with their fields: problem and field columns, joined."""
        view = self.view
        return (
            select(Problem)
            .join(Field, and_(Field.entity_id == Problem.field_id, true_at(Field, view)))
            .where(of_programme(Problem, view), in_scope(Problem.field_id.expression, view))
        )

    def milestone_states(self) -> Subquery:
        """Every milestone in scope with its newest report, its light, and the light's reason and figures."""
        view = self.view
        verdict = verdict_sql(
            FactColumns(
                start=Milestone.start.expression,
                baseline=Milestone.baseline.expression,
                forecast=Report.forecast.expression,
                done_on=Report.done_on.expression,
                progress=Report.progress.expression,
                reported_on=Report.as_at.expression,
            ),
            view.day,
            self.thresholds(),
        )
        return (
            select(
                Milestone.entity_id,
                Milestone.code,
                Milestone.name_kk,
                Milestone.name_ru,
                Milestone.name_en,
                Milestone.problem_id,
                Problem.code.label("problem_code"),
                Problem.field_id,
                func.coalesce(Milestone.team_id, Problem.team_id).label("team_id"),
                Milestone.ministry_id,
                Milestone.owner,
                Milestone.start,
                Milestone.term,
                Milestone.baseline,
                Milestone.resets,
                Report.as_at.label("reported_on"),
                Report.forecast,
                Report.done_on,
                Report.progress,
                Report.declared,
                Report.note,
                verdict.light.label("light"),
                verdict.reason.label("reason"),
                verdict.days.label("days"),
                verdict.percent.label("percent"),
                verdict.percent_due.label("percent_due"),
            )
            .join(Problem, and_(Problem.entity_id == Milestone.problem_id, true_at(Problem, view)))
            .outerjoin(Report, and_(Report.milestone_id == Milestone.entity_id, newest_report(view)))
            .where(of_programme(Milestone, view), in_scope(Problem.field_id.expression, view))
            .subquery("milestone_state")
        )
