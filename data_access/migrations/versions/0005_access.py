"""Accounts, roles and the audit; and the database's own refusal to alter what is written once."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Tables whose rows are written once, with their keys.
WRITTEN_ONCE = {"audit_line": "id", "session_record": "change_id"}
# Tables whose rows may end, but are never deleted.
NEVER_DELETED = ("account", "role_grant")


def upgrade() -> None:
    """Create the tables, all empty at first, and the triggers."""
    op.create_table(
        "account",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("subject", sa.Text()),
        _text("email"),
        _text("name"),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("first_sign_in", sa.DateTime(timezone=True)),
        sa.Column("last_sign_in", sa.DateTime(timezone=True)),
    )
    op.create_index("uq_account_subject", "account", ["subject"], unique=True)
    _unique_where("uq_account_expected", "account", ["email"], "subject IS NULL")
    op.create_table(
        "role_grant",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("account_id", NUMBER, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("field_id", NUMBER, sa.ForeignKey("entity.id")),
        _text("granted_by"),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_by", sa.Text()),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_role_grant_account_id", "role_grant", ["account_id"])
    _unique_where(
        "uq_role_grant_everywhere",
        "role_grant",
        ["account_id", "role"],
        "revoked_at IS NULL AND field_id IS NULL",
    )
    _unique_where(
        "uq_role_grant_field",
        "role_grant",
        ["account_id", "role", "field_id"],
        "revoked_at IS NULL AND field_id IS NOT NULL",
    )
    op.create_table(
        "audit_line",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("actor"),
        sa.Column("action", sa.String(30), nullable=False),
        _text("object"),
        _text("detail"),
        sa.Column("field_ids", sa.Text()),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _guard_on_sqlite() -> None:
    for table in (*WRITTEN_ONCE, *NEVER_DELETED):
        _refuse_on_sqlite(table, "delete")
    for table, key in WRITTEN_ONCE.items():
        _refuse_on_sqlite(table, "update")
        # INSERT OR REPLACE removes the row that is there without asking the trigger on deleting.
        _refuse_on_sqlite(table, "insert", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})")  # nosec B608 # names of this file


def _refuse_on_sqlite(table: str, event: str, condition: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is kept for good'); END"
    )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION kept_for_good() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is kept for good'; END $$"
    )
    for table in (*WRITTEN_ONCE, *NEVER_DELETED):
        events = "UPDATE OR DELETE" if table in WRITTEN_ONCE else "DELETE"
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE {events} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kept_for_good()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kept_for_good()"
        )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _unique_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
