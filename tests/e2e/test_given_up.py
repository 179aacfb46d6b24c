"""A page whose connection Streamlit has given up for good comes back by itself."""

from playwright.sync_api import Page, WebSocketRoute, expect

from dashboard.texts import texts
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import open_screen, place, wait_until_drawn
from tests.e2e.site import Site

NO_MESSAGE = b"\xff" * 9
LANGUAGE = "kk"


@ON_SQLITE
def test_an_answer_that_is_not_understood_loads_the_page_again(site: Site, page: Page) -> None:
    """Otherwise the screen stands still, and nobody sees that it does."""
    connections: list[WebSocketRoute] = []

    def pass_on(browser: WebSocketRoute) -> None:
        browser.connect_to_server()
        connections.append(browser)

    page.route_web_socket("**/_stcore/stream", pass_on)
    open_screen(page, site, "/milestones?light=red", LANGUAGE)
    page.evaluate("window.isTheSamePage = true")
    connections[-1].send(NO_MESSAGE)
    page.wait_for_function("!window.isTheSamePage")
    wait_until_drawn(page)
    assert place(page) == ("/milestones", {"lang": LANGUAGE, "light": "red"})
    light = page.locator("#filter-light")
    light.select_option("amber")
    page.wait_for_url(lambda url: "light=amber" in url)
    wait_until_drawn(page)
    expect(page.locator(".rows .word").first).to_have_text(texts(LANGUAGE).gettext("Amber"))
