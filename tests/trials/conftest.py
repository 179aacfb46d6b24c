"""Trials: real servers that are killed, stopped and left behind while people work."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from data_access.database import Database
from data_access.migrate import migrate
from data_access.model import Kind
from tests.browsers import PATIENCE
from tests.e2e.conftest import context, page
from tests.e2e.samples import Samples
from tests.e2e.site import Site
from tests.factories import change_of, lay_ground, problem_row
from tests.trials.cluster import Cluster, running_cluster
from tests.trials.front import running_front
from tests.trials.replicas import Installation, Replica, log_file
from tests.trials.uploader import Uploader

__all__ = ["context", "page"]  # fixtures of the browser tests that serve here as well

NewPage = Callable[[Replica], Page]
_TRIES = 40


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
def uploader(tmp_path: Path) -> Iterator[Callable[[str, str], Uploader]]:
    """Starts people who upload, each a process."""
    running: list[Uploader] = []

    def start(url: str, name: str) -> Uploader:
        running.append(Uploader(url, name, tmp_path))
        return running[-1]

    yield start
    for one in running:
        one.kill()


@pytest.fixture
def installation(samples: Samples) -> Iterator[Installation]:
    """A fresh one with the sample."""
    url = samples.copy("postgresql")
    log = log_file()
    replicas = (Replica(url, log.with_name("one")), Replica(url, log.with_name("two")))
    for replica in replicas:
        replica.start()
    try:
        for replica in replicas:
            replica.wait_until_ready()
        with running_front([replica.port for replica in replicas]) as front:
            yield Installation(Site(front.address, url, log.with_name("one")), front, replicas)
    finally:
        for replica in replicas:
            replica.end()


@pytest.fixture
def new_page(browser: Browser, installation: Installation) -> Iterator[NewPage]:
    """Opens a browser of its own whose route leads to a replica; nothing but chance leads it there."""
    contexts: list[BrowserContext] = []

    def page_at(replica: Replica) -> Page:
        for _ in range(_TRIES):
            own = browser.new_context(viewport={"width": 1920, "height": 1080}, ignore_https_errors=True)
            contexts.append(own)
            own.set_default_timeout(PATIENCE)
            opened = own.new_page()
            opened.goto(f"{installation.site.address}/healthz")
            [route] = [one["value"] for one in own.cookies() if one.get("name") == "dashboard_route"]
            if installation.front.port_that_answered(str(route)) == replica.port:
                return opened
        raise AssertionError("No route leads to the replica.")

    yield page_at
    for one in contexts:
        one.close()
