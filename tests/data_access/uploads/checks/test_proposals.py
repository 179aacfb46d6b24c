"""Faults carry what their sender most likely meant, and what is proposed is right at its cell."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data_access.model import Kind
from data_access.uploads.checks.check import as_at_of, check
from data_access.uploads.checks.code_proposals import Named
from data_access.uploads.checks.fault import Fault
from data_access.uploads.checks.proposals import kinds_meant, with_proposals
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.read import read_workbook
from data_access.uploads.replacement import replaced
from tests.data_access.uploads.bringing import workbook

NAMED: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.MINISTRY: {"MIC": ("Industry", "Министерство промышленности"), "MTS": ("Tourism",)},
    Kind.FIELD: {"CON": ("Construction", "Құрылыс"), "TOU": ("Tourism",)},
    Kind.TEAM: {"T-CON": ("Builders",), "T-TOU": ("Guides", "Гид")},
    Kind.PROBLEM: {"CON-01": ("Sites",), "CON-03": ("Permits",), "TOU-01": ("Roads to lakes",)},
    Kind.MILESTONE: {"CON-01-M01": (), "CON-01-M02": (), "TOU-01-M01": ()},
}
FIELDS = {"CON-01": "CON", "CON-03": "CON", "TOU-01": "TOU"}
HEADERS = ("Code", "Title", "Problem", "Field", "Team", "Ministry", "Term", "Percent", "Declared")
GOOD = ("M1", "Survey", "CON-01", "CON", "T-CON", "MIC", "01.06.2026", "35%", "Green")


def known(beyond: Mapping[Kind, Collection[str]] | None = None) -> Known:
    """All of `NAMED` is known; what the file's own code column names is there only if it is one of these."""
    return Known(
        ids={kind: dict.fromkeys(things, 1) for kind, things in NAMED.items()},
        rows={},
        listed={},
        field_of_problem=FIELDS,
        beyond={kind: frozenset(codes) for kind, codes in (beyond or {}).items()},
    )


def book_of(*rows: Sequence[str], headers: Sequence[str] = HEADERS) -> Book:
    """A text file of milestones."""
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([headers, *rows])
    return read_workbook("file.csv", file.getvalue().encode())


def faults_of(
    book: Book, found: Known | None = None, named: Mapping[Kind, Named] = NAMED
) -> tuple[Fault, ...]:
    checked = check(book, found or known())
    return with_proposals(checked, found or known(), {kind: named[kind] for kind in kinds_meant(checked)})


def proposals(
    *rows: Sequence[str], headers: Sequence[str] = HEADERS, **options: Any
) -> dict[str, str | None]:
    """By cell what is proposed for its fault."""
    return {fault.cell: fault.proposal for fault in faults_of(book_of(*rows, headers=headers), **options)}


def row(**cells: str) -> list[str]:
    """A row without faults but for these cells, by their headers."""
    return [cells.get(header, good) for header, good in zip(HEADERS, GOOD, strict=True)]


def test_references_in_other_letters_with_slips_and_by_name() -> None:
    written = ["СON-03", "CON-3", "con 03", "CNO-03", "Permits", "CON-03 Permits", "CON-99", "XYZ", "Roads"]
    rows = [row(Code=f"M{at}", Problem=text, Field="") for at, text in enumerate(written)]
    assert list(proposals(*rows).values()) == [*["CON-03"] * 6, None, None, None]


def test_a_name_in_another_language_leads_to_its_code() -> None:
    assert proposals(row(Ministry="министерство  промышленности")) == {"F2": "MIC"}
    assert proposals(row(Field="Кұрылыс")) == {"D2": "CON"}
    assert proposals(row(Team="гид")) == {"E2": "T-TOU"}


def test_what_could_be_two_things_is_not_proposed() -> None:
    named = {**NAMED, Kind.MINISTRY: {"MIC": ("Industry",), "MIN": ("Industry",)}}
    assert proposals(row(Ministry="Industry"), named=named) == {"F2": None}
    assert proposals(row(Ministry="MIX"), named=named) == {"F2": None}


def test_what_a_person_may_not_change_is_not_proposed() -> None:
    found = known({Kind.PROBLEM: ["CON-03"]})
    assert proposals(row(Problem="CON-3", Field=""), found=found) == {"C2": None}


def test_a_new_thing_of_the_file_may_be_meant() -> None:
    content = workbook(
        {
            "Problems": [("Code", "Name", "Field"), ("CON-07", "Cranes", "CON")],
            "Milestones": [("Code", "Title", "Problem", "Term"), ("M1", "a", "CON-7", date(2026, 6, 1))],
        }
    )
    [fault] = faults_of(read_workbook("file.xlsx", content))
    assert (fault.cell, fault.proposal) == ("C2", "CON-07")


def test_a_problem_is_proposed_only_in_the_field_of_its_row() -> None:
    assert proposals(row(Problem="TOU-1", Field="CON")) == {"C2": None}
    assert proposals(row(Problem="TOU-1", Field="TOU")) == {"C2": "TOU-01"}
    assert proposals(row(Problem="TOU-1", Field="TUO")) == {"C2": "TOU-01", "D2": "TOU"}


def test_the_field_of_a_row_is_known_from_its_problem() -> None:
    assert proposals(row(Problem="CON-01", Field="TOURISM")) == {"D2": "CON"}


def test_a_missing_reference_is_known_from_the_code() -> None:
    assert proposals(row(Code="CON-03-M09", Problem="")) == {"C2": "CON-03"}
    assert proposals(row(Code="M9", Problem="")) == {"C2": None}


def test_an_unknown_code_of_a_row_itself() -> None:
    short = ("Code", "Percent")
    assert proposals(("CON-1-M1", "5%"), ("TOU-01-M01", "5%"), headers=short) == {"A2": "CON-01-M01"}
    # Not one that the file has already, nor the same one twice.
    assert proposals(("CON-1-M1", "5%"), ("CON-01-M01", "5%"), headers=short) == {"A2": None}
    twice = proposals(("CON-1-M1", "5%"), ("CON-1-M01", "5%"), ("TOU-01-M01", "5%"), headers=short)
    assert twice == {"A2": None, "A3": None}


def test_what_would_be_faulty_itself_is_not_proposed() -> None:
    assert proposals(row(Percent="35 проц."), row(Code="M2", Percent="135 проц.")) == {
        "H2": "35%",
        "H3": None,
    }


def test_the_day_of_the_file() -> None:
    book = read_workbook("f.xlsx", workbook({"M": [("As at", "31.04.2026"), HEADERS, GOOD]}))
    _, [fault] = as_at_of(book)
    assert (fault.cell, fault.proposal) == ("B1", "30.04.2026")


CODES = ["", "M1", "CON-01-M01", "CON-1-M1", "СON-01-M02"]
PROBLEMS = ["", "CON-01", "CON-1", "TOU1", "Permits", "TUO-01", "CON-03 Permits", "nothing"]
FIELD_CODES = ["", "CON", "TOU", "CNO", "Tourism", "tou", "nothing"]
DAYS = ["", "01.06.2026", "31.04.2026", "2026.11.05", "5/11 2026", "soon"]
PERCENTS = ["", "1", "0.5", "35", "135", "О,35", "35 проц", "3O"]
LIGHTS = ["", "Green", "зелёнйы", "Қызл", "blue"]


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(CODES),
            st.just("Title"),
            st.sampled_from(PROBLEMS),
            st.sampled_from(FIELD_CODES),
            st.sampled_from(["", "T-CON", "TCON", "Guides"]),
            st.sampled_from(["", "MIC", "МІС", "Tourism"]),
            st.sampled_from(DAYS),
            st.sampled_from(PERCENTS),
            st.sampled_from(LIGHTS),
        ),
        min_size=1,
        max_size=6,
    ),
    is_short=st.booleans(),
)
def test_what_is_proposed_leaves_no_fault_at_its_cell(rows: list[tuple[str, ...]], is_short: bool) -> None:
    width = 3 if is_short else len(HEADERS)
    headers = ("Code", "Percent", "Declared") if is_short else HEADERS
    told = [(one[0], *one[-2:]) if is_short else one for one in rows]
    book = book_of(*told, headers=headers[:width])
    taken = {
        (fault.sheet, fault.cell): fault.proposal for fault in faults_of(book) if fault.proposal is not None
    }
    left = {(fault.sheet, fault.cell) for fault in faults_of(replaced(book, taken))}
    assert not left & taken.keys()
