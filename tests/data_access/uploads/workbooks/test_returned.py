"""Rows held back come back as a workbook; mended and sent again, they bring what was missing, no less."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Milestone, Problem, Report
from data_access.uploads.bring import Prepared, apply
from data_access.uploads.checks.fault import FaultCode
from data_access.uploads.choices import Choices
from data_access.uploads.workbooks.findings import FAULT_FILL
from data_access.uploads.workbooks.returned import returned_workbook
from tests.data_access.uploads.bringing import (
    RECORDED_AT,
    exported,
    prepared,
    with_first_edition,
    workbook,
)
from tests.data_access.uploads.finding_words import WORDS

GOOD_ROWS = Choices(accepts_good_rows=True)
TERM = date(2026, 9, 1)
SHEETS: dict[str, list[tuple[Any, ...]]] = {
    "Problems": [("Code", "Name", "Field"), ("CON-07", "Cranes", "KON"), ("CON-08", "Lifts", "CON")],
    "Plan": [
        ("Plan of the ministry", None),
        ("As at", date(2026, 3, 4)),
        ("Code", "Title", "Problem", "Term", "Percent"),
        ("CON-01-M01", "Survey", "CON-01", date(2026, 6, 1), 0.4),
        ("CON-01-M02", "Law", "CON-1", TERM, 0.2),
        ("M7", "Cranes", "CON-07", TERM, 0.1),
        ("M8", "Lifts", "CON-08", "31.04.2026", 0.1),
        ("M9", "More lifts", "CON-08", TERM, 0.1),
    ],
}


def state(database: Database) -> set[tuple[Any, ...]]:
    """The current milestones with their figures, and the problems."""
    with database.reading() as connection:
        figures = connection.execute(
            select(Milestone.code, Milestone.term, Problem.code, Report.as_at, Report.progress)
            .join(Problem, Problem.entity_id == Milestone.problem_id)
            .outerjoin(Report, Report.milestone_id == Milestone.entity_id)
            .where(Milestone.to_change.is_(None), Problem.to_change.is_(None), Report.to_change.is_(None))
        )
        problems = connection.execute(select(Problem.code).where(Problem.to_change.is_(None)))
        return {tuple(row) for row in (*figures, *problems)}


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def mended(content: bytes, found: Prepared) -> bytes:
    """A workbook with the proposals for its faults written into their cells."""
    book = opened(content)
    for fault in found.faults:
        book[fault.sheet][fault.cell] = fault.proposal
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_rows_held_back_stand_under_their_headers_with_their_faults(database: Database) -> None:
    with_first_edition(database)
    found = prepared(database, workbook(SHEETS), choices=GOOD_ROWS)
    book = opened(returned_workbook(found, WORDS))
    assert [sheet.title for sheet in book.worksheets] == ["Faults and doubts", "Problems", "Plan"]
    plan = book["Plan"]
    assert [row[0].value for row in plan.iter_rows()] == [
        *("Plan of the ministry", "As at", "Code"),
        *("CON-01-M02", "M7", "M8"),
    ]
    marked = {cell.coordinate for row in plan.iter_rows() for cell in row if cell.fill == FAULT_FILL}
    assert marked == {"C4", "C5", "D6"}
    assert plan["C5"].comment.text == FaultCode.REFERS_TO_HELD_BACK
    assert book.worksheets[0]["C4"].hyperlink.location == "'Plan'!D6"


def test_what_was_held_back_and_mended_makes_up_for_the_whole(database: Database) -> None:
    with_first_edition(database)
    content = workbook(SHEETS)
    found = prepared(database, content, choices=GOOD_ROWS)
    apply(database, found, actor="a", recorded_at=RECORDED_AT)
    returned = returned_workbook(found, WORDS)
    again = prepared(database, mended(returned, prepared(database, returned)), actor="a")
    assert (again.faults, again.as_at) == ((), date(2026, 3, 4))
    apply(database, again, actor="a", recorded_at=RECORDED_AT)
    whole = prepared(database, mended(content, prepared(database, content)), actor="a")
    assert whole.faults == ()
    assert whole.comparison.is_empty
    assert ("M8", date(2026, 4, 30), "CON-08", date(2026, 3, 4), 1000) in state(database)


def test_a_row_that_stands_twice_names_its_double_where_it_is_now(database: Database) -> None:
    with_first_edition(database)
    rows = [("CON-01-M01", 1), ("CON-01-M02", 2), ("TOU-01-M01", 3), ("CON-01-M02", 4)]
    content = workbook({"Plan": [("Code", "Percent"), *rows]})
    found = prepared(database, content, choices=GOOD_ROWS)
    told: list[str] = []

    def message(fault: Any) -> str:
        told.append(f"{fault.cell} {fault.params['first']}")
        return ""

    words = WORDS.__class__(
        **{**{name: getattr(WORDS, name) for name in WORDS.__slots__}, "fault_message": message}
    )
    returned_workbook(found, words)
    assert told == ["A3 Plan!A2", "A2 Plan!A3"]


def test_the_base_of_a_template_stays_with_its_rows(database: Database) -> None:
    with_first_edition(database)
    book = opened(exported(database, language="en"))
    book["Milestones"]["E3"] = 5
    file = io.BytesIO()
    book.save(file)
    found = prepared(database, file.getvalue(), choices=GOOD_ROWS)
    assert found.held_back.count == 1
    again = prepared(database, returned_workbook(found, WORDS))
    assert again.book.made_from == found.book.made_from is not None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_rows_of_a_text_file_come_back_as_a_workbook(database: Database, encoding: str) -> None:
    with_first_edition(database)
    text = "Код;Процент\nCON-01-M01;135\nCON-01-M02;40 %\n"
    found = prepared(database, text.encode(encoding), file_name="f.csv", choices=GOOD_ROWS)
    sheet = opened(returned_workbook(found, WORDS)).worksheets[1]
    assert [[cell.value for cell in row] for row in sheet] == [["Код", "Процент"], ["CON-01-M01", "135"]]


def test_a_table_on_its_side_comes_back_on_its_side(database: Database) -> None:
    with_first_edition(database)
    content = workbook(
        {
            "Plan": [
                ("Code", "CON-01-M01", "CON-01-M02", "TOU-01-M01"),
                ("Percent", 5, 135, 7),
                ("Term", TERM, TERM, TERM),
                ("Note", "a", "b", "c"),
            ]
        }
    )
    found = prepared(database, content, choices=GOOD_ROWS)
    assert [fault.cell for fault in found.faults] == ["C2"]
    returned = returned_workbook(found, WORDS)
    sheet = opened(returned)["Plan"]
    assert [[cell.value for cell in row][:2] for row in sheet][:2] == [
        ["Code", "CON-01-M02"],
        ["Percent", 135],
    ]
    assert sheet["B2"].fill == FAULT_FILL
    assert [fault.cell for fault in prepared(database, returned).faults] == ["B2"]
