"""Sheets that say in headings between their rows what no column says: of which problem the rows below are."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from data_access.database import Database
from data_access.model import Kind
from data_access.uploads.bring import apply
from data_access.uploads.choices import Choices
from data_access.uploads.files.remarks import RemarkCode, remarks_of
from data_access.uploads.files.table import AS_ABOVE
from data_access.uploads.foreign.mapped import remember
from data_access.uploads.foreign.mapping import FileMapping
from data_access.uploads.prepared import Prepared
from data_access.uploads.workbooks.returned import returned_workbook
from tests.data_access.uploads.bringing import RECORDED_AT, bring, new_programme, prepared, workbook
from tests.data_access.uploads.finding_words import WORDS
from tests.data_access.uploads.foreign_files import OFFICER, SAVED_AT, proposed, read_once, sent
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
    more = [("3. HEA-01: цифровые услуги",), (4, "HEA-01-M09", "Запись к врачу", date(2026, 12, 1), 0)]
    found = sent(known, replace(SECTIONED, rows=[*SECTIONED.rows, *more]))
    assert (found.needs_mapping, found.faults) == (False, ())
    assert problems(found) == ["HEA-01", "HEA-01", "HEA-02", "HEA-01"]


def test_what_a_heading_meant_moves_no_milestone_of_another_sheet_unasked(known: Database) -> None:
    generic = with_heading(3, "1. Кадры")
    answer = proposed(sent(known, SECTIONED))
    [sheet] = answer.sheets
    words = {"problem_id": {**sheet.words["problem_id"], "1. кадры": "HEA-01"}}
    answer = FileMapping(sheets=(replace(sheet, words=words),))
    found = sent(known, generic, answer)
    remember(known, found.programme.id, found.mapped, sender=OFFICER, saved_at=SAVED_AT)
    apply(known, found, actor=OFFICER, recorded_at=RECORDED_AT)
    assert not sent(known, generic).needs_mapping
    swapped = replace(
        generic, rows=[*SECTIONED.rows[:2], ("1. Кадры",), SECTIONED.rows[6]], merged=["A1:E1", "A3:E3"]
    )
    assert sent(known, swapped).needs_mapping


def test_other_headings_under_a_remembered_map_say_nothing(known: Database) -> None:
    read_once(known, SECTIONED)
    rows = [("Март 2026",) if len(row) == 1 and at > 0 else row for at, row in enumerate(SECTIONED.rows)]
    found = sent(known, replace(SECTIONED, rows=rows))
    assert (found.needs_mapping, found.faults) == (False, ())
    assert "problem_id" not in found.checked.sheets[0].attributes


@pytest.mark.parametrize(
    "heading",
    [
        "1. HEA-77 Очереди в поликлиниках",  # a code that nobody knows, another problem's name
        "1. HEA-01, HEA-02: очереди",
        "1. Простой на границе и очереди на складах (новая)",
    ],
)
def test_no_heading_is_guessed(known: Database, heading: str) -> None:
    answer = proposed(sent(known, SECTIONED))
    found = sent(known, with_heading(3, heading), answer)
    assert [(fault.code, fault.cell) for fault in found.faults_told] == [("unknown_code", "A3")]


@pytest.mark.parametrize(
    "heading",
    [
        "2.HEA-01 врачи",
        "HEA‑01 – врачи",  # a hyphen that does not break
        "HEA-01_врачи",
        "HEA-01/врачи",
        "HEA-01-врачи",
        "II. Нехватка врачей на селе",
        "№ 1 Нехватка врачей на селе",
    ],
)
def test_a_code_or_a_whole_name_is_read_however_it_is_joined(known: Database, heading: str) -> None:
    found = sent(known, with_heading(3, heading), proposed(sent(known, SECTIONED)))
    assert (found.faults, problems(found)) == ((), ["HEA-01", "HEA-01", "HEA-02"])


@pytest.mark.parametrize(
    "heading",
    [
        (2, None, "HEA-02 Очереди"),  # its number in a cell of its own
        ("HEA-02 Очереди", None, None, None, 0.35),  # with a sum
        ("HEA-02",),  # a code alone, not merged
        (None, None, "HEA-02 Очереди"),  # in another column
    ],
)
def test_what_stands_between_things_and_is_none_is_a_heading(
    known: Database, heading: tuple[Any, ...]
) -> None:
    rows = [*SECTIONED.rows[:5], heading, SECTIONED.rows[6]]
    foreign = replace(SECTIONED, rows=rows, merged=["A1:E1", "A3:E3"])
    found = sent(known, foreign, proposed(sent(known, SECTIONED)))
    assert (found.faults, problems(found)) == ((), ["HEA-01", "HEA-01", "HEA-02"])


def test_a_thing_without_its_code_is_no_heading(known: Database) -> None:
    rows = [*SECTIONED.rows[:4], (2, None, TITLES_RU[1], date(2026, 9, 15), 0.1), *SECTIONED.rows[5:]]
    found = sent(known, replace(SECTIONED, rows=rows), proposed(sent(known, SECTIONED)))
    assert [(fault.code, fault.cell) for fault in found.faults] == [("missing", "B5")]
    assert problems(found) == ["HEA-01", "HEA-01", "HEA-02"]


def test_a_subtotal_ends_its_section(known: Database) -> None:
    rows = [*SECTIONED.rows[:4], ("Итого по HEA-01", None, None, None, 0.2), *SECTIONED.rows[4:]]
    foreign = replace(SECTIONED, rows=rows, merged=["A1:E1", "A3:E3", "A7:E7"])
    found = sent(known, foreign, proposed(sent(known, foreign)))
    assert [(fault.code, fault.cell, fault.proposal) for fault in found.faults] == [("missing", "B6", None)]


def test_a_stage_says_the_problem_of_the_heading_above(known: Database) -> None:
    stages = [
        *SECTIONED.rows[:3],
        ("Этап 1",),
        SECTIONED.rows[3],
        ("Этап 2",),
        SECTIONED.rows[4],
        SECTIONED.rows[5],
        ("Этап 1",),
        SECTIONED.rows[6],
    ]
    foreign = replace(SECTIONED, rows=stages, merged=["A1:E1"])
    asked = sent(known, foreign)
    [proposal] = asked.mapped.proposals
    assert proposal.by_section == ("problem_id",)
    words = proposal.unread_words(Kind.MILESTONE, "problem_id", None, asked.mapped.names)
    assert [(word.text, word.count, word.meaning) for word in words] == [
        ("Этап 1", 2, AS_ABOVE),
        ("Этап 2", 1, None),
    ]
    [sheet] = proposed(asked).sheets
    meant = {"problem_id": {"этап 1": AS_ABOVE, "этап 2": AS_ABOVE}}
    found = sent(known, foreign, FileMapping(sheets=(replace(sheet, words=meant),)))
    assert (found.faults, problems(found)) == ((), ["HEA-01", "HEA-01", "HEA-02"])


def test_a_section_without_rows_brings_nothing_into_a_whole_list(known: Database) -> None:
    answer = proposed(sent(known, SECTIONED))
    bring(known, SECTIONED.content(), choices=Choices(mapping=answer))
    rows = [*SECTIONED.rows[:2], ("LOG-01 – нет мероприятий",), *SECTIONED.rows[2:]]
    foreign = replace(SECTIONED, rows=rows, merged=["A1:E1", "A3:E3", "A4:E4", "A7:E7"])
    found = sent(known, foreign, answer, whole=True)
    assert found.comparison.removed == ()
    assert found.mapped.ministry_id is not None


def test_problems_that_the_file_brings_are_found_in_headings(known: Database) -> None:
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "Проблемы": [
            ("Код", "Название (ru)", "Отрасль", "Команда"),
            ("HEA-05", "Скорая помощь", "HEA", "T-HEA"),
        ],
        "Вехи": [OURS, ("1. HEA-05 – скорая",), ROWS[0]],
    }
    asked = prepared(known, workbook(sheets))
    answer = FileMapping(
        sheets=tuple(
            replace(one.mapping(asked.mapped.names), by_section=("problem_id",))
            for one in asked.mapped.proposals
        )
    )
    found = prepared(known, workbook(sheets), choices=Choices(mapping=answer))
    assert found.faults == ()
    [milestones] = [sheet for sheet in found.checked.sheets if sheet.kind is Kind.MILESTONE]
    assert [values[milestones.attributes.index("problem_id")] for values in milestones.values] == ["HEA-05"]


def test_our_own_headers_are_remembered_with_what_they_lack(known: Database) -> None:
    content = workbook({"Вехи": [OURS, ("HEA-01 Врачи",), *ROWS[:2], ("HEA-02 Очереди",), ROWS[2]]})
    asked = prepared(known, content, actor=OFFICER)
    mapping = FileMapping(sheets=(asked.mapped.proposals[0].mapping(asked.mapped.names),))
    found = prepared(known, content, choices=Choices(mapping=mapping), actor=OFFICER)
    remember(known, found.programme.id, found.mapped, sender=OFFICER, saved_at=SAVED_AT)
    apply(known, found, actor=OFFICER, recorded_at=RECORDED_AT)
    more = ("HEA-02-M09", "Открыть регистратуру", "01.12.2026", "0%")
    again = workbook({"Вехи": [OURS, ("HEA-01 Врачи",), *ROWS[:2], ("HEA-02 Очереди",), ROWS[2], more]})
    found = prepared(known, again, actor=OFFICER)
    assert (found.faults, len(found.comparison.added)) == ((), 1)


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
    assert [(fault.code, fault.cell, fault.proposal) for fault in found.faults] == [
        ("missing", "B3", None),
        ("missing", "B4", None),
    ]


def test_our_own_headers_without_the_problem_are_read_by_headings_too(known: Database) -> None:
    content = workbook({"Вехи": [OURS, ("HEA-01 Врачи",), *ROWS[:2], ("HEA-02 Очереди",), ROWS[2]]})
    asked = prepared(known, content)
    assert [fault.code for fault in asked.faults] == ["missing_column"]
    [proposal] = asked.mapped.proposals
    mapping = FileMapping(sheets=(proposal.mapping(asked.mapped.names),))
    found = prepared(known, content, choices=Choices(mapping=mapping))
    assert (found.faults, problems(found)) == ((), ["HEA-01", "HEA-01", "HEA-02"])
