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
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _revision(connection) not in _known_revisions():
            raise DatabaseNewerError(database.name)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_migrated(database: Database) -> None:
    """Raise DatabaseNewerError or DatabaseNotMigratedError unless the tables are those of the code."""
    with database.reading() as connection:
        revision = _revision(connection)
    if revision not in _known_revisions():
        raise DatabaseNewerError(database.name)
    if revision != ScriptDirectory.from_config(_config()).get_current_head():
        raise DatabaseNotMigratedError(database.name)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _known_revisions() -> set[str | None]:
    script = ScriptDirectory.from_config(_config())
    return {None, *(step.revision for step in script.walk_revisions())}
