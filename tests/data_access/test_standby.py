"""A second server takes reads of views where it has the very change that made their version; else the first does."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import func, select, text

from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Field, Kind
from data_access.reads.snapshot import Reader, of_programme
from data_access.standby import Readers
from data_access.view import View
from tests.factories import Ground, change_of, field_row, lay_ground
from tests.postgresql import TestServer


class Servers:
    """A primary, and what was copied from it at one moment: a standby that has got so far."""

    def __init__(self, server: TestServer, primary: str, ground: Ground) -> None:
        self.ground = ground
        self.primary = Database(server.url_of(primary))
        self.standby_name = server.create(primary)
        self.standby = Database(server.url_of(self.standby_name), is_standby=True)
        self.now = 0.0
        self.readers = Readers(self.primary, self.standby, clock=lambda: self.now)

    def read(self, version: int) -> tuple[str, int]:
        """Who answers, and how many fields there are."""
        view = View(programme_id=self.ground.programme, version=version, day=date(2024, 5, 20))
        name, fields = self.readers.read(view, _database_and_fields)
        return ("standby" if name == self.standby_name else "primary"), fields

    def add_field(self, to: Database) -> int:
        """A change; returns its version."""
        with change_of(to, self.ground.programme, actor=f"somebody at {to.name}") as change:
            change.add(Kind.FIELD, [field_row()])
        return change.version


def _database_and_fields(reader: Reader) -> tuple[str, int]:
    count = select(func.count()).select_from(Field).where(of_programme(Field, reader.view))
    connection = reader.connection
    return connection.scalar(text("SELECT current_database()")) or "", connection.scalar(count) or 0


@pytest.fixture
def servers(postgresql_server: TestServer) -> Iterator[Servers]:
    """A primary and its standby."""
    name = postgresql_server.create(postgresql_server.template)
    primary = Database(postgresql_server.url_of(name))
    ground = lay_ground(primary)
    primary.close()
    servers = Servers(postgresql_server, name, ground)
    yield servers
    servers.readers.close()
    for one in (name, servers.standby_name):
        postgresql_server.drop(one)


def test_it_reads_what_it_has_and_the_primary_what_is_newer(servers: Servers) -> None:
    first = servers.ground.version
    second = servers.add_field(servers.primary)
    assert servers.read(first) == ("standby", 1)
    assert servers.read(second) == ("primary", 2)


def test_one_that_went_its_own_way_is_not_believed(servers: Servers) -> None:
    """It has as many changes, but others: after a switch, or because the address is a mistake."""
    version = servers.add_field(servers.primary)
    for _ in range(2):
        servers.add_field(servers.standby)
    assert servers.read(version) == ("primary", 2)


def test_one_that_does_not_answer_is_asked_again_after_a_while(
    servers: Servers, postgresql_server: TestServer
) -> None:
    version = servers.ground.version
    postgresql_server.shut(servers.standby_name)
    assert servers.read(version) == ("primary", 1)
    postgresql_server.open(servers.standby_name)
    assert servers.read(version) == ("primary", 1)
    servers.now = 10.0
    assert servers.read(version) == ("standby", 1)


def test_a_read_that_it_ends_goes_to_the_primary(servers: Servers) -> None:
    """As it does with one that would hold up what it is to replay."""
    failing = text(
        "DO $$ BEGIN IF current_database() = '" + servers.standby_name + "' THEN "
        "RAISE serialization_failure; END IF; END $$"
    )

    def read(reader: Reader) -> str:
        reader.connection.execute(failing)
        return _database_and_fields(reader)[0]

    view = View(programme_id=servers.ground.programme, version=servers.ground.version, day=date(2024, 5, 20))
    assert servers.readers.read(view, read) == servers.primary.url.database
    assert servers.read(view.version) == ("standby", 1)


def test_a_fault_of_a_read_is_not_taken_for_one_of_the_standby(servers: Servers) -> None:
    calls = []

    def read(_reader: Reader) -> None:
        calls.append(1)
        raise ValueError("a fault of the read")

    view = View(programme_id=servers.ground.programme, version=servers.ground.version, day=date(2024, 5, 20))
    with pytest.raises(ValueError, match="a fault of the read"):
        servers.readers.read(view, read)
    assert len(calls) == 1


def test_without_the_primary_there_is_no_answer(
    servers: Servers, postgresql_server: TestServer, open_again: Callable[[Database], Database]
) -> None:
    """For nobody knows then what is newest."""
    primary = open_again(servers.primary)
    servers.primary.close()
    assert primary.url.database is not None
    postgresql_server.shut(primary.url.database)
    try:
        with pytest.raises(DatabaseUnreachableError):
            servers.read(servers.ground.version)
    finally:
        postgresql_server.open(primary.url.database)
