"""The filters of /milestones: each is in the address, Back and a reload show it in its place again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from dashboard.texts import Texts, texts
from data_access.model import Kind
from data_access.reads import board
from data_access.reads.lookup import find
from data_access.reads.milestones import MilestoneFilter, Sort, counts, milestones
from data_access.traffic_light import Light
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.long_names import lengthen_names
from tests.e2e.screen import (
    follow,
    go_back,
    move_to,
    open_screen,
    place,
    wait_until_drawn,
    words,
)
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
LABELS = {
    "field": "Field",
    "ministry": "Ministry",
    "team": "Team",
    "light": "Light",
    "due": "Due",
    "sort": "Order",
    "text": "Words",
}

_REMEMBER = "() => { window.filters = [...document.querySelectorAll('.filters :is(select, input)')] }"
_ARE_SAME = "() => window.filters.every((one) => one.isConnected)"
_SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


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


@ON_SQLITE
def test_the_keyboard_goes_on_where_it_was(site: Site, page: Page) -> None:
    """A choice leaves the focus in its list, and the next filter is one Tab away."""
    move_to(page, "/milestones", LANGUAGE)
    page.evaluate(_REMEMBER)
    _filter(page, "light").focus()
    _choose(site, page, "light")
    expect(_filter(page, "light")).to_be_focused()
    page.keyboard.press("Tab")
    expect(_filter(page, "due")).to_be_focused()
    _filter(page, "text").focus()
    page.keyboard.type(f" {FILTERS['text']} ")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "text=" in url)
    wait_until_drawn(page)
    expect(_filter(page, "text")).to_be_focused()
    assert place(page)[1] == {"lang": LANGUAGE, "light": "red", "text": FILTERS["text"]}
    assert page.evaluate(_ARE_SAME), "the filters are never drawn anew, only changed"


@ON_SQLITE
def test_new_words_change_the_filters_in_place(page: Page) -> None:
    """Other names or another language arrive while somebody is in a list: there he stays, and so does the choice."""
    move_to(page, "/milestones?light=red", LANGUAGE)
    page.evaluate(_REMEMBER)
    _filter(page, "light").focus()
    move_to(page, "/milestones?light=red", "kk")
    expect(_filter(page, "light")).to_be_focused()
    expect(_filter(page, "light").locator("option:checked")).to_have_text(texts("kk").light(Light.RED))
    assert page.evaluate(_ARE_SAME)


@ON_SQLITE
def test_what_is_being_typed_outlives_news(own_site: Site, context: BrowserContext, tmp_path: Path) -> None:
    """All names change while somebody types; with Back what was typed is forgotten."""
    page = context.new_page()
    open_screen(page, own_site, "/milestones", LANGUAGE)
    _filter(page, "light").select_option("red")
    wait_until_drawn(page)
    before = _filter(page, "ministry").locator("option").all_text_contents()
    _filter(page, "text").focus()
    page.keyboard.type("half a wo")
    lengthen_names(own_site, tmp_path)
    expect(_filter(page, "ministry").locator("option")).not_to_have_text(before)
    expect(_filter(page, "text")).to_be_focused()
    expect(_filter(page, "text")).to_have_value("half a wo")
    assert place(page)[1] == {"lang": LANGUAGE, "light": "red"}
    go_back(page)
    expect(_filter(page, "text")).to_have_value("")
    page.close()


@ON_SQLITE
def test_each_choice_is_one_step_of_back(site: Site, page: Page) -> None:
    """By mouse or by arrow keys, which change a closed list one option after the other; the same again is none."""
    move_to(page, "/milestones", LANGUAGE)
    before = page.evaluate("history.length")
    _choose(site, page, "light")
    _filter(page, "due").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.wait_for_url(lambda url: "due=30" in url)
    wait_until_drawn(page)
    _filter(page, "text").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("history.length") - before == 2
    go_back(page)
    assert place(page)[1] == {"lang": LANGUAGE, "light": "red"}
    expect(_filter(page, "due")).to_have_value("")
    go_back(page)
    assert place(page)[1] == {"lang": LANGUAGE}
    expect(_filter(page, "light")).to_have_value("")


@ON_SQLITE
def test_arrow_keys_have_chosen_when_they_rest(page: Page) -> None:
    """Nobody has to leave the list; and Enter has chosen at once."""
    move_to(page, "/milestones", LANGUAGE)
    _filter(page, "sort").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(lambda url: "sort=code" in url)
    wait_until_drawn(page)
    expect(_filter(page, "sort")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "sort=term" in page.evaluate("location.search")


@ON_SQLITE
def test_a_choice_scrolls_nothing_away(page: Page) -> None:
    """Whoever has scrolled stays there, unlike with a link."""
    page.set_viewport_size({"width": 1366, "height": 300})
    move_to(page, "/milestones", LANGUAGE)
    page.evaluate(f"{_SCROLLED} = 40")
    _pick(page, "sort", texts(LANGUAGE).gettext("by code"))
    assert page.evaluate(_SCROLLED) == 40
    page.set_viewport_size({"width": 1920, "height": 1080})


@ON_SQLITE
def test_what_no_list_offers_is_shown_as_no_choice(site: Site, page: Page) -> None:
    """Who has left the audit's lines is still an address that somebody has kept."""
    open_screen(page, site, "/audit?actor=nobody", LANGUAGE)
    everything = texts(LANGUAGE).gettext("All")
    chosen = page.locator(".filters option:checked")
    assert chosen.all_text_contents() == [everything] * 2
    move_to(page, "/milestones?light=purple", LANGUAGE)
    expect(page.locator(".notice")).to_contain_text("purple")


@ON_SQLITE
def test_each_page_has_its_own_filters(page: Page) -> None:
    """From page to page and back; a page of the audit further down is left with a new filter."""
    for path, names in (
        ("/instructions", ["ministry", "session", "state"]),
        ("/milestones", list(FILTERS)),
        ("/assistance", ["subject", "help"]),
        ("/audit?before=3", ["actor", "action"]),
    ):
        move_to(page, path, LANGUAGE)
        shown = page.locator(".filters").locator("select, input")
        assert shown.evaluate_all("(all) => all.map((one) => one.name)") == names
    page.locator("#filter-action").select_option(index=1)
    page.wait_for_url(lambda url: "action=" in url)
    wait_until_drawn(page)
    assert "before" not in place(page)[1]


def _choose(site: Site, page: Page, name: str) -> None:
    """Set a filter of FILTERS in its place."""
    if name == "text":
        field = _filter(page, name)
        field.fill(FILTERS["text"])
        field.press("Enter")
        page.wait_for_url(lambda url: "text=" in url)
        wait_until_drawn(page)
    else:
        _pick(page, name, _words_of(site, texts(LANGUAGE), name))


def _pick(page: Page, name: str, option: str) -> None:
    before = page.url
    _filter(page, name).select_option(label=option)
    page.wait_for_url(lambda url: url != before)
    wait_until_drawn(page)
    expect(_filter(page, name).locator("option:checked")).to_have_text(option)


def _filter(page: Page, name: str) -> Locator:
    """A filter by what its label says in the language of the page."""
    words = texts(place(page)[1]["lang"])
    return page.get_by_label(words.gettext(LABELS[name]), exact=True)


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
