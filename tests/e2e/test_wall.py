"""The wall: letters that the room can read, no rule of accessibility broken, screens that follow it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from dashboard.texts import texts
from data_access.database import Database
from data_access.model import Session
from data_access.words import LANGUAGES
from tests.browsers import PATIENCE
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.cuttable import wire_to
from tests.e2e.files import changed_file
from tests.e2e.letters import faults_of_letters
from tests.e2e.long_names import lengthen_names
from tests.e2e.rehearsal import Opened, open_new_session, open_wall, press
from tests.e2e.screen import wait_until_drawn
from tests.e2e.site import Site, running_site
from tests.e2e.test_accessibility import broken_rules, icons_without_word

FLOOR, HEADLINE = 30, 44
SECOND = 1_000  # milliseconds
_OVERFLOW = """() => {
    const wall = document.querySelector(".wall")
    const isOver = (one) => {
        const box = one.getBoundingClientRect()
        return box.bottom > innerHeight + 1 || box.right > innerWidth + 1
    }
    const isFull = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1
    return [
        ...[wall, ...wall.querySelectorAll(".wall-body, .wall-list, .wall-timeline")].filter(isFull),
        ...[...wall.querySelectorAll("li, p, h1, footer")].filter(isOver),
    ].map((one) => `${one.className || one.tagName}: ${one.textContent.replace(/\\s+/g, " ").slice(0, 90)}`)
}"""
_LARGE = """() => [...document.querySelectorAll(".wall h1, .wall-verdict .word")]
    .map((one) => parseFloat(getComputedStyle(one).fontSize))"""


@pytest.fixture(scope="module")
def site(sample_copies: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose names are as long as believable."""
    with running_site(sample_copies()) as site:
        lengthen_names(site, tmp_path_factory.mktemp("long"))
        yield site


@pytest.fixture(scope="module")
def session(site: Site) -> Opened:
    """A session with another one before it."""
    open_new_session(site, days_ago=30, items=2)
    return open_new_session(site)


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_too_small_or_cut_and_every_light_has_its_word(
    site: Site, page: Page, session: Opened, language: str
) -> None:
    """Every screen of the wall, the keys and the form for instructions."""
    open_wall(page, site, session, language, item=0, is_leading=True)
    faults: dict[str, object] = {}
    for item in range(session.screens):
        if item:
            press(page, "ArrowRight", item=item)
        faults[f"screen {item}"] = faults_of_letters(page, smallest=FLOOR)
        faults[f"beyond screen {item}"] = page.evaluate(_OVERFLOW)
        faults[f"lights of screen {item}"] = icons_without_word(page, language)
        assert min(page.evaluate(_LARGE)) >= HEADLINE
    press(page, "Home", item=0)
    page.keyboard.press("i")
    expect(page.locator(".st-key-wall-record textarea")).to_be_focused()
    wait_until_drawn(page)
    faults["record"] = [one for one in faults_of_letters(page, smallest=FLOOR) if " px" in one]
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-wall-record")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator(".wall-keys")).to_be_visible()
    faults["keys"] = [one for one in faults_of_letters(page, smallest=FLOOR) if " px" in one]
    assert {name: found for name, found in faults.items() if found} == {}


@ON_SQLITE
def test_no_press_is_lost_when_keys_come_faster_than_screens(site: Site, page: Page, session: Opened) -> None:
    """Each press counts from where the one before it leads, even before that is drawn."""
    open_wall(page, site, session, "kk", item=0, is_leading=True)
    shown = page.locator(".wall")
    for key in ("ArrowRight", "PageDown", "Space", "ArrowRight", "ArrowLeft", "i"):
        page.keyboard.press(key)
    expect(shown).to_have_attribute("data-item", "3")
    expect(page.locator(".st-key-wall-record textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-wall-record")).to_have_count(0)
    for key in ("1", "0", "Enter", "PageUp", "b"):
        page.keyboard.press(key)
    expect(page.locator(".wall-blank")).to_be_visible()
    expect(shown).to_have_attribute("data-item", "9")
    for key in ("b", "End", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator(".wall-blank")).to_have_count(0)
    expect(shown).to_have_attribute("data-item", str(session.screens - 2))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("d")
    last_but_one = session.problems[-2]
    expect(page).to_have_url(re.compile(f"/problem.*problem={last_but_one}"))


@ON_SQLITE
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_rule_is_broken(site: Site, page: Page, session: Opened, theme: str) -> None:
    """In a light room and in a dark one."""
    open_wall(page, site, session, "kk", item=0)
    page.evaluate(AXE_SCRIPT)
    broken = {}
    for item in (0, 1, 2, session.screens - 1):
        open_wall(page, site, session, "kk", item=item)
        page.evaluate(AXE_SCRIPT)
        page.evaluate(
            "(theme) => { document.querySelector('.wall').className = `wall wall-${theme}` }", theme
        )
        broken[item] = broken_rules(page)
    assert {item: found for item, found in broken.items() if found} == {}


@ON_SQLITE
def test_newer_data_comes_onto_the_wall_when_it_is_asked_for(site: Site, page: Page, tmp_path: Path) -> None:
    """A quiet mark, and one key that takes the data in, which is recorded."""
    words = texts("ru")
    opened = open_new_session(site, items=2)
    open_wall(page, site, opened, "ru", item=1, is_leading=True)
    with site.reader() as reader:
        before = reader.view.version
    frozen = words.gettext("version {version}", version=before)
    expect(page.locator(".wall-state")).to_contain_text(frozen)
    assert site.run("import", str(changed_file(site, tmp_path))).returncode == 0
    with site.reader() as reader:
        newer = reader.view.version
    assert newer > before
    expect(page.locator(".wall-news")).to_have_text(words.gettext("new data ● U"))
    expect(page.locator(".wall-state")).to_contain_text(frozen)
    page.keyboard.press("u")
    expect(page.locator(".wall-news")).to_have_count(0)
    expect(page.locator(".wall-state")).to_contain_text(words.gettext("version {version}", version=newer))
    database = Database(site.database_url)
    with database.reading() as connection:
        rows = connection.execute(select(Session.frozen_version).where(Session.entity_id == opened.id)).all()
    database.close()
    assert [row.frozen_version for row in rows][-2:] == [before, newer]


@ON_SQLITE
def test_another_screen_follows_within_a_second_and_comes_back_after_a_cut(
    site: Site, browser: Browser, session: Opened
) -> None:
    """The leader moves on while the follower's network is gone for half a minute."""
    port = urlsplit(site.address).port
    assert port is not None
    with wire_to(port) as wire, _windows(browser) as (leader, follower):
        open_wall(leader, site, session, "ru", item=1, is_leading=True)
        far = Site(f"http://127.0.0.1:{wire.port}", site.database_url, Path())
        open_wall(follower, far, session, "kk")
        shown = follower.locator(".wall")
        expect(shown).to_have_attribute("data-item", "1")
        for item in (2, 3, 4):
            press(leader, "ArrowRight", item=item)
            expect(shown).to_have_attribute("data-item", str(item), timeout=SECOND)
        wire.cut()
        press(leader, "ArrowRight", item=5)
        expect(leader.locator(".wall-clock")).to_contain_text("00:30", timeout=40_000)
        press(leader, "ArrowRight", item=6)
        expect(shown).to_have_attribute("data-item", "4")
        wire.mend()
        expect(shown).to_have_attribute("data-item", "6", timeout=60_000)
        press(leader, "PageUp", item=5)
        expect(shown).to_have_attribute("data-item", "5")


@contextmanager
def _windows(browser: Browser) -> Iterator[list[Page]]:
    """Two browsers of different people."""
    contexts = [browser.new_context(viewport={"width": 1920, "height": 1080}) for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(PATIENCE)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()
