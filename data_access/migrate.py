"""Bringing a database's tables up to the code, safely from several processes at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from data_access.database import Database

_LOCK = 7_215_001  # any number, the same for all processes of this product


class DatabaseNewerError(Exception):
    """The database was migrated by a newer version of the software than this one."""


class DatabaseNotMigratedError(Exception):
    """The database has no tables yet, or older ones than the code needs."""


def migrate(database: Database) -> None:
    """Create or upgrade the tables; a second process waits for the first and then finds nothing to do.

    Raises DatabaseNewerError when the database is ahead of the code.
    """
    with database.migrating() as connection:
        wait_for_other_migrations(connection)
        if revision_on(connection) not in known_revisions():
            raise DatabaseNewerError(database.name)
        migrate_on(connection)


def check_migrated(database: Database) -> None:
    """Raise DatabaseNewerError or DatabaseNotMigratedError unless the tables are those of the code."""
    with database.reading() as connection:
        revision = revision_on(connection)
    if revision not in known_revisions():
        raise DatabaseNewerError(database.name)
    if revision != ScriptDirectory.from_config(_config()).get_current_head():
        raise DatabaseNotMigratedError(database.name)


def wait_for_other_migrations(connection: Connection) -> None:
    """Take the turn of those who alter tables, until the transaction ends; SQLite gives it with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def migrate_on(connection: Connection, revision: str = "head") -> None:
    """Bring the tables up to a revision as part of a transaction of `Database.migrating`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revision_on(connection: Connection) -> str | None:
    """The revision of the tables that a connection sees; None: there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> set[str | None]:
    """All revisions that this version of the software can migrate from; None is that of an empty database."""
    script = ScriptDirectory.from_config(_config())
    return {None, *(step.revision for step in script.walk_revisions())}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
