"""A standby that lags, stops or comes back takes reads only where it has what was asked for."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text

from dashboard import source
from data_access.database import Database
from data_access.model import Field, Kind
from data_access.reads.snapshot import Reader, of_programme
from data_access.view import View
from tests.factories import change_of, field_row
from tests.trials.cluster import Cluster
from tests.trials.uploading import NOW

pytestmark = pytest.mark.slow

ROUNDS = 12


@pytest.fixture
def served(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """The screens' reads go to the standby."""
    monkeypatch.setenv("DATABASE_URL", cluster.url)
    monkeypatch.setenv("DATABASE_READ_URL", cluster.standby_url)
    _forget()
    yield cluster
    source.readers().close()
    _forget()


def _forget() -> None:
    source.database.cache_clear()
    source._results.clear()
    source.look_again()


@source.kept
def _fields_and_server(reader: Reader) -> tuple[int, int]:
    """How many fields there are, and the port of the server that says so."""
    fields = reader.connection.scalar(
        select(func.count()).select_from(Field).where(of_programme(Field, reader.view))
    )
    return fields or 0, reader.connection.scalar(text("SELECT inet_server_port()")) or 0


def _look() -> tuple[int, int, int]:
    """What a screen shows now: the newest version, its fields, and the server that read them."""
    source.look_again()
    version = source.newest_version(1)
    return version, *_fields_and_server(View(programme_id=1, version=version, day=NOW.date()))


def test_a_standby_that_lags_never_shows_an_older_version(served: Cluster) -> None:
    writer = Database(served.url)
    before, _, _ = _look()
    older = 0
    shown = before
    servers = set()
    for added in range(1, ROUNDS + 1):
        if added % 4 == 1:
            served.standby.ask("SELECT pg_wal_replay_pause()")
        if added % 4 == 3:
            served.standby.ask("SELECT pg_wal_replay_resume()")
        with change_of(writer, 1) as change:
            change.add(Kind.FIELD, [field_row()])
        if added % 4 in {3, 0}:
            served.wait_until_replayed()
        version, fields, server = _look()
        older += version < max(shown, change.version) or fields < 1 + added
        shown = version
        servers.add(server)
        # Paused, it does not have the version; resumed, it has.
        assert server == (served.primary.port if added % 4 in {1, 2} else served.standby.port)
    assert older == 0
    assert servers == {served.primary.port, served.standby.port}
    assert shown == before + ROUNDS
    writer.close()


def test_what_is_older_is_read_from_a_standby_that_lags(served: Cluster) -> None:
    version, _, _ = _look()
    served.wait_until_replayed()
    served.standby.ask("SELECT pg_wal_replay_pause()")
    writer = Database(served.url)
    with change_of(writer, 1) as change:
        change.add(Kind.FIELD, [field_row()])
    source._results.clear()
    for asked, server in ((version, served.standby.port), (change.version, served.primary.port)):
        view = View(programme_id=1, version=asked, day=NOW.date())
        assert _fields_and_server(view) == (1 + asked - version, server)
    writer.close()


def test_without_the_standby_the_primary_reads(served: Cluster) -> None:
    served.wait_until_replayed()
    version, fields, server = _look()
    assert server == served.standby.port
    served.standby.kill()
    source._results.clear()
    assert _look() == (version, fields, served.primary.port)
