"""python -m dashboard audit, and the key under which the audit is written."""

import csv
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete

from dashboard.audit_key import audit_keys
from dashboard.settings import Settings, WrongSettingError, load_settings
from data_access.access.audit import AuditEntry, Noted, head, note
from data_access.database import Database, DatabaseUnreachableError
from data_access.model import AuditLine
from tests.dashboard.editions import Run
from tests.data_access.access.unguarded import unguard

KEY = "a key for the tests that is long enough"
AT = datetime(2024, 5, 20, 6, 0, tzinfo=UTC)


@pytest.fixture
def audited(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with three lines, one of which a spreadsheet program would compute."""
    monkeypatch.setenv("AUDIT_KEY", KEY)
    database.audit_key = KEY.encode()
    for name in ("page", "=1+1", "Қызыл"):
        note(database, AuditEntry(at=AT, actor="aigul@example.kz", action=Noted.SAW, object=name))
    return database


def hash_of(database: Database) -> str:
    newest = head(database)
    assert newest is not None
    return newest.hash


def test_it_shows_the_head(audited: Database, run: Run) -> None:
    assert run("audit") == (0, f"Newest line: 3, hash {hash_of(audited)}\n", "")


@pytest.mark.usefixtures("database")
def test_an_audit_without_lines_is_said_to_be_so(run: Run) -> None:
    assert run("audit") == (0, "The audit has no lines yet.\n", "")


def test_a_whole_audit_is_said_to_be_whole(audited: Database, run: Run) -> None:
    code, out, _ = run("audit", "--verify", "--head", hash_of(audited))
    assert code == 0
    assert out.startswith("The audit is whole. Lines looked at: 3.\n")


def test_what_is_wrong_is_said_line_by_line(audited: Database, run: Run) -> None:
    kept = hash_of(audited)
    with audited.writing() as connection:
        unguard(connection, "audit_line")
        connection.execute(delete(AuditLine).where(AuditLine.id.in_([1, 3])))
    code, out, _ = run("audit", "--head", kept)
    assert code == 1
    assert out.splitlines() == [
        "Lines 1 to 1 were removed.",
        "The hash that you gave is not there: the lines after 2 were cut off, or they were replaced.",
        "The audit is not whole. Lines looked at: 1.",
    ]


@pytest.mark.usefixtures("audited")
def test_another_key_finds_every_line_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_KEY", KEY[::-1])
    assert run("audit", "--verify")[0] == 1
    monkeypatch.setenv("AUDIT_KEY", f"{KEY[::-1]}, {KEY}")
    assert run("audit", "--verify")[0] == 0


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize(("language", "words"), [("kk", "Аудит бүтін."), ("ru", "Журнал аудита цел.")])
def test_it_speaks_the_language_asked_for(run: Run, language: str, words: str) -> None:
    assert words in run("audit", "--verify", "--lang", language)[1]


@pytest.mark.usefixtures("audited")
def test_the_table_holds_all_lines_and_no_formula(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "audit.csv"
    assert run("audit", "--csv", path) == (0, f"{path}: 3 audit lines.\n", "")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["object"] for row in rows] == ["page", "'=1+1", "Қызыл"]
    assert {row["actor"] for row in rows} == {"aigul@example.kz"}
    assert run("audit", "--csv", tmp_path / "nowhere" / "audit.csv")[0] == 1


@pytest.mark.usefixtures("audited")
def test_what_is_no_hash_is_refused(run: Run) -> None:
    code, _, errors = run("audit", "--head", "abc")
    assert code == 2
    assert "no hash of a line" in errors


def test_an_installation_makes_a_key_for_itself_once(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'data' / 'dashboard.db'}", audit_key="")
    [key] = audit_keys(settings)
    assert audit_keys(settings) == (key,)
    assert len(key) == 64
    [path] = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_where_no_key_can_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'data' / 'dashboard.db'}", audit_key="")
    with pytest.raises(DatabaseUnreachableError):  # the database cannot be there either
        audit_keys(settings)


def test_a_key_that_can_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_KEY", f"{KEY},secret")
    with pytest.raises(WrongSettingError) as refused:
        load_settings()
    assert refused.value.names == ["AUDIT_KEY"]
