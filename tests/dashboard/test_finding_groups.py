"""Every group of faults or doubts has words that say how many there are, and of what."""

import pytest

from dashboard.finding_groups import DOUBT_GROUPS, FAULT_GROUPS, doubt_group_words, fault_group_words
from dashboard.texts import texts
from data_access.uploads.checks.doubt import DoubtCode
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.checks.grouping import DoubtGroup, FaultGroup
from data_access.words import LANGUAGES
from tests.dashboard.test_doubt_words import doubt
from tests.dashboard.test_fault_words import PARAMS

OF_FILE_OR_SHEET = {
    FaultCode.EMPTY_FILE,
    FaultCode.UNKNOWN_FORMAT,
    FaultCode.DAMAGED_FILE,
    FaultCode.PASSWORD_PROTECTED,
    FaultCode.TOO_LARGE,
    FaultCode.NO_HEADER,
    FaultCode.MISSING_COLUMN,
    FaultCode.AS_AT_DIFFERS,
    FaultCode.DAY_IN_FUTURE,
}


def fault_group(code: FaultCode, number: int = 41, column: str = "term") -> FaultGroup:
    params = {**PARAMS[code], **({"column": column} if column else {})}
    found = "2026-04-30" if code is FaultCode.DAY_IN_FUTURE else "X"
    one = Fault(sheet="S", cell="A5", code=code, found=found, params=params)
    return FaultGroup(code=code, column=column, faults=(one,) * number)


def test_a_fault_of_single_cells_has_words_for_many() -> None:
    assert set(FaultCode) - FAULT_GROUPS.keys() == OF_FILE_OR_SHEET
    assert set(DoubtCode) - DOUBT_GROUPS.keys() == {DoubtCode.AS_AT_OLDER}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 2, 5])
def test_groups_are_worded_in_each_language(language: str, number: int) -> None:
    words = texts(language)
    said = [fault_group_words(words, fault_group(code, number)) for code in FaultCode]
    said += [
        doubt_group_words(words, DoubtGroup(code=code, column="term", doubts=(doubt(code),) * number))
        for code in DoubtCode
    ]
    assert [one for one in said if not one or {"{", "}"} & set(one)] == []


def test_how_many_and_of_which_column() -> None:
    words = texts("en")
    assert fault_group_words(words, fault_group(FaultCode.NOT_A_DATE)) == "41 cells in “Term” are not dates"
    assert fault_group_words(words, fault_group(FaultCode.NOT_A_DATE, 1)) == "1 cell in “Term” is not a date"
    group = DoubtGroup(code=DoubtCode.TERM_RESET, column="term", doubts=(doubt(DoubtCode.TERM_RESET),) * 2)
    assert doubt_group_words(words, group) == "2 terms move"


def test_a_fault_of_the_file_says_all_itself() -> None:
    words = texts("en")
    assert "is damaged" in fault_group_words(words, fault_group(FaultCode.DAMAGED_FILE, 1, ""))
