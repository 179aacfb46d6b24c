"""What can't be shown: a plain sentence in the viewer's language, a way on, and never a traceback."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import make_url

from dashboard.texts import texts
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import SCREENS, in_language, open_screen, place
from tests.e2e.site import Site, running_site
from tests.postgresql import TestServer

NOT_FOUND = 404
OFFICIAL = '[data-testid="stException"], [data-testid="stAlert"], [role="dialog"]'
INCIDENT = re.compile(r"\b([0-9a-f]{8})\b")

UNKNOWN = {
    "/field?field=NONE": ("code", "NONE"),
    "/problem?problem=CON-99": ("code", "CON-99"),
    "/team?team=T-99": ("code", "T-99"),
    "/milestone?milestone=CON-01-M99": ("code", "CON-01-M99"),
    "/milestones?field=NONE": ("value", "NONE"),
    "/milestones?problem=NONE": ("value", "NONE"),
    "/milestones?team=NONE": ("value", "NONE"),
    "/milestones?ministry=NONE": ("value", "NONE"),
    "/milestones?light=pink": ("value", "pink"),
    "/milestones?sort=luck": ("value", "luck"),
    "/milestones?due=soon": ("value", "soon"),
    "/milestones?page=0": ("value", "0"),
    "/history?page=x": ("value", "x"),
    "/?day=foo": ("value", "foo"),
    "/field?field=CON&day=2026-02-30": ("value", "2026-02-30"),
    "/?version=99999": ("value", "99999"),
    "/problem?problem=CON-03&version=-1": ("value", "-1"),
    "/upload?version=two": ("value", "two"),
    "/?day=1999-12-31": ("day", "31.12.1999"),
}
_SENTENCES = {
    "code": "There is nothing with the code “{code}” in this version of the data.",
    "value": "The address asks for {parameter} “{value}”, which does not exist.",
    "day": "There were no data yet on {day}.",
}


@ON_SQLITE
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_address_that_asks_for_what_is_not_there(site: Site, page: Page, path: str) -> None:
    """Says what is not there, in Russian because the address asks for it, and leads to the overview."""
    kind, value = UNKNOWN[path]
    page.goto(site.address + in_language(path, "ru"))
    [parameter] = re.findall(rf"(\w+)={re.escape(value)}", path) or [""]
    sentence = texts("ru").gettext(_SENTENCES[kind], **{"parameter": parameter, kind: value})
    _expect_notice(page, sentence)
    _go_on(page, "ru")


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/nothing", "/field/CON", "/overview/"])
def test_a_page_that_does_not_exist(site: Site, page: Page, path: str, language: str) -> None:
    """Not found, in the viewer's language, with a way to the overview."""
    answer = page.goto(site.address + in_language(path, language))
    assert answer is not None
    assert answer.status == NOT_FOUND
    _expect_notice(page, texts(language).gettext("There is no page {path} here.", path=path))
    _go_on(page, language)


@pytest.fixture
def empty_site(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """The running product over a migrated database that holds nothing."""
    if engine == "sqlite":
        path = tmp_path / "dashboard.db"
        path.write_bytes(request.getfixturevalue("migrated_file").read_bytes())
        url = f"sqlite:///{path}"
    else:
        server: TestServer = request.getfixturevalue("postgresql_server")
        url = server.url_of(server.create(server.template))
    with running_site(url) as site:
        yield site


def test_an_empty_database(empty_site: Site, page: Page) -> None:
    """Every screen says how to begin, in each language."""
    for language in LANGUAGES:
        sentence = texts(language).gettext(
            "There is no data yet. Load the sample with “python -m dashboard sample”."
        )
        for path in SCREENS.values() if language == "kk" else ["/"]:
            page.goto(empty_site.address + in_language(path, language))
            _expect_notice(page, sentence)
    assert "Traceback" not in empty_site.log


def test_a_database_that_goes_away_and_comes_back(
    own_site: Site, page: Page, request: pytest.FixtureRequest
) -> None:
    """Open screens say so by themselves, with an incident that the log explains, and go on by themselves."""
    sentence = texts("ru").gettext(
        "The database does not answer. This screen goes on by itself when it does. Incident {incident}.",
        incident="",
    )
    open_screen(page, own_site, "/problem?problem=CON-03", "ru")
    page.evaluate("() => { window.isTheSamePage = true }")
    with _gone(own_site, request):
        shown = _expect_notice(page, sentence.split(".")[0])
        [incident] = INCIDENT.findall(shown)
        assert incident in own_site.log
        second = page.context.new_page()
        second.goto(own_site.address + in_language("/milestones", "kk"))
        expect(second.locator(".notice")).to_be_visible()
        assert second.locator(OFFICIAL).count() == 0
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".notice")).to_have_count(0)
    expect(second.locator(".rows")).to_be_visible()
    assert place(page) == ("/problem", {"problem": "CON-03", "lang": "ru"})
    assert page.evaluate("() => window.isTheSamePage")
    second.close()


@contextmanager
def _gone(site: Site, request: pytest.FixtureRequest) -> Iterator[None]:
    """While this lasts nobody reaches the site's database."""
    name = make_url(site.database_url).database
    assert name is not None
    if site.database_url.startswith("sqlite"):
        away = Path(name).rename(f"{name}.away")
        try:
            yield
        finally:
            away.rename(name)
    else:
        server: TestServer = request.getfixturevalue("postgresql_server")
        server.shut(name)
        try:
            yield
        finally:
            server.open(name)


def _expect_notice(page: Page, sentence: str) -> str:
    """The notice is all that the page says for it: no box of Streamlit's own; returns its words."""
    notice = page.locator(".notice")
    expect(notice).to_contain_text(sentence)
    assert page.locator(OFFICIAL).count() == 0
    assert "Traceback" not in page.content()
    return notice.inner_text()


def _go_on(page: Page, language: str) -> None:
    """The notice's link leads to the overview, in the same language."""
    page.locator(".notice a").click()
    expect(page.locator("main.overview")).to_be_visible()
    assert place(page) == ("/", {"lang": language})
