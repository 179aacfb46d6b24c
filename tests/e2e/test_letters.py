"""Letters on every screen: large enough, none cut, none overlapping; on a wall, a desk and a phone.

With the sample on SQLite; on PostgreSQL with names as long as believable.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data_access.words import LANGUAGES
from tests.browsers import PATIENCE
from tests.e2e.files import changed_file, faulty_file
from tests.e2e.letters import faults_of_letters, is_scrolled
from tests.e2e.long_names import lengthen_names
from tests.e2e.screen import SCREENS, in_language, move_to, open_screen, send_file, wait_until_drawn
from tests.e2e.site import Site, running_site

WALL, DESK, PHONE = (1920, 1080), (1366, 768), (390, 844)
# What is measured besides the screens as one comes to them.
MORE = {
    "all changes": "/?changes=all",
    "another version": "/?version=90",
    "done milestone": "/milestone?milestone=CON-03-M01",
    "many teams": "/field?field=HEA",
    "nothing found": "/milestones?text=nothing+like+it",
    "second page": "/history?page=2",
    "unknown code": "/field?field=NONE",
}
# Choices as long as names are; a phone cuts those that are longer than its screen, as any list there.
CHOSEN = {
    "milestones by long names": "/milestones?field=CON&ministry=MAI&team=T-12&sort=forecast",
    "instructions by a long name": "/instructions?ministry=MAI",
}
SMALLEST, SMALLEST_OF_OVERVIEW, LARGE = 14, 18, 26


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A site to be measured, with a file that has faults and one that changes some rows."""

    site: Site
    faulty: Path
    changed: Path


@pytest.fixture(scope="module")
def measured(
    engine: str, sample_copies: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Measured]:
    """A site with the sample, or, on PostgreSQL, with long names."""
    folder = tmp_path_factory.mktemp("measured")
    with running_site(sample_copies()) as site:
        if engine == "postgresql":
            lengthen_names(site, folder)
        yield Measured(site=site, faulty=faulty_file(site, folder), changed=changed_file(site, folder))


@pytest.fixture
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser window of the size that the test asks for."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("window", [WALL, DESK, PHONE], indirect=True, ids=["wall", "desk", "phone"])
def test_letters(measured: Measured, window: Page, language: str) -> None:
    """Every screen, one after the other."""
    faults: dict[str, list[str]] = {}
    width = window.viewport_size and window.viewport_size["width"]
    is_wall = width == WALL[0]
    open_screen(window, measured.site, "/", language)
    if is_wall:
        faults["overview of the wall"] = faults_of_letters(window, smallest=SMALLEST_OF_OVERVIEW, large=LARGE)
        assert not is_scrolled(window)
    for name, path in {**SCREENS, **MORE, **({} if width == PHONE[0] else CHOSEN)}.items():
        move_to(window, path, language)
        faults[name] = faults_of_letters(window, smallest=SMALLEST)
    move_to(window, "/upload", language)
    for name, file, shown in (
        ("faults", measured.faulty, ".faults"),
        ("changes", measured.changed, ".changed"),
    ):
        send_file(window, file)
        expect(window.locator(shown).first).to_be_visible()
        wait_until_drawn(window)
        faults[name] = faults_of_letters(window, smallest=SMALLEST)
    window.goto(measured.site.address + in_language("/nothing/at/all", language))
    assert window.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert {name: found for name, found in faults.items() if found} == {}
