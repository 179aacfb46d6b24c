"""The protocol of a session, opened again, and instructions as rows for the wall: in words, and no formulas."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from dashboard.components.instructions.rows import instruction_rows
from dashboard.documents.protocol_docx import protocol_document
from dashboard.documents.protocol_xlsx import protocol_workbook
from dashboard.request import Request
from dashboard.texts import texts
from data_access.model import Kind, SessionState
from data_access.sessions.schedule import SessionInfo
from data_access.words import LANGUAGES
from tests.factories import change_of, milestone_row
from tests.pages.instruction_site import FORMULA, Site, served_site
from tests.pages.serving import run


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The screens read the programme with its instructions."""
    yield from served_site(migrated_file, tmp_path, monkeypatch)


def test_rows_for_the_wall_speak_in_words(site: Site) -> None:
    request = site.request("ru")
    rows = instruction_rows(request, tuple(site.known().values()))
    assert rows.count("<li ") == 4
    for word in ("Просрочено", "Красный", "На контроле", "Снято с контроля", "I-2024-001", "01.07.2024"):
        assert word in rows
    assert "<b>Hire</b>" not in rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_protocol_as_a_document(site: Site, language: str) -> None:
    words = texts(language)
    paper = Document(io.BytesIO(protocol_document(site.request(language), site.session_info())))
    text = "\n".join(line.text for line in paper.paragraphs)
    assert {"kk": "Кеңес", "ru": "Совещание", "en": "=Review"}[language] in text
    assert "01.05.2024" in text
    assert "@chair" in text
    items, given = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables)
    assert len(items) == 3
    assert items[1][2:4] == ["+Why late?", words.light("red")]
    assert "4" in items[1][4]  # days over its term on the frozen day, 5 June
    assert items[1][5] == "-Decide"
    assert [row[0] for row in given[1:]] == ["I-2024-001", "I-2024-002", "I-2024-003", "I-2024-004"]
    assert given[1][4] == "01.06.2024"  # as it was given, though it was moved since
    assert given[3][1] == f"{FORMULA} <b>Hire</b> doctors"
    assert given[0][2] == words.gettext("Executor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_protocol_as_a_workbook(site: Site, language: str) -> None:
    words = texts(language)
    book = load_workbook(io.BytesIO(protocol_workbook(site.request(language), site.session_info())))
    agenda, given = book.worksheets
    assert (agenda.title, given.title) == (words.gettext("Agenda"), words.gettext("Instructions"))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    hostile = {cell.value: cell.quotePrefix for cell in cells if str(cell.value)[:1] in "=+-@" and cell.value}
    assert {"+Why late?", "-Decide", "@chair", f"{FORMULA} <b>Hire</b> doctors"} <= hostile.keys()
    assert all(hostile.values())
    rows = list(given.iter_rows(values_only=True))
    assert rows[0][:2] == ("№", words.gettext("Instruction"))
    assert rows[1][0] == "I-2024-001"
    assert rows[1][4] == datetime.combine(date(2024, 6, 1), time())
    assert any(words.light("red") in row for row in agenda.iter_rows(values_only=True))


def test_protocol_is_of_the_frozen_data(site: Site) -> None:
    request, session = site.request(), site.session_info()
    assert session.state is SessionState.OPEN
    before = [[cell.text for cell in row.cells] for row in _tables(request, session)[0].rows]
    with change_of(site.database, site.ground.programme) as change:
        late = date(2024, 6, 1) - timedelta(days=90)
        change.add(Kind.MILESTONE, [milestone_row(site.ground.problem, baseline=late) for _ in range(5)])
    after = [[cell.text for cell in row.cells] for row in _tables(site.request(), session)[0].rows]
    assert after == before


def _tables(request: Request, session: SessionInfo) -> Any:
    return Document(io.BytesIO(protocol_document(request, session))).tables


@pytest.mark.usefixtures("site")
def test_protocol_is_offered_with_its_session() -> None:
    assert not run("instructions", lang="en").get("download_button")
    app = run("instructions", lang="en", session="S-2024-05-01")
    assert len(app.get("download_button")) == 2
