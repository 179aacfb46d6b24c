"""All faults of a file are named at once, each at its cell, and none is invented."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from data_access.model import Kind
from data_access.uploads.checks.check import Checked, check
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.known import Known
from data_access.uploads.read import read_workbook
from tests.data_access.uploads.bringing import MILESTONE_HEADERS, first_edition, workbook

TERM = date(2026, 6, 1)


def known(
    ids: Mapping[Kind, Collection[str]] | None = None,
    *,
    fields: Mapping[str, str] | None = None,
    beyond: Mapping[Kind, Collection[str]] | None = None,
) -> Known:
    """What is known: field CON with team T-CON, ministry MIC and problem CON-01; more where it is named."""
    codes: dict[Kind, Collection[str]] = {
        Kind.MINISTRY: ("MIC",),
        Kind.FIELD: ("CON", "TOU"),
        Kind.TEAM: ("T-CON",),
        Kind.PERSON: (),
        Kind.PROBLEM: ("CON-01", "TOU-01"),
        **(ids or {}),
    }
    return Known(
        ids={kind: {code: place for place, code in enumerate(found)} for kind, found in codes.items()},
        rows={},
        listed={},
        field_of_problem=fields or {"CON-01": "CON", "TOU-01": "TOU"},
        beyond={kind: frozenset(found) for kind, found in (beyond or {}).items()},
    )


def checked(sheets: Mapping[str, Any], found: Known | None = None) -> Checked:
    return check(read_workbook("file.xlsx", workbook(sheets)), found or known())


def faults(sheets: Mapping[str, Any], found: Known | None = None) -> list[str]:
    return [f"{fault.cell} {fault.code}" for fault in checked(sheets, found).faults]


def milestone_faults(*rows: Sequence[Any], found: Known | None = None) -> list[str]:
    return faults({"Milestones": [MILESTONE_HEADERS, *rows]}, found)


def row(code: Any = "M1", **cells: Any) -> list[Any]:
    """A faultless row of a milestone with some cells replaced, by the names of their headers."""
    filled = {"Code": code, "Title (en)": "Survey", "Problem": "CON-01", "Term": TERM, **cells}
    return [filled.get(header) for header in MILESTONE_HEADERS]


def test_a_workbook_of_all_kinds_may_refer_to_itself() -> None:
    nothing = Known(ids={kind: {} for kind in Kind}, rows={}, listed={}, field_of_problem={}, beyond={})
    result = check(read_workbook("file.xlsx", first_edition()), nothing)
    assert result.faults == ()
    assert [len(sheet.values) for sheet in result.sheets] == [2, 2, 2, 2, 2, 2, 3]


def test_all_faults_come_at_once_in_the_order_of_the_sheet() -> None:
    assert milestone_faults(
        row("M1", Term="soon", Percent=140),
        row("M2", Problem="CON-99", Forecast="31.04.2026"),
        row(None),
        row("M1", Note="x" * 5001),
        row("M5", **{"Title (en)": None}),
        row("M6", Term=None),
    ) == [
        "E2 not_a_date",
        "G2 not_a_percent",
        "C3 unknown_code",
        "F3 not_a_date",
        "A4 missing",
        "A5 duplicate_code",
        "H5 too_long",
        "B6 missing",
        "E7 missing",
    ]


def test_a_fault_says_what_was_found_and_what_is_expected() -> None:
    [fault] = checked({"Road map": [MILESTONE_HEADERS, row(Problem=" CON-99 ")]}).faults
    assert fault == Fault(
        sheet="Road map",
        cell="C2",
        code=FaultCode.UNKNOWN_CODE,
        found="CON-99",
        params={"column": "problem_id", "kind": "problem"},
        row=2,
    )


def test_empty_rows_and_columns_that_are_not_ours_are_no_faults() -> None:
    headers = (*MILESTONE_HEADERS, "Remarks of the minister")
    rows = [[*row("M1"), "!"], [], [None] * 8, [*[None] * 8, "only here"], [*row("M2"), None]]
    result = checked({"Milestones": [headers, *rows]})
    assert result.faults == ()
    assert result.sheets[0].rows == (2, 6)


def test_a_code_is_used_once_over_all_sheets_of_a_kind() -> None:
    result = checked({"First": [MILESTONE_HEADERS, row("M1")], "Second": [MILESTONE_HEADERS, row("M1")]})
    [fault] = result.faults
    assert (fault.sheet, fault.cell, fault.code) == ("Second", "A2", "duplicate_code")
    assert fault.params["first"] == "First!A2"


def test_a_text_file_has_one_sheet_without_a_name() -> None:
    text = "Code;Title (en);Problem;Term\nM1;a;CON-01;01.06.2026\nM2;b;CON-01;01.06.2026\nM1;c;CON-01;01.06.2026\n"
    [fault] = check(read_workbook("file.csv", text.encode()), known()).faults
    assert (fault.sheet, fault.cell, fault.params["first"]) == ("", "A4", "A2")


def test_a_code_that_stands_often_is_a_fault_each_time_but_the_first() -> None:
    result = checked(
        {
            "First": [MILESTONE_HEADERS, row("M1"), row(None), row("M2"), row("M1")],
            "Second": [MILESTONE_HEADERS, row("M3"), row("M2"), row("M3")],
        }
    )
    places = [
        (f"{fault.sheet}!{fault.cell}", fault.params.get("first"))
        for fault in result.faults
        if fault.code is FaultCode.DUPLICATE_CODE
    ]
    assert places == [("First!A5", "First!A2"), ("Second!A3", "First!A4"), ("Second!A4", "Second!A2")]


def test_the_same_code_may_stand_for_things_of_two_kinds() -> None:
    assert (
        faults({"Ministries": [("Code", "Name"), ("X", "a")], "People": [("Code", "Full name"), ("X", "b")]})
        == []
    )


def test_one_name_in_any_language_is_enough() -> None:
    headers = ("Code", "Name (kk)", "Name (ru)", "Name (en)")
    assert faults({"Ministries": [headers, ("A", None, "Имя", None), ("B", None, " ", None)]}) == [
        "B3 missing"
    ]


def test_the_field_of_a_milestone_is_that_of_its_problem() -> None:
    headers = ("Code", "Title", "Problem", "Term", "Field")
    sheet = [headers, ("M1", "a", "CON-01", TERM, "TOU"), ("M2", "a", "CON-01", TERM, None)]
    [fault] = checked({"Milestones": sheet}).faults
    assert (fault.cell, fault.code) == ("C2", "problem_not_in_field")
    assert fault.params == {"column": "problem_id", "field": "CON", "given": "TOU"}


def test_the_field_of_a_problem_is_what_the_file_makes_it() -> None:
    sheets = {
        "Problems": [("Code", "Name", "Field"), ("CON-01", "a", "TOU")],
        "Milestones": [("Code", "Title", "Problem", "Term", "Field"), ("M1", "a", "CON-01", TERM, "TOU")],
    }
    assert faults(sheets) == []


def test_an_unknown_field_is_one_fault_not_two() -> None:
    sheet = [("Code", "Title", "Problem", "Term", "Field"), ("M1", "a", "CON-01", TERM, "XXX")]
    assert faults({"Milestones": sheet}) == ["E2 unknown_code"]


def test_two_columns_for_one_attribute() -> None:
    headers = ("Code", "Title", "Problem", "Term", "Due")
    [fault] = checked({"Milestones": [headers, ("M1", "a", "CON-01", TERM, TERM)]}).faults
    assert (fault.cell, fault.code, fault.params["first"]) == ("E1", "double_column", "D1")


def test_known_things_need_only_the_columns_that_are_sent() -> None:
    sheet = [("Code", "Percent"), ("M1", 40), ("M2", 50)]
    assert faults({"Milestones": sheet}, known({Kind.MILESTONE: ("M1", "M2")})) == []


def test_a_new_thing_in_a_sheet_without_a_needed_column_is_an_unknown_code() -> None:
    sheet = [("Code", "Percent"), ("M1", 40), ("M9", 50)]
    [fault] = checked({"Milestones": sheet}, known({Kind.MILESTONE: ("M1",)})).faults
    assert (fault.cell, fault.code, fault.found) == ("A3", "unknown_code", "M9")
    assert fault.params["needs"] == "problem_id, term, name_kk"


def test_where_all_things_are_new_the_columns_are_missing() -> None:
    sheet = [("Code", "Title", "Problem"), ("M1", "a", "CON-01"), ("M2", "b", "CON-01")]
    result = checked({"Milestones": sheet})
    assert [(fault.code, fault.cell, fault.params["column"]) for fault in result.faults] == [
        ("missing_column", "", "term")
    ]


def test_a_file_without_headers_of_ours() -> None:
    assert faults({"Sheet1": [("Hello", "world")]}) == [" no_header"]
    assert faults({"Sheet1": []}) == [" empty_file"]


def test_what_lies_beyond_a_persons_scope() -> None:
    found = known(
        {Kind.MILESTONE: ("M1", "M2")},
        beyond={Kind.MILESTONE: ("M2",), Kind.PROBLEM: ("TOU-01",), Kind.FIELD: ("TOU",)},
    )
    assert milestone_faults(row("M1", Problem="TOU-01"), row("M2"), found=found) == [
        "C2 not_yours",
        "A3 not_yours",
    ]


@pytest.mark.parametrize("value", ["#REF!", "#N/A"])
def test_an_error_value_in_a_code_is_one_fault(value: str) -> None:
    assert milestone_faults(row(value)) == ["A2 error_value"]
