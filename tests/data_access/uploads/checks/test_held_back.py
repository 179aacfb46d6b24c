"""Rows with faults, and those that need them, stay out; all others go in; none is lost."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Kind, Milestone, Problem
from data_access.uploads.bring import Prepared, UploadRefusedError, apply
from data_access.uploads.checks.check import check
from data_access.uploads.checks.held_back import HeldBack, hold_back
from data_access.uploads.choices import Choices
from data_access.uploads.known import Known
from data_access.uploads.read import read_workbook
from data_access.view import Scope
from tests.data_access.uploads.bringing import (
    MILESTONE_HEADERS,
    RECORDED_AT,
    confirmed,
    entity_id,
    milestones,
    prepared,
    with_first_edition,
    workbook,
)

TERM = date(2026, 6, 1)
GOOD_ROWS = Choices(accepts_good_rows=True)
EVERYTHING_NEW = Known(ids={kind: {} for kind in Kind}, rows={}, listed={}, field_of_problem={}, beyond={})

FIELDS = ("Code", "Name", "Position")
TEAMS = ("Code", "Name", "Field")
PROBLEMS = ("Code", "Name", "Field", "Team")
MILESTONES = ("Code", "Title", "Problem", "Field", "Term")


def held(sheets: Mapping[str, Sequence[Sequence[Any]]], known: Known = EVERYTHING_NEW) -> HeldBack:
    book = read_workbook("file.xlsx", workbook(sheets))
    checked = check(book, known)
    return hold_back(book, checked, known, checked.faults)[1]


def row(code: str, **cells: Any) -> list[Any]:
    """A faultless row of a milestone with some cells replaced."""
    filled = {"Code": code, "Title (en)": "Survey", "Problem": "CON-01", "Term": TERM, **cells}
    return [filled.get(header) for header in MILESTONE_HEADERS]


def codes(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.scalars(select(Milestone.code).where(Milestone.to_change.is_(None))))


def apply_good(database: Database, found: Prepared) -> int:
    """Apply what can be; how many rows are held back."""
    return apply(database, confirmed(found), actor="a", recorded_at=RECORDED_AT).held_back


def test_rows_that_need_a_faulty_new_row_are_held_back_with_it() -> None:
    found = held(
        {
            "Fields": [FIELDS, ("CON", "Construction", -1), ("TOU", "Tourism", 2)],
            "Teams": [TEAMS, ("T1", "Builders", "CON"), ("T2", "Guides", "TOU")],
            "Problems": [PROBLEMS, ("P1", "Sites", "TOU", "T1"), ("P2", "Roads", "TOU", "T2")],
            "Milestones": [MILESTONES, ("M1", "a", "P1", None, TERM), ("M2", "b", "P2", None, TERM)],
        }
    )
    assert found.rows == {"Fields": (2,), "Teams": (2,), "Problems": (2,), "Milestones": (2,)}
    assert [(fault.sheet, fault.cell, fault.found) for fault in found.faults] == [
        ("Teams", "C2", "CON"),
        ("Problems", "D2", "T1"),
        ("Milestones", "C2", "P1"),
    ]
    assert (found.kept, found.count) == (4, 4)


def test_rows_that_refer_to_what_is_known_anyway_go_in(database: Database) -> None:
    with_first_edition(database)
    content = workbook(
        {
            "Problems": [("Code", "Name (en)", "Field"), ("CON-01", "New name", "XXX")],
            "Milestones": [MILESTONE_HEADERS, row("M1")],
        }
    )
    found = prepared(database, content, choices=GOOD_ROWS)
    assert found.held_back.rows == {"Problems": (2,)}
    assert apply_good(database, found) == 1
    assert "M1" in codes(database)


def test_of_rows_with_the_same_code_none_goes_in() -> None:
    found = held(
        {
            "Ministries": [("Code", "Name"), ("A", "a"), ("B", "b"), ("A", "c")],
            "More": [("Code", "Name (kk)"), ("C", "c"), ("B ", "b")],
        }
    )
    assert found.rows == {"Ministries": (2, 3, 4), "More": (3,)}
    assert [(fault.sheet, fault.cell, fault.params["first"]) for fault in found.faults] == [
        ("Ministries", "A2", "Ministries!A4"),
        ("Ministries", "A3", "More!A3"),
    ]


def test_a_milestone_in_the_field_that_only_a_held_row_gives_its_problem_is_held_too() -> None:
    known = Known(
        ids={**EVERYTHING_NEW.ids, Kind.FIELD: {"CON": 1, "TOU": 2}, Kind.PROBLEM: {"P1": 3}},
        rows={},
        listed={},
        field_of_problem={"P1": "CON"},
        beyond={},
    )
    found = held(
        {
            "Problems": [PROBLEMS, ("P1", "Sites", "TOU", "no team")],
            "Milestones": [MILESTONES, ("M1", "a", "P1", "TOU", TERM), ("M2", "a", "P1", None, TERM)],
        },
        known,
    )
    assert found.rows == {"Problems": (2,), "Milestones": (2,)}


def test_a_fault_in_the_headers_holds_back_their_sheet() -> None:
    sheets: dict[str, list[tuple[Any, ...]]] = {
        "Ministries": [("Code", "Name"), ("A", "a")],
        "Fields": [("Code", "Position"), ("CON", 1), ("TOU", 2)],
    }
    assert held(sheets).rows == {"Fields": (2, 3)}


def test_good_rows_go_in_only_when_that_is_chosen(database: Database) -> None:
    with_first_edition(database)
    content = milestones(row("M1"), row("M2", Term="soon"), row("M3"))
    refused = prepared(database, content)
    assert (refused.is_refused, refused.comparison.is_empty) == (True, True)
    assert (refused.held_back.count, refused.held_back.kept) == (1, 2)
    with pytest.raises(UploadRefusedError):
        apply(database, refused, actor="a", recorded_at=RECORDED_AT)
    found = prepared(database, content, choices=GOOD_ROWS)
    assert [fault.cell for fault in found.faults] == ["E3"]
    assert apply_good(database, found) == 1
    assert codes(database) >= {"M1", "M3"}
    assert "M2" not in codes(database)


def test_a_file_without_good_rows_is_refused(database: Database) -> None:
    with_first_edition(database)
    found = prepared(database, milestones(row("M2", Term="soon")), choices=GOOD_ROWS)
    assert found.is_refused


def test_a_fault_of_the_whole_file_lets_nothing_in(database: Database) -> None:
    with_first_edition(database)
    content = workbook({"M": [("As at", "soon"), MILESTONE_HEADERS, row("M1")]})
    found = prepared(database, content, choices=GOOD_ROWS)
    assert (found.is_refused, found.held_back.stops) == (True, True)


def test_a_list_with_rows_held_back_is_not_the_whole_list(database: Database) -> None:
    with_first_edition(database)
    content = milestones(row("CON-01-M01"), row("CON-01-M02", Term="soon"))
    found = prepared(database, content, whole=True, choices=GOOD_ROWS)
    assert found.comparison.removed == ()
    before = codes(database)
    apply_good(database, found)
    assert codes(database) == before


def test_removals_that_cannot_be_do_not_stop_the_rows(database: Database) -> None:
    with_first_edition(database)
    content = workbook({"Problems": [("Code", "Name", "Field"), ("CON-02", "New", "CON")]})
    found = prepared(database, content, whole=True, choices=GOOD_ROWS)
    assert [fault.code for fault in found.faults] == ["still_used"]
    assert (apply_good(database, found), found.comparison.removed) == (0, ())
    with database.reading() as connection:
        there = set(connection.scalars(select(Problem.code).where(Problem.to_change.is_(None))))
    assert there >= {"CON-01", "CON-02", "TOU-01"}


def test_what_a_person_may_not_change_is_held_back(database: Database) -> None:
    with_first_edition(database)
    tourism = Scope(frozenset({entity_id(database, Kind.FIELD, "TOU")}))
    content = workbook(
        {
            "Ministries": [("Code", "Name (en)"), ("MIC", "Industry"), ("MTS", "Other")],
            "Milestones": [("Code", "Percent"), ("CON-01-M01", 80), ("TOU-01-M01", 50)],
        }
    )
    found = prepared(database, content, scope=tourism, choices=GOOD_ROWS)
    assert found.held_back.rows == {"Ministries": (3,), "Milestones": (2,)}
    assert [(one.kind, one.code) for one in found.comparison.changed] == [(Kind.MILESTONE, "TOU-01-M01")]


some = st.sampled_from
fields = st.tuples(some(["F1", "F2", ""]), st.just("f"), some([1, -1]))
teams = st.tuples(some(["T1", "T2", "T3"]), st.just("t"), some(["F1", "F2", "F9"]))
problems = st.tuples(
    some(["P1", "P2", "P3"]), st.just("p"), some(["F1", "F2"]), some([None, "T1", "T2", "T9"])
)
things = st.tuples(
    some(["M1", "M2", "M3", "M4"]),
    some(["m", None]),
    some(["P1", "P2", "P3"]),
    some([None, "F1", "F2"]),
    some([TERM, TERM, "31.04.2026"]),
)


@given(
    sheets=st.fixed_dictionaries(
        {
            "Fields": st.lists(fields, max_size=3),
            "Teams": st.lists(teams, max_size=3),
            "Problems": st.lists(problems, max_size=4),
            "Milestones": st.lists(things, max_size=5),
        }
    )
)
def test_all_rows_are_kept_or_held_and_the_kept_ones_are_good(
    sheets: dict[str, list[tuple[Any, ...]]],
) -> None:
    headers = {"Fields": FIELDS, "Teams": TEAMS, "Problems": PROBLEMS, "Milestones": MILESTONES}
    book = read_workbook("f.xlsx", workbook({name: [headers[name], *rows] for name, rows in sheets.items()}))
    checked = check(book, EVERYTHING_NEW)
    rest, held = hold_back(book, checked, EVERYTHING_NEW, checked.faults)
    every = {(sheet.name, number) for sheet in checked.sheets for number in sheet.rows}
    kept = {(sheet.name, number) for sheet in rest.sheets for number in sheet.rows}
    out = {(sheet, number) for sheet, numbers in held.rows.items() for number in numbers}
    assert kept | out == every
    assert not kept & out
    assert held.kept == len(kept)
    # Each row held back has a reason of its own, and what is kept has none, not even by itself.
    assert out == {(fault.sheet, fault.row) for fault in (*checked.faults, *held.faults)}
    left = {
        name: [headers[name], *(one for at, one in enumerate(rows) if (name, at + 2) in kept)]
        for name, rows in sheets.items()
    }
    assert check(read_workbook("f.xlsx", workbook(left)), EVERYTHING_NEW).faults == ()
