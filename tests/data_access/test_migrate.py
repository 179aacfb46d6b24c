"""Migrations: they make the tables that the code speaks of, once, whoever else migrates at the same time."""

from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from data_access.database import Database
from data_access.migrate import migrate
from data_access.model import Base, WriterQueue
from data_access.revision import (
    MIGRATIONS,
    DatabaseNewerError,
    DatabaseNotMigratedError,
    check_migrated,
    revision_on,
    revisions,
)
from tests.factories import lay_ground

PROCESSES = 2
PATIENCE = 60  # seconds until a process counts as stuck


def test_migrations_make_the_tables_of_the_model(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_revisions_are_those_of_alembic(database: Database) -> None:
    steps = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    assert list(revisions()) == [step.revision for step in steps][::-1]
    with database.reading() as connection:
        assert revision_on(connection) == MigrationContext.configure(connection).get_current_revision()


def test_partial_indexes_are_as_the_model_says(database: Database) -> None:
    """Comparing metadata does not look at the condition of an index, nor at what makes a key unique."""
    dialect = database.engine.dialect.name
    with database.reading() as connection:
        inspector = inspect(connection)
        found = {
            (table, str(index["name"])): (
                tuple(index["column_names"]),
                bool(index["unique"]),
                _condition(index["dialect_options"].get(f"{dialect}_where")),
            )
            for table in Base.metadata.tables
            for index in inspector.get_indexes(table)
        }
    expected = {
        (name, str(index.name)): (
            tuple(column.name for column in index.columns),
            bool(index.unique),
            _condition(index.dialect_options[dialect]["where"]),
        )
        for name, table in Base.metadata.tables.items()
        for index in table.indexes
    }
    assert found == expected


def _condition(where: object) -> str:
    """The condition of an index without the brackets and capitals that a database adds to it."""
    return "" if where is None else str(where).replace("(", "").replace(")", "").lower()


def test_migrating_again_changes_nothing(database: Database) -> None:
    lay_ground(database)
    with database.reading() as connection:
        before = {name: len(connection.execute(select(table)).all()) for name, table in _tables()}
    migrate(database)
    check_migrated(database)
    with database.reading() as connection:
        after = {name: len(connection.execute(select(table)).all()) for name, table in _tables()}
    assert after == before


def _tables() -> list[tuple[str, Any]]:
    return list(Base.metadata.tables.items())


def _migrate_with_others(url: str, start: Barrier) -> None:
    database = Database(url)
    start.wait(PATIENCE)
    migrate(database)
    check_migrated(database)
    database.close()


def test_processes_may_migrate_at_once(empty_database: Database) -> None:
    url = empty_database.url.render_as_string(hide_password=False)
    context = get_context("spawn")
    start = context.Barrier(PROCESSES)
    running = [
        context.Process(target=_migrate_with_others, args=(url, start), daemon=True) for _ in range(PROCESSES)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join(PATIENCE)
    assert [process.exitcode for process in running] == [0] * PROCESSES
    with empty_database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(WriterQueue)) == 1
    lay_ground(empty_database)


def test_a_database_without_tables_is_told(empty_database: Database) -> None:
    with pytest.raises(DatabaseNotMigratedError):
        check_migrated(empty_database)
    migrate(empty_database)
    check_migrated(empty_database)


def test_a_failed_migration_leaves_nothing_behind(empty_database: Database) -> None:
    with empty_database.migrating() as connection:
        connection.execute(text("CREATE TABLE report (id INTEGER)"))
    with pytest.raises(DBAPIError, match="report"):
        migrate(empty_database)
    with empty_database.reading() as connection:
        assert inspect(connection).get_table_names() == ["report"]


def test_a_newer_database_is_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for step in (migrate, check_migrated):
        with pytest.raises(DatabaseNewerError):
            step(database)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_foreign_keys_are_kept_after_migrating(database: Database) -> None:
    """SQLite is told to forget them while tables are rebuilt."""
    migrate(database)
    with database.reading() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
