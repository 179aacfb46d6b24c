"""Databases to measure on: a SQLite file, or one of a PostgreSQL server of its own.

The server is that of the tests: it does not wait for the disk (fsync off) and has 32 MB of shared buffers.
"""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgresql import running_server

ENGINES = ("sqlite", "postgresql")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@contextmanager
def databases(engine: str) -> Iterator[Callable[[], str]]:
    """Gives the address of another empty database of the engine at each call; all are gone afterwards."""
    if engine == "sqlite":
        numbers = itertools.count(1)
        with tempfile.TemporaryDirectory() as folder:
            yield lambda: f"sqlite:///{Path(folder) / f'bench-{next(numbers)}.db'}"
        return
    with running_server() as server:
        yield lambda: server.url_of(server.create("template0"))
