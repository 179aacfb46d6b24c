"""The import command and what is wrong or odd in a file: told, marked, and held back on request."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Milestone
from tests.dashboard.editions import FIRST, SECOND, Run

FAULTY = SECOND.replace("31.10.2024", "31.11.2024")
ODD = FIRST.replace(";40;", ";100;")


def _codes(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.scalars(select(Milestone.code).where(Milestone.to_change.is_(None))))


def _cells(path: Path, sheet: int) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path).worksheets[sheet].iter_rows()]


def test_proposals_and_doubts_are_told(ground: Database, run: Run, sheet: Callable[..., Path]) -> None:
    code, out, err = run("import", sheet(ODD, FAULTY))
    assert (code, out) == (1, "")
    assert "E3: Found “31.11.2024” for “Term”. Expected: a date such as 31.12.2026. “30.11.2024”?" in err
    assert "! G2: 100% done, but without a day on which it was done." in err
    assert "1 fault: nothing can be applied." in err
    answer = json.loads(run("import", sheet(ODD, FAULTY), "--json")[1])
    [fault], [doubt] = answer["faults"], answer["doubts"]
    assert (fault["cell"], fault["proposal"]) == ("E3", "30.11.2024")
    assert (doubt["sheet"], doubt["cell"], doubt["code"]) == ("", "G2", "not_done")
    assert doubt["message"].startswith("100% done")
    assert answer["held_back"] == 0


def test_doubts_do_not_stop_a_file(ground: Database, run: Run, sheet: Callable[..., Path]) -> None:
    code, out, err = run("import", sheet(ODD))
    assert (code, "Applied as version" in out) == (0, True)
    assert err == "! G2: 100% done, but without a day on which it was done.\n"


def test_good_rows_are_applied_and_the_others_handed_back(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    back = tmp_path / "back.xlsx"
    code, out, err = run("import", sheet(FIRST, FAULTY), "--accept-good", "--faults", back)
    assert (code, "+ A-M1" in out, "A-M2" in out) == (0, True, False)
    assert "1 row is held back." in err
    assert f"Rows held back: {back}" in err
    assert _codes(ground) >= {"A-M1"}
    assert [row[0] for row in _cells(back, 1)] == ["Code", "A-M2"]
    answer = json.loads(run("import", sheet(FIRST, FAULTY), "--accept-good", "--json")[1])
    assert (answer["held_back"], len(answer["faults"])) == (1, 1)
    assert json.loads(run("import", back, "--json")[1])["faults"][0]["cell"] == "E2"


def test_the_marked_workbook_is_written(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    marked = tmp_path / "marked.xlsx"
    code, _out, err = run("import", sheet(ODD, FAULTY), "--faults", marked, "--lang", "ru")
    assert (code, str(marked) in err) == (1, True)
    book = load_workbook(marked)
    assert book.worksheets[0].title == "Ошибки и сомнения"
    assert [row[2] for row in _cells(marked, 0)[1:]] == ["E3", "G2"]
    assert [row[0] for row in _cells(marked, 1)] == ["Code", "A-M1", "A-M2"]


def test_nothing_to_mark_is_no_workbook(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    marked = tmp_path / "marked.xlsx"
    assert run("import", sheet(FIRST), "--faults", marked)[0] == 0
    assert not marked.exists()


@pytest.mark.parametrize("name", ["faults.csv", "no folder/faults.xlsx"])
def test_a_workbook_that_cannot_be_written_stops_the_import(
    ground: Database, run: Run, sheet: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    before = _codes(ground)
    code, _out, err = run("import", sheet(FIRST, FAULTY), "--accept-good", "--faults", tmp_path / name)
    assert code in {1, 2}
    assert err
    assert _codes(ground) == before
