"""The ground: changes, identities, version rows of programme to milestone, reports, uploads."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CURRENT = sa.text("to_change IS NULL")
ENDED = sa.text("to_change IS NOT NULL")
NEWEST = sa.text("to_change IS NULL AND next_change IS NULL")


def upgrade() -> None:
    """Create all tables; the writers' queue gets its one row."""
    _create_changes()
    _create_coded(
        "programme",
        *_names(),
        sa.Column("time_zone", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in (
                "red_slip_days",
                "grey_age_days",
                "amber_due_days",
                "amber_due_percent",
                "amber_behind_points",
                "red_share_percent",
                "grey_share_percent",
                "amber_share_percent",
            )
        ),
    )
    _create_coded("ministry", *_names())
    _create_coded(
        "field", *_names(), _entity("ministry_id"), sa.Column("position", sa.SmallInteger(), nullable=False)
    )
    _create_coded("team", *_names(), _entity("field_id", nullable=False))
    _create_coded("person", *_names())
    _create_coded(
        "membership",
        _entity("person_id", nullable=False),
        _entity("team_id", nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
    )
    _create_coded("problem", *_names(), _entity("field_id", nullable=False), _entity("team_id"))
    _create_coded(
        "milestone",
        *_names(),
        _entity("problem_id", nullable=False),
        _entity("team_id"),
        _entity("ministry_id"),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("start", sa.Date()),
        sa.Column("term", sa.Date(), nullable=False),
        sa.Column("baseline", sa.Date(), nullable=False),
        sa.Column("resets", sa.Integer(), nullable=False),
    )
    op.create_index("ix_milestone_problem_id", "milestone", ["problem_id"])
    _create_reports()


def _create_changes() -> None:
    op.create_table(
        "change",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("programme_id", NUMBER),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _change("takes_back"),
        sa.Column("is_reporting", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_change_programme_id", "change", ["programme_id"])
    op.create_table(
        "entity",
        sa.Column("id", NUMBER, primary_key=True),
        _entity("programme_id"),
        sa.Column("kind", sa.String(20), nullable=False),
        _change("created_by", nullable=False),
    )
    op.create_index("ix_entity_programme_id", "entity", ["programme_id"])
    op.create_table(
        "upload",
        sa.Column("change_id", NUMBER, sa.ForeignKey("change.id"), primary_key=True, autoincrement=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
    )
    op.create_index("ix_upload_sha256", "upload", ["sha256"])
    queue = op.create_table("writer_queue", sa.Column("id", NUMBER, primary_key=True, autoincrement=False))
    op.bulk_insert(queue, [{"id": 1}])


def _create_reports() -> None:
    op.create_table(
        "report",
        *_version(),
        _entity("milestone_id", nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("forecast", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("progress", sa.Integer()),
        sa.Column("declared", sa.String(10)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("next_as_at", sa.Date()),
        _change("next_change"),
    )
    _partial_index("uq_report_current_day", "report", ["milestone_id", "as_at"], CURRENT, unique=True)
    _partial_index("ix_report_newest", "report", ["milestone_id"], NEWEST, unique=False)
    op.create_index("ix_report_history", "report", ["milestone_id", "from_change"])
    op.create_index("ix_report_from_change", "report", ["from_change"])
    _partial_index("ix_report_to_change", "report", ["to_change"], ENDED, unique=False)


def _create_coded(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        *_version(),
        _entity("entity_id", nullable=False),
        _entity("programme_id", nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        *columns,
    )
    _partial_index(f"uq_{table}_current", table, ["entity_id"], CURRENT, unique=True)
    _partial_index(f"uq_{table}_code", table, ["programme_id", "code"], CURRENT, unique=True)
    op.create_index(f"ix_{table}_history", table, ["entity_id", "from_change"])
    op.create_index(f"ix_{table}_from_change", table, ["from_change"])
    _partial_index(f"ix_{table}_to_change", table, ["to_change"], ENDED, unique=False)


def _version() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", NUMBER, primary_key=True),
        _change("from_change", nullable=False),
        _change("to_change"),
        sa.Column("source_sheet", sa.Text()),
        sa.Column("source_row", NUMBER),
    )


def _names() -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(f"name_{language}", sa.Text(), nullable=False) for language in ("kk", "ru", "en"))


def _entity(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, NUMBER, sa.ForeignKey("entity.id"), nullable=nullable)


def _change(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, NUMBER, sa.ForeignKey("change.id"), nullable=nullable)


def _partial_index(name: str, table: str, columns: list[str], where: Any, *, unique: bool) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)
