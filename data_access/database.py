"""The database: one door to read (read-only, by view) and one to write (a change)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from data_access.database_url import WrongDatabaseUrlError, is_sqlite, name_of, read_database_url
from data_access.postgresql_engine import (
    LOCK_NOT_AVAILABLE,
    MIGRATING,
    READ_ONLY,
    READING,
    postgresql_engine,
)
from data_access.sqlite_engine import sqlite_engine


class DatabaseUnreachableError(Exception):
    """The database does not answer; the message names it without its password."""


class Database:
    """A database of the product, SQLite or PostgreSQL.

    Writing goes through `data_access.change.recording` alone: `reading` gives connections on which the
    database itself refuses to write, and `writing` holds the writers' queue.
    """

    def __init__(self, url: str, *, audit_key: bytes | None = None, is_standby: bool = False) -> None:
        """Prepare the engine for `url` (see `data_access.database_url`); connects on first use.

        `audit_key`: the key under which audit lines are written (see `data_access.access.audit`). With it
        every change leaves a line; without it none does, as in a database that is only being put together.
        `is_standby`: it is only read, so that servers will do that take no writes.
        Raises DatabaseUnreachableError for what is no address of our databases.
        """
        self.audit_key = audit_key
        try:
            self.url = read_database_url(url)
        except WrongDatabaseUrlError as error:
            raise DatabaseUnreachableError(str(error)) from None
        self.is_sqlite = is_sqlite(self.url)
        self.engine = (
            sqlite_engine(self.url) if self.is_sqlite else postgresql_engine(self.url, is_standby=is_standby)
        )

    @property
    def name(self) -> str:
        """The address of the database without its password and options, for messages."""
        return name_of(self.url)

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
                connection.exec_driver_sql(READING)
                yield connection
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the writers' queue until it commits; rolls back on any error.

        For `data_access.change.recording` and for what is not versioned (audit, drafts) only.
        """
        with self._connected_to_write() as connection:
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
        with self._connected_to_write() as connection, connection.begin():
            connection.execute(text("SELECT pg_advisory_xact_lock(:queue)"), {"queue": queue})
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection in one transaction that may alter tables; for `data_access.migrate` only."""
        with self._connected_to_write() as connection:
            if self.is_sqlite:
                # Rebuilding a table that others refer to needs foreign keys off, before the transaction.
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.exec_driver_sql(MIGRATING)
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
        except (DBAPIError, PoolTimeoutError) as error:
            if _is_about_reaching(error):
                raise DatabaseUnreachableError(self.name) from error
            raise

    @contextmanager
    def _connected_to_write(self) -> Iterator[Connection]:
        try:
            with self._connected() as connection:
                yield connection
        except DBAPIError as error:
            if _sql_state(error) != READ_ONLY:
                raise
            # This server became a standby. The connections to it would go on to be given out: away with them.
            self.engine.dispose()
            raise DatabaseUnreachableError(self.name) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _is_about_reaching(error: DBAPIError | PoolTimeoutError) -> bool:
    """Whether there was no connection to be had, it broke, or others did not let go of a lock in time."""
    if isinstance(error, PoolTimeoutError) or error.connection_invalidated:
        return True
    # Without a statement connecting failed. Any other error of a statement is not about reaching it.
    if isinstance(error, OperationalError) and error.statement is None:
        return True
    return _sql_state(error) == LOCK_NOT_AVAILABLE or _sqlite_code(error) == sqlite3.SQLITE_BUSY


def _sql_state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _sqlite_code(error: DBAPIError) -> int | None:
    return getattr(error.orig, "sqlite_errorcode", None)
