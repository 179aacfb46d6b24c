"""The command line where two people work on the same: conflicts, the base, removals, and what scripts learn."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.database import Database
from tests.dashboard.editions import FIRST, SECOND, Run

OFFICE = ("--actor", "Office")
MINISTRY = ("--actor", "Ministry")

Sheet = Callable[..., Path]


def percent(edition: str, value: int) -> str:
    """A row of an edition with another percentage."""
    cells = edition.split(";")
    return ";".join([*cells[:6], str(value), *cells[7:]])


@pytest.fixture
def contested(ground: Database, run: Run, sheet: Sheet) -> Path:
    """Another edition of the ministry, which has sent one before; the office changed the same since."""
    run("import", sheet(FIRST, SECOND), *MINISTRY)
    run("import", sheet(percent(FIRST, 50)), *OFFICE)
    return sheet(percent(FIRST, 60), SECOND, name="again.csv")


def test_a_conflict_stops_the_import_and_is_told(ground: Database, run: Run, contested: Path) -> None:
    before = run("history")[1]
    code, out, err = run("import", contested, *MINISTRY)
    assert code == 1
    assert "Nothing was written." in out
    assert "≠ A-M1 Percent: 40%, in the file 60%, now 50% (Office, 21.05.2024" in err
    assert "1 conflict is not decided" in err
    assert run("import", contested, "--dry-run", *MINISTRY)[0] == 1
    assert run("history")[1] == before


@pytest.mark.parametrize(("option", "percent_after"), [("--theirs", "60%"), ("--current", "50%")])
def test_conflicts_are_decided_for_all(
    ground: Database, run: Run, contested: Path, sheet: Sheet, option: str, percent_after: str
) -> None:
    code, _out, err = run("import", contested, option, *MINISTRY)
    assert code == 0
    assert "not decided" not in err
    probe = sheet(percent(FIRST, 99), name="probe.csv")
    assert f"~ A-M1 Percent: {percent_after} → 99%" in run("import", probe, "--dry-run", "--actor", "New")[1]


def test_scripts_learn_of_conflicts_as_data(ground: Database, run: Run, contested: Path) -> None:
    code, out, _err = run("import", contested, "--json", *MINISTRY)
    answer = json.loads(out)
    assert (code, answer["version"]) == (1, None)
    [conflict] = answer["conflicts"]
    recorded_at = conflict.pop("recorded_at")
    assert recorded_at.startswith("2024-05-20T20:00")
    assert conflict == {
        "kind": "milestone",
        "code": "A-M1",
        "attribute": "progress",
        "clash": "value",
        "base": 4000,
        "theirs": 6000,
        "current": 5000,
        "change": 3,
        "actor": "Office",
        "sheet": "",
        "cell": "G2",
        "decision": None,
    }
    assert answer["base"] == 2
    answer = json.loads(run("import", contested, "--json", "--theirs", *MINISTRY)[1])
    assert ([one["decision"] for one in answer["conflicts"]], answer["version"]) == (["theirs"], 4)


def test_what_others_changed_alone_is_counted_and_stays(
    ground: Database, run: Run, contested: Path, sheet: Sheet
) -> None:
    code, out, _err = run("import", sheet(FIRST, percent(SECOND, 20), name="b.csv"), *MINISTRY)
    assert code == 0
    assert "~ A-M2 Percent: 10% → 20%" in out
    assert "A-M1" not in out
    assert "Left as others have changed it since: 1" in out


def test_the_base_can_be_named(ground: Database, run: Run, contested: Path) -> None:
    answer = json.loads(run("import", contested, "--json", "--base", 3, *MINISTRY)[1])
    assert (answer["base"], answer["conflicts"], answer["changed"]) == (3, [], 1)
    code, _out, err = run("import", contested, "--base", 77)
    assert code == 1
    assert "There is no version 77 to compare with." in err


def test_removals_wait_for_their_number(ground: Database, run: Run, sheet: Sheet) -> None:
    run("import", sheet(FIRST, SECOND), *MINISTRY)
    whole = ("import", sheet(FIRST, name="whole.csv"), "--whole", *MINISTRY)
    code, out, err = run(*whole)
    assert code == 1
    assert "- A-M2 Open the registry" in out
    assert "1 thing would be removed. Confirm it with --confirm-removals 1." in err
    assert run(*whole, "--confirm-removals", 2)[0] == 1
    answer = json.loads(run(*whole, "--json")[1])
    assert (answer["removals"], answer["version"]) == ([{"kind": "milestone", "code": "A-M2"}], None)
    code, out, err = run(*whole, "--confirm-removals", 1)
    assert (code, err) == (0, "")
    assert "Applied as version 3." in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--base", "first"),
        ("--theirs", "--current"),
        ("--confirm-removals", "all"),
        ("--confirm-removals", "-1"),
    ],
)
def test_wrong_usage_ends_with_2(
    ground: Database, run: Run, sheet: Sheet, arguments: tuple[str, ...]
) -> None:
    assert run("import", sheet(FIRST), *arguments)[0] == 2
