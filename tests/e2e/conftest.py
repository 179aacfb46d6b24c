"""Browser tests: Chromium, and the sample programme on both databases."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsers import PATIENCE
from tests.conftest import ENGINES
from tests.e2e.samples import Samples
from tests.e2e.site import Site, running_site

# For tests that say nothing about the database: one is enough.
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The database that the test's site runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def sample_copies(engine: str, samples: Samples) -> Callable[[], str]:
    """Gives the address of a fresh database of the engine with the sample at each call."""
    return lambda: samples.copy(engine)


@pytest.fixture(scope="session")
def shared_site(samples: Samples) -> Iterator[Callable[[str], Site]]:
    """Gives the running product of an engine that all tests share, started when one needs it first."""
    with ExitStack() as running:
        yield cache(lambda engine: running.enter_context(running_site(samples.copy(engine))))


@pytest.fixture(scope="session")
def site(engine: str, shared_site: Callable[[str], Site]) -> Site:
    """The running product with the sample; for tests that only look."""
    return shared_site(engine)


@pytest.fixture
def own_site(sample_copies: Callable[[], str]) -> Iterator[Site]:
    """The running product with a sample of its own; for tests that change data."""
    with running_site(sample_copies()) as site:
        yield site


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One viewer's browser, so that what Streamlit sends once is kept for the tests of a file."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A browser window of 1920 x 1080."""
    page = context.new_page()
    yield page
    page.close()
