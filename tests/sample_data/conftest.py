"""The sample, loaded once for each engine, for tests that only read it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data_access.database import Database
from sample_data.load import load
from tests.conftest import ENGINES
from tests.postgresql import TestServer

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_sample(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample as it is loaded at NOW, on SQLite."""
    path = tmp_path_factory.mktemp("sample") / "dashboard.sqlite"
    shutil.copyfile(migrated_file, path)
    yield from _loaded(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def postgresql_sample(postgresql_server: TestServer) -> Iterator[Database]:
    """The same on PostgreSQL."""
    name = postgresql_server.create(postgresql_server.template)
    yield from _loaded(postgresql_server.url_of(name))


@pytest.fixture(scope="session", params=ENGINES)
def sample(request: pytest.FixtureRequest) -> Database:
    """A database with the sample as it is loaded at NOW, to be read only."""
    database: Database = request.getfixturevalue(f"{request.param}_sample")
    return database


def _loaded(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        load(database, now=NOW, say=lambda _: None)
        yield database
    finally:
        database.close()
