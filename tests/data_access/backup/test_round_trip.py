"""A back-up brings every value into a database of either engine, consistent whoever writes meanwhile."""

import random
import stat
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Numeric, text
from sqlalchemy.exc import DBAPIError

from data_access.backup import back_up as back_up_module
from data_access.backup.kinds import kind_of
from data_access.change import UploadedFile
from data_access.database import Database
from data_access.model import Kind
from data_access.revision import DatabaseNotMigratedError, check_migrated
from tests.conftest import ENGINES
from tests.data_access.backup.contents import NOW, TABLES, content, fill, put_back, save
from tests.factories import change_of, field_row, lay_ground
from tests.postgresql import TestServer

MEGABYTE = 1024 * 1024


@pytest.fixture(params=ENGINES)
def empty_target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, of each engine in turn; the embedded one is not even there."""
    if request.param == "sqlite":
        target = Database(f"sqlite:///{tmp_path / 'new' / 'target.sqlite'}")
        yield target
        target.close()
        return
    server: TestServer = request.getfixturevalue("postgresql_server")
    name = server.create("template0")
    target = Database(server.url_of(name))
    yield target
    target.close()
    server.drop(name)


def test_every_value_of_every_table_is_the_same_on_either_engine(
    database: Database, empty_target: Database, tmp_path: Path
) -> None:
    fill(database)
    save(database, tmp_path / "first.backup")
    put_back(tmp_path / "first.backup", empty_target)
    check_migrated(empty_target)
    assert content(empty_target) == content(database)
    # And back again, in place of what was there.
    save(empty_target, tmp_path / "second.backup")
    before = content(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE milestone SET name_en = 'Another'"))
        connection.execute(text("DELETE FROM wall_position"))
    put_back(tmp_path / "second.backup", database, replace=True)
    assert content(database) == before


def test_null_and_the_null_of_json_stay_two_things(
    database: Database, empty_target: Database, tmp_path: Path
) -> None:
    """Read as JSON both are None; so the texts are compared."""
    fill(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE upload SET columns = 'null' WHERE change_id = 1"))
        connection.execute(
            text("""UPDATE upload SET columns = '{"b"\\:1, "a"\\:  2.50}' WHERE change_id = 2""")
        )
    save(database, tmp_path / "file.backup")
    put_back(tmp_path / "file.backup", empty_target)
    with empty_target.reading() as connection:
        kept = connection.scalars(text("SELECT CAST(columns AS text) FROM upload ORDER BY change_id"))
        assert list(kept)[:2] == ["null", '{"b":1, "a":  2.50}']


def test_what_is_kept_for_good_is_so_after_restoring(
    database: Database, empty_target: Database, tmp_path: Path
) -> None:
    fill(database)
    save(database, tmp_path / "file.backup")
    put_back(tmp_path / "file.backup", empty_target)
    for statement in ("DELETE FROM audit_line", "UPDATE session_record SET content = ''"):
        with pytest.raises(DBAPIError, match="is kept for good"), empty_target.writing() as connection:
            connection.execute(text(statement))


def test_work_goes_on_after_restoring(database: Database, empty_target: Database, tmp_path: Path) -> None:
    """The next rows get numbers of their own."""
    ground = lay_ground(database)
    save(database, tmp_path / "file.backup")
    put_back(tmp_path / "file.backup", empty_target)
    with change_of(empty_target, ground.programme) as change:
        [field] = change.add(Kind.FIELD, [field_row()])
    assert change.version == ground.version + 1
    assert field not in {one[0] for one in content(database)["entity"]}


def test_what_is_written_meanwhile_is_not_in_it(
    database: Database,
    open_again: Callable[[Database], Database],
    empty_target: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody writes before each table is read: the file holds one state, the one at the beginning."""
    ground = lay_ground(database)
    before = content(database)
    write, writer = back_up_module._write, open_again(database)

    def while_people_work(*arguments: Any) -> Any:
        with change_of(writer, ground.programme) as change:
            change.add(Kind.FIELD, [field_row()])
        return write(*arguments)

    monkeypatch.setattr(back_up_module, "_write", while_people_work)
    made = save(database, tmp_path / "file.backup")
    put_back(tmp_path / "file.backup", empty_target)
    assert content(empty_target) == before
    assert made.version == ground.version
    assert len(content(database)["change"]) == len(before["change"]) + len(TABLES)


def test_large_files_pass_a_few_at_a_time(database: Database, empty_target: Database, tmp_path: Path) -> None:
    files, seed = 32, random.Random(1)
    ground = lay_ground(database)
    for number in range(files):
        file = UploadedFile(f"{number}.xlsx", seed.randbytes(MEGABYTE), NOW.date(), {})
        with change_of(database, ground.programme, upload=file) as change:
            change.add(Kind.FIELD, [field_row()])
    steps: list[Callable[[], object]] = [
        lambda: save(database, tmp_path / "file.backup"),
        lambda: put_back(tmp_path / "file.backup", empty_target),
    ]
    for step in steps:
        tracemalloc.start()
        step()
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < files * MEGABYTE / 2
    assert content(empty_target) == content(database)


def test_only_its_owner_may_read_it_and_no_other_file_is_written_over(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "file.backup"
    save(database, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = path.read_bytes()
    with pytest.raises(FileExistsError):
        save(database, path)
    assert path.read_bytes() == made
    with pytest.raises(FileNotFoundError):
        save(database, tmp_path / "no such folder" / "file.backup")


def test_a_back_up_that_was_interrupted_leaves_no_file(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(back_up_module, "_write", stop)
    with pytest.raises(KeyboardInterrupt):
        save(database, tmp_path / "folder.backup")
    assert list(tmp_path.glob("*.backup*")) == []


def test_a_database_without_tables_is_not_backed_up(empty_database: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseNotMigratedError):
        save(empty_database, tmp_path / "file.backup")
    assert list(tmp_path.glob("*.backup*")) == []


def test_a_type_that_back_ups_do_not_know_is_noticed() -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        kind_of(Column("share", Numeric()))
