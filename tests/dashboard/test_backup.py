"""python -m dashboard backup and restore: what they say, and what the audit keeps of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from data_access.access.audit import Noted, entries, head
from data_access.database import Database
from data_access.model import AuditLine, Milestone
from tests.dashboard.editions import FIRST, SECOND, Run
from tests.data_access.access.unguarded import unguard

KEY = "a key for the tests that is long enough"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_KEY", KEY)


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Database]:
    """An embedded database that is not there yet."""
    target = Database(f"sqlite:///{tmp_path / 'target.sqlite'}")
    yield target
    target.close()


def _milestones(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Milestone)) or 0


def test_all_data_goes_over_to_another_database(
    ground: Database,
    target: Database,
    run: Run,
    run_on: Callable[[Database], Run],
    sheet: Callable[..., Path],
    tmp_path: Path,
) -> None:
    assert run("import", sheet(FIRST, SECOND))[0] == 0
    file = tmp_path / "file.backup"
    code, out, err = run("backup", file, "--actor", "administrator")
    assert (code, err) == (0, "")
    assert out.startswith(f"{file} holds all data of {ground.name}. Newest version: 2. Rows: ")
    kept = head(ground)
    assert kept is not None
    assert out.endswith(f"Newest line: {kept.id}, hash {kept.hash}\n")

    run = run_on(target)
    code, out, err = run("restore", file, "--actor", "administrator")
    assert (code, err) == (0, "")
    assert out.startswith(f"{target.name} holds the back-up of 2024-05-20T20:00:00+00:00 now.")
    assert out.endswith(f"Newest line: {kept.id}, hash {kept.hash}\n")
    assert _milestones(target) == _milestones(ground) == 3
    assert run("history")[0] == 0
    with target.reading() as connection:
        said = [(one.action, one.actor) for _, one in entries(connection, limit=2)]
    assert said == [(Noted.RESTORED, "administrator"), (Noted.BACKED_UP, "administrator")]


def test_the_head_in_the_back_up_finds_what_was_cut_off_after_it(
    ground: Database,
    target: Database,
    run: Run,
    run_on: Callable[[Database], Run],
    tmp_path: Path,
) -> None:
    for name in ("first.backup", "second.backup"):
        assert run("backup", tmp_path / name)[0] == 0
    kept = head(ground)
    assert kept is not None
    assert run("audit", "--verify", "--head", kept.hash)[0] == 0

    on_target = run_on(target)
    assert on_target("restore", tmp_path / "second.backup")[0] == 0
    assert on_target("audit", "--verify", "--head", kept.hash)[0] == 0
    with target.writing() as connection:
        unguard(connection, "audit_line")
        connection.execute(delete(AuditLine).where(AuditLine.id >= kept.id))
    code, out, _ = on_target("audit", "--verify", "--head", kept.hash)
    assert code == 1
    assert f"the lines after {kept.id - 1} were cut off" in out


def test_a_database_with_data_is_replaced_only_where_that_is_said(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    file = tmp_path / "file.backup"
    assert run("backup", file)[0] == 0
    assert run("import", sheet(FIRST, SECOND))[0] == 0
    gone = head(ground)
    code, _, err = run("restore", file)
    assert code == 1
    assert err == (
        f"The database {ground.name} holds data already. Choose an empty one with DATABASE_URL, or throw its "
        "data away with --replace.\n"
    )
    assert _milestones(ground) == 3
    assert run("restore", file, "--replace")[0] == 0
    assert _milestones(ground) == 1
    assert run("audit", "--verify")[0] == 0
    with ground.reading() as connection:
        [(_, newest)] = entries(connection, limit=1)
    assert gone is not None
    assert newest.detail["replaced_line"] == gone.hash


@pytest.mark.usefixtures("ground")
def test_each_refusal_is_one_sentence(run: Run, tmp_path: Path) -> None:
    file, missing = tmp_path / "file.backup", tmp_path / "nowhere" / "file.backup"
    assert run("backup", file)[0] == 0
    whole = file.read_bytes()
    assert run("backup", file) == (1, "", f"The file {file} is there already. Choose another name.\n")
    assert run("backup", missing) == (1, "", f"The file {missing} cannot be written.\n")
    assert run("restore", missing) == (1, "", f"The file {missing} cannot be read.\n")
    file.write_bytes(whole[:-200])
    code, _, err = run("restore", file, "--replace")
    assert code == 1
    assert err == (
        f"{file} is no whole back-up: it is damaged, cut off or another kind of file. Nothing was written.\n"
    )
