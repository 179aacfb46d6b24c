"""Sessions, agendas, instructions, working meetings, requests for help, where a wall stands, records."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CURRENT = sa.text("to_change IS NULL")
ENDED = sa.text("to_change IS NOT NULL")


def upgrade() -> None:
    """Create the tables; all are empty at first."""
    _create_coded(
        "session",
        *(_text(f"name_{language}") for language in ("kk", "ru", "en")),
        sa.Column("held_on", sa.Date(), nullable=False),
        _text("chair"),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("update_days", sa.SmallInteger(), nullable=False),
        sa.Column("check_days", sa.SmallInteger(), nullable=False),
        sa.Column("screen_height", sa.Integer(), nullable=False),
        sa.Column("farthest_seat", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(5), nullable=False),
        sa.Column("frozen_version", NUMBER),
        sa.Column("frozen_day", sa.Date()),
    )
    _create_coded(
        "agenda_item",
        _entity("session_id", nullable=False),
        _entity("subject_id", nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        _text("question"),
        _text("ask"),
        _text("note"),
    )
    _create_coded(
        "instruction",
        _entity("session_id"),
        _entity("subject_id"),
        _text("text"),
        _entity("ministry_id", nullable=False),
        sa.Column("co_executors", sa.JSON(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("term", sa.Date(), nullable=False),
        sa.Column("baseline", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date()),
        sa.Column("progress", sa.Integer()),
        sa.Column("forecast", sa.Date()),
        sa.Column("reported_done_on", sa.Date()),
        _text("note"),
        sa.Column("closed_on", sa.Date()),
        _text("close_reason"),
        _text("evidence"),
    )
    _create_coded(
        "meeting",
        _entity("subject_id", nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        _text("participants"),
        _text("about"),
    )
    _create_coded(
        "help_request",
        _entity("subject_id", nullable=False),
        _text("what"),
        _text("asked_of"),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("given_on", sa.Date()),
    )
    op.create_table(
        "wall_position",
        sa.Column("session_id", NUMBER, sa.ForeignKey("entity.id"), primary_key=True, autoincrement=False),
        sa.Column("item", sa.SmallInteger(), nullable=False),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", NUMBER, nullable=False),
    )
    op.create_table(
        "session_record",
        sa.Column("change_id", NUMBER, sa.ForeignKey("change.id"), primary_key=True, autoincrement=False),
        _entity("session_id", nullable=False),
        _text("content"),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_index("ix_session_record_session_id", "session_record", ["session_id"])


def _create_coded(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("from_change", NUMBER, sa.ForeignKey("change.id"), nullable=False),
        sa.Column("to_change", NUMBER, sa.ForeignKey("change.id")),
        sa.Column("source_sheet", sa.Text()),
        sa.Column("source_row", NUMBER),
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


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _entity(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, NUMBER, sa.ForeignKey("entity.id"), nullable=nullable)


def _partial_index(name: str, table: str, columns: list[str], where: Any, *, unique: bool) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)
