"""The command line as people and scripts use it: what it says, what it does, and its exit codes."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands.main import main
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reads.point import newest_version
from tests.factories import change_of, field_row, milestone_row, problem_row, programme_row, team_row

NOW = datetime(2024, 5, 20, 20, 0, tzinfo=UTC)  # already the 21st in Almaty
HEADER = "Code;Title (en);Problem;Start;Term;Forecast;Percent;Declared light;Note"
FIRST = "A-M1;Adopt the law;A-P1;01.01.2024;30.06.2024;;40;Green;"
SECOND = "A-M2;Open the registry;A-P1;01.02.2024;31.10.2024;15.11.2024;10;Amber;waits for money"

Run = Callable[..., tuple[int, str, str]]


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


def _json(outcome: tuple[int, str, str]) -> Any:
    return json.loads(outcome[1])


def _versions(database: Database) -> int:
    with database.reading() as connection:
        return newest_version(connection, 1)


def test_import_applies_and_says_how_much(ground: Database, run: Run, sheet: Callable[..., Path]) -> None:
    code, out, _err = run("import", sheet(FIRST, SECOND), "--json", "--actor", "Асель")
    assert code == 0
    assert json.loads(out) == {
        "added": 2,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
        "refreshed": 0,
        "faults": [],
        "version": _versions(ground),
    }
    assert "Асель" in run("history")[1].splitlines()[0]


def test_import_of_the_same_file_for_the_same_day_changes_nothing(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    run("import", sheet(FIRST, SECOND))
    version = _versions(ground)
    code, out, _err = run("import", sheet(FIRST, SECOND))
    assert code == 0
    assert "This file changes nothing." in out
    again = _json(run("import", sheet(FIRST, SECOND), "--json"))
    assert (again["unchanged"], again["version"]) == (2, None)
    assert _versions(ground) == version


def test_import_for_a_later_day_refreshes(ground: Database, run: Run, sheet: Callable[..., Path]) -> None:
    run("import", sheet(FIRST, SECOND), "--as-at", "01.05.2024")
    later = _json(run("import", sheet(FIRST, SECOND), "--as-at", "2024-05-15", "--json"))
    assert (later["refreshed"], later["changed"], later["version"]) == (2, 0, _versions(ground))


def test_import_shows_new_changed_and_gone_row_by_row(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    run("import", sheet(FIRST, SECOND))
    third = FIRST.replace("A-M1", "A-M3").replace("Adopt the law", "Print the forms")
    code, out, _err = run("import", sheet(FIRST.replace(";40;", ";55;"), third), "--whole")
    assert code == 0
    assert "+ A-M3 Print the forms" in out
    assert "~ A-M1 Percent: 40% → 55%" in out
    assert "- A-M2 Open the registry" in out
    assert f"Applied as version {_versions(ground)}." in out


def test_a_dry_run_tells_the_same_and_writes_nothing(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    version = _versions(ground)
    code, out, _err = run("import", sheet(FIRST), "--dry-run")
    assert code == 0
    assert "+ A-M1 Adopt the law" in out
    assert "Nothing was written" in out
    assert _json(run("import", sheet(FIRST), "--dry-run", "--json"))["version"] is None
    assert _versions(ground) == version


def test_one_fault_refuses_the_whole_file_and_all_are_told(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    version = _versions(ground)
    faulty = sheet(FIRST, SECOND.replace("31.10.2024", "in autumn").replace("A-P1", "A-P9"))
    code, out, _err = run("import", faulty, "--json")
    assert code == 1
    answer = json.loads(out)
    assert [(fault["cell"], fault["code"]) for fault in answer["faults"]] == [
        ("C3", "unknown_code"),
        ("E3", "not_a_date"),
    ]
    assert "“in autumn”" in answer["faults"][1]["message"]
    assert (answer["added"], answer["version"]) == (0, None)
    code, out, err = run("import", faulty)
    assert (code, out) == (1, "")
    assert "E3: Found “in autumn” for “Term”" in err
    assert "2 faults: nothing can be applied." in err
    assert run("import", faulty, "--dry-run")[0] == 1
    assert _versions(ground) == version


def test_faults_are_told_in_the_asked_language(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    faulty = sheet(FIRST.replace("30.06.2024", "?"))
    told = {
        language: _json(run("import", faulty, "--json", "--lang", language))["faults"][0]["message"]
        for language in ("kk", "ru", "en")
    }
    assert "Мерзімі" in told["kk"]
    assert "Срок" in told["ru"]
    assert "Term" in told["en"]


def test_a_file_of_another_kind_is_refused_not_broken(ground: Database, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    code, out, _err = run("import", path, "--json")
    assert code == 1
    assert json.loads(out)["faults"][0]["code"] == "damaged_file"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("unknown",),
        ("import",),
        ("import", "no such file.csv"),
        ("import", "pyproject.toml", "--as-at", "soon"),
        ("import", "pyproject.toml", "--lang", "de"),
        ("export", "figures.csv"),
        ("undo", "the last"),
        ("history", "--limit", "0"),
    ],
)
def test_wrong_usage_ends_with_2(ground: Database, run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: python -m dashboard" in err


def test_what_is_exported_imports_with_no_change(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    run("import", sheet(FIRST, SECOND))
    book = tmp_path / "all.xlsx"
    assert run("export", book)[0] == 0
    answer = _json(run("import", book, "--json"))
    assert answer["faults"] == []
    assert (answer["added"], answer["changed"], answer["refreshed"], answer["version"]) == (0, 0, 0, None)
    assert answer["unchanged"] == 8


def test_one_field_is_exported_in_the_asked_language(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    run("import", sheet(FIRST, SECOND))
    book = tmp_path / "one.xlsx"
    code, out, _err = run("export", book, "--field", "A", "--lang", "ru")
    assert code == 0
    assert str(_versions(ground)) in out
    assert _json(run("import", book, "--json"))["unchanged"] == 5


def test_an_unknown_field_or_folder_is_refused(ground: Database, run: Run, tmp_path: Path) -> None:
    code, _out, err = run("export", tmp_path / "x.xlsx", "--field", "NONE")
    assert (code, err) == (1, "There is no field with the code NONE.\n")
    code, _out, err = run("export", tmp_path / "no folder" / "x.xlsx")
    assert code == 1
    assert "cannot be written" in err


def test_a_change_is_taken_back_and_the_history_says_so(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    run("import", sheet(FIRST))
    run("import", sheet(FIRST.replace("30.06.2024", "30.09.2024")))
    moved = _versions(ground)
    code, out, _err = run("undo", moved, "--actor", "Асель")
    assert code == 0
    assert "~ A-M1 Term: 30.09.2024 → 30.06.2024" in out
    newest, taken_back = run("history")[1].splitlines()[:2]
    assert f"of version {moved}" in newest
    assert f"taken back in version {moved + 1}" in taken_back
    assert run("history", "--limit", "1")[1].splitlines() == [newest]
    code, _out, err = run("undo", moved)
    assert (code, err) == (1, f"Change {moved} was taken back already.\n")


def test_what_was_changed_again_stays_and_is_named(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    run("import", sheet(FIRST))
    run("import", sheet(FIRST.replace("30.06.2024", "30.09.2024")))
    moved = _versions(ground)
    run("import", sheet(FIRST.replace("30.06.2024", "30.11.2024")))
    code, out, _err = run("undo", moved)
    assert code == 1
    assert "! A-M1 Term: 30.09.2024 → 30.11.2024: stays, because it was changed again since" in out


@pytest.mark.parametrize("number", ["1", "77"])
def test_what_cannot_be_taken_back_is_said(ground: Database, run: Run, number: str) -> None:
    code, _out, err = run("undo", number)
    assert code == 1
    assert number in err


@pytest.mark.parametrize("arguments", [("history",), ("export", "x.xlsx"), ("import", "pyproject.toml")])
def test_without_a_programme_the_way_on_is_said(
    database: Database, run: Run, arguments: tuple[str, ...]
) -> None:
    code, _out, err = run(*arguments)
    assert code == 1
    assert "python -m dashboard sample" in err


def test_without_tables_the_way_on_is_said(
    empty_database: Database, run_on: Callable[[Database], Run]
) -> None:
    code, _out, err = run_on(empty_database)("history")
    assert code == 1
    assert "python -m dashboard migrate" in err


def test_the_edition_of_a_file_is_todays_in_the_programmes_zone(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    _code, out, _err = run("import", sheet(FIRST), "--dry-run")
    assert f"figures as at {date(2024, 5, 21):%d.%m.%Y}" in out
