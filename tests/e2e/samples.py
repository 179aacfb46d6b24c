"""Databases that hold the sample programme, on both engines."""

import itertools
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dashboard.sample_record import record_of
from data_access.database import Database
from data_access.migrate import migrate
from sample_data.load import load
from tests.postgresql import TestServer


class Samples:
    """Loads the sample once for each engine, when a test needs it first; every site gets a copy."""

    def __init__(self, folder: Path, postgresql_server: Callable[[], TestServer]) -> None:
        self._folder = folder
        self._postgresql_server = postgresql_server
        self._numbers = itertools.count(1)
        self._loaded: dict[str, str] = {}

    def copy(self, engine: str) -> str:
        """The address of a fresh database with the sample."""
        if engine == "sqlite":
            return self._copy_of_file()
        server = self._postgresql_server()
        if engine not in self._loaded:
            self._loaded[engine] = server.create(server.template)
            load_sample(server.url_of(self._loaded[engine]))
        return server.url_of(server.create(self._loaded[engine]))

    def _copy_of_file(self) -> str:
        sample, copy = self._folder / "sample.db", self._folder / f"site-{next(self._numbers)}.db"
        if not sample.exists():
            load_sample(f"sqlite:///{sample}")
        shutil.copyfile(sample, copy)
        return f"sqlite:///{copy}"


def load_sample(url: str) -> None:
    """Migrate the database at `url` and load the sample into it."""
    database = Database(url)
    migrate(database)
    load(database, now=datetime.now(UTC), say=lambda _text: None, record=record_of)
    database.close()
