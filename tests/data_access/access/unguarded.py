"""What somebody can do who holds the database: take its own refusals away."""

from sqlalchemy import Connection, text


def unguard(connection: Connection, table: str) -> None:
    """Drop the triggers of a table, so that what is written once can be spoilt."""
    if connection.dialect.name == "sqlite":
        names = connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
            {"table": table},
        ).all()
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
