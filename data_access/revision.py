"""Which tables a database has, by the revision that its last migration left, and whether they are the code's.

Asked at every start and by those who watch over the server; `data_access.migrate` brings tables up to the code.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from data_access.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseNewerError(Exception):
    """The database was migrated by a newer version of the software than this one."""


class DatabaseNotMigratedError(Exception):
    """The database has no tables yet, or older ones than the code needs."""


def revisions() -> tuple[str, ...]:
    """The revisions that this version of the software knows, oldest first: its files in migrations/versions."""
    # Alembic would import each of them, and itself (0.1 s and 10 MB), to say the same; a test holds it to that.
    return tuple(sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def known_revisions() -> set[str | None]:
    """All revisions that this version of the software can migrate from; None is that of an empty database."""
    return {None, *revisions()}


def revision_on(connection: Connection) -> str | None:
    """The revision of the tables that a connection sees; None: there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def check_migrated(database: Database) -> None:
    """Raise DatabaseNewerError or DatabaseNotMigratedError unless the tables are those of the code."""
    with database.reading() as connection:
        revision = revision_on(connection)
    if revision not in known_revisions():
        raise DatabaseNewerError(database.name)
    if revision != revisions()[-1]:
        raise DatabaseNotMigratedError(database.name)
