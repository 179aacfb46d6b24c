"""Changes: all or nothing, in order, and nothing that was true once reads differently afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, StatementError

from data_access.change import ChangeWriter, UploadedFile
from data_access.database import Database
from data_access.model import Base, Change, ChangeKind, Field, Kind, Report, Upload
from data_access.reads.snapshot import true_at
from data_access.reports import put_reports
from data_access.view import View
from tests.factories import Ground, change_of, field_row, lay_ground, milestone_row, report_row

DAY = date(2024, 3, 1)
FILE = UploadedFile("plan.xlsx", b"PK", DAY, {"Milestones": {"code": "A"}})
SHA256_OF_PK = "fcab7fcc2b4cffd9bb45003bfc2e468a04ef6f77ca8200a7341f027631584d25"


class SlipError(Exception):
    """Something goes wrong in the middle of a change."""


def _rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def _write_and_slip(change: ChangeWriter, ground: Ground) -> None:
    [milestone] = change.add(Kind.MILESTONE, [milestone_row(ground.problem)])
    put_reports(change, [report_row(milestone, DAY)])
    change.remove(Kind.FIELD, [ground.field])
    raise SlipError


def _field_names(database: Database, programme_id: int, version: int) -> list[str]:
    view = View(programme_id=programme_id, version=version, day=DAY)
    with database.reading() as connection:
        statement = select(Field.name_en).where(true_at(Field, view)).order_by(Field.entity_id)
        return list(connection.scalars(statement))


def test_the_change_tells_who_when_and_why(database: Database) -> None:
    ground = lay_ground(database)
    almaty = timezone(timedelta(hours=5))
    with change_of(
        database,
        ground.programme,
        kind=ChangeKind.UPLOAD,
        actor="aigerim@example.kz",
        recorded_at=datetime(2024, 3, 5, 18, 30, tzinfo=almaty),
        note="March edition",
        upload=FILE,
        takes_back=ground.version,
    ) as change:
        change.add(Kind.FIELD, [field_row()])
    with database.reading() as connection:
        row = connection.execute(select(Change).where(Change.id == change.version)).one()
        upload = connection.execute(select(Upload)).one()
    assert (row.programme_id, row.kind, row.actor) == (ground.programme, "upload", "aigerim@example.kz")
    assert row.recorded_at == datetime(2024, 3, 5, 13, 30, tzinfo=UTC)
    assert (row.note, row.takes_back, row.is_reporting) == ("March edition", ground.version, True)
    assert (upload.change_id, upload.file_name, upload.content) == (change.version, "plan.xlsx", b"PK")
    assert (upload.as_at, upload.columns) == (DAY, {"Milestones": {"code": "A"}})
    assert upload.sha256 == SHA256_OF_PK


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with (
        pytest.raises(StatementError, match="time zone"),
        change_of(database, None, recorded_at=datetime(2024, 3, 5, 18, 30)),  # noqa: DTZ001 - the fault itself
    ):
        pass


def test_the_first_change_belongs_to_the_programme_it_creates(database: Database) -> None:
    ground = lay_ground(database)
    with database.reading() as connection:
        assert connection.scalar(select(Change.programme_id)) == ground.programme


def test_nothing_written_is_no_change(database: Database) -> None:
    ground = lay_ground(database)
    before = _rows(database)
    with change_of(database, ground.programme, kind=ChangeKind.UPLOAD, upload=FILE) as change:
        assert change.add(Kind.FIELD, []) == []
        change.revise(Kind.FIELD, [])
        change.remove(Kind.FIELD, [])
        change.insert(Field, [])
        change.end(Report, [])
        put_reports(change, [])
    assert _rows(database) == before
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
    assert change.version == ground.version + 1


def test_an_exception_rolls_all_back(database: Database) -> None:
    ground = lay_ground(database)
    before = _rows(database)
    with pytest.raises(SlipError), change_of(database, ground.programme, upload=FILE) as change:
        _write_and_slip(change, ground)
    assert _rows(database) == before
    assert len(_field_names(database, ground.programme, 99)) == 1
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
    assert change.version == ground.version + 1


def test_two_things_cannot_have_one_code(database: Database) -> None:
    ground = lay_ground(database)
    before = _rows(database)
    with pytest.raises(IntegrityError), change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row(code="CON"), field_row(code="CON")])
    assert _rows(database) == before


def test_another_programme_may_use_the_same_code(database: Database) -> None:
    for _ in range(2):
        ground = lay_ground(database)
        with change_of(database, ground.programme) as change:
            change.add(Kind.FIELD, [field_row(code="CON")])


def test_what_does_not_exist_cannot_be_referred_to(database: Database) -> None:
    ground = lay_ground(database)
    with pytest.raises(IntegrityError), change_of(database, ground.programme) as change:
        put_reports(change, [report_row(999, DAY)])


def test_each_version_keeps_its_state(database: Database) -> None:
    """Added, renamed, removed, and the code given to another: every version reads as it was."""
    ground = lay_ground(database)
    versions = []
    with change_of(database, ground.programme) as change:
        [field] = change.add(Kind.FIELD, [field_row(code="CON", name_en="Construction")])
    versions.append(change.version)
    with change_of(database, ground.programme) as change:
        change.revise(Kind.FIELD, [{**field_row(code="CON", name_en="Building"), "entity_id": field}])
    versions.append(change.version)
    with change_of(database, ground.programme) as change:
        change.remove(Kind.FIELD, [field])
    versions.append(change.version)
    with change_of(database, ground.programme) as change:
        [other] = change.add(Kind.FIELD, [field_row(code="CON", name_en="Other")])
    versions.append(change.version)
    names = [_field_names(database, ground.programme, version)[1:] for version in versions]
    assert names == [["Construction"], ["Building"], [], ["Other"]]
    assert other != field


def test_revised_twice_in_one_change_the_last_counts(database: Database) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        for name in ("First", "Second"):
            change.revise(Kind.FIELD, [{**field_row(name_en=name), "entity_id": ground.field}])
    assert _field_names(database, ground.programme, change.version) == ["Second"]


WRITERS = 6
CHANGES_EACH = 8


def test_writers_queue(database: Database, open_again: Callable[[Database], Database]) -> None:
    """Many write at once, each with connections of its own; a reader only ever sees versions 1 to n."""
    ground = lay_ground(database)
    start = Barrier(WRITERS + 1)

    def write(own: Database) -> list[int]:
        versions = []
        start.wait()
        for _ in range(CHANGES_EACH):
            with change_of(own, ground.programme) as change:
                change.add(Kind.FIELD, [field_row()])
            versions.append(change.version)
        return versions

    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(write, open_again(database)) for _ in range(WRITERS)]
        start.wait()
        while not all(one.done() for one in running):
            with database.reading() as connection:
                seen = list(connection.scalars(select(Change.id).order_by(Change.id)))
                assert seen == list(range(1, len(seen) + 1))
                assert connection.scalar(select(func.count()).select_from(Field)) == len(seen)
    written = [one.result() for one in running]
    assert all(versions == sorted(versions) for versions in written)
    total = WRITERS * CHANGES_EACH
    assert sorted(sum(written, [])) == list(range(ground.version + 1, ground.version + total + 1))
    assert len(_field_names(database, ground.programme, ground.version + total)) == total + 1
