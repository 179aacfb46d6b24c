"""Groups of faults and doubts in words: how many cells of a column have the same thing wrong with them."""

from dashboard.doubt_words import doubt_message
from dashboard.fault_words import fault_message, header_words
from dashboard.texts import Texts, _plural
from data_access.uploads.checks.doubt import DoubtCode
from data_access.uploads.checks.fault import FaultCode
from data_access.uploads.checks.grouping import DoubtGroup, FaultGroup

# Faults of the whole file or sheet are not here: their own words say it all.
FAULT_GROUPS: dict[FaultCode, tuple[str, str]] = {
    FaultCode.DOUBLE_COLUMN: _plural(
        "{number} header says “{column}” once more", "{number} headers say “{column}” once more"
    ),
    FaultCode.MISSING: _plural(
        "{number} cell in “{column}” is empty", "{number} cells in “{column}” are empty"
    ),
    FaultCode.ERROR_VALUE: _plural(
        "{number} cell in “{column}” holds an error of the spreadsheet",
        "{number} cells in “{column}” hold errors of the spreadsheet",
    ),
    FaultCode.NOT_A_DATE: _plural(
        "{number} cell in “{column}” is not a date", "{number} cells in “{column}” are not dates"
    ),
    FaultCode.AMBIGUOUS_DATE: _plural(
        "{number} date in “{column}” can be read in two ways",
        "{number} dates in “{column}” can be read in two ways",
    ),
    FaultCode.NO_VALUE: _plural(
        "{number} cell in “{column}” says that there is no value",
        "{number} cells in “{column}” say that there is no value",
    ),
    FaultCode.UNDECODED_TEXT: _plural(
        "{number} text in “{column}” cannot be read", "{number} texts in “{column}” cannot be read"
    ),
    FaultCode.NOT_A_PERCENT: _plural(
        "{number} cell in “{column}” is not a percentage", "{number} cells in “{column}” are not percentages"
    ),
    FaultCode.NOT_A_NUMBER: _plural(
        "{number} cell in “{column}” is not a whole number",
        "{number} cells in “{column}” are not whole numbers",
    ),
    FaultCode.UNKNOWN_LIGHT: _plural(
        "{number} cell in “{column}” is not one of the lights",
        "{number} cells in “{column}” are not lights",
    ),
    FaultCode.UNKNOWN_ROLE: _plural(
        "{number} cell in “{column}” is not one of the roles", "{number} cells in “{column}” are not roles"
    ),
    FaultCode.TOO_LONG: _plural(
        "{number} text in “{column}” is too long", "{number} texts in “{column}” are too long"
    ),
    FaultCode.UNKNOWN_CODE: _plural(
        "{number} code in “{column}” does not exist", "{number} codes in “{column}” do not exist"
    ),
    FaultCode.DUPLICATE_CODE: _plural(
        "{number} code in “{column}” stands elsewhere already",
        "{number} codes in “{column}” stand elsewhere already",
    ),
    FaultCode.PROBLEM_NOT_IN_FIELD: _plural(
        "{number} problem is not in the field of its row",
        "{number} problems are not in the fields of their rows",
    ),
    FaultCode.NOT_YOURS: _plural(
        "{number} cell in “{column}” is about what you may not change",
        "{number} cells in “{column}” are about what you may not change",
    ),
    FaultCode.STILL_USED: _plural(
        "{number} missing row is still referred to", "{number} missing rows are still referred to"
    ),
    FaultCode.GIVEN_OTHERWISE: _plural(
        "{number} cell in “{column}” changes what an instruction says",
        "{number} cells in “{column}” change what instructions say",
    ),
    FaultCode.TAKEN_OFF_CONTROL: _plural(
        "{number} instruction has been taken off control", "{number} instructions have been taken off control"
    ),
    FaultCode.REPORTED_LATER: _plural(
        "{number} instruction has a later report", "{number} instructions have later reports"
    ),
    FaultCode.REFERS_TO_HELD_BACK: _plural(
        "{number} cell in “{column}” refers to a row with faults",
        "{number} cells in “{column}” refer to rows with faults",
    ),
}

DOUBT_GROUPS: dict[DoubtCode, tuple[str, str]] = {
    DoubtCode.TERM_BEFORE_START: _plural(
        "{number} term is before its start", "{number} terms are before their starts"
    ),
    DoubtCode.FORECAST_BEFORE_START: _plural(
        "{number} forecast is before its start", "{number} forecasts are before their starts"
    ),
    DoubtCode.DONE_IN_FUTURE: _plural(
        "{number} milestone is done after the day of the figures",
        "{number} milestones are done after the day of the figures",
    ),
    DoubtCode.NOT_DONE: _plural(
        "{number} milestone has 100% but no day on which it was done",
        "{number} milestones have 100% but no day on which they were done",
    ),
    DoubtCode.DECLARED_DONE: _plural(
        "{number} milestone is declared done without a day on which it was done",
        "{number} milestones are declared done without a day on which they were done",
    ),
    DoubtCode.DONE_BELOW_HUNDRED: _plural(
        "{number} milestone is done with less than 100%", "{number} milestones are done with less than 100%"
    ),
    DoubtCode.PERCENT_WENT_DOWN: _plural("{number} percentage went down", "{number} percentages went down"),
    DoubtCode.TERM_RESET: _plural("{number} term moves", "{number} terms move"),
    DoubtCode.OWNER_RESPELLED: _plural(
        "{number} owner is spelled in a new way", "{number} owners are spelled in a new way"
    ),
    DoubtCode.DECLARED_GREEN: _plural(
        "{number} milestone is declared green but red by the rule",
        "{number} milestones are declared green but red by the rule",
    ),
    DoubtCode.MINISTRY_DIFFERS: _plural("{number} ministry changes", "{number} ministries change"),
    DoubtCode.CODE_LIKE_KNOWN: _plural(
        "{number} new code is written like another", "{number} new codes are written like others"
    ),
}


def fault_group_words(texts: Texts, group: FaultGroup) -> str:
    """How many faults of a sort there are in a column; a fault of the whole file or sheet in full."""
    words = FAULT_GROUPS.get(group.code)
    if words is None or not group.column and "{column}" in words[0]:
        return fault_message(texts, group.faults[0])
    return texts.ngettext(*words, group.count, column=_column(texts, group.column))


def doubt_group_words(texts: Texts, group: DoubtGroup) -> str:
    """How many doubts of a sort there are; a doubt about the whole file in full."""
    words = DOUBT_GROUPS.get(group.code)
    if words is None:
        return doubt_message(texts, group.doubts[0])
    return texts.ngettext(*words, group.count)


def _column(texts: Texts, attribute: str) -> str:
    return header_words(texts, attribute) if attribute else ""
