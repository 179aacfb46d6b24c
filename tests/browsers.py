"""Fixtures of all tests with a browser: one Chromium a test file, and databases with the sample."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.samples import Samples

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else Playwright's own.

    It ends with its file: while Playwright runs, its event loop holds the thread of the tests, and whatever
    other file calls `asyncio.run` would fail.
    """
    expect.set_options(timeout=PATIENCE)
    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def samples(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Databases with the sample; kept beyond a change of engine, which `engine` itself is not."""
    return Samples(tmp_path_factory.mktemp("samples"), lambda: request.getfixturevalue("postgresql_server"))
