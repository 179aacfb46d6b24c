"""What is wrong with a file, in words: what was found, and what is expected in its place."""

from datetime import date

from dashboard.texts import Texts, _
from data_access.model import Kind
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.columns import AS_AT, SHEETS
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.words import Words

_FOUND_LETTERS = 80

FAULT_WORDS: dict[FaultCode, str] = {
    FaultCode.EMPTY_FILE: _(
        "The file holds nothing. Expected: a workbook (XLSX) or a CSV file with a row for each milestone."
    ),
    FaultCode.UNKNOWN_FORMAT: _("The file is neither a workbook nor a table of text. Expected: XLSX or CSV."),
    FaultCode.DAMAGED_FILE: _(
        "The file is damaged and cannot be read. Open it, save it as a new XLSX file and send that."
    ),
    FaultCode.PASSWORD_PROTECTED: _(
        "The workbook is protected by a password. Save it without a password and send it again."
    ),
    FaultCode.TOO_LARGE: _(
        "The file is too large to be read: it may have {megabytes} MB and {rows} rows at most. Remove unused "
        "sheets and rows, or split it."
    ),
    FaultCode.NO_HEADER: _(
        "No row of this sheet holds headers that are known here. "
        "Expected: headers as in an exported workbook."
    ),
    FaultCode.DOUBLE_COLUMN: _(
        "Found “{found}”: the column “{column}” stands in {first} already. Expected: one such column."
    ),
    FaultCode.MISSING_COLUMN: _(
        "The sheet has no column “{column}”. Expected: that column, since its rows are new."
    ),
    FaultCode.MISSING: _("The cell is empty. Expected: a value for “{column}”."),
    FaultCode.ERROR_VALUE: _(
        "Found “{found}”, an error of the spreadsheet. Expected: a value for “{column}”."
    ),
    FaultCode.NOT_A_DATE: _("Found “{found}” for “{column}”. Expected: a date such as 31.12.2026."),
    FaultCode.AMBIGUOUS_DATE: _(
        "Found “{found}” for “{column}”, which may be {day_first} or {month_first}. "
        "Expected: which comes first in this file, the day or the month."
    ),
    FaultCode.NO_VALUE: _("Found “{found}”, which stands for no value. Expected: a value for “{column}”."),
    FaultCode.UNDECODED_TEXT: _(
        "Found “{found}” for “{column}”, with letters that cannot be read. "
        "Expected: the text, from a file saved as UTF-8."
    ),
    FaultCode.NOT_A_PERCENT: _("Found “{found}” for “{column}”. Expected: a percentage from 0 to 100."),
    FaultCode.NOT_A_NUMBER: _("Found “{found}” for “{column}”. Expected: a whole number from 0 to 32767."),
    FaultCode.UNKNOWN_LIGHT: _("Found “{found}” for “{column}”. Expected one of: {lights}."),
    FaultCode.UNKNOWN_ROLE: _("Found “{found}” for “{column}”. Expected one of: {roles}."),
    FaultCode.TOO_LONG: _(
        "The text for “{column}” is too long. Characters found: {length}. Expected: at most {limit}."
    ),
    FaultCode.UNKNOWN_CODE: _(
        "Found “{found}” for “{column}”, which does not exist. Expected: a code from the list “{kind}”."
    ),
    FaultCode.DUPLICATE_CODE: _(
        "Found “{found}”, which stands in {first} already. Expected: each code once."
    ),
    FaultCode.PROBLEM_NOT_IN_FIELD: _(
        "Found “{found}”, a problem of the field {field}, in a row of the field {given}. "
        "Expected: a problem and its own field."
    ),
    FaultCode.NOT_YOURS: _(
        "Found “{found}”, which you may not change. Expected: what belongs to your fields."
    ),
    FaultCode.STILL_USED: _(
        "“{found}” is missing from the list “{kind}”, but “{by}” in the list “{by_kind}” still refers to it. "
        "Expected: both or neither."
    ),
    FaultCode.AS_AT_DIFFERS: _(
        "Found the day “{found}”, while {first} gives another one. Expected: one day for the whole file."
    ),
    FaultCode.DAY_IN_FUTURE: _(
        "Found {found}, a day still to come, as the day of the figures. Expected: {today} or earlier."
    ),
    FaultCode.GIVEN_OTHERWISE: _(
        "Found “{found}” for “{column}”, which was given otherwise. Expected: what the instruction says; a "
        "file brings reports on it only."
    ),
    FaultCode.TAKEN_OFF_CONTROL: _(
        "The instruction “{found}” has been taken off control. Expected: no report on it."
    ),
    FaultCode.REPORTED_LATER: _(
        "The instruction “{found}” was given, or reported on, on {since}. Expected: figures of that day or a "
        "later one."
    ),
    FaultCode.REFERS_TO_HELD_BACK: _(
        "“{found}” for “{column}” is a new row of the list “{kind}” that has faults itself. Expected: that "
        "row first, or both together."
    ),
}

_NEW_CODE = _(
    "Found “{found}”, which is not known yet. Expected: a known code, or a sheet with the columns that a new "
    "one needs: {needs}."
)


_USED_BEYOND = _(
    "“{found}” is missing from the list “{kind}”, but something in a field that you may not see still refers "
    "to it. Expected: that it stays."
)


def proposal_words(texts: Texts, proposal: str) -> str:
    """What is proposed in place of what was found, as a question."""
    return texts.gettext("“{proposal}”?", proposal=proposal)


def fault_message(texts: Texts, fault: Fault) -> str:
    """What is wrong at the fault's cell and what is expected there; the cell itself is not named."""
    message = FAULT_WORDS[fault.code]
    if "needs" in fault.params:
        message = _NEW_CODE
    elif fault.code is FaultCode.STILL_USED and "by" not in fault.params:
        message = _USED_BEYOND
    return texts.gettext(message, **_values(texts, fault))


def _values(texts: Texts, fault: Fault) -> dict[str, str]:
    params = fault.params
    values = dict(params)
    values["found"] = _found(texts, fault)
    values["lights"] = _listed(texts, LIGHT_WORDS)
    values["roles"] = _listed(texts, ROLE_WORDS)
    if "column" in params:
        values["column"] = header_words(texts, params["column"])
    if "needs" in params:
        values["needs"] = ", ".join(header_words(texts, one) for one in params["needs"].split(", "))
    for name in ("today", "day_first", "month_first", "since"):
        if name in params:
            values[name] = texts.day(date.fromisoformat(params[name]))
    for name in ("megabytes", "rows"):
        if name in params:
            values[name] = texts.number(int(params[name]))
    for name in ("kind", "by_kind"):
        if name in params:
            values[name] = texts.spoken(SHEETS[Kind(params[name])].title)
    return values


def _found(texts: Texts, fault: Fault) -> str:
    if fault.code is FaultCode.DAY_IN_FUTURE:
        return texts.day(date.fromisoformat(fault.found))
    return shortened(fault.found)


def shortened(found: str) -> str:
    """What was found, cut where it is long: its cell says the rest."""
    return found if len(found) <= _FOUND_LETTERS else f"{found[:_FOUND_LETTERS]}…"


def header_words(texts: Texts, attribute: str) -> str:
    """What a column is called; milestones' sheets come first, being the most."""
    if attribute == "as_at":
        return texts.spoken(AS_AT)
    for sheet in (SHEETS[Kind.MILESTONE], *SHEETS.values()):
        for column in sheet.columns:
            if column.attribute == attribute:
                return texts.spoken(column.header)
    raise KeyError(attribute)


def _listed(texts: Texts, words: dict[str, Words]) -> str:
    return ", ".join(texts.spoken(word) for word in words.values())
