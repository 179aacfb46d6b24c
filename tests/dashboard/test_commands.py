"""The command line as people and scripts use it: what it says, what it does, and its exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_access.database import Database
from data_access.reads.point import newest_version
from tests.dashboard.editions import FIRST, SECOND, Run
from tests.dashboard.processes import PATIENCE_SECONDS, environment_of
from tests.e2e.site import PROJECT


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
        "kept": 0,
        "faults": [],
        "doubts": [],
        "held_back": 0,
        "base": None,
        "conflicts": [],
        "removals": [],
        "needs_mapping": [],
        "remembered": [],
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
    code, out, _err = run(
        "import", sheet(FIRST.replace(";40;", ";55;"), third), "--whole", "--confirm-removals", 1
    )
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


def test_a_file_of_more_rows_than_the_setting_allows_is_told_the_setting(
    ground: Database, run: Run, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(*[FIRST] * 200)
    monkeypatch.setenv("UPLOAD_ROWS", "150")
    assert "too_large" not in {fault["code"] for fault in _json(run("import", path, "--json"))["faults"]}
    monkeypatch.setenv("UPLOAD_ROWS", "100")
    [fault] = _json(run("import", path, "--json"))["faults"]
    assert fault["code"] == "too_large"
    assert "20 MB and 100 rows" in fault["message"]


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


def test_whoever_has_read_enough_leaves_no_traceback(
    ground: Database, run: Run, sheet: Callable[..., Path]
) -> None:
    """As in `history | head -1`: nobody reads what comes after."""
    run("import", sheet(FIRST))
    unread, written = os.pipe()
    os.close(unread)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "history"],
        cwd=PROJECT,
        env=environment_of({}),
        stdout=written,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    os.close(written)
    assert (done.returncode, done.stderr.decode()) == (141, "")


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
