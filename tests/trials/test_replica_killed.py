"""One of two replicas is killed: its viewers go on at the other within 5 seconds, at the same place."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.rehearsal import open_new_session, open_wall, press
from tests.e2e.screen import follow, open_screen, place, wait_until_drawn, words
from tests.trials.conftest import NewPage
from tests.trials.connection import Connection
from tests.trials.officer import (
    WORDS,
    apply,
    choose,
    expect_to_see,
    figures,
    open_desk,
    tally,
    window_for_files,
)
from tests.trials.replicas import Installation, Replica

pytestmark = pytest.mark.slow

GO_ON_SECONDS = 5.0  # the requirement
_SCREENS = ("/problem?problem=CON-03", "/field?field=EDU&version=40")  # a live one, one of a fixed version


def test_viewers_go_on_at_the_other_replica(installation: Installation, new_page: NewPage) -> None:
    """Same address, same words, and links that work; the viewers of the other one notice nothing."""
    killed, other = installation.replicas
    pages = [new_page(killed) for _ in _SCREENS]
    connections = [Connection(page) for page in pages]
    untouched = new_page(other)
    quiet = Connection(untouched)
    for page, path in zip([*pages, untouched], [*_SCREENS, "/"], strict=True):
        open_screen(page, installation.site, path, "en")
    before = [(place(page), words(page)) for page in pages]
    counts = [one.count for one in connections]

    moment = _kill(killed)
    for connection, count in zip(connections, counts, strict=True):
        connection.wait_to_hear(count)
    seconds = time.monotonic() - moment
    for page in pages:
        wait_until_drawn(page)
    drawn = time.monotonic() - moment
    print(f"All {len(pages)} viewers went on after {seconds:.1f} s; the last was drawn after {drawn:.1f} s.")
    assert seconds < GO_ON_SECONDS
    assert [(place(page), words(page)) for page in pages] == before
    assert quiet.count == 1
    for page in pages:
        follow(page.locator(".breadcrumb a").first)
        assert place(page)[0] == "/"


def test_a_click_while_there_is_no_connection_leads_there_afterwards(
    installation: Installation, new_page: NewPage
) -> None:
    """On a screen that is live and on one that shows a fixed version; each by a link and by Back."""
    pages = [new_page(installation.replicas[0]) for _ in range(4)]
    for page, path in zip(pages, ("/", "/", "/?version=40", "/?version=40"), strict=True):
        open_screen(page, installation.site, path, "en")
    for page in pages[1::2]:
        follow(page.locator("a.card").first)
    moment = _kill(installation.replicas[0])
    for page in pages[::2]:
        page.locator("a.card").first.click()
    for page in pages[1::2]:
        page.evaluate("() => history.back()")
    for page in pages[::2]:
        expect(page.locator("main.overview")).to_have_count(0)
        wait_until_drawn(page)
    for page in pages[1::2]:
        expect(page.locator("main.overview")).to_be_visible()
    print(f"All {len(pages)} were where they wanted to go after {time.monotonic() - moment:.1f} s.")


def test_a_wall_whose_replica_is_killed_is_led_on(installation: Installation, new_page: NewPage) -> None:
    session = open_new_session(installation.site, items=4)
    leader, follower = (new_page(replica) for replica in installation.replicas)
    connection = Connection(leader)
    open_wall(leader, installation.site, session, "en", item=1, is_leading=True)
    open_wall(follower, installation.site, session, "en")
    press(leader, "PageDown", item=2)
    expect(follower.locator(".wall")).to_have_attribute("data-item", "2")
    count = connection.count
    moment = _kill(installation.replicas[0])
    connection.wait_for_another(count)
    expect(leader.locator(".wall")).to_have_attribute("data-item", "2")
    press(leader, "PageDown", item=3)
    expect(follower.locator(".wall")).to_have_attribute("data-item", "3")
    seconds = time.monotonic() - moment
    print(f"The wall was led on after {seconds:.1f} s.")
    assert seconds < GO_ON_SECONDS


def test_a_file_in_hand_goes_on_at_the_other_replica(
    installation: Installation, new_page: NewPage, tmp_path: Path
) -> None:
    """The browser sends it again, and says so; what was applied is there, once."""
    killed, _other = installation.replicas
    files = figures(installation.site, tmp_path)
    officer = new_page(killed)
    connection = Connection(officer)
    open_desk(officer, installation.site)
    first, second, third = next(files), next(files), next(files)
    choose(officer, first)
    apply(officer, first)
    choose(officer, second)
    count = connection.count
    moment = _kill(killed)
    connection.wait_for_another(count)
    expect_to_see(officer, second)
    print(f"The file was shown again after {time.monotonic() - moment:.1f} s.")
    sent_again = (
        "Your file was sent to it again. What you had decided about the file is gone: look at it once more."
    )
    expect(officer.locator(".moved")).to_contain_text(WORDS.gettext(sent_again))
    assert tally(installation.site, [second]).lost == 1
    apply(officer, second)
    expect(officer.locator(".moved")).to_have_count(0)

    # The one that was killed comes back; this session lives at the other, and its files find it there.
    killed.start()
    killed.wait_until_ready()
    choose(officer, third)
    apply(officer, third)
    found = tally(installation.site, [first, second, third])
    assert (found.applied, found.lost, found.doubled) == (3, 0, 0)
    assert any("404" in asked for _status, asked in _answers_of_files(installation)), (
        "a file was offered to the replica that does not hold its session"
    )


def test_a_file_chosen_while_there_is_no_connection_goes_on(
    installation: Installation, new_page: NewPage, tmp_path: Path
) -> None:
    """In a window of the browser that was opened before; applied files are not sent once more."""
    files = figures(installation.site, tmp_path)
    officers = [new_page(installation.replicas[0]) for _ in range(3)]
    for officer in officers:
        open_desk(officer, installation.site)
    applied, during, after = next(files), next(files), next(files)
    choose(officers[0], applied)
    apply(officers[0], applied)
    windows = [window_for_files(officer) for officer in officers[1:]]
    connections = [Connection(officer) for officer in officers]
    _kill(installation.replicas[0])
    windows[0].set_files(during.path)
    for connection in connections:
        connection.wait_for_another(0)
    windows[1].set_files(after.path)
    expect_to_see(officers[1], during)
    expect_to_see(officers[2], after)
    asked_again = "If you had chosen a file and not applied it yet, choose it again."
    expect(officers[0].locator(".moved")).to_contain_text(asked_again)
    expect(officers[0].locator("[data-testid=stFileChip]")).to_have_count(0)
    apply(officers[1], during)
    apply(officers[2], after)
    found = tally(installation.site, [applied, during, after])
    assert (found.lost, found.doubled) == (0, 0)


def _answers_of_files(installation: Installation) -> list[tuple[str, str]]:
    answers = installation.front.answers_to_files()
    assert {status for status, _asked in answers} == {"204"}
    return answers


def _kill(replica: Replica) -> float:
    """The moment at which it was killed."""
    replica.kill()
    return time.monotonic()
