"""The template as an officer sees it: what is locked, what cells offer, what comments and steps say."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_access.database import Database
from data_access.model import Kind
from data_access.sessions.instruction_changes import give_instruction
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.files.addresses import letters_of
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.view import Scope
from data_access.words import Words
from tests.data_access.uploads.bringing import (
    DAY,
    OFFICER,
    RECORDED_AT,
    TEMPLATE_WORDS,
    entity_id,
    new_programme,
    template,
    with_first_edition,
)

TITLES = {kind: f"{sheet.title.kk} – {sheet.title.ru}" for kind, sheet in SHEETS.items()}
BELOW = 100  # rows below the last one


def _with_an_instruction(database: Database) -> None:
    programme = with_first_edition(database)
    ministry = entity_id(database, Kind.MINISTRY, "MIC")
    asked: dict[str, Any] = {"text": "=Build", "ministry_id": ministry, "day": DAY, "term": DAY}
    give_instruction(database, programme.id, **asked, actor=OFFICER, recorded_at=RECORDED_AT)


@pytest.fixture
def book(database: Database) -> Any:
    """The template with all that the first edition brought, and an instruction."""
    _with_an_instruction(database)
    return load_workbook(io.BytesIO(template(database)))


def header_row(kind: Kind) -> int:
    return 2 if kind is Kind.MILESTONE else 1


def letters(page: Worksheet, kind: Kind) -> dict[str, str]:
    """The letters of each attribute's column, whose headers stand in the order of ours."""
    columns = SHEETS[kind].columns
    assert page.max_column == len(columns)
    return {column.attribute: letters_of(place) for place, column in enumerate(columns)}


def check_of(page: Worksheet, cell: str) -> Any:
    """The check of a cell, if it has one."""
    found = [check for check in page.data_validations.dataValidation if cell in check.sqref]
    assert len(found) <= 1
    return found[0] if found else None


def offered(book: Any, check: Any) -> list[Any]:
    """What a drop-down list offers."""
    name, cells = check.formula1.split("!")
    return [cell.value for row in book[name.strip("'")][cells.replace("$", "")] for cell in row]


def all_columns(book: Any) -> Iterator[tuple[Worksheet, Kind, Any, str]]:
    """Each column of each sheet: its sheet, kind, column and letters."""
    for kind, sheet in SHEETS.items():
        page = book[TITLES[kind]]
        found = letters(page, kind)
        for column in sheet.columns:
            yield page, kind, column, found[column.attribute]


def test_headers_speak_two_languages_and_stay_in_sight(book: Any) -> None:
    for page, kind, column, letter in all_columns(book):
        header = page[f"{letter}{header_row(kind)}"]
        assert header.value.split(" /\n") == list(dict.fromkeys([column.header.kk, column.header.ru]))
        assert header.font.bold
        assert header.alignment.wrap_text
        assert header.fill.fill_type == "solid"
        assert page.freeze_panes == f"C{header_row(kind) + 1}"
        assert page.auto_filter.ref.startswith(f"A{header_row(kind)}:")


def test_the_day_stands_above_the_milestones_to_be_changed(book: Any) -> None:
    page = book[TITLES[Kind.MILESTONE]]
    day = page["B1"]
    assert page["A1"].value == "Күні бойынша /\nПо состоянию на"
    assert page["A1"].comment.text == "day kk\n\nday ru"
    assert (day.value.date(), day.number_format, day.protection.locked) == (DAY, "dd.mm.yyyy", False)
    assert check_of(page, "B1").type == "date"


def test_only_codes_of_rows_that_exist_and_headers_are_locked(book: Any) -> None:
    for page, kind, column, letter in all_columns(book):
        first, last = header_row(kind) + 1, page.max_row
        assert last >= first
        for row in range(first, last + 1):
            cell = page[f"{letter}{row}"]
            if cell.value is not None:
                assert cell.protection.locked == (column.type is CellType.CODE), cell
        # An empty cell is as its column is.
        assert not page.column_dimensions[letter].protection.locked
        assert page[f"{letter}{header_row(kind)}"].protection.locked


def test_cells_beside_our_columns_are_open(book: Any) -> None:
    for kind in SHEETS:
        page = book[TITLES[kind]]
        beside = page.column_dimensions[chr(65 + len(SHEETS[kind].columns))]
        assert (beside.min, beside.max) == (len(SHEETS[kind].columns) + 1, 16384)
        assert not beside.protection.locked


def test_protection_has_no_password_and_leaves_people_their_tools(book: Any) -> None:
    for kind in SHEETS:
        protection = book[TITLES[kind]].protection
        assert protection.sheet
        assert (protection.password, protection.hashValue) == (None, None)
        # True means forbidden.
        for tool in (
            "formatCells",
            "formatColumns",
            "formatRows",
            "insertRows",
            "deleteRows",
            "sort",
            "autoFilter",
        ):
            assert getattr(protection, tool) is False, tool


def test_new_rows_take_the_formats_of_their_columns(book: Any) -> None:
    wanted = {CellType.DATE: "dd.mm.yyyy", CellType.PERCENT: "0%", CellType.NUMBER: "General"}
    for page, _kind, column, letter in all_columns(book):
        assert page.column_dimensions[letter].number_format == wanted.get(column.type, "@")


def test_references_offer_the_codes_that_exist_and_ask_about_others(book: Any) -> None:
    codes = {kind: [cell.value for cell in book[TITLES[kind]]["A"][header_row(kind) :]] for kind in SHEETS}
    assert "CON" in codes[Kind.FIELD]
    assert {"P1", "P2"} == set(codes[Kind.PERSON])
    for page, kind, column, letter in all_columns(book):
        if column.refers_to is not None:
            for row in (header_row(kind) + 1, page.max_row, page.max_row + BELOW):
                check = check_of(page, f"{letter}{row}")
                assert offered(book, check) == codes[column.refers_to]
                assert (check.type, check.errorStyle, check.showErrorMessage) == ("list", "warning", True)
                assert check.error == "no reference kk\nno reference ru"


def test_lights_and_roles_are_chosen_in_two_languages(book: Any) -> None:
    page = book[TITLES[Kind.MILESTONE]]
    light = check_of(page, f"{letters(page, Kind.MILESTONE)['declared']}3")
    assert offered(book, light) == [f"{words.kk} / {words.ru}" for words in LIGHT_WORDS.values()]
    page = book[TITLES[Kind.MEMBERSHIP]]
    role = check_of(page, f"{letters(page, Kind.MEMBERSHIP)['role']}2")
    assert offered(book, role) == [f"{words.kk} / {words.ru}" for words in ROLE_WORDS.values()]
    assert (light.errorStyle, role.errorStyle) == ("stop", "stop")
    assert (light.error, role.error) == ("no light kk\nno light ru", "no role kk\nno role ru")


def test_dates_percentages_and_numbers_are_checked_within_their_bounds(book: Any) -> None:
    bounds = {
        CellType.DATE: ("date", "18264", "91312"),  # 01.01.1950 to 31.12.2149
        CellType.PERCENT: ("decimal", "0", "1"),
        CellType.NUMBER: ("whole", "0", "32767"),
    }
    for page, kind, column, letter in all_columns(book):
        for row in (header_row(kind) + 1, page.max_row + BELOW):
            check = check_of(page, f"{letter}{row}")
            if column.type in bounds:
                assert (check.type, check.formula1, check.formula2) == bounds[column.type]
                assert (check.operator, check.errorStyle, check.allow_blank) == ("between", "stop", True)
                assert check.error == f"no {column.type} kk\nno {column.type} ru"
            elif column.type in {CellType.TEXT, CellType.CODE}:
                assert check is None


def test_every_header_has_a_comment_in_two_languages(book: Any) -> None:
    for page, kind, column, letter in all_columns(book):
        comment = page[f"{letter}{header_row(kind)}"].comment
        assert comment.text == f"{kind} {column.attribute} kk\n\n{kind} {column.attribute} ru"


def test_the_instructions_are_numbered_and_in_three_languages(book: Any) -> None:
    page = book.worksheets[0]
    assert page.title == "Нұсқаулық – Инструкция"
    assert [[cell.value for cell in row] for row in page.rows] == [
        [None, "Нұсқаулық", "Инструкция", "Instructions"],
        [1, "first kk", "first ru", "first en"],
        [2, "=then kk", "=then ru", "=then en"],
        [None, "made kk", "made ru", "made en"],
    ]
    assert page["B3"].data_type == "s"
    # The workbook opens on its first list.
    assert book.active.title == TITLES[Kind.MINISTRY]


def test_sheet_names_are_not_too_long_for_a_spreadsheet(book: Any) -> None:
    assert all(len(name) <= 31 for name in book.sheetnames)
    states = [page.sheet_state for page in book.worksheets]
    assert states == ["visible"] * (1 + len(SHEETS)) + ["hidden", "veryHidden"]


@pytest.mark.parametrize("kind", SHEETS)
def test_one_kind_alone(database: Database, kind: Kind) -> None:
    _with_an_instruction(database)
    book = load_workbook(io.BytesIO(template(database, kinds=[kind])))
    assert book.sheetnames[1:-2] == [TITLES[kind]]
    if kind is Kind.MILESTONE:
        page = book[TITLES[kind]]
        assert "TOU-01" in offered(book, check_of(page, f"{letters(page, kind)['problem_id']}4"))


def test_lists_offer_nobody_and_nothing_beyond_the_senders_scope(database: Database) -> None:
    with_first_edition(database)
    tourism = Scope(frozenset({entity_id(database, Kind.FIELD, "TOU")}))
    book = load_workbook(io.BytesIO(template(database, scope=tourism)))
    page = book[TITLES[Kind.MEMBERSHIP]]
    found = letters(page, Kind.MEMBERSHIP)
    assert offered(book, check_of(page, f"{found['person_id']}2")) == ["P2"]
    assert offered(book, check_of(page, f"{found['team_id']}2")) == ["T-TOU"]
    page = book[TITLES[Kind.MILESTONE]]
    assert offered(book, check_of(page, f"{letters(page, Kind.MILESTONE)['problem_id']}3")) == ["TOU-01"]
    everything = {str(cell.value) for sheet in book.worksheets for row in sheet.rows for cell in row}
    assert not {text for text in everything if "CON" in text or "Aidos" in text}


def test_a_long_refusal_is_cut_so_that_a_spreadsheet_opens_the_file(database: Database) -> None:
    with_first_edition(database)
    words = replace(TEMPLATE_WORDS, refusals={kind: Words("ә" * 200, "ы" * 200, "") for kind in CellType})
    book = load_workbook(io.BytesIO(template(database, words=words)))
    errors = [check.error for page in book.worksheets for check in page.data_validations.dataValidation]
    assert {len(error) for error in errors} == {255}


def test_where_there_is_nothing_to_choose_from_anything_may_be_written(database: Database) -> None:
    new_programme(database)
    book = load_workbook(io.BytesIO(template(database)))
    page = book[TITLES[Kind.MEMBERSHIP]]
    found = letters(page, Kind.MEMBERSHIP)
    assert check_of(page, f"{found['person_id']}2") is None
    assert check_of(page, f"{found['role']}2") is not None
