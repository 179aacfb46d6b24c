"""Putting a back-up into a database of either engine: all of it in one transaction, or nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, TableClause, column, insert, inspect, select, table, text
from sqlalchemy.exc import DataError, IntegrityError

from data_access.access.audit import AuditEntry, Head, Noted, append, head_on
from data_access.backup.archive import Archive, DamagedBackupError, NewerBackupError, open_archive
from data_access.backup.kinds import column_type
from data_access.backup.manifest import Manifest, Part
from data_access.copy import number_on
from data_access.database import Database
from data_access.migrate import migrate_on, wait_for_other_migrations
from data_access.model import AuditLine, Base, WriterQueue
from data_access.revision import DatabaseNewerError, known_revisions, revision_on

_REVISIONS = "alembic_version"
_MADE_BY_MIGRATING = {WriterQueue.__tablename__, _REVISIONS}
_ROWS_A_STATEMENT = 500
_BYTES_A_STATEMENT = 4 * 1024 * 1024


class DatabaseNotEmptyError(Exception):
    """The database holds data already, and it was not said that they may go."""


class UnfitBackupError(Exception):
    """The database does not take what the back-up holds; `table` says where."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def restore(path: Path, database: Database, *, replace: bool, actor: str, now: datetime) -> Manifest:
    """Put a back-up into an empty database; `replace`: in place of what a database holds.

    The tables are made as they were when the back-up was made, and then migrated. Where the database has a
    key for its audit, a line says who restored what.
    Raises DamagedBackupError, NewerBackupError and OSError before anything is written; DatabaseNotEmptyError,
    DatabaseNewerError and UnfitBackupError with nothing written.
    """
    with open_archive(path) as archive:
        manifest = archive.manifest
        if manifest.revision not in known_revisions():
            raise NewerBackupError(manifest.software)
        archive.check()
        with database.migrating() as connection:
            wait_for_other_migrations(connection)
            if revision_on(connection) not in known_revisions():
                raise DatabaseNewerError(database.name)
            if not replace and _holds_data(connection):
                raise DatabaseNotEmptyError(database.name)
            replaced = _head_of_replaced(connection)
            _drop_tables(connection)
            migrate_on(connection, manifest.revision)
            _check_tables(connection, manifest)
            for part in manifest.parts:
                _fill(connection, archive, part)
            migrate_on(connection)
            _check_references(connection)
            _note(database, connection, _entry(manifest, replaced, actor, now))
    return manifest


def _tables(connection: Connection) -> list[str]:
    """The tables of ours that the database has, those before that others refer to."""
    there = set(inspect(connection).get_table_names())
    return [
        name for name in (*(one.name for one in Base.metadata.sorted_tables), _REVISIONS) if name in there
    ]


def _holds_data(connection: Connection) -> bool:
    return any(
        connection.execute(select(text("1")).select_from(table(name)).limit(1)).first()
        for name in _tables(connection)
        if name not in _MADE_BY_MIGRATING
    )


def _head_of_replaced(connection: Connection) -> Head | None:
    return head_on(connection) if AuditLine.__tablename__ in _tables(connection) else None


def _drop_tables(connection: Connection) -> None:
    """Remove our tables with their triggers, which would let no line of the audit be deleted from them."""
    names = _tables(connection)
    functions: list[str] = []
    if connection.dialect.name == "postgresql":
        functions = list(connection.scalars(_TRIGGER_FUNCTIONS, {"tables": names}))
    for name in reversed(names):
        connection.execute(text(f"DROP TABLE {name}"))
    for name in functions:
        connection.execute(text(f"DROP FUNCTION {name}"))


_TRIGGER_FUNCTIONS = text(
    "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid AND pg_table_is_visible(tgrelid) "
    "WHERE NOT tgisinternal AND relname = ANY(:tables)"
)


def _check_tables(connection: Connection, manifest: Manifest) -> None:
    """Raise DamagedBackupError unless the back-up speaks of just the tables and columns of its revision."""
    inspector = inspect(connection)
    there = {
        name: {one["name"] for one in inspector.get_columns(name)}
        for name in inspector.get_table_names()
        if name in {part.table for part in manifest.parts} or name in _tables(connection)
    }
    for name in _MADE_BY_MIGRATING:
        there.pop(name, None)
    if there != {part.table: set(part.columns) for part in manifest.parts}:
        raise DamagedBackupError(manifest.revision)


def _fill(connection: Connection, archive: Archive, part: Part) -> None:
    target = table(part.table, *(column(name, column_type(kind)) for name, kind in part.columns.items()))
    try:
        for rows in _portions(archive.rows(part)):
            connection.execute(insert(target), rows)
    except (DataError, IntegrityError) as error:
        raise UnfitBackupError(part.table) from error
    if connection.dialect.name == "postgresql":
        _settle(connection, target)


def _settle(connection: Connection, target: TableClause) -> None:
    number_on(connection, target)
    connection.execute(text(f"ANALYZE {target.name}"))


def _portions(rows: Iterator[tuple[dict[str, Any], int]]) -> Iterator[list[dict[str, Any]]]:
    """Rows as many at a time as a statement takes, and not more bytes than memory bears."""
    portion: list[dict[str, Any]] = []
    taken = 0
    for row, size in rows:
        if portion and (len(portion) == _ROWS_A_STATEMENT or taken + size > _BYTES_A_STATEMENT):
            yield portion
            portion, taken = [], 0
        portion.append(row)
        taken += size
    if portion:
        yield portion


def _check_references(connection: Connection) -> None:
    """SQLite minds no reference while it migrates, so that it is asked afterwards."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise UnfitBackupError(str(broken[0]))


def _entry(manifest: Manifest, replaced: Head | None, actor: str, now: datetime) -> AuditEntry:
    detail = {"made_at": manifest.made_at.astimezone(UTC).isoformat(), "software": manifest.software}
    if replaced is not None:
        detail["replaced_line"] = replaced.hash
    return AuditEntry(
        at=now, actor=actor, action=Noted.RESTORED, object=f"version {manifest.version}", detail=detail
    )


def _note(database: Database, connection: Connection, entry: AuditEntry) -> None:
    if database.audit_key is not None:
        append(connection, entry, database.audit_key)
