"""A viewer without a browser opens every page of a real server, follows links and is told of news."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from bench import load_test
from bench.served import write_served
from bench.servers import PRODUCT, serving
from bench.viewer import Run, Ticket, opened, ticket

MILESTONES = 200


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server, and the pages of its programme by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'bench.db'}"
    pages = write_served(url, MILESTONES)
    with serving(PRODUCT, database_url=url) as server:
        yield server.address, pages


def test_every_page_opens_and_is_drawn_again(served: tuple[str, dict[str, str]]) -> None:
    address, pages = served

    async def seen() -> dict[str, list[Run]]:
        found = {}
        for name, path in pages.items():
            async with opened(ticket(address)) as viewer:
                found[name] = [await viewer.open(path), await viewer.rerun()]
        return found

    for name, (first, again) in asyncio.run(seen()).items():
        assert first.faults == again.faults == [], name
        assert first.html, name
        assert len(first.html) == len(again.html), "what the server leaves out, the viewer has kept"


def test_a_link_leads_to_the_page_that_it_names(served: tuple[str, dict[str, str]]) -> None:
    address, pages = served

    async def shown() -> tuple[Run, Run | None, Run]:
        async with opened(ticket(address)) as viewer:
            await viewer.open("/")
            there = await viewer.follow(pages["problem"])
            return there, await viewer.look_for_news(), await viewer.rerun()

    there, news, again = asyncio.run(shown())
    assert any("F1-1" in block for block in there.html)
    assert news is None, "a look that finds no news draws nothing"
    assert there.html == again.html


def test_an_address_that_means_nothing_is_a_fault(served: tuple[str, dict[str, str]]) -> None:
    address, _pages = served

    async def shown() -> Run:
        async with opened(ticket(address)) as viewer:
            return await viewer.open("/problem?problem=NOBODY&lang=en")

    (fault,) = asyncio.run(shown()).faults
    assert "NOBODY" in fault


def test_the_load_test_tells_what_viewers_met(
    served: tuple[str, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    address, _pages = served
    ended = load_test.main(["--address", address, "--viewers", "3", "--seconds", "2", "--think", "0.3"])
    told = capsys.readouterr().out
    assert ended == 0, told
    assert "| all clicks |" in told
    assert "Errors: 0" in told


def test_the_load_test_tells_that_nobody_answers() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        nobody = Ticket(f"http://127.0.0.1:{silent.getsockname()[1]}", {})
        tally = asyncio.run(load_test.crowd(nobody, 2, 0.5, 0.1))
    assert tally.faults
    assert not tally.clicks
