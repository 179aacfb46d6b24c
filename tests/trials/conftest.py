"""The installation of the trials: PostgreSQL, two replicas, nginx; and browsers before it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsers import PATIENCE
from tests.e2e.samples import Samples
from tests.e2e.site import Site
from tests.trials.front import running_front
from tests.trials.replicas import Installation, Replica, log_file

NewPage = Callable[[Replica], Page]
_TRIES = 40


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
            context = browser.new_context(viewport={"width": 1920, "height": 1080}, ignore_https_errors=True)
            contexts.append(context)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(f"{installation.site.address}/healthz")
            [route] = [one["value"] for one in context.cookies() if one.get("name") == "dashboard_route"]
            if installation.front.port_that_answered(str(route)) == replica.port:
                return page
        raise AssertionError("No route leads to the replica.")

    yield page_at
    for context in contexts:
        context.close()
