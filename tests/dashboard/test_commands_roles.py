"""The command line as somebody with a role: what it does for whom, in the own field and in others; and who is noted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_access.access.audit import Noted, entries
from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import latest_version
from tests.dashboard.editions import FIRST, SECOND, Run
from tests.factories import change_of, field_row, milestone_row, problem_row

FOREIGN = FIRST.replace("A-M1", "F-M1").replace("A-P1", "F-P1").replace(";40;", ";45;")

# Who may do what by command, for all fields, for the own (A) or for a foreign one (F); by hand.
BY_HAND = """
command          viewer-A viewer officer-A officer coordinator chair administrator nobody
import-own       -        -      y         y       y           -     -             -
import-foreign   -        -      -         y       y           -     -             -
undo             -        -      -         -       y           -     -             -
history          y        y      y         y       y           y     -             -
export           y        y      y         y       y           y     -             -
"""


def by_hand() -> list[tuple[str, str, bool]]:
    head, *rows = (line.split() for line in BY_HAND.strip().splitlines())
    return [(row[0], head[place], row[place] == "y") for row in rows for place in range(1, len(head))]


@pytest.fixture
def fields(ground: Database, run: Run, sheet: Callable[..., Path]) -> Database:
    """The own field with two milestones, a foreign one with another."""
    with change_of(ground, 1) as change:
        [field] = change.add(Kind.FIELD, [field_row(code="F")])
        [problem] = change.add(Kind.PROBLEM, [problem_row(field, code="F-P1")])
        change.add(Kind.MILESTONE, [milestone_row(problem, code="F-M1")])
    assert run("import", sheet(FIRST, SECOND))[0] == 0
    return ground


def somebody(run: Run, who: str) -> str:
    """The e-mail of somebody with a role, given by command."""
    email = f"{who.lower()}@example.kz"
    role, _, field = who.partition("-")
    if role == "nobody":
        return email
    assert run("grant", email, role, *(["--field", field] if field else []))[0] == 0
    return email


@pytest.mark.parametrize(("command", "who", "allowed"), by_hand())
def test_the_table_by_hand(
    fields: Database,
    run: Run,
    sheet: Callable[..., Path],
    tmp_path: Path,
    command: str,
    who: str,
    *,
    allowed: bool,
) -> None:
    email = somebody(run, who)
    with fields.reading() as connection:
        before = latest_version(connection, 1)
    calls: dict[str, list[object]] = {
        "import-own": ["import", sheet(FIRST.replace(";40;", ";60;"), name="own.csv")],
        "import-foreign": ["import", sheet(FOREIGN, name="foreign.csv")],
        "undo": ["undo", before],
        "history": ["history"],
        "export": ["export", tmp_path / "out.xlsx"],
    }
    code, out, err = run(*calls[command], "--person", email, "--lang", "en")
    assert (code == 0) is allowed, (out, err)
    with fields.reading() as connection:
        after = latest_version(connection, 1)
        newest = entries(connection, limit=1)[0][1]
    writes = command.startswith("import") or command == "undo"
    assert (after > before) is (allowed and writes)
    if not allowed:
        assert "F-P1" not in out
        assert "Traceback" not in err
    elif writes or command == "export":
        assert newest.actor == email
    if command == "export" and allowed:
        assert newest.action == Noted.DOWNLOADED
        page = load_workbook(tmp_path / "out.xlsx")
        texts = {str(cell.value) for one in page.worksheets for row in one.iter_rows() for cell in row}
        assert "A-M1" in texts
        assert ("F-M1" in texts) is ("-A" not in who)


def test_somebody_without_an_account_may_do_nothing(fields: Database, run: Run) -> None:
    code, _out, err = run("history", "--person", "stranger@example.kz", "--lang", "en")
    assert code == 1
    assert "Nobody with the e-mail stranger@example.kz may come in." in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no-address", "viewer"), "“no-address” is no e-mail address."),
        (("a@b.kz", "viewer", "--field", "XX"), "There is no field with the code or name “XX”."),
        (("a@b.kz", "chair", "--field", "A"), "This role is given for the whole programme alone."),
    ],
)
def test_a_role_that_cannot_be_given(
    fields: Database, run: Run, arguments: tuple[str, ...], says: str
) -> None:
    code, _out, err = run("grant", *arguments, "--lang", "en")
    assert code == 1
    assert says in err
