"""Browser tests: Chromium, and the sample programme on both databases."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from data_access.database import Database
from data_access.migrate import migrate
from sample_data.load import load
from tests.conftest import ENGINES
from tests.e2e.site import Site, running_site
from tests.postgresql import TestServer

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A closed network: no other host has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 20_000  # milliseconds

# For tests that say nothing about the database: one is enough.
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one engine on one worker, so that each loads its sample once."""
    for item in items:
        if "tests/e2e" in str(item.path):
            name = item.callspec.params.get("engine", "") if hasattr(item, "callspec") else ""
            item.add_marker(pytest.mark.xdist_group(f"e2e-{name}"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else Playwright's own."""
    expect.set_options(timeout=PATIENCE)
    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The database that the test's site runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def sample_copies(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes copies of a database that holds the sample; each call gives the address of a fresh one."""
    if engine == "sqlite":
        folder = tmp_path_factory.mktemp("sample")
        _load(f"sqlite:///{folder / 'sample.db'}")

        def copy_file() -> str:
            target = Path(tmp_path_factory.mktemp("site")) / "dashboard.db"
            shutil.copyfile(folder / "sample.db", target)
            return f"sqlite:///{target}"

        return copy_file
    server: TestServer = request.getfixturevalue("postgresql_server")
    template = server.create(server.template)
    _load(server.url_of(template))
    return lambda: server.url_of(server.create(template))


def _load(url: str) -> None:
    database = Database(url)
    migrate(database)
    load(database, now=datetime.now(UTC), say=lambda _text: None)
    database.close()


@pytest.fixture(scope="session")
def site(sample_copies: Callable[[], str]) -> Iterator[Site]:
    """The running product with the sample; for tests that only look."""
    with running_site(sample_copies()) as site:
        yield site


@pytest.fixture
def own_site(sample_copies: Callable[[], str]) -> Iterator[Site]:
    """The running product with a sample of its own; for tests that change data."""
    with running_site(sample_copies()) as site:
        yield site


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One viewer's browser, so that what Streamlit sends once is kept for all tests."""
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
