"""What a test does with a screen: opens it, waits until all of it is drawn, moves on, reads it."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Locator, Page

from tests.e2e.site import Site

# Every screen as a viewer comes to it, by name.
SCREENS = {
    "overview": "/",
    "months": "/?view=months",
    "field": "/field?field=CON",
    "problem": "/problem?problem=CON-03",
    "team": "/team?team=T-12",
    "milestone": "/milestone?milestone=CON-03-M09",
    "milestones": "/milestones",
    "upload": "/upload",
    "history": "/history",
    "sessions": "/sessions",
    "readiness": "/readiness",
    "instructions": "/instructions",
    "assistance": "/assistance",
    "settings": "/settings",
    "people": "/people",
    "audit": "/audit",
    "account": "/account",
}
# The wall of the session that is open or next: its first screen, and that of an item.
WALL_SCREENS = {"wall-instructions": "/session?item=0", "wall-item": "/session?item=1"}

# The screen is drawn when the script has ended, nothing stale is left, every chart has its letters, and the
# header's language links (on the wall: what it says of itself) carry on exactly what the address asks for: they are
# drawn anew with each screen. The wall's keys are heard a moment after its words are there.
DRAWN = """() => {
    const app = document.querySelector("[data-test-script-state]")
    if (!app || app.dataset.testScriptState !== "notRunning") return false
    if (document.querySelector("[data-stale=true], [data-testid=stSkeleton]")) return false
    const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")]
    if (!charts.every((chart) => !chart.checkVisibility() || chart.querySelector("svg text"))) return false
    const wall = document.querySelector(".wall")
    if (location.pathname === "/session" && wall) {
        const url = new URL(location.href)
        const isAsked = [null, wall.dataset.item].includes(url.searchParams.get("item"))
        return window.dashboardWallListens && isAsked && [null, wall.lang].includes(url.searchParams.get("lang"))
    }
    const own = document.querySelector(".languages a[aria-current]")
    if (!own) return document.querySelector(".notice") !== null
    const asked = (address) => {
        const url = new URL(address, location.origin)
        const wanted = [...url.searchParams].filter(([name, value]) => name !== "lang" && value)
        return url.pathname + JSON.stringify(wanted.sort())
    }
    return asked(own.href) === asked(location.href)
}"""
# Filters take up their new values a little later, when the page has nothing else to do.
_IDLE = """() => new Promise((done) => {
    const idle = () => requestIdleCallback(() => done(null), { timeout: 1000 })
    requestAnimationFrame(() => requestAnimationFrame(idle))
})"""

# All words of the screen: its HTML, what is chosen in its filters, and the letters of its charts.
_WORDS = """() => {
    const words = (element) => element.textContent.replace(/\\s+/g, " ").trim()
    const main = document.querySelector("[data-testid=stMainBlockContainer]")
    return [
        ...[...main.querySelectorAll("[data-testid=stHtml]")].map(words),
        ...[...main.querySelectorAll("input")].map((input) => input.value),
        ...[...main.querySelectorAll("select")].map((list) => list.selectedOptions[0].text),
        ...[...main.querySelectorAll("svg text")].map(words),
    ]
}"""

_FOLLOW = """(address) => {
    history.pushState(null, "", address)
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }))
}"""


def in_language(path: str, language: str) -> str:
    """A path of ours that asks for a language."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': language})}"


def open_screen(page: Page, site: Site, path: str, language: str = "kk") -> None:
    """Load a screen as from a link that somebody sent, and wait until it is drawn."""
    page.goto(site.address + in_language(path, language))
    wait_until_drawn(page)


def move_to(page: Page, path: str, language: str = "kk") -> None:
    """Go to another screen without a reload, as our own links do; for tests that look at many."""
    page.evaluate(_FOLLOW, in_language(path, language))
    wait_until_drawn(page)


def follow(link: Locator) -> None:
    """Click a link and wait until the screen that it leads to is drawn."""
    link.click()
    wait_until_drawn(link.page)


def go_back(page: Page) -> None:
    """Press Back and wait until the earlier screen is drawn."""
    page.go_back()
    wait_until_drawn(page)


def send_file(page: Page, path: Path) -> None:
    """Choose a file on the page for bringing files, by its button."""
    with page.expect_file_chooser() as chooser:
        page.locator("[data-testid=stFileUploaderDropzone] button:not([kind=minimal])").click()
    chooser.value.set_files(path)


def wait_until_drawn(page: Page) -> None:
    """Wait until the screen that the address asks for is wholly on the page."""
    page.wait_for_function(DRAWN)
    page.evaluate(_IDLE)
    page.wait_for_function(DRAWN)


def words(page: Page) -> list[str]:
    """All that the screen says, block by block; equal for equal screens."""
    found: list[str] = page.evaluate(_WORDS)
    return found


def place(page: Page) -> tuple[str, dict[str, str]]:
    """The path and the parameters of the address."""
    parts = urlsplit(page.url)
    return parts.path, dict(parse_qsl(parts.query))
