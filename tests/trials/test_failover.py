"""The primary dies while people upload and look, and its standby takes over: nothing lost, nothing doubled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from data_access.database import Database
from tests.e2e.site import Site, running_site
from tests.trials.cluster import Cluster, wait_until
from tests.trials.uploader import Uploader
from tests.trials.uploading import lost_and_doubled

pytestmark = pytest.mark.slow

NAMES = ["aigul", "berik"]
FILES = 4  # so many are in when the primary dies, and so many more at least come afterwards


@contextmanager
def _log_told(site: Site) -> Iterator[None]:
    """Tell what the server logged when a screen is not as expected."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(site.log[-6000:]) from error


def test_nothing_confirmed_is_lost_and_open_screens_go_on(
    cluster: Cluster, uploader: Callable[[str, str], Uploader], page: Page
) -> None:
    with running_site(cluster.url) as site:
        page.goto(f"{site.address}/?lang=en")
        expect(page.locator("main.overview")).to_be_visible()
        page.evaluate("() => { window.isTheSamePage = true }")

        people = [uploader(cluster.url, name) for name in NAMES]
        wait_until(lambda: all(one.confirmed >= FILES for one in people), "some files are in")
        cluster.primary.kill()
        with _log_told(site):
            expect(page.locator(".notice")).to_contain_text("The database does not answer.")
            cluster.promote()
            expect(page.locator("main.overview")).to_be_visible()
            expect(page.locator(".notice")).to_have_count(0)
        assert "A screen failed" not in site.log
        assert page.evaluate("() => window.isTheSamePage")

        before = {one.name: one.confirmed for one in people}
        wait_until(lambda: all(one.confirmed >= before[one.name] + FILES for one in people), "uploads go on")
        for one in people:
            one.finish()
    database = Database(cluster.url)
    lost, doubled = lost_and_doubled(database, {one.name: one.confirmed for one in people})
    database.close()
    assert (lost, doubled) == (0, 0)


def test_without_its_standby_nothing_is_confirmed_whatever_limit_a_role_has(
    cluster: Cluster, uploader: Callable[[str, str], Uploader]
) -> None:
    """A COMMIT that waits for the standby and is cancelled is confirmed: a limit of a role must not do that."""
    cluster.primary.ask("ALTER ROLE postgres SET statement_timeout = '300ms'")
    cluster.standby.kill()
    person = uploader(cluster.url, "aigul")
    waits = "SELECT max(now() - query_start) > '1s' FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    wait_until(lambda: person.confirmed or cluster.primary.ask(waits), "the upload waits for the standby")
    assert person.confirmed == 0
    cluster.standby.start()
    wait_until(lambda: person.confirmed, "the upload is confirmed")
