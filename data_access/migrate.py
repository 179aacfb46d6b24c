"""Bringing a database's tables up to the code, safely from several processes at once."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from data_access.database import Database
from data_access.revision import MIGRATIONS, DatabaseNewerError, known_revisions, revision_on

_LOCK = 7_215_001  # any number, the same for all processes of this product


def migrate(database: Database) -> None:
    """Create or upgrade the tables; a second process waits for the first and then finds nothing to do.

    Raises DatabaseNewerError when the database is ahead of the code.
    """
    with database.migrating() as connection:
        wait_for_other_migrations(connection)
        if revision_on(connection) not in known_revisions():
            raise DatabaseNewerError(database.name)
        migrate_on(connection)


def wait_for_other_migrations(connection: Connection) -> None:
    """Take the turn of those who alter tables, until the transaction ends; SQLite gives it with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def migrate_on(connection: Connection, revision: str = "head") -> None:
    """Bring the tables up to a revision as part of a transaction of `Database.migrating`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
