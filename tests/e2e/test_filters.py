"""The filters of /milestones: each is in the address, Back and a reload show it in its widget again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.texts import Texts, texts
from data_access.model import Kind
from data_access.reads import board
from data_access.reads.lookup import find
from data_access.reads.milestones import MilestoneFilter, Sort, counts, milestones
from data_access.traffic_light import Light
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import follow, go_back, move_to, open_screen, place, wait_until_drawn, words
from tests.e2e.site import Site

LANGUAGE = "ru"
FILTERS = {
    "field": "TOU",
    "ministry": "MOT",
    "team": "T-12",
    "light": "red",
    "due": "14",
    "sort": "forecast",
    "text": "школ",
}
# Which of the seven widgets it is, from the left; the words of each are the catalogues' own affair.
PLACES = {name: number for number, name in enumerate(FILTERS)}


@pytest.fixture(scope="module")
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """One window for all of these tests."""
    page = context.new_page()
    open_screen(page, site, "/milestones", LANGUAGE)
    yield page
    page.close()


@ON_SQLITE
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter(site: Site, page: Page, name: str) -> None:
    """Choosing shows the right milestones and says so in the address; Back undoes it."""
    move_to(page, "/milestones", LANGUAGE)
    before = words(page)
    _choose(site, page, name)
    assert place(page) == ("/milestones", {"lang": LANGUAGE, name: FILTERS[name]})
    _expect_rows(site, page, _asked(site, {name: FILTERS[name]}))
    chosen = words(page)
    go_back(page)
    assert place(page) == ("/milestones", {"lang": LANGUAGE})
    assert words(page) == before
    page.go_forward()
    wait_until_drawn(page)
    assert words(page) == chosen
    page.reload()
    wait_until_drawn(page)
    assert words(page) == chosen


@ON_SQLITE
def test_filters_add_up_and_one_can_be_taken_away(site: Site, page: Page) -> None:
    """Field and light together; "all" drops the field from the address and keeps the light."""
    move_to(page, "/milestones", LANGUAGE)
    _choose(site, page, "field")
    _choose(site, page, "light")
    _expect_rows(site, page, _asked(site, {"field": "TOU", "light": "red"}))
    assert place(page)[1] == {"lang": LANGUAGE, "field": "TOU", "light": "red"}
    _pick(page, "field", texts(LANGUAGE).gettext("All"))
    assert place(page)[1] == {"lang": LANGUAGE, "light": "red"}
    _expect_rows(site, page, _asked(site, {"light": "red"}))


@ON_SQLITE
def test_pages_of_the_list(site: Site, page: Page) -> None:
    """Each milestone is on one page; a new filter begins at the first page again."""
    move_to(page, "/milestones?sort=code", LANGUAGE)
    first = _codes(page)
    follow(page.locator(".pager a[rel=next]"))
    expect(page.get_by_role("navigation").first, "a new page begins at its top").to_be_in_viewport()
    second = _codes(page)
    with site.reader() as reader:
        everything = [one.code for one in milestones(reader, MilestoneFilter(sort=Sort.CODE))]
    assert first + second == everything[:100]
    _choose(site, page, "light")
    assert place(page)[1] == {"lang": LANGUAGE, "sort": "code", "light": "red"}
    go_back(page)
    assert _codes(page) == second


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_past_has_the_same_filters(site: Site, page: Page, language: str) -> None:
    """A filter keeps day and language, and finds what was red then."""
    with site.reader() as reader:
        day = reader.view.day - timedelta(days=40)
    move_to(page, f"/milestones?day={day}", language)
    _pick(page, "light", texts(language).light(Light.RED))
    assert place(page)[1] == {"lang": language, "day": str(day), "light": "red"}
    with site.reader(day=day) as reader:
        number = counts(reader, MilestoneFilter(light=Light.RED)).total
    expect(page.locator(".found")).to_contain_text(f"{texts(language).light(Light.RED)}: {number}")


def _choose(site: Site, page: Page, name: str) -> None:
    """Set a filter of FILTERS by its widget."""
    if name == "text":
        field = page.locator("[data-testid=stTextInput] input")
        field.fill(FILTERS["text"])
        field.press("Enter")
        page.wait_for_url(lambda url: "text=" in url)
        wait_until_drawn(page)
    else:
        _pick(page, name, _words_of(site, texts(LANGUAGE), name))


def _pick(page: Page, name: str, option: str) -> None:
    box = page.locator("[data-testid=stSelectbox]").nth(PLACES[name])
    before = page.url
    box.get_by_role("button").click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_url(lambda url: url != before)
    expect(box.locator("input")).to_have_value(option)
    wait_until_drawn(page)


def _words_of(site: Site, words: Texts, name: str) -> str:
    """What the option of FILTERS is called."""
    code = FILTERS[name]
    if name == "light":
        return words.light(code)
    if name == "due":
        return words.ngettext("within {number} day", "within {number} days", int(code))
    if name == "sort":
        return words.gettext("by forecast")
    with site.reader() as reader:
        names = {one.code: one.name for one in board.fields(reader)}
        names |= {one.code: one.name for one in board.ministries(reader)}
        names |= {one.code: one.name for one in board.teams(reader)}
        return words.spoken(names[code])


def _asked(site: Site, chosen: dict[str, str]) -> MilestoneFilter:
    """The question to the database that a choice of filters means."""
    with site.reader() as reader:

        def entity(name: str) -> int | None:
            return find(reader, Kind(name), chosen[name]) if name in chosen else None

        return MilestoneFilter(
            field_id=entity("field"),
            team_id=entity("team"),
            ministry_id=entity("ministry"),
            light=Light(chosen["light"]) if "light" in chosen else None,
            due_within=int(chosen["due"]) if "due" in chosen else None,
            text=chosen.get("text", ""),
            sort=Sort(chosen.get("sort", "urgency")),
        )


def _expect_rows(site: Site, page: Page, asked: MilestoneFilter) -> None:
    """The first page of what the database answers, in its order, and how many there are in all."""
    with site.reader() as reader:
        found = [one.code for one in milestones(reader, asked)]
    assert found, "a filter that finds nothing shows nothing"
    expect(page.locator(".found strong")).to_contain_text(str(len(found)))
    assert _codes(page) == found[:50]


def _codes(page: Page) -> list[str]:
    return page.locator(".rows tbody .code").all_inner_texts()
