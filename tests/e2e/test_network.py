"""Nothing is fetched from another host: these networks are closed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsers import PATIENCE
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import SCREENS, in_language, open_screen
from tests.e2e.site import Site

OTHERS = ("/nothing", "/field?field=NONE", "/?day=foo", "/?version=50")
LOOKED_AT = ("overview", "months", "field", "problem", "team", "milestone", "milestones", "history")
_WITHOUT_HOST = {"blob", "data"}


@pytest.fixture
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has nothing kept."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@ON_SQLITE
def test_no_request_leaves_for_another_host(site: Site, fresh: BrowserContext) -> None:
    """Every screen loaded anew, with its charts, its fonts and its websocket."""
    asked: set[str] = set()
    fresh.on("request", lambda request: asked.add(request.url))
    page = fresh.new_page()
    page.on("websocket", lambda socket: asked.add(socket.url))
    for path in SCREENS.values():
        open_screen(page, site, path)
    for path in OTHERS:
        page.goto(site.address + in_language(path, "en"))
        page.locator(".notice, main").first.wait_for()
    own = urlsplit(site.address).netloc
    schemes = {urlsplit(url).scheme for url in asked}
    assert {"http", "ws"} <= schemes
    assert [url for url in asked if not _is_own(url, own)] == []


@ON_SQLITE
@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_names_every_script_that_draws_it(site: Site, fresh: BrowserContext, name: str) -> None:
    """So that all of them are asked for at once, and nobody waits for one after the other."""
    scripts: set[str] = set()
    page = fresh.new_page()
    page.on("request", lambda request: scripts.add(urlsplit(request.url).path))
    open_screen(page, site, SCREENS[name])
    named = page.request.get(site.address + SCREENS[name], headers={"Accept": "text/html"}).text()
    own = {path for path in scripts if path.startswith("/static/js/")}
    assert own
    assert [path for path in sorted(own) if path not in named] == []


@ON_SQLITE
def test_the_browser_has_nothing_to_complain_about(site: Site, page: Page) -> None:
    """No errors of scripts and no answers that fail, on any screen."""
    faults: list[str] = []
    note = faults.append
    page.on("pageerror", lambda error: note(str(error)))
    page.on("response", lambda answer: note(f"{answer.url} {answer.status}") if not answer.ok else None)
    page.on("console", lambda said: note(said.text) if said.type == "error" else None)
    for path in SCREENS.values():
        open_screen(page, site, path)
    assert faults == []


def _is_own(url: str, own: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme in _WITHOUT_HOST:
        return True
    return parts.netloc == own
