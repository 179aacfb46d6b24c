"""Databases for the tests: each test that asks for `database` runs on SQLite and on PostgreSQL."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from data_access.database import Database
from data_access.migrate import migrate
from tests.browsers import browser, samples
from tests.postgresql import TestServer, running_server

__all__ = ["browser", "samples"]  # fixtures; here, so that there is one browser for all tests

ENGINES = ("sqlite", "postgresql")

# The same examples on every run; `pytest --hypothesis-profile=search` looks further, and elsewhere each time.
# The fixture `database` serves all examples of a test, which record programmes of their own in it.
_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
_PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
settings.register_profile(
    "steady",
    max_examples=120,
    derandomize=True,
    deadline=None,
    phases=_PHASES,
    suppress_health_check=_SHARED,
)
settings.register_profile(
    "search", max_examples=2000, deadline=None, phases=_PHASES, suppress_health_check=_SHARED
)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def own_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put `__main__` back: Streamlit's AppTest leaves its script there, and new processes would start with it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[TestServer]:
    """A real PostgreSQL, started when the first test needs it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "dashboard.sqlite"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The database that the test runs on."""
    return str(request.param)


@pytest.fixture
def database(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database with all tables and no rows."""
    if engine_name == "sqlite":
        path = tmp_path / "dashboard.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield from _opened(f"sqlite:///{path}")
    else:
        server: TestServer = request.getfixturevalue("postgresql_server")
        yield from _from_server(server, server.template)


@pytest.fixture
def empty_database(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database without any tables."""
    if engine_name == "sqlite":
        yield from _opened(f"sqlite:///{tmp_path / 'dashboard.sqlite'}")
    else:
        yield from _from_server(request.getfixturevalue("postgresql_server"), "template0")


@pytest.fixture
def open_again() -> Iterator[Callable[[Database], Database]]:
    """Opens the same database once more, with connections of its own, as another process would."""
    opened: list[Database] = []

    def again(database: Database) -> Database:
        opened.append(Database(database.url.render_as_string(hide_password=False)))
        return opened[-1]

    yield again
    for database in opened:
        database.close()


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def _from_server(server: TestServer, template: str) -> Iterator[Database]:
    name = server.create(template)
    try:
        yield from _opened(server.url_of(name))
    finally:
        server.drop(name)
