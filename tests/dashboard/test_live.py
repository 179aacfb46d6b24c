"""Open screens ask for news by themselves: told so when there are some, left alone when there are none."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bench.programme import write_news
from bench.served import write_served
from bench.servers import PRODUCT, Server, serving
from bench.viewer import Run, Viewer, opened, ticket
from dashboard.live import UNKNOWN
from data_access.database import Database
from data_access.model import Entity, Kind
from tests.trials.front import status_of

PATIENCE_SECONDS = 30.0


@pytest.fixture
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Callable[[], int]]]:
    """A server, and what reports a milestone anew; it returns the version of that."""
    url = f"sqlite:///{tmp_path_factory.mktemp('live') / 'live.db'}"
    write_served(url, 50)
    database = Database(url)
    with database.reading() as connection:
        [programme] = connection.scalars(select(Entity.id).where(Entity.kind == Kind.PROGRAMME.value))
        milestone = connection.scalars(select(Entity.id).where(Entity.kind == Kind.MILESTONE.value)).first()
    assert milestone is not None

    def report() -> int:
        now = datetime.now(UTC)
        return write_news(database, programme=programme, milestones=[milestone], at=now)

    with serving(PRODUCT, database_url=url) as server:
        yield server, report
    database.close()


async def _news_of(viewer: Viewer) -> Run:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (run := await viewer.look_for_news()) is None:
            await asyncio.sleep(0)
    return run


def test_a_screen_is_drawn_anew_with_what_was_reported(news: tuple[Server, Callable[[], int]]) -> None:
    server, report = news

    async def seen() -> tuple[Run | None, Run, int, Run | None]:
        async with opened(ticket(server.address)) as viewer:
            await viewer.open("/?lang=en")
            before = await viewer.look_for_news()
            version = await asyncio.to_thread(report)
            return before, await _news_of(viewer), version, await viewer.look_for_news()

    before, run, version, after = asyncio.run(seen())
    assert before is None
    assert any(f"version {version} " in " ".join(block.split()) for block in run.html)
    assert after is None, "what is shown is no news"


def test_a_screen_of_a_fixed_version_is_left_alone(news: tuple[Server, Callable[[], int]]) -> None:
    server, report = news

    async def seen() -> Run | None:
        async with opened(ticket(server.address)) as live, opened(ticket(server.address)) as fixed:
            await live.open("/")
            await fixed.open("/?version=2")
            await asyncio.to_thread(report)
            await _news_of(live)
            return await fixed.look_for_news()

    assert asyncio.run(seen()) is None


def test_a_screen_that_the_server_does_not_know_is_told_so(news: tuple[Server, Callable[[], int]]) -> None:
    server, _report = news
    assert status_of(f"{server.address}/news/made-up-by-a-stranger") == UNKNOWN
