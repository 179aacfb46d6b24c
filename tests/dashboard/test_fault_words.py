"""Every fault has words that say what was found and what is expected."""

import pytest

from dashboard.fault_words import FAULT_WORDS, fault_message
from dashboard.texts import texts
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.words import LANGUAGES

# All that the codes' comments promise (see FaultCode), found "X-17" where a cell is meant.
_FILE: dict[str, str] = {}
_CELL = {"column": "term"}
PARAMS: dict[FaultCode, dict[str, str]] = {
    FaultCode.EMPTY_FILE: _FILE,
    FaultCode.UNKNOWN_FORMAT: _FILE,
    FaultCode.DAMAGED_FILE: _FILE,
    FaultCode.PASSWORD_PROTECTED: _FILE,
    FaultCode.TOO_LARGE: {"megabytes": "20", "rows": "200000"},
    FaultCode.NO_HEADER: {},
    FaultCode.DOUBLE_COLUMN: {**_CELL, "first": "C1"},
    FaultCode.MISSING_COLUMN: {**_CELL, "kind": "milestone"},
    FaultCode.MISSING: _CELL,
    FaultCode.ERROR_VALUE: _CELL,
    FaultCode.NOT_A_DATE: {"column": "as_at"},
    FaultCode.AMBIGUOUS_DATE: {**_CELL, "day_first": "2026-04-03", "month_first": "2026-03-04"},
    FaultCode.NO_VALUE: _CELL,
    FaultCode.UNDECODED_TEXT: _CELL,
    FaultCode.NOT_A_PERCENT: _CELL,
    FaultCode.NOT_A_NUMBER: {"column": "position"},
    FaultCode.UNKNOWN_LIGHT: _CELL,
    FaultCode.UNKNOWN_ROLE: {"column": "role"},
    FaultCode.TOO_LONG: {**_CELL, "limit": "500", "length": "612"},
    FaultCode.UNKNOWN_CODE: {**_CELL, "kind": "problem"},
    FaultCode.DUPLICATE_CODE: {**_CELL, "kind": "milestone", "first": "Sheet!A2"},
    FaultCode.PROBLEM_NOT_IN_FIELD: {**_CELL, "field": "CON", "given": "TOU"},
    FaultCode.NOT_YOURS: {**_CELL, "kind": "field"},
    FaultCode.STILL_USED: {"kind": "problem", "by_kind": "milestone", "by": "CON-01-M03"},
    FaultCode.AS_AT_DIFFERS: {"first": "Sheet!B1"},
    FaultCode.DAY_IN_FUTURE: {"today": "2026-11-21"},
    FaultCode.GIVEN_OTHERWISE: _CELL,
    FaultCode.TAKEN_OFF_CONTROL: {"column": "code"},
    FaultCode.REPORTED_LATER: {"column": "code", "since": "2026-03-01"},
    FaultCode.REFERS_TO_HELD_BACK: {**_CELL, "kind": "problem"},
}


def _fault(code: FaultCode, **params: str) -> Fault:
    found = "2027-01-31" if code is FaultCode.DAY_IN_FUTURE else "X-17"
    return Fault(sheet="Sheet", cell="A5", code=code, found=found, params=PARAMS[code] | params)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FaultCode)
def test_every_code_has_a_finished_sentence(code: FaultCode, language: str) -> None:
    message = fault_message(texts(language), _fault(code))
    assert message.endswith(".")
    assert not {"{", "}"} & set(message)


@pytest.mark.parametrize("code", [code for code in FaultCode if "{found}" in FAULT_WORDS[code]])
def test_what_was_found_is_quoted(code: FaultCode) -> None:
    found = "31.01.2027" if code is FaultCode.DAY_IN_FUTURE else "X-17"
    assert found in fault_message(texts("en"), _fault(code))


def test_columns_and_lists_are_called_as_in_the_readers_sheets() -> None:
    fault = _fault(FaultCode.UNKNOWN_CODE, column="problem_id")
    assert "Мәселелер" in fault_message(texts("kk"), fault)
    assert "Проблемы" in fault_message(texts("ru"), fault)
    assert "“Problem”" in fault_message(texts("en"), fault)


def test_a_new_code_says_which_columns_it_needs() -> None:
    message = fault_message(texts("en"), _fault(FaultCode.UNKNOWN_CODE, needs="problem_id, term"))
    assert "Problem, Term" in message


def test_expected_lights_are_named_in_the_readers_language() -> None:
    message = fault_message(texts("ru"), _fault(FaultCode.UNKNOWN_LIGHT))
    assert "Красный, Жёлтый, Зелёный" in message


def test_a_long_find_is_cut() -> None:
    fault = Fault(
        sheet="S", cell="A1", code=FaultCode.NOT_A_DATE, found="x" * 5000, params={"column": "term"}
    )
    assert len(fault_message(texts("en"), fault)) < 250
