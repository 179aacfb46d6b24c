"""The database starts anew, politely and after a crash, while readers and writers go on."""

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Change, Milestone
from tests.trials.cluster import Node, running_node, wait_until
from tests.trials.conftest import settle
from tests.trials.uploader import Uploader
from tests.trials.uploading import ROWS, lost_and_doubled

pytestmark = pytest.mark.slow

NAMES = ["aigul", "berik"]
FILES = 3  # so many are in before each stop


@pytest.fixture
def node(postgresql_server: object) -> Iterator[Node]:
    """A server with a programme that takes uploads."""
    assert postgresql_server
    with running_node() as node:
        settle(_url(node))
        yield node


def _url(node: Node) -> str:
    return f"postgresql://postgres@127.0.0.1:{node.port}/postgres"


class Reader(Thread):
    """Somebody who looks again and again, over one pool of connections, and notes what was seen."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.seen: list[tuple[int, int]] = []
        self.refused = 0
        self._database = Database(url)
        self._is_over = Event()

    def run(self) -> None:
        """Look until it is over; a database that does not answer is asked again."""
        while not self._is_over.wait(0.01):
            try:
                with self._database.reading() as connection:
                    version = connection.scalar(select(func.max(Change.id))) or 0
                    rows = connection.scalar(select(func.count()).select_from(Milestone)) or 0
            except DatabaseUnreachableError:
                self.refused += 1
            else:
                self.seen.append((version, rows))
        self._database.close()

    def end(self) -> None:
        """Stop looking."""
        self._is_over.set()
        self.join()


def _have_confirmed(people: list[Uploader], before: list[int]) -> bool:
    return all(one.confirmed >= files + FILES for one, files in zip(people, before, strict=True))


def _have_noticed(readers: list[Reader], refused: list[int]) -> bool:
    return all(reader.refused > before for reader, before in zip(readers, refused, strict=True))


def test_nothing_is_lost_and_nobody_sees_an_older_state(
    node: Node, uploader: Callable[[str, str], Uploader]
) -> None:
    readers = [Reader(_url(node)) for _ in range(3)]
    people = [uploader(_url(node), name) for name in NAMES]
    try:
        for reader in readers:
            reader.start()
        for end in (node.stop, node.kill):
            before = [one.confirmed for one in people]
            wait_until(partial(_have_confirmed, people, before), "files are in")
            end()
            wait_until(partial(_have_noticed, readers, [one.refused for one in readers]), "readers notice")
            node.start()
        wait_until(partial(_have_confirmed, people, [one.confirmed for one in people]), "uploads go on")
        for one in people:
            one.finish()
        files = sum(one.confirmed for one in people)
        newest = (2 + files, files * ROWS)
        wait_until(lambda: all(reader.seen[-1] == newest for reader in readers), "readers see all")
    finally:
        for reader in readers:
            reader.end()
    for reader in readers:
        assert reader.seen == sorted(reader.seen)
        assert all(rows == (version - 2) * ROWS for version, rows in reader.seen)
    database = Database(_url(node))
    lost, doubled = lost_and_doubled(database, {one.name: one.confirmed for one in people})
    database.close()
    assert (lost, doubled) == (0, 0)
