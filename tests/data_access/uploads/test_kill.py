"""A process killed while it applies a file leaves all of it or nothing, and holds nobody up."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, text

from data_access.database import Database
from data_access.model import Base
from tests.data_access.uploads.applying import first
from tests.data_access.uploads.bringing import AS_AT, bring, new_programme
from tests.e2e.site import PROJECT
from tests.postgresql import TestServer

POINTS = 50
SEED = 21
LONGEST_MICROSECONDS = 4000
STANDS_STILL = -1

Content = dict[str, list[tuple[Any, ...]]]
Copies = Callable[[], Any]


class Applier:
    """The process whose children apply the file; see `tests.data_access.uploads.applying`."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.data_access.uploads.applying", url],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def apply(self, url: str, *, step: int, microseconds: int) -> int:
        """Apply in a child and kill it at a step (0: never); how many steps it got to."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{url} {step} {microseconds}\n")
        self._process.stdin.flush()
        return int(self._answer())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture
def copies(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Copies:
    """Makes copies of a database that nobody is connected to, each for one attempt."""

    @contextmanager
    def copy() -> Iterator[Database]:
        if database.is_sqlite:
            path = tmp_path / "copy.sqlite"
            for left in tmp_path.glob("copy.sqlite*"):
                left.unlink()
            shutil.copyfile(str(database.url.database), path)
            made = Database(f"sqlite:///{path}")
            yield made
            made.close()
            return
        server: TestServer = request.getfixturevalue("postgresql_server")
        name = server.create(str(database.url.database))
        made = Database(server.url_of(name))
        yield made
        made.close()
        server.drop(name)

    return copy


@pytest.fixture
def applier(database: Database) -> Iterator[Applier]:
    """The process, with the file prepared on the state before it."""
    new_programme(database)
    bring(database, first(), as_at=AS_AT)
    database.close()
    process = Applier(database.url.render_as_string(hide_password=False))
    yield process
    process.close()


def content(database: Database) -> Content:
    """All that a database holds, but for the numbers of version rows, which mean nothing."""
    # Whoever gets into the queue knows that the one killed is out of it.
    with database.writing():
        pass
    with database.reading() as connection:
        if database.is_sqlite:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        return {
            name: sorted(map(_plain, connection.execute(select(*_columns(table)))))
            for name, table in Base.metadata.tables.items()
        }


def _columns(table: Any) -> list[Any]:
    is_numbered = {"id", "from_change"} <= set(table.columns.keys())
    return [column for column in table.columns if not (is_numbered and column.name == "id")]


def _plain(row: Any) -> tuple[str, ...]:
    return tuple(value.isoformat() if isinstance(value, date | datetime) else str(value) for value in row)


def test_killed_at_any_point_it_leaves_all_or_nothing(applier: Applier, copies: Copies) -> None:
    """And what it left undone, the next one does."""
    with copies() as database:
        before = content(database)
        steps = applier.apply(_url(database), step=0, microseconds=0)
        after = content(database)
    assert after != before
    chance = Random(SEED)
    for number in range(POINTS):
        step = chance.randint(1, steps)
        # Every other one stands still where it is killed; the others go on until they are hit.
        microseconds = STANDS_STILL if number % 2 else chance.randrange(LONGEST_MICROSECONDS)
        with copies() as database:
            applier.apply(_url(database), step=step, microseconds=microseconds)
            left = content(database)
            if microseconds == STANDS_STILL:
                assert left == (before if step < steps else after), step
            else:
                assert left in (before, after), (step, microseconds)
            if number == 1:
                assert left == before
                applier.apply(_url(database), step=0, microseconds=0)
                assert content(database) == after


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)
