"""What is folded away: opened by keyboard, made only then, and kept with what was typed."""

from playwright.sync_api import BrowserContext, expect

from dashboard.texts import texts
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import open_screen, wait_until_drawn
from tests.e2e.site import Site


@ON_SQLITE
def test_a_fold_is_opened_by_keyboard_and_keeps_what_was_typed(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    open_screen(page, site, "/instructions", "en")
    fold = page.locator("summary", has_text=texts("en").gettext("Give an instruction"))
    text = page.get_by_label(texts("en").gettext("Instruction"), exact=True)
    expect(text).to_have_count(0)
    fold.focus()
    page.keyboard.press("Enter")
    expect(text).to_be_visible()
    wait_until_drawn(page)
    expect(fold).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(text).to_be_focused()
    page.keyboard.type("Half a thought")
    fold.focus()
    page.keyboard.press("Enter")
    expect(text).not_to_be_visible()
    wait_until_drawn(page)
    page.keyboard.press("Enter")
    expect(text).to_be_visible()
    wait_until_drawn(page)
    expect(text).to_have_value("Half a thought")
    page.close()
