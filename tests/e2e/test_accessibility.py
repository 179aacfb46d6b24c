"""WCAG 2.2 AA as far as a program can see it, words beside lights, and a focus that shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.texts import texts
from data_access.traffic_light import Light
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_POSTGRESQL
from tests.e2e.files import changed_file, faulty_file
from tests.e2e.screen import SCREENS, in_language, move_to, open_screen, send_file, wait_until_drawn
from tests.e2e.site import Site

MORE = {
    "another day": "/field?field=TOU&version=95",
    "unknown code": "/field?field=NONE",
    "second page": "/milestones?page=2",
}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (tags) => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: tags } })
    const places = (one) => one.nodes.slice(0, 3).map((node) => `${node.target}: ${node.html.slice(0, 160)}`)
    return found.violations.map((one) => `${one.id}: ${places(one).join(" | ")}`)
}"""
# The icons in whose neighbourhood (its cell, its line) nobody reads the word of their light.
_ICONS_WITHOUT_WORD = """(words) => {
    const read = (element) => {
        const copy = element.cloneNode(true)
        copy.querySelectorAll(".unseen").forEach((one) => one.remove())
        return copy.textContent.toLowerCase()
    }
    return [...document.querySelectorAll(".icon")].filter((icon) => {
        const light = [...icon.classList].find((name) => name.startsWith("icon-")).slice(5)
        const near = icon.closest("td, li li, li, a, .verdict, .card-head, .lamp") ?? icon.parentElement
        return !read(near).includes(words[light].toLowerCase())
    }).map((icon) => icon.parentElement.outerHTML.slice(0, 200))
}"""
_STYLE = """(element) => {
    const near = [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean)
    return near.map((one) => {
        const style = getComputedStyle(one)
        return [style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join(" ")
    }).join(" / ")
}"""
_MOST_STOPS = 60


def broken_rules(page: Page) -> list[str]:
    """The rules that the page breaks, with the first places; axe must be on the page already."""
    found: list[str] = page.evaluate(_RUN, _RULES)
    return found


def icons_without_word(page: Page, language: str) -> list[str]:
    """The lights in whose neighbourhood nobody reads their word."""
    words = {light.value: texts(language).light(light) for light in Light}
    found: list[str] = page.evaluate(_ICONS_WITHOUT_WORD, words)
    return found


@pytest.fixture(scope="module")
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """One window for all of these tests."""
    page = context.new_page()
    open_screen(page, site, "/")
    page.evaluate(AXE_SCRIPT)
    yield page
    page.close()


@ON_POSTGRESQL
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_is_broken_on_any_screen(site: Site, page: Page, tmp_path: Path, language: str) -> None:
    """Every screen, the page for files with its faults and with its changes too."""
    broken: dict[str, list[str]] = {}
    for name, path in {**SCREENS, **MORE}.items():
        move_to(page, path, language)
        broken[name] = broken_rules(page)
    move_to(page, "/upload", language)
    for name, file, shown in (
        ("faults", faulty_file(site, tmp_path), ".faults"),
        ("changes", changed_file(site, tmp_path), ".changed"),
    ):
        send_file(page, file)
        expect(page.locator(shown).first).to_be_visible()
        wait_until_drawn(page)
        broken[name] = broken_rules(page)
    assert {name: found for name, found in broken.items() if found} == {}


@ON_POSTGRESQL
def test_no_rule_is_broken_where_there_is_no_page(site: Site, context: BrowserContext) -> None:
    """The answer of the server itself."""
    page = context.new_page()
    page.goto(site.address + in_language("/nothing", "kk"))
    page.evaluate(AXE_SCRIPT)
    assert broken_rules(page) == []
    page.close()


@ON_POSTGRESQL
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_light_has_its_word_beside_it(page: Page, language: str) -> None:
    """Never a shape and a colour alone; in the chart of months the words are its legend."""
    words = {light.value: texts(language).light(light) for light in Light}
    found = {}
    for name, path in {**SCREENS, **MORE}.items():
        move_to(page, path, language)
        found[name] = icons_without_word(page, language)
        if name in {"field", "problem", "team"}:
            legend = page.locator("[data-testid=stVegaLiteChart]").last.locator("text").all_text_contents()
            assert set(words.values()) <= set(legend)
    assert {name: icons for name, icons in found.items() if icons} == {}


@ON_POSTGRESQL
@pytest.mark.parametrize("name", ["overview", "months", "problem", "milestones", "upload"])
def test_the_focus_shows_wherever_tab_leads(page: Page, name: str) -> None:
    """Each stop looks different while it has the focus."""
    move_to(page, SCREENS[name])
    page.add_style_tag(content="* { transition: none !important }")
    page.locator("a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    unseen, stops = [], 0
    for _ in range(_MOST_STOPS):
        stop = page.evaluate_handle("() => document.activeElement").as_element()
        assert stop is not None
        if stop.evaluate("(one) => one === document.body"):
            break
        focused = stop.evaluate(_STYLE)
        page.keyboard.press("Tab")
        stops += 1
        if stop.evaluate("(one) => one.isConnected") and stop.evaluate(_STYLE) == focused:
            unseen.append(stop.evaluate("(one) => one.outerHTML.slice(0, 200)"))
    assert stops > 8
    assert unseen == []
