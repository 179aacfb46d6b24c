"""Signing in at a real provider: who comes in, what they see, and what ends with a role or a sign-in."""

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from bench.viewer import opened as opened_directly
from bench.viewer import ticket
from dashboard.links import PAGES
from data_access.access.audit import AuditEntry, Noted, entries
from data_access.database import Database
from tests.browsers import PATIENCE
from tests.e2e.conftest import ON_POSTGRESQL
from tests.e2e.provider import running_provider, sign_in, sign_in_settings
from tests.e2e.site import Site, running_site

PEOPLE: dict[str, dict[str, object]] = {
    one: {"email": f"{one}@example.kz", "email_verified": True, "name": f"Test {one}"}
    for one in ("aigul", "boss", "officer", "leaver", "nobody")
}
OWN, FOREIGN = "CON", "AGR"
pytestmark = ON_POSTGRESQL


@pytest.fixture(scope="module")
def guarded(sample_copies: Callable[[], str]) -> Iterator[Site]:
    """The product with sign-in, and roles given by command."""
    with (
        running_provider(PEOPLE) as provider,
        running_site(sample_copies(), settings=lambda address: sign_in_settings(provider, address)) as site,
    ):
        for email, *role in (
            ("aigul@example.kz", "viewer"),
            ("boss@example.kz", "administrator"),
            ("officer@example.kz", "officer", "--field", OWN),
            ("leaver@example.kz", "viewer"),
        ):
            given = site.run("grant", email, *role)
            assert given.returncode == 0, given.stderr
        yield site


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in with."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def noted(site: Site) -> list[AuditEntry]:
    database = Database(site.database_url)
    try:
        with database.reading() as connection:
            return [entry for _, entry in entries(connection, limit=500)]
    finally:
        database.close()


def opened(context: BrowserContext, site: Site, path: str) -> Page:
    page = context.new_page()
    page.goto(f"{site.address}{path}{'&' if '?' in path else '?'}lang=en")
    page.locator("header.top, .notice").first.wait_for()
    return page


def come_in(context: BrowserContext, site: Site, subject: str, path: str = "/") -> Page:
    page = opened(context, site, path)
    sign_in(page, subject)
    return page


def test_nothing_is_shown_before_signing_in(guarded: Site, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    received: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(str(frame)))

    page.on("websocket", listen)
    for name in PAGES:
        page.goto(f"{guarded.address}/{name if name != 'overview' else ''}?lang=en&field={OWN}")
        expect(page.locator(".notice")).to_have_text("Sign in to see the programme.")
        expect(page.locator("header.top")).to_have_count(0)
    assert not [frame for frame in received if "onstruction" in frame or "Құрылыс" in frame]
    assert any(one.actor == "(not signed in)" and one.object == "page people" for one in noted(guarded))


@pytest.mark.parametrize("cookie", ["forged", '"2|1:0|10:1700000000|15:_streamlit_user|4:e30=|abc"'])
def test_a_forged_cookie_opens_nothing(guarded: Site, visitor: BrowserContext, cookie: str) -> None:
    visitor.add_cookies([{"name": "_streamlit_user", "value": cookie, "url": guarded.address}])
    page = opened(visitor, guarded, "/people")
    expect(page.locator(".notice")).to_have_text("Sign in to see the programme.")


def test_signing_in_leads_to_the_address_that_was_asked_for(guarded: Site, visitor: BrowserContext) -> None:
    page = come_in(visitor, guarded, "aigul", f"/field?field={OWN}")
    expect(page).to_have_url(re.compile(rf"/field\?field={OWN}&lang=en$"))
    expect(page.locator("h1")).to_contain_text("Construction")
    assert any(one.action == Noted.SIGNED_IN and one.actor == "aigul@example.kz" for one in noted(guarded))
    expect(page.get_by_role("link", name="Bring data")).to_have_count(0)
    expect(page.get_by_role("link", name="Administration")).to_have_count(0)
    page.goto(f"{guarded.address}/upload?lang=en")
    expect(page.locator(".notice")).to_contain_text("Your role does not allow this")
    assert any(one.action == Noted.REFUSED and one.object == "page upload" for one in noted(guarded))


def test_without_a_role_there_is_nothing_to_see(guarded: Site, visitor: BrowserContext) -> None:
    page = come_in(visitor, guarded, "nobody")
    expect(page.locator(".notice")).to_contain_text("nobody has given you a role here yet")
    page.get_by_role("link", name="My account").first.click()
    expect(page.locator("h1")).to_have_text("Test nobody")


def test_an_officer_sees_the_own_field_alone(guarded: Site, visitor: BrowserContext) -> None:
    page = come_in(visitor, guarded, "officer", f"/field?field={FOREIGN}")
    expect(page.locator(".notice")).to_contain_text("There is nothing with the code")
    assert any(one.object == f"asked for {FOREIGN}" for one in noted(guarded))
    page.goto(f"{guarded.address}/?lang=en")
    expect(page.locator("a.card")).to_have_count(1)
    page.goto(f"{guarded.address}/people?lang=en")
    expect(page.locator(".notice")).to_contain_text("Your role does not allow this")


def test_an_administrator_manages_people_and_sees_no_data(guarded: Site, visitor: BrowserContext) -> None:
    page = come_in(visitor, guarded, "boss")
    expect(page.locator(".notice")).to_contain_text("Your role does not allow this")
    page.locator(".notice").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("People and roles")
    page.get_by_label("E-mail, as the identity provider has it").fill("new@example.kz")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("Done, and noted in the audit.")).to_be_visible()
    expect(page.get_by_role("link", name="new@example.kz")).to_be_visible()
    page.get_by_role("link", name="Audit").click()
    # The page before has tables of its own, and stays until this one comes.
    expect(page.locator("h1")).to_have_text("Audit")
    expect(page.locator("table.rows")).to_contain_text("gave a role")


def test_a_role_taken_away_works_at_once(guarded: Site, visitor: BrowserContext, browser: Browser) -> None:
    page = come_in(visitor, guarded, "leaver")
    expect(page.locator("a.card")).to_have_count(11)
    other = browser.new_context(viewport={"width": 1920, "height": 1080})
    administration = come_in(other, guarded, "boss", "/people")
    administration.get_by_role("link", name="Test leaver").click()
    administration.get_by_role("button", name="Take away").click()
    expect(administration.get_by_text("Done, and noted in the audit.")).to_be_visible()
    other.close()
    # The open screen finds out by itself; the next address has it in any case.
    expect(page.locator(".notice")).to_contain_text("nobody has given you a role here yet")
    page.goto(f"{guarded.address}/milestones?lang=en")
    expect(page.locator(".notice")).to_contain_text("nobody has given you a role here yet")


def test_signing_out_ends_it_in_every_tab_and_on_copies_of_the_cookie(
    guarded: Site, visitor: BrowserContext, browser: Browser
) -> None:
    page = come_in(visitor, guarded, "aigul", "/account")
    another_tab = opened(visitor, guarded, "/milestones")
    copied = visitor.storage_state()
    expect(another_tab.locator("header.top")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    another_tab.get_by_role("link", name="Overview").click()
    expect(another_tab.locator(".notice")).to_have_text("Sign in to see the programme.")
    thief = browser.new_context(storage_state=copied)
    expect(opened(thief, guarded, "/").locator(".notice")).to_have_text("Sign in to see the programme.")
    thief.close()
    assert any(one.action == Noted.SIGNED_OUT for one in noted(guarded))


@pytest.mark.parametrize("cookies", [{}, {"_streamlit_user": "forged"}], ids=["none", "forged"])
def test_who_speaks_the_protocol_without_a_browser_is_told_no_more(
    guarded: Site, cookies: dict[str, str]
) -> None:
    async def told() -> list[str]:
        found = []
        async with opened_directly(ticket(guarded.address, cookies)) as viewer:
            for name in PAGES:
                path = f"/{'' if name == 'overview' else name}?lang=en&field={OWN}"
                first, again = await viewer.open(path), await viewer.rerun()
                found += [*first.html, *again.html]
                assert await viewer.look_for_news() is None
        return found

    # A loop of its own: Playwright holds this thread's.
    with ThreadPoolExecutor(max_workers=1) as other:
        blocks = other.submit(asyncio.run, told()).result()
    notices = [block for block in blocks if not block.startswith("<style")]
    assert len(notices) == 2 * len(PAGES)
    assert all("Sign in to see the programme." in block for block in notices)
