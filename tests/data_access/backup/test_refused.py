"""What is no whole back-up, or has no place to go, is refused with nothing written."""

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text, update

from data_access.backup.archive import DamagedBackupError, NewerBackupError, open_archive
from data_access.backup.manifest import NAME
from data_access.backup.restore import DatabaseNotEmptyError, UnfitBackupError
from data_access.database import Database
from data_access.model import AuditLine, Field
from data_access.revision import DatabaseNewerError, check_migrated
from tests.data_access.backup.contents import content, fill, put_back, save
from tests.factories import lay_ground

_STEP = 5  # every so many bytes one is damaged; a prime to the sizes of all blocks


@pytest.fixture(scope="module")
def whole(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A back-up that is right."""
    folder = tmp_path_factory.mktemp("whole")
    path = folder / "database.sqlite"
    path.write_bytes(migrated_file.read_bytes())
    database = Database(f"sqlite:///{path}")
    fill(database)
    save(database, folder / "file.backup")
    database.close()
    return (folder / "file.backup").read_bytes()


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[bytes], Path]:
    """Puts bytes into a file."""

    def put(content: bytes) -> Path:
        path = tmp_path / "some.backup"
        path.write_bytes(content)
        return path

    return put


def _rows(path: Path) -> list[Any]:
    with open_archive(path) as archive:
        return [archive.manifest, *(list(archive.rows(part)) for part in archive.manifest.parts)]


def test_no_damaged_byte_passes_unseen(whole: bytes, file_of: Callable[[bytes], Path]) -> None:
    """Refused, or read as it was written: a zip archive has bytes that nobody reads, such as dates of files."""
    right = _rows(file_of(whole))
    refused = 0
    for place in range(0, len(whole), _STEP):
        damaged = bytearray(whole)
        damaged[place] ^= 0x41
        try:
            read = _rows(file_of(bytes(damaged)))
        except DamagedBackupError:
            refused += 1
        else:
            assert read == right
    assert refused > len(whole) / _STEP / 2


def test_no_cut_passes_unseen(whole: bytes, file_of: Callable[[bytes], Path]) -> None:
    for length in (*range(0, len(whole), _STEP * 7), len(whole) - 1):
        with pytest.raises(DamagedBackupError):
            _rows(file_of(whole[:length]))


def _rebuilt(whole: bytes, **replaced: bytes) -> bytes:
    """The archive with other contents of some of its files."""
    built = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(built, "w") as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name.partition(".")[0], old.read(name)))
    return built.getvalue()


def _with_manifest(whole: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        manifest = json.loads(archive.read(NAME))
    change(manifest)
    return _rebuilt(whole, manifest=json.dumps(manifest).encode())


def _lines(whole: bytes, table: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return archive.read(f"{table}.jsonl").splitlines(keepends=True)


def _without_a_table(manifest: dict[str, Any]) -> None:
    manifest["parts"] = [part for part in manifest["parts"] if part["table"] != "audit_line"]


def _without_a_column(manifest: dict[str, Any]) -> None:
    manifest["parts"][0]["columns"].popitem()


BUILT_WRONG: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _whole: b"",
    "a letter": lambda _whole: b"Dear Sir or Madam, " * 500,
    "another archive": lambda _whole: _another_archive(),
    "a row less": lambda whole: _rebuilt(whole, field=b"".join(_lines(whole, "field")[:-1])),
    "a row changed": lambda whole: _rebuilt(
        whole, field=b"".join(_lines(whole, "field")).replace(b"1", b"7")
    ),
    "no JSON": lambda whole: _rebuilt(whole, field=b"not even JSON\n" * 3),
    "no manifest of ours": lambda whole: _rebuilt(whole, manifest=b"[]"),
    "half a manifest": lambda whole: _with_manifest(whole, lambda manifest: manifest.pop("revision")),
    "a table not told": lambda whole: _with_manifest(whole, _without_a_table),
    "a column not told": lambda whole: _with_manifest(whole, _without_a_column),
}


def _another_archive() -> bytes:
    built = io.BytesIO()
    with zipfile.ZipFile(built, "w") as archive:
        archive.writestr("letter.txt", "Dear Sir or Madam")
    return built.getvalue()


@pytest.mark.parametrize("wrong", BUILT_WRONG)
def test_what_is_built_wrong_is_refused_and_nothing_written(
    empty_database: Database, whole: bytes, file_of: Callable[[bytes], Path], wrong: str
) -> None:
    with pytest.raises(DamagedBackupError):
        put_back(file_of(BUILT_WRONG[wrong](whole)), empty_database)
    assert _tables(empty_database) == []


def _tables(database: Database) -> list[str]:
    with database.reading() as connection:
        return inspect(connection).get_table_names()


@pytest.mark.parametrize(
    "newer",
    [
        lambda manifest: manifest.update(format=2, parts={"shape": "unknown"}),
        lambda manifest: manifest.update(revision="9999", software="9.0"),
    ],
    ids=["format", "tables"],
)
def test_a_newer_back_up_is_refused(
    empty_database: Database, whole: bytes, file_of: Callable[[bytes], Path], newer: Any
) -> None:
    with pytest.raises(NewerBackupError):
        put_back(file_of(_with_manifest(whole, newer)), empty_database)
    assert _tables(empty_database) == []


def test_an_older_back_up_is_migrated(
    empty_database: Database, whole: bytes, file_of: Callable[[bytes], Path]
) -> None:
    """The tables of revision 0004 are today's but for those that came with 0005 and 0006."""

    def as_of_0004(manifest: dict[str, Any]) -> None:
        manifest["revision"] = "0004"
        manifest["audit_head"] = None
        later = {"account", "role_grant", "audit_line", "sign_in"}
        manifest["parts"] = [part for part in manifest["parts"] if part["table"] not in later]

    put_back(file_of(_with_manifest(whole, as_of_0004)), empty_database)
    check_migrated(empty_database)
    restored = content(empty_database)
    assert len(restored["session_record"]) == 3
    assert restored["account"] == restored["audit_line"] == []


def test_only_an_empty_database_takes_a_back_up(
    database: Database, whole: bytes, file_of: Callable[[bytes], Path]
) -> None:
    path = file_of(whole)
    put_back(path, database)  # it has tables, and no rows
    before = content(database)
    with pytest.raises(DatabaseNotEmptyError):
        put_back(path, database)
    assert content(database) == before


def test_a_database_of_a_newer_software_is_left_alone(
    database: Database, whole: bytes, file_of: Callable[[bytes], Path]
) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewerError):
        put_back(file_of(whole), database, replace=True)


def _consistent(whole: bytes, table: str, lines: bytes) -> bytes:
    """The archive with other rows of a table and the checksum of these."""

    def change(manifest: dict[str, Any]) -> None:
        [part] = [part for part in manifest["parts"] if part["table"] == table]
        part["sha256"] = sha256(lines).hexdigest()
        part["rows"] = lines.count(b"\n")

    return _rebuilt(_with_manifest(whole, change), **{table: lines})


def test_what_the_database_does_not_take_leaves_all_as_it_was(
    database: Database, whole: bytes, file_of: Callable[[bytes], Path]
) -> None:
    lay_ground(database)
    before = content(database)
    with pytest.raises(UnfitBackupError) as refused:
        put_back(file_of(_consistent(whole, "change", b"")), database, replace=True)
    assert refused.value.table in {"upload", "entity", "edition", *before}
    twice = b"".join(_lines(whole, "audit_line")) + _lines(whole, "audit_line")[0]
    with pytest.raises((UnfitBackupError, DamagedBackupError)):
        put_back(file_of(_consistent(whole, "audit_line", twice)), database, replace=True)
    assert content(database) == before
    with database.reading() as connection:
        assert connection.scalar(select(AuditLine.id)) is None
    with database.writing() as connection:
        connection.execute(update(Field).values(position=1))
