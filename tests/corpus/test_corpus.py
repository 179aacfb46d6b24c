"""Every file of the corpus comes out as it must: its things, its faults at their cells, no other fault."""

import pytest

from data_access.model import Kind
from data_access.uploads.checks.check import Checked, check
from data_access.uploads.files.book import Book
from data_access.uploads.files.remarks import remarks_of
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.known import Known
from data_access.uploads.read import read_workbook
from data_access.uploads.values.day_order import with_day_order
from tests.corpus.case import Case
from tests.corpus.make import CASES

READABLE = [case for case in CASES if case.unreadable is None]
UNREADABLE = [case for case in CASES if case.unreadable is not None]
KNOWN = Known(
    ids={kind: {} for kind in Kind} | {Kind.PROBLEM: {"CON-01": 1}, Kind.FIELD: {"CON": 2}},
    rows={},
    listed={},
    field_of_problem={"CON-01": "CON"},
    beyond={},
)


def _read(case: Case) -> Book:
    return with_day_order(read_workbook(case.name, case.content, case.bounds), case.day_first)


def _checked(case: Case) -> Checked:
    return check(_read(case), KNOWN)


def test_the_corpus_has_a_file_for_each_trait() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case.name)
def test_all_faults_and_no_others(case: Case) -> None:
    assert [f"{fault.cell} {fault.code}" for fault in _checked(case).faults] == list(case.faults)


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case.name)
def test_things_come_out_as_they_are(case: Case) -> None:
    sheets = _checked(case).sheets
    found = [dict(zip(sheet.attributes, values, strict=True)) for sheet in sheets for values in sheet.values]
    assert len(found) == len(case.things)
    for thing, expected in zip(found, case.things, strict=True):
        assert {name: thing[name] for name in expected} == expected
    if case.rows is not None:
        assert [row for sheet in sheets for row in sheet.rows] == list(case.rows)


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case.name)
def test_the_sender_is_told_how_the_file_was_read(case: Case) -> None:
    told = [" ".join((remark.code, *remark.places)) for remark in remarks_of(_read(case))]
    assert sorted(told) == sorted(case.remarks)


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: case.name)
def test_what_cannot_be_read_says_why(case: Case) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        _read(case)
    assert caught.value.code == case.unreadable
