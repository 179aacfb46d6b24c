"""Two replicas behind nginx are one product: files, live updates and the wall, whichever replica serves whom."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.rehearsal import open_new_session, open_wall, press
from tests.e2e.screen import open_screen
from tests.trials.conftest import NewPage
from tests.trials.front import status_of
from tests.trials.officer import WORDS, Figure, apply, choose, figures, open_desk, tally
from tests.trials.replicas import Installation

pytestmark = pytest.mark.slow

LIVE_SECONDS = 5.0  # the requirement: a change is on every open screen within this time


def test_a_change_through_one_replica_is_on_a_screen_of_the_other(
    installation: Installation, new_page: NewPage, tmp_path: Path
) -> None:
    """In both directions: the template is made and fetched, the file sent and applied, the other screen follows."""
    site = installation.site
    files = figures(site, tmp_path)
    applied: list[Figure] = []
    for here, there in (installation.replicas, installation.replicas[::-1]):
        officer, screen = new_page(here), new_page(there)
        open_desk(officer, site)
        officer.locator("summary", has_text=WORDS.gettext("Take your rows along as a workbook")).click()
        with officer.expect_download() as download:
            officer.get_by_role("button", name=WORDS.gettext("Download the template (XLSX)")).click()
        assert Path(download.value.path()).read_bytes().startswith(b"PK")
        figure = next(files)
        open_screen(screen, site, f"/milestone?milestone={figure.code}", "en")
        forecast = screen.locator("main", has_text=WORDS.day(figure.forecast))
        expect(forecast).to_have_count(0)
        choose(officer, figure)
        apply(officer, figure)
        moment = time.monotonic()
        applied.append(figure)
        expect(forecast.first).to_be_visible(timeout=1000 * LIVE_SECONDS)
        print(f"On a screen of the other replica after {time.monotonic() - moment:.1f} s.")
    assert tally(site, applied).lost == tally(site, applied).doubled == 0


def test_the_wall_is_led_at_one_replica_and_followed_at_the_other(
    installation: Installation, new_page: NewPage
) -> None:
    site = installation.site
    session = open_new_session(site, items=3)
    leader, follower = (new_page(replica) for replica in installation.replicas)
    open_wall(leader, site, session, "en", item=0, is_leading=True)
    open_wall(follower, site, session, "en")
    for item in (1, 2, 3):
        press(leader, "PageDown", item=item)
        moment = time.monotonic()
        expect(follower.locator(".wall")).to_have_attribute(
            "data-item", str(item), timeout=1000 * LIVE_SECONDS
        )
        print(f"Followed after {time.monotonic() - moment:.2f} s.")


def test_what_is_for_those_who_watch_is_not_for_everybody(installation: Installation) -> None:
    for path in ("/readyz", "/metrics"):
        assert status_of(f"{installation.site.address}{path}") == 404
    assert status_of(f"{installation.replicas[0].address}/readyz") == 200
