"""Foreign sheets on the command line: what is proposed is written, corrected, given back and remembered."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands.main import main
from data_access.database import Database
from tests.data_access.uploads.bringing import bring, new_programme
from tests.data_access.uploads.foreign_ground import ground
from tests.data_access.uploads.foreign_sheets import STATUSES

NOW = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
SHEET = "Статусы"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line of a database that knows what foreign sheets refer to."""
    new_programme(database)
    bring(database, ground())
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments], now=NOW)
        except SystemExit as wrong_usage:
            code = int(wrong_usage.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A file whose headers are not ours, with words of status that are not either."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(STATUSES.content())
    return path


def answer(path: Path, **words: str) -> None:
    """Say in a proposed mapping what its words of status mean."""
    told = json.loads(path.read_text(encoding="utf-8"))
    told["sheets"][0]["words"]["declared"].update(words)
    path.write_text(json.dumps(told), encoding="utf-8")


def _json(outcome: tuple[int, str, str]) -> Any:
    return json.loads(outcome[1])


def test_a_foreign_file_is_refused_with_what_to_do(run: Run, foreign: Path) -> None:
    code, out, err = run("import", foreign)
    assert (code, out) == (1, "")
    assert f"{SHEET}: its headers are not ours." in err
    assert "--propose OUT.json" in err
    assert "0 faults" not in err
    told = _json(run("import", foreign, "--json"))
    assert (told["needs_mapping"], told["faults"], told["version"]) == ([SHEET], [], None)


def test_a_proposal_is_written_corrected_and_used(run: Run, foreign: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    code, out, _err = run("import", foreign, "--propose", path)
    assert (code, out) == (0, f"Proposed mapping: {path}\n")
    [sheet] = json.loads(path.read_text(encoding="utf-8"))["sheets"]
    columns = {one["column"]: one["attribute"] for one in sheet["columns"] if one["attribute"]}
    assert columns == STATUSES.columns
    assert sheet["columns"][6]["samples"] == ["в работе", "По плану", "на паузе"]
    assert sheet["words"] == {"declared": {"в работе": "amber", "по плану": "green", "на паузе": None}}
    refused = _json(run("import", foreign, "--map", path, "--json"))
    assert [(fault["cell"], fault["code"]) for fault in refused["faults"]] == [("G5", "unknown_light")]
    answer(path, **{"на паузе": "red"})
    applied = _json(run("import", foreign, "--map", path, "--json"))
    assert (applied["added"], applied["faults"], applied["needs_mapping"]) == (4, [], [])
    assert applied["version"] is not None


def test_a_proposal_alone_writes_nothing_to_the_database(run: Run, foreign: Path, tmp_path: Path) -> None:
    before = run("history")[1]
    run("import", foreign, "--propose", tmp_path / "map.json", "--remember")
    assert run("history")[1] == before
    assert run("import", foreign)[0] == 1


def test_what_is_remembered_need_not_be_given_again(run: Run, foreign: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    run("import", foreign, "--propose", path)
    answer(path, **{"на паузе": ""})
    assert run("import", foreign, "--map", path, "--actor", "Асель")[0] == 0
    assert run("import", foreign, "--actor", "Асель")[0] == 1
    assert run("import", foreign, "--map", path, "--actor", "Асель", "--remember")[0] == 0
    code, out, err = run("import", foreign, "--actor", "Асель")
    assert code == 0
    assert "This file changes nothing." in out
    assert "The columns are read as Асель said on 06.03.2026 11:00." in err


def test_a_dry_run_remembers_nothing(run: Run, foreign: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    run("import", foreign, "--propose", path)
    answer(path, **{"на паузе": ""})
    assert run("import", foreign, "--map", path, "--remember", "--dry-run")[0] == 0
    assert run("import", foreign)[0] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        ("columns", "is no mapping (the file:"),
        ('{"sheets": [{"sheet": "a", "kind": "milestone"}]}', "is no mapping (a: columns: code?"),
    ],
)
def test_a_file_that_is_no_mapping_is_wrong_usage(
    run: Run, foreign: Path, tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "map.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    code, _out, err = run("import", foreign, "--map", path)
    assert code == 2
    assert said in " ".join(err.split())


def test_a_proposal_that_cannot_be_written_is_told(run: Run, foreign: Path, tmp_path: Path) -> None:
    code, _out, err = run("import", foreign, "--propose", tmp_path / "none" / "map.json")
    assert code == 1
    assert "cannot be written" in err
