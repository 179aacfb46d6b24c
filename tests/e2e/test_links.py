"""Every kind of link: the address says the state, Back returns, a reload shows the same, `lang` stays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import follow, go_back, move_to, open_screen, place, wait_until_drawn, words
from tests.e2e.site import Site

# Not the programme's own language: one that is lost on the way is noticed.
LANGUAGE = "ru"
DAY = r"\d{4}-\d\d-\d\d"
NUMBER = r"\d+"


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link (a selector) on a screen, and where it leads: the path and patterns of the parameters.

    In the start's address {earlier} is a day some weeks ago.
    """

    start: str
    link: str
    path: str
    says: dict[str, str] = field(default_factory=dict)


WAYS = {
    "header, milestones": Way(start="/", link="nav a[href^='/milestones']", path="/milestones"),
    "header, upload": Way(start="/", link="nav a[href^='/upload']", path="/upload"),
    "header, history": Way(start="/", link="nav a[href^='/history']", path="/history"),
    "header, overview": Way(start="/history", link="nav a[href^='/?']", path="/"),
    "card of a field": Way(start="/", link="a.card >> nth=2", path="/field", says={"field": "[A-Z]{3}"}),
    "problem that turned": Way(
        start="/", link=".changes a >> nth=0", path="/problem", says={"problem": r"[A-Z]{3}-\d\d"}
    ),
    "all that turned": Way(start="/", link=".panel .more a", path="/", says={"changes": "all"}),
    "months": Way(start="/", link=".legend a", path="/", says={"view": "months"}),
    "due soon": Way(start="/", link=".next a", path="/milestones", says={"due": "14"}),
    "cell of a month": Way(
        start="/?view=months",
        link=".heat-map tr:has(a[href*=TOU]) a.cell >> nth=1",
        path="/field",
        says={"field": "TOU", "day": DAY},
    ),
    "cell of now": Way(
        start="/?view=months",
        link=".heat-map tr:has(a[href*=TOU]) a.cell >> nth=-1",
        path="/field",
        says={"field": "TOU"},
    ),
    "field of the months": Way(
        start="/?view=months", link=".heat-map th a[href*=GEO]", path="/field", says={"field": "GEO"}
    ),
    "strip of a field": Way(
        start="/field?field=CON", link=".strip a >> nth=1", path="/field", says={"field": "CON", "day": DAY}
    ),
    "strip of a problem": Way(
        start="/problem?problem=CON-03",
        link=".strip a >> nth=2",
        path="/problem",
        says={"problem": "CON-03", "day": DAY},
    ),
    "member of a field": Way(
        start="/field?field=CON", link="a.member >> nth=0", path="/problem", says={"problem": r"CON-\d\d"}
    ),
    "team of a field": Way(
        start="/field?field=CON", link=".teams a >> nth=0", path="/team", says={"team": "T-.+"}
    ),
    "all of a field": Way(
        start="/field?field=CON", link=".more a", path="/milestones", says={"field": "CON"}
    ),
    "field of a problem": Way(
        start="/problem?problem=CON-03", link=".breadcrumb a >> nth=1", path="/field", says={"field": "CON"}
    ),
    "team of a problem": Way(
        start="/problem?problem=CON-03",
        link=".answers p a[href*='/team']",
        path="/team",
        says={"team": "T-12"},
    ),
    "row of a team": Way(
        start="/team?team=T-12",
        link=".rows th a >> nth=0",
        path="/milestone",
        says={"milestone": r"CON-\d\d-M\d\d"},
    ),
    "problem of a milestone": Way(
        start="/milestone?milestone=CON-03-M09",
        link=".breadcrumb a >> nth=2",
        path="/problem",
        says={"problem": "CON-03"},
    ),
    "change of a value": Way(
        start="/milestone?milestone=CON-03-M09",
        link=".values .origin a >> nth=3",
        path="/history",
        says={"change": NUMBER},
    ),
    "next page of milestones": Way(
        start="/milestones?light=done&sort=code",
        link=".pager a[rel=next]",
        path="/milestones",
        says={"light": "done", "sort": "code", "page": "2"},
    ),
    "previous page of milestones": Way(
        start="/milestones?light=done&page=2",
        link=".pager a[rel=prev]",
        path="/milestones",
        says={"light": "done"},
    ),
    "all milestones again": Way(
        start="/milestones?text=nothing+like+it", link=".list a[href^='/milestones']", path="/milestones"
    ),
    "next page of the history": Way(
        start="/history", link=".pager a[rel=next]", path="/history", says={"page": "2"}
    ),
    "version of the history": Way(
        start="/history", link=".rows td a >> nth=1", path="/", says={"version": NUMBER}
    ),
    "the present from a day": Way(
        start="/problem?problem=CON-03&day={earlier}&version=90",
        link=".banner a",
        path="/problem",
        says={"problem": "CON-03"},
    ),
    "on from a version": Way(
        start="/?version=90", link="a.card >> nth=0", path="/field", says={"field": ".+", "version": "90"}
    ),
    "from a notice": Way(start="/field?field=NONE", link=".notice a", path="/"),
}


@pytest.fixture(scope="module")
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """One window for all of these tests."""
    page = context.new_page()
    open_screen(page, site, "/", LANGUAGE)
    yield page
    page.close()


@pytest.fixture(scope="module")
def earlier(site: Site) -> str:
    """A day some weeks ago."""
    with site.reader() as reader:
        return str(reader.view.day - timedelta(days=20))


@ON_SQLITE
@pytest.mark.parametrize("name", WAYS)
def test_a_link(page: Page, earlier: str, name: str) -> None:
    """There, back, forward, and there again by a reload."""
    way = WAYS[name]
    move_to(page, way.start.format(earlier=earlier), LANGUAGE)
    before, begun = words(page), place(page)
    follow(page.locator(way.link))
    path, parameters = place(page)
    assert path == way.path
    says = {"lang": LANGUAGE, **way.says}
    assert parameters.keys() == says.keys()
    assert [name for name, pattern in says.items() if not re.fullmatch(pattern, parameters[name])] == []
    after = words(page)
    assert after != before
    go_back(page)
    assert place(page) == begun
    assert words(page) == before
    page.go_forward()
    wait_until_drawn(page)
    assert words(page) == after
    page.reload()
    wait_until_drawn(page)
    assert place(page) == (path, parameters)
    assert words(page) == after


@ON_SQLITE
@pytest.mark.parametrize(
    "start", ["/", "/problem?problem=CON-03&day={earlier}", "/milestones?light=red&text=а"]
)
def test_the_switch_of_languages_keeps_the_rest(page: Page, earlier: str, start: str) -> None:
    """The same screen in another language; the page itself says which one it speaks."""
    move_to(page, start.format(earlier=earlier), "ru")
    path, parameters = place(page)
    for language in ("kk", "en", "ru"):
        before = words(page)
        follow(page.locator(f".languages a[lang={language}]"))
        assert place(page) == (path, {**parameters, "lang": language})
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".languages a[aria-current]")).to_have_attribute("lang", language)
        assert words(page) != before
    go_back(page)
    assert place(page) == (path, {**parameters, "lang": "en"})
    expect(page.locator("html")).to_have_attribute("lang", "en")


@ON_SQLITE
def test_a_link_opens_in_a_tab_of_its_own(page: Page) -> None:
    """With Ctrl held, as any link does; the screen one is on stays."""
    move_to(page, "/", LANGUAGE)
    before = words(page)
    with page.context.expect_page() as opened:
        page.locator("a.card").first.click(modifiers=["Control"])
    tab = opened.value
    wait_until_drawn(tab)
    assert place(tab)[0] == "/field"
    assert words(page) == before
    tab.close()


@ON_SQLITE
def test_without_a_language_the_programme_chooses(site: Site, page: Page) -> None:
    """Kazakh is the sample's own; links then carry no language."""
    page.goto(site.address)
    wait_until_drawn(page)
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    spoken = words(page)
    move_to(page, "/", "kk")
    assert words(page) == spoken
