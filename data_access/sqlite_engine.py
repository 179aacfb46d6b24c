"""Connections to the embedded database: durable, patient with other processes, and aware of a file that moved."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

_PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "cache_size = -65536")
_WAIT_SECONDS = 60  # for a lock of SQLite's that another process holds


def sqlite_engine(url: URL) -> Engine:
    """The engine of a file; connects on first use."""
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
