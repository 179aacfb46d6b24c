"""What leaves as a file holds texts as texts: no formula, no link, nothing cut, whatever names and notes hold."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from dashboard import source
from dashboard.documents.milestone_list import milestone_workbook
from dashboard.documents.protocol_docx import protocol_document
from dashboard.documents.protocol_xlsx import protocol_workbook
from dashboard.request import Request, read_request
from data_access.access.audit import AuditEntry, Noted, note
from data_access.access.roles import local_person
from data_access.database import Database
from data_access.reads.milestones import MilestoneFilter
from data_access.reads.point import open_reader, programmes
from data_access.sessions.schedule import SessionInfo, sessions
from data_access.uploads.values.cell_text import printable
from tests.dashboard.editions import Run
from tests.hostile import FORMULAS, Hostile, endless, lay_hostile_ground, mixed

NOW = datetime(2026, 5, 20, 6, 0, tzinfo=UTC)
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
MILESTONE_TEXTS = [printable(mixed(f"M{place}", formula)) for place, formula in enumerate(FORMULAS, 1)]


@pytest.fixture
def hostile(
    database: Database, run_on: Callable[[Database], Run], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hostile]:
    """The hostile programme, which screens and commands read."""
    run_on(database)
    monkeypatch.setattr(source, "now", lambda: NOW)
    with source.reading_instead(database):
        yield lay_hostile_ground(database, NOW)


@pytest.fixture
def request_of(database: Database, hostile: Hostile) -> Request:
    """What a viewer asks."""
    assert hostile
    with database.reading() as connection:
        [programme] = programmes(connection)
    return read_request({"lang": "en"}, programme, local_person())


@pytest.fixture
def session(database: Database, request_of: Request) -> SessionInfo:
    """The one session."""
    with open_reader(database, request_of.current) as reader:
        [found] = sessions(reader)
    return found


def _texts(content: bytes) -> list[str]:
    """The texts of a workbook's cells, none of which is anything else."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = parts.read(name).decode()
                assert not re.search(r"<f[ >/]", sheet), name
                assert "<hyperlink" not in sheet, name
            assert "externalLink" not in name
    found: list[str] = []
    for page in load_workbook(io.BytesIO(content)):
        cells: list[Any] = [cell for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
        assert [cell.coordinate for cell in cells if cell.data_type not in {"s", "inlineStr"}] == []
        bare = [
            cell.coordinate for cell in cells if cell.value.startswith(_FORMULA_LIKE) and not cell.quotePrefix
        ]
        assert bare == []
        found += [cell.value for cell in cells]
    return found


def test_the_list_of_milestones(request_of: Request) -> None:
    content = milestone_workbook(request_of, MilestoneFilter())
    found = _texts(content)
    for text in [*MILESTONE_TEXTS, printable(endless("M6"))]:
        assert text in found, text[:40]
    [page] = load_workbook(io.BytesIO(content)).worksheets
    rows = {row[1]: row for row in page.iter_rows(min_row=2, values_only=True)}
    assert list(rows["M1"]) == [
        "Red",
        "M1",
        printable(mixed("M1")),
        "30 days over its term",
        datetime.combine(date(2026, 4, 20), time()),
        None,
        "30%",
        "Green",
        printable(mixed("OWNER1")),
    ]


def test_the_protocol_as_a_workbook(request_of: Request, session: SessionInfo) -> None:
    found = "\n".join(_texts(protocol_workbook(request_of, session)))
    for name in ("TITLE", "CHAIR", "QUESTION", "ASK", "ORDER", "P1"):
        assert mixed(name) in found, name


def test_the_protocol_as_a_document(request_of: Request, session: SessionInfo) -> None:
    content = protocol_document(request_of, session)
    paper = Document(io.BytesIO(content))
    lines = [line.text for line in paper.paragraphs]
    lines += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    for name in ("TITLE", "CHAIR", "QUESTION", "ASK", "ORDER", "P1"):
        assert any(mixed(name) in line for line in lines), name
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        assert "w:hyperlink" not in body
        assert "w:fldSimple" not in body
        assert "w:instrText" not in body
        assert "elsewhere" not in parts.read("word/_rels/document.xml.rels").decode()


@pytest.mark.usefixtures("hostile")
def test_the_export_and_what_comes_back_of_it(
    database: Database, run_on: Callable[[Database], Run], tmp_path: Path
) -> None:
    run, path = run_on(database), tmp_path / "export.xlsx"
    code, _, errors = run("export", path, "--lang", "en")
    assert (code, errors) == (0, "")
    found = _texts(path.read_bytes())
    for text in [*MILESTONE_TEXTS, mixed("F1"), mixed("T1"), mixed("P1"), mixed("R"), mixed("PERSON")]:
        assert printable(text) in found, text[:40]


@pytest.mark.usefixtures("hostile")
def test_the_audit_as_a_table(
    database: Database, run_on: Callable[[Database], Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "a key for the tests that is long enough"
    monkeypatch.setenv("AUDIT_KEY", key)
    database.audit_key = key.encode()
    for formula in FORMULAS:
        note(database, AuditEntry(at=NOW, actor=mixed("ACTOR", formula), action=Noted.SAW, object="page"))
    path = tmp_path / "audit.csv"
    assert run_on(database)("audit", "--csv", path)[0] == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(FORMULAS) + 1
    assert [cell for row in rows for cell in row if cell.startswith(_FORMULA_LIKE)] == []
