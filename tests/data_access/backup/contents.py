"""Databases that hold awkward values in every column of every table, and all that a database holds."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, String, Table, insert, select

from data_access.backup.back_up import back_up
from data_access.backup.kinds import ValueKind, kind_of
from data_access.backup.manifest import Manifest
from data_access.backup.restore import restore
from data_access.database import Database
from data_access.model import Base, WriterQueue

NOW = datetime(2024, 5, 20, 6, 0, 0, 123457, tzinfo=UTC)
SOFTWARE = "0.1.0"
TABLES = [table for table in Base.metadata.sorted_tables if table is not WriterQueue.__table__]

Content = dict[str, list[tuple[Any, ...]]]

# One of each for the rows 1, 2 and 3.
_VALUES: dict[ValueKind, tuple[Any, Any, Any]] = {
    ValueKind.INTEGER: (1, 2, 3),
    ValueKind.BOOLEAN: (True, False, True),
    ValueKind.TEXT: ("Қы\n", '"\\’\u202e', "\u2028💧 "),
    ValueKind.DATE: (date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)),
    ValueKind.MOMENT: (
        NOW,
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2024, 12, 31, 23, 59, 59, 999999, UTC),
    ),
    ValueKind.BYTES: (bytes(range(256)), b"", b"\0\r\n" * 1000),
    ValueKind.JSON: ({"Ә": [1, 2.5, None, True, "ы"]}, {}, []),
}


def fill(database: Database) -> None:
    """Three rows in each table; in the third, what may be missing is."""
    with database.writing() as connection:
        for table in TABLES:
            for row in range(3):
                _add_row(connection, table, row)


def _add_row(connection: Connection, table: Table, row: int) -> None:
    connection.execute(insert(table).values({one.name: _value(one, row) for one in table.columns}))


def _value(column: Column[Any], row: int) -> Any:
    if row == 2 and column.nullable:
        return None
    value = _VALUES[kind_of(column)][row]
    return value[: column.type.length] if isinstance(column.type, String) else value


def content(database: Database) -> Content:
    """Every row of every table."""
    with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def save(database: Database, path: Path) -> Manifest:
    """Back up to a file."""
    return back_up(database, path, software=SOFTWARE, made_at=NOW)


def put_back(path: Path, database: Database, *, replace: bool = False) -> Manifest:
    """Restore from a file."""
    return restore(path, database, replace=replace, actor="administrator@example.kz", now=NOW)
