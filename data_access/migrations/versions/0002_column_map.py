"""Remembered maps of foreign sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table and its keys: one map a ministry (or sender), set of headers and sheet."""
    op.create_table(
        "column_map",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("programme_id", NUMBER, sa.ForeignKey("entity.id"), nullable=False),
        sa.Column("ministry_id", NUMBER, sa.ForeignKey("entity.id")),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(32), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    for owner, where in (("ministry_id", "ministry_id IS NOT NULL"), ("sender", "ministry_id IS NULL")):
        op.create_index(
            f"uq_column_map_{owner.removesuffix('_id')}",
            "column_map",
            ["programme_id", "signature", owner, "sheet"],
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
