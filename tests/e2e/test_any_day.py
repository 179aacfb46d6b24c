"""Any day and any version: a banner says that it is not now, and the figures are those of then."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.texts import texts
from data_access.field_board import field_lights
from data_access.model import Kind
from data_access.reads import board
from data_access.reads.lookup import find
from data_access.reads.milestones import MilestoneFilter, counts, milestones
from data_access.reads.snapshot import Reader
from data_access.roll_up import Counts
from data_access.traffic_light import Light
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_POSTGRESQL
from tests.e2e.screen import follow, move_to, open_screen, place
from tests.e2e.site import Site

# Days before today and versions; None: the address does not say.
POINTS = [(70, None), (None, 60), (20, 85), (0, 95), (-30, None)]
_TILES = (Light.RED, Light.AMBER, Light.GREEN, Light.GREY, Light.DONE)


@pytest.fixture(scope="module")
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """One window for all of these tests."""
    page = context.new_page()
    open_screen(page, site, "/")
    yield page
    page.close()


@pytest.fixture(scope="module")
def today(site: Site) -> date:
    """The programme's today."""
    with site.reader() as reader:
        return reader.view.day


@ON_POSTGRESQL
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("days_ago", "version"), POINTS)
def test_the_screens_show_the_state_of_then(
    site: Site, page: Page, today: date, language: str, days_ago: int | None, version: int | None
) -> None:
    """The overview, a field and the list of milestones agree with the database, read as of then."""
    day = None if days_ago is None else today - timedelta(days=days_ago)
    asked = {"day": day, "version": version}
    said = "&".join(f"{name}={value}" for name, value in asked.items() if value is not None)
    with site.reader(day=day, version=version) as reader:
        move_to(page, f"/?{said}", language)
        _expect_banner(page, reader, language)
        _expect_overview(page, reader, language)
        move_to(page, f"/field?field=HEA&{said}", language)
        _expect_banner(page, reader, language)
        field = next(one for one in _fields(reader).items() if one[0] == "HEA")
        expect(page.locator(".verdict .word")).to_have_text(texts(language).light(field[1]))
        move_to(page, f"/milestones?light=red&sort=code&{said}", language)
        _expect_banner(page, reader, language)
        _expect_red_ones(page, reader)
    _expect_way_back(page, language)


@ON_POSTGRESQL
def test_a_milestone_of_then_says_what_was_known_then(site: Site, page: Page, today: date) -> None:
    """Its history ends with the version that is asked for."""
    with site.reader(version=60) as reader:
        found = find(reader, Kind.MILESTONE, "CON-03-M09")
        [then] = milestones(reader, MilestoneFilter(entity_id=found))
    move_to(page, "/milestone?milestone=CON-03-M09")
    now = page.locator(".history > li").count()
    move_to(page, "/milestone?milestone=CON-03-M09&version=60")
    expect(page.locator(".history > li")).not_to_have_count(now)
    versions = [_digits(one) for one in page.locator(".values .origin a").all_inner_texts()]
    assert versions
    assert max(versions) <= 60
    assert then.forecast is None or texts("kk").day(then.forecast) in page.locator(".values").inner_text()


def _expect_banner(page: Page, reader: Reader, language: str) -> None:
    words, view = texts(language), reader.view
    sentence = words.gettext(
        "This is not the present state: day {day}, version {version}.",
        day=words.day(view.day),
        version=view.version,
    )
    expect(page.locator(".banner")).to_contain_text(sentence)


def _fields(reader: Reader) -> dict[str, Light]:
    fields = field_lights(board.fields(reader), board.problem_lights(reader), reader.thresholds())
    return {one.field.code: one.light for one in fields}


def _expect_overview(page: Page, reader: Reader, language: str) -> None:
    """The five figures, and the word on the card of every field."""
    problems = board.problem_lights(reader)
    total = Counts(**{light.value: sum(one.light is light for one in problems) for light in Light})
    assert page.locator(".tile .figure").all_inner_texts() == [str(total.of(light)) for light in _TILES]
    for code, light in _fields(reader).items():
        card = page.locator(f'a.card[href*="field={code}"]')
        assert card.locator(".word").inner_text() == texts(language).light(light)


def _expect_red_ones(page: Page, reader: Reader) -> None:
    asked = MilestoneFilter(light=Light.RED)
    codes = [one.code for one in milestones(reader, asked)]
    assert sorted(page.locator(".rows tbody .code").all_inner_texts()) == sorted(codes)[:50]
    expect(page.locator(".found strong")).to_contain_text(str(counts(reader, asked).total))


def _expect_way_back(page: Page, language: str) -> None:
    follow(page.locator(".banner a"))
    assert place(page) == ("/milestones", {"light": "red", "sort": "code", "lang": language})
    expect(page.locator(".banner")).to_have_count(0)


def _digits(text: str) -> int:
    return int("".join(one for one in text if one.isdigit()))
