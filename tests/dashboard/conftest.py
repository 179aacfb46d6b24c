"""The command line for the tests: a database with a little in it, files to send, and a way to call it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.commands.main import main
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from tests.dashboard.editions import HEADER, NOW, Run
from tests.factories import (
    change_of,
    field_row,
    lay_ground,
    milestone_row,
    problem_row,
    programme_row,
    team_row,
)


@pytest.fixture(scope="module")
def file_url(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an embedded database that holds a programme."""
    path = tmp_path_factory.mktemp("filled") / "dashboard.db"
    path.write_bytes(migrated_file.read_bytes())
    database = Database(f"sqlite:///{path}")
    lay_ground(database)
    database.close()
    return f"sqlite:///{path}"


@pytest.fixture
def ground(database: Database) -> Database:
    """A database with a programme, the fields A and B, and a problem of each."""
    with change_of(database, None, kind=ChangeKind.SETUP) as change:
        change.add(Kind.PROGRAMME, [programme_row()])
        fields = change.add(Kind.FIELD, [field_row(code="A"), field_row(code="B")])
        change.add(Kind.TEAM, [team_row(fields[0], code="A-T1")])
        problems = change.add(
            Kind.PROBLEM, [problem_row(fields[0], code="A-P1"), problem_row(fields[1], code="B-P1")]
        )
        change.add(Kind.MILESTONE, [milestone_row(problems[1], code="B-M1", name_en="Build the bridge")])
    return database


@pytest.fixture
def run_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[Database], Run]:
    """Makes the command line of a database: a call gives exit code, output and errors."""
    monkeypatch.setenv("LANGUAGE", "en")

    def run_on(database: Database) -> Run:
        monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))

        def run(*arguments: object) -> tuple[int, str, str]:
            capsys.readouterr()
            try:
                code = main([str(argument) for argument in arguments], now=NOW)
            except SystemExit as wrong_usage:
                code = int(wrong_usage.code or 0)
            return code, *capsys.readouterr()

        return run

    return run_on


@pytest.fixture
def run(database: Database, run_on: Callable[[Database], Run]) -> Run:
    """The command line of the test's database."""
    return run_on(database)


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows below the header into a file."""

    def write(*rows: str, name: str = "figures.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        return path

    return write
