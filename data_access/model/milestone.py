"""Milestones (the plan) and their reports (how it stood on a day)."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base, Coded, Names, VersionRow


class Milestone(Names, Coded, Base):
    """A milestone of a problem.

    `baseline` is the first accepted term. A later `term` counts as a re-set (`resets`); lateness stays
    against the baseline until a coordinator approves the term, which makes it the baseline.
    `team_id` is set only where it is not the problem's team.
    """

    __tablename__ = "milestone"

    problem_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    ministry_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    owner: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None] = mapped_column(Date)
    term: Mapped[date] = mapped_column(Date)
    baseline: Mapped[date] = mapped_column(Date)
    resets: Mapped[int] = mapped_column(Integer, default=0)


class Report(VersionRow, Base):
    """So a milestone stood on day `as_at`: a later edition with the same figures is a report of its own.

    `progress` is in hundredths of a percent, 0 to 10000. `next_as_at` and `next_change` are an index in
    the row: the day of the next report and the change that brought it. They let one row a milestone be
    found for any (version, day) without sorting (see `data_access.reads.snapshot`), are written once by
    `data_access.reports`, and say nothing that the reports themselves do not.
    """

    __tablename__ = "report"

    milestone_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    as_at: Mapped[date] = mapped_column(Date)
    forecast: Mapped[date | None] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
    progress: Mapped[int | None] = mapped_column(Integer)
    declared: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(default="")
    next_as_at: Mapped[date | None] = mapped_column(Date)
    next_change: Mapped[int | None] = mapped_column(ForeignKey("change.id"))

    __table_args__ = (
        Index(
            "uq_report_current_day",
            "milestone_id",
            "as_at",
            unique=True,
            sqlite_where=text("to_change IS NULL"),
            postgresql_where=text("to_change IS NULL"),
        ),
        Index(
            "ix_report_newest",
            "milestone_id",
            sqlite_where=text("to_change IS NULL AND next_change IS NULL"),
            postgresql_where=text("to_change IS NULL AND next_change IS NULL"),
        ),
        Index("ix_report_history", "milestone_id", "from_change"),
        Index("ix_report_from_change", "from_change"),
        Index(
            "ix_report_to_change",
            "to_change",
            sqlite_where=text("to_change IS NOT NULL"),
            postgresql_where=text("to_change IS NOT NULL"),
        ),
    )
