"""The list of changes: each once, and which count as taken back."""

from datetime import date

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.changes import change, changes
from data_access.reads.point import newest_version, open_reader
from data_access.take_back import take_back
from data_access.view import View
from tests.factories import RECORDED_AT, change_of, lay_ground, milestone_row


def test_what_was_taken_back_and_brought_again_is_listed_once(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as writer:
        writer.add(Kind.MILESTONE, [milestone_row(ground.problem)])
        added = writer.version
    first = take_back(database, added, actor="a", recorded_at=RECORDED_AT).version
    assert first is not None
    again = take_back(database, first, actor="a", recorded_at=RECORDED_AT).version
    assert _told(database, ground.programme, added) == ([added], None)
    last = take_back(database, added, actor="a", recorded_at=RECORDED_AT).version
    assert _told(database, ground.programme, added) == ([added], last)
    assert _told(database, ground.programme, first) == ([first], again)


def _told(database: Database, programme: int, version: int) -> tuple[list[int], int | None]:
    """How often a change is listed, and by which change it counts as taken back."""
    with database.reading() as connection:
        newest = newest_version(connection, programme)
    view = View(programme_id=programme, version=newest, day=date(2024, 6, 1))
    with open_reader(database, view) as reader:
        listed = [one.id for one in changes(reader, limit=50) if one.id == version]
        found = change(reader, version)
    assert found is not None
    return listed, found.taken_back_by
