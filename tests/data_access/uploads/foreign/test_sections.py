"""Sheets that say in headings between their rows what no column says: of which problem the rows below are."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from data_access.database import Database
from data_access.uploads.choices import Choices
from data_access.uploads.files.remarks import RemarkCode, remarks_of
from data_access.uploads.foreign.mapping import FileMapping
from data_access.uploads.prepared import Prepared
from data_access.uploads.workbooks.returned import returned_workbook
from tests.data_access.uploads.bringing import bring, new_programme, prepared, workbook
from tests.data_access.uploads.finding_words import WORDS
from tests.data_access.uploads.foreign_files import proposed, read_once, sent
from tests.data_access.uploads.foreign_ground import MILESTONES, TITLES_RU, ground
from tests.data_access.uploads.foreign_sheets import SECTIONED, Foreign

OURS = ("Код", "Название (ru)", "Срок", "Процент")
ROWS = [(code, title, "01.06.2026", "5%") for code, title in zip(MILESTONES, TITLES_RU, strict=True)]


@pytest.fixture
def known(database: Database) -> Database:
    """A database that knows what foreign sheets refer to."""
    new_programme(database)
    bring(database, ground())
    return database


def with_heading(row: int, text: str) -> Foreign:
    """The sheet with another heading in one of its rows (from 1)."""
    rows: list[Sequence[Any]] = list(SECTIONED.rows)
    rows[row - 1] = (text,)
    return replace(SECTIONED, rows=rows)


def problems(found: Prepared) -> list[Any]:
    """What the file says of the problem of each of its rows."""
    [sheet] = found.checked.sheets
    return [values[sheet.attributes.index("problem_id")] for values in sheet.values]


def test_headings_that_name_problems_are_proposed_for_the_rows_below_them(known: Database) -> None:
    asked = sent(known, SECTIONED)
    [proposal] = asked.mapped.proposals
    assert (proposal.by_section, proposal.constants) == (("problem_id",), {})
    found = sent(known, SECTIONED, proposed(asked))
    assert (problems(found), found.faults) == (["HEA-01", "HEA-01", "HEA-02"], ())
    assert [(one.code, one.places) for one in remarks_of(found.book)] == [
        (RemarkCode.SECTION_READ, ("3", "6"))
    ]


def test_headings_that_name_nothing_are_left_alone(known: Database) -> None:
    rows: list[Sequence[Any]] = [row if len(row) > 1 else ("Кадры и оснащение",) for row in SECTIONED.rows]
    [proposal] = sent(known, replace(SECTIONED, rows=rows)).mapped.proposals
    assert proposal.by_section == ()


def test_the_next_edition_goes_through_with_a_new_section(known: Database) -> None:
    read_once(known, SECTIONED)
    found = sent(known, with_heading(3, "1. Проблема HEA-02, продолжение"))
    assert (found.needs_mapping, found.faults) == (False, ())
    assert problems(found) == ["HEA-02", "HEA-02", "HEA-02"]


def test_an_edition_without_sections_says_nothing_of_problems(known: Database) -> None:
    read_once(known, SECTIONED)
    rows = [row for row in SECTIONED.rows if len(row) > 1 or row is SECTIONED.rows[0]]
    found = sent(known, replace(SECTIONED, rows=rows, merged=["A1:E1"]))
    assert (found.needs_mapping, found.faults) == (False, ())
    assert "problem_id" not in found.checked.sheets[0].attributes


def test_a_heading_that_nobody_knows_is_a_fault_of_the_rows_below_it_alone(known: Database) -> None:
    answer = proposed(sent(known, SECTIONED))
    found = sent(known, with_heading(3, "1. Водители на селе"), answer)
    assert [(fault.code, fault.cell, fault.row, fault.found) for fault in found.faults] == [
        ("unknown_code", "A3", row, "1. Водители на селе") for row in (4, 5)
    ]
    assert [fault.cell for fault in found.faults_told] == ["A3"]
    assert (found.held_back.rows, found.held_back.kept) == ({"План": (4, 5)}, 1)


def test_rows_held_back_keep_their_heading_and_can_be_mended_there(known: Database) -> None:
    answer = proposed(sent(known, SECTIONED))
    found = sent(known, with_heading(3, "1. Водители на селе"), answer)
    good = prepared(known, found.content, choices=replace(found.choices, accepts_good_rows=True))
    book = load_workbook(io.BytesIO(returned_workbook(good, WORDS)))
    page = book["План"]
    assert [[cell.value for cell in row][:2] for row in page.iter_rows(min_row=3)] == [
        ["1. Водители на селе", None],
        [1, MILESTONES[0]],
        [2, MILESTONES[1]],
    ]
    assert page["A3"].comment.text == "unknown_code"
    page["A3"] = "HEA-02"
    page["A3"].comment = None
    file = io.BytesIO()
    book.save(file)
    mended = prepared(known, file.getvalue(), choices=Choices(mapping=answer))
    assert (mended.faults, problems(mended)) == ((), ["HEA-02", "HEA-02"])


def test_the_rows_of_a_heading_that_means_nothing_have_no_problem(known: Database) -> None:
    asked = sent(known, SECTIONED)
    [sheet] = proposed(asked).sheets
    words = {"problem_id": {**sheet.words["problem_id"], "2. очереди в поликлиниках": ""}}
    found = sent(known, SECTIONED, FileMapping(sheets=(replace(sheet, words=words),)))
    assert [(fault.code, fault.cell, fault.row) for fault in found.faults] == [("no_value", "A6", 7)]


def test_rows_above_the_first_heading_have_no_problem(known: Database) -> None:
    rows = [*SECTIONED.rows[:2], *SECTIONED.rows[3:]]
    foreign = replace(SECTIONED, rows=rows, merged=["A5:E5"])
    found = sent(known, foreign, proposed(sent(known, foreign)))
    assert [(fault.code, fault.cell) for fault in found.faults] == [("missing", "B3"), ("missing", "B4")]


def test_a_problem_that_a_proposal_puts_into_a_heading_counts(known: Database) -> None:
    answer = proposed(sent(known, SECTIONED))
    choices = Choices(mapping=answer, replacements={("План", "A3"): "HEA-01"})
    found = prepared(known, with_heading(3, "HEА-O1 врачи").content(), choices=choices)
    assert (found.faults, problems(found)) == ((), ["HEA-01", "HEA-01", "HEA-02"])


def test_our_own_headers_without_the_problem_are_read_by_headings_too(known: Database) -> None:
    content = workbook({"Вехи": [OURS, ("HEA-01 Врачи",), *ROWS[:2], ("HEA-02 Очереди",), ROWS[2]]})
    asked = prepared(known, content)
    assert [fault.code for fault in asked.faults] == ["missing_column"]
    [proposal] = asked.mapped.proposals
    mapping = FileMapping(sheets=(proposal.mapping(asked.mapped.names),))
    found = prepared(known, content, choices=Choices(mapping=mapping))
    assert (found.faults, problems(found)) == ((), ["HEA-01", "HEA-01", "HEA-02"])
