"""The way of a review: overview, field, problem, milestone with its history, and back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.texts import texts
from data_access.model import Kind
from data_access.reads import board
from data_access.reads.lookup import find
from data_access.reads.milestones import MilestoneFilter, MilestoneState, milestones
from data_access.words import LANGUAGES, Words
from tests.e2e.screen import follow, go_back, open_screen, place, wait_until_drawn
from tests.e2e.site import Site

FIELD, PROBLEM, MILESTONE = "CON", "CON-03", "CON-03-M09"
OVERVIEW_LINK = '.breadcrumb a[href^="/?"]'
CARD = f'a.card[href*="field={FIELD}"]'
MEMBER = f'a.member[href*="problem={PROBLEM}"]'
ROW = f'.rows a[href*="milestone={MILESTONE}"]'
_MOST_STOPS = 150

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@in_each_language
def test_by_mouse(site: Site, page: Page, language: str) -> None:
    """Click by click to the milestone, and with Back to where the walk began."""
    open_screen(page, site, "/", language)
    for link, arrived in ((CARD, FIELD), (MEMBER, PROBLEM), (ROW, MILESTONE)):
        follow(page.locator(link))
        _expect_heading(page, _name(site, arrived), language)
    _expect_milestone(site, page, language)
    for arrived in (PROBLEM, FIELD):
        go_back(page)
        _expect_heading(page, _name(site, arrived), language)
    go_back(page)
    expect(page.locator(CARD)).to_be_visible()
    assert place(page) == ("/", {"lang": language})


@in_each_language
def test_by_keyboard_alone(site: Site, page: Page, language: str) -> None:
    """The same with nothing but Tab and Enter, back by the breadcrumb."""
    open_screen(page, site, "/", language)
    for link, arrived in ((CARD, FIELD), (MEMBER, PROBLEM), (ROW, MILESTONE)):
        _enter(page.locator(link))
        _expect_heading(page, _name(site, arrived), language)
    _expect_milestone(site, page, language)
    _enter(page.locator(OVERVIEW_LINK))
    expect(page.locator(CARD)).to_be_visible()
    assert place(page) == ("/", {"lang": language})


@in_each_language
def test_a_click_on_a_row_of_the_timeline_opens_its_milestone(site: Site, page: Page, language: str) -> None:
    """Wherever in the row; Back returns, and another row opens another milestone."""
    open_screen(page, site, f"/problem?problem={PROBLEM}", language)
    with site.reader() as reader:
        shown = milestones(reader, MilestoneFilter(problem_id=find(reader, Kind.PROBLEM, PROBLEM)))
    for milestone in (shown[1], shown[-1]):
        _click_row(page, milestone, language)
        page.wait_for_url(re.compile(f"milestone={milestone.code}"))
        wait_until_drawn(page)
        _expect_heading(page, milestone.name, language)
        go_back(page)
        assert place(page) == ("/problem", {"problem": PROBLEM, "lang": language})
        _expect_heading(page, _name(site, PROBLEM), language)


def _expect_heading(page: Page, name: Words, language: str) -> None:
    expect(page.locator("h1")).to_have_text(name.spoken(language))


def _expect_milestone(site: Site, page: Page, language: str) -> None:
    """The milestone's light in words, its forecast with the cell it came from, and its history."""
    with site.reader() as reader:
        [milestone] = milestones(reader, MilestoneFilter(entity_id=find(reader, Kind.MILESTONE, MILESTONE)))
    assert milestone.forecast is not None
    words = texts(language)
    expect(page.locator(".verdict .word")).to_have_text(words.light(milestone.verdict.light))
    forecast = page.locator(".values tr", has_text=re.compile("Болжам|Прогноз|Forecast"))
    expect(forecast).to_contain_text(words.day(milestone.forecast))
    expect(forecast.locator(".origin")).to_have_text(re.compile(r"MIC_\d{4}-\d\d\.xlsx · Вехи · [A-Z]+\d+ "))
    history = page.locator(".history > li")
    expect(history.first).to_contain_text(words.day(milestone.forecast))
    expect(history.last).to_contain_text("_first.xlsx")


def _name(site: Site, code: str) -> Words:
    with site.reader() as reader:
        kinds = ((Kind.FIELD, board.fields), (Kind.PROBLEM, board.problem_lights))
        for kind, read in kinds:
            if (found := find(reader, kind, code)) is not None:
                return next(one.name for one in read(reader) if one.id == found)
        [milestone] = milestones(reader, MilestoneFilter(entity_id=find(reader, Kind.MILESTONE, code)))
        return milestone.name


def _enter(link: Locator) -> None:
    """Press Tab until the link has the focus, then Enter."""
    page = link.page
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        if link.evaluate("(link) => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    address = link.get_attribute("href")
    assert address is not None
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(address))
    wait_until_drawn(page)


def _click_row(page: Page, milestone: MilestoneState, language: str) -> None:
    """Click at the height of the milestone's name, on the plot beside it."""
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    name = milestone.name.spoken(language)
    labels = chart.locator("text").all()
    label = next(one for one in labels if name.startswith((one.text_content() or "-")[:25]))
    label.scroll_into_view_if_needed()
    row = label.bounding_box()
    plot = chart.locator("svg .role-frame > g > path.background").first.bounding_box()
    assert row is not None
    assert plot is not None
    page.mouse.click(plot["x"] + plot["width"] / 2, row["y"] + row["height"] / 2)
