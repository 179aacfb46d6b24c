"""The database: one door to read (read-only, by view) and one to write (a change)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError, OperationalError

_PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "cache_size = -65536")
_WAIT_SECONDS = 60  # for a lock of SQLite's that another process holds
_UNREADABLE = "an address that cannot be read (in a password, @ is written %40 and / is written %2F)"


class DatabaseUnreachableError(Exception):
    """The database does not answer; the message names it without its password."""


class Database:
    """A database of the product, SQLite or PostgreSQL.

    Writing goes through `data_access.change.recording` alone: `reading` gives connections on which the
    database itself refuses to write, and `writing` holds the writers' queue.
    """

    def __init__(self, url: str, *, audit_key: bytes | None = None) -> None:
        """Prepare the engine for `url` (as SQLAlchemy spells it); connects on first use.

        `audit_key`: the key under which audit lines are written (see `data_access.access.audit`). With it
        every change leaves a line; without it none does, as in a database that is only being put together.
        """
        self.audit_key = audit_key
        self.url = _with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgresql_engine(self.url)

    @property
    def name(self) -> str:
        """The address of the database without its password and options, for messages."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in one read-only transaction: every statement in it sees the same state.

        Raises DatabaseUnreachableError when there is no connection to be had.
        """
        with self._connected() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("PRAGMA query_only = ON")
                try:
                    connection.exec_driver_sql("BEGIN")
                    yield connection
                finally:
                    connection.rollback()
                    connection.exec_driver_sql("PRAGMA query_only = OFF")
            else:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield connection
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the writers' queue until it commits; rolls back on any error.

        For `data_access.change.recording` and for what is not versioned (audit, drafts) only.
        """
        with self._connected() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(text("SELECT id FROM writer_queue WHERE id = 1 FOR UPDATE")).scalar_one()
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def appending(self, queue: int) -> Iterator[Connection]:
        """A connection for adding lines: on PostgreSQL in a queue of its own, a number, past long writes.

        For `data_access.access.audit` only. Commits at the end, rolls back on any error.
        """
        if self.is_sqlite:
            with self.writing() as connection:
                yield connection
            return
        with self._connected() as connection, connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:queue)"), {"queue": queue})
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection in one transaction that may alter tables; for `data_access.migrate` only."""
        with self._connected() as connection:
            if self.is_sqlite:
                # Rebuilding a table that others refer to needs foreign keys off, before the transaction.
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            finally:
                connection.rollback()
                if self.is_sqlite:
                    connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except OperationalError as error:
            # Without a statement connecting failed. Any other error of a statement is not about reaching it.
            if error.statement is None or error.connection_invalidated:
                raise DatabaseUnreachableError(self.name) from error
            raise

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _with_driver(url: str) -> URL:
    """The URL with our driver named; raises DatabaseUnreachableError for what is no URL of our databases.

    The error never repeats what cannot be read: a password may stand anywhere in it.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseUnreachableError(_UNREADABLE) from None
    if "@" in (parsed.host or ""):
        raise DatabaseUnreachableError(_UNREADABLE)
    backend = parsed.get_backend_name()
    if backend in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise DatabaseUnreachableError(f"{backend}: only sqlite and postgresql are known")
    return parsed


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5},
        hide_parameters=True,
    )


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        with suppress(OSError):  # a folder that can't be made is told when connecting
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS}, hide_parameters=True)
    _notice_moved_file(engine, Path(url.database or ":memory:"))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # We begin transactions ourselves: the driver's own habit delays the lock until the first write.
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            _log_ahead(cursor)
            for pragma in _PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.DatabaseError as error:
            # A file that is no database is as unreachable as none; the driver calls it a plain DatabaseError.
            raise sqlite3.OperationalError(*error.args) from error
        finally:
            cursor.close()

    return engine


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Have the file keep its log ahead of writing (WAL); it remembers that.

    Of two processes that make the file at once SQLite refuses one without letting it wait: it asks again.
    """
    until = monotonic() + _WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)
        else:
            return


def _notice_moved_file(engine: Engine, path: Path) -> None:
    """Make a file that was moved away, deleted or replaced count as it does for whoever comes anew.

    An open connection would go on with the old file unseen, and a new one would make an empty file in its place.
    """
    if str(path) == ":memory:":
        return
    connected = False

    @event.listens_for(engine, "do_connect")
    def _make_no_second_file(*_: Any) -> None:
        if connected and not path.exists():
            raise sqlite3.OperationalError("the file of the database is gone")

    @event.listens_for(engine, "connect")
    def _remember(_connection: Any, record: Any) -> None:
        nonlocal connected
        connected = True
        record.info["file"] = path.stat().st_ino

    @event.listens_for(engine, "checkout")
    def _compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if not path.exists() or path.stat().st_ino != record.info["file"]:
            raise DisconnectionError("the file of the database is another one now")
