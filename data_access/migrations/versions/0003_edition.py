"""What each upload said, for the comparison with its sender's next one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table; uploads of before have no row in it and count as nobody's last edition."""
    op.create_table(
        "edition",
        sa.Column("change_id", NUMBER, sa.ForeignKey("change.id"), primary_key=True, autoincrement=False),
        sa.Column("made_from", NUMBER),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("things", sa.LargeBinary(), nullable=False),
    )
