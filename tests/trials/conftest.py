"""Trials: real servers that are killed, stopped and left behind while people work."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_access.database import Database
from data_access.migrate import migrate
from data_access.model import Kind
from tests.e2e.conftest import browser, context, page
from tests.e2e.site import PROJECT
from tests.factories import change_of, lay_ground, problem_row
from tests.trials.cluster import PATIENCE_SECONDS, Cluster, running_cluster
from tests.trials.uploading import confirmations, enough

__all__ = ["browser", "context", "page"]  # the fixtures of browser tests, for trials that look at a screen


@pytest.fixture
def cluster(postgresql_server: object) -> Iterator[Cluster]:
    """A primary and a synchronous standby, with a programme that takes uploads."""
    assert postgresql_server
    with running_cluster() as cluster:
        settle(cluster.url)
        yield cluster


def settle(url: str) -> None:
    """A programme with the problem P-1."""
    database = Database(url)
    migrate(database)
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        change.add(Kind.PROBLEM, [problem_row(ground.field, team_id=ground.team, code="P-1")])
    database.close()


@pytest.fixture
def uploader(tmp_path: Path) -> Iterator[Callable[[str, str], "Uploader"]]:
    """Starts people who upload, each a process."""
    running: list[Uploader] = []

    def start(url: str, name: str) -> Uploader:
        running.append(Uploader(url, name, tmp_path))
        return running[-1]

    yield start
    for one in running:
        one.kill()


class Uploader:
    """A running process of `tests.trials.uploading`."""

    def __init__(self, url: str, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        confirmations(folder, name).touch()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.trials.uploading", url, name, str(folder)], cwd=PROJECT
        )

    @property
    def confirmed(self) -> int:
        """How many files it knows to be in; raises AssertionError when it failed."""
        assert self._process.poll() in {None, 0}
        return len(confirmations(self._folder, self.name).read_text().splitlines())

    def finish(self) -> None:
        """Have it stop once the file that it is bringing is confirmed."""
        enough(self._folder, self.name).touch()
        assert self._process.wait(PATIENCE_SECONDS) == 0

    def kill(self) -> None:
        """Stop it, if it still runs."""
        self._process.kill()
        self._process.wait()
