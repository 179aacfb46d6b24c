"""What a template says to the officer who fills it: comments on headers, refusals and instructions."""

from collections.abc import Callable

from dashboard.texts import Texts, _, texts
from data_access.model import Kind
from data_access.uploads.columns import LISTS_SHEET, CellType, Column
from data_access.uploads.values.value import HIGHEST_NUMBER
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.uploads.workbooks.template_words import TemplateWords
from data_access.view import View
from data_access.words import Words

# Comments say what a column holds, in which form, and give an example.
_COMMENTS: dict[str, str] = {
    "code": _(
        "The permanent code, by which the row is found again; locked in rows that exist. In a new row: a "
        "text that is no other row's code. Example: {code}"
    ),
    "name_kk": _("The name in Kazakh. Text; one of the three languages is enough. Example: Safe sites"),
    "name_ru": _("The name in Russian. Text; one of the three languages is enough. Example: Safe sites"),
    "name_en": _("The name in English. Text; one of the three languages is enough. Example: Safe sites"),
    "position": _(
        "The place among fields that are equally urgent. A whole number from 0 to {highest}. Example: 3"
    ),
    "field_id": _("The field that this belongs to. The code of a field, from the list. Example: {code}"),
    "person_id": _("The person. The code of a person, from the list. Example: {code}"),
    "role": _("What the person does in the team. Words from the list. Example: {role}"),
    "problem_id": _(
        "The problem that the milestone helps to solve. The code of a problem, from the list. Example: {code}"
    ),
    "owner": _(
        "Who answers for the milestone: a person or an office. Text. Example: Construction department"
    ),
    "start": _("The day when work begins. A date. Example: 01.03.2026"),
    "term": _(
        "The day by which it must be done. A date. Lateness is counted from the first term until a new one "
        "is approved. Example: 31.12.2026"
    ),
    "forecast": _("The day by which you now expect it to be done. A date. Example: 31.01.2027"),
    "done_on": _("The day on which it was done; empty until then. A date. Example: 20.12.2026"),
    "progress": _("How much of the work is done. A percentage from 0% to 100%. Example: 35%"),
    "declared": _("Your own judgement of the milestone. A word from the list. Example: {light}"),
    "note": _("Why it stands so, and what is done about it. Text. Example: The supplier was replaced in May"),
}
_COMMENTS_OF_KINDS: dict[tuple[Kind, str], str] = {
    (Kind.PERSON, "name_kk"): _(
        "The full name in Kazakh. Text; one of the three languages is enough. Example: Aidos Serik"
    ),
    (Kind.PERSON, "name_ru"): _(
        "The full name in Russian. Text; one of the three languages is enough. Example: Aidos Serik"
    ),
    (Kind.PERSON, "name_en"): _(
        "The full name in English. Text; one of the three languages is enough. Example: Aidos Serik"
    ),
    (Kind.FIELD, "ministry_id"): _(
        "The ministry that leads the field. The code of a ministry, from the list, or nothing. Example: {code}"
    ),
    (Kind.MEMBERSHIP, "team_id"): _(
        "The team that the person belongs to. The code of a team, from the list. Example: {code}"
    ),
    (Kind.PROBLEM, "team_id"): _(
        "The team that leads the work on the problem. The code of a team, from the list, or nothing. "
        "Example: {code}"
    ),
    (Kind.MILESTONE, "field_id"): _(
        "The field of the problem; only for your reading. The code of a field, from the list, or nothing. "
        "Example: {code}"
    ),
    (Kind.MILESTONE, "team_id"): _(
        "The team of the milestone, where it is not the problem's. The code of a team, from the list, or "
        "nothing. Example: {code}"
    ),
    (Kind.MILESTONE, "ministry_id"): _(
        "The ministry that answers for the milestone. The code of a ministry, from the list, or nothing. "
        "Example: {code}"
    ),
    (Kind.INSTRUCTION, "code"): _(
        "The number of the instruction, by which it is found again; locked. Example: {code}"
    ),
    (Kind.INSTRUCTION, "text"): _(
        "What was asked for; only for your reading. Example: Approve the plan of roads"
    ),
    (Kind.INSTRUCTION, "ministry_id"): _(
        "The ministry that answers for the instruction; only for your reading. The code of a ministry. "
        "Example: {code}"
    ),
    (Kind.INSTRUCTION, "term"): _(
        "The day by which it must be done; only for your reading: a coordinator moves it. Example: 31.12.2026"
    ),
    (Kind.INSTRUCTION, "reported_done_on"): _(
        "The day on which you did it; empty until then. A date. A coordinator takes it off control. "
        "Example: 20.12.2026"
    ),
}
_REQUIRED = _("This cell must not be empty.")
_CODES = {
    Kind.MINISTRY: "MIC",
    Kind.FIELD: "CON",
    Kind.TEAM: "T-CON",
    Kind.PERSON: "P17",
    Kind.MEMBERSHIP: "P17-T-CON",
    Kind.PROBLEM: "CON-01",
    Kind.MILESTONE: "CON-01-M03",
    Kind.INSTRUCTION: "I-2026-007",
}
_AS_AT = _(
    "The day that the figures speak of: write the day of your figures here. What you leave as it is then "
    "counts as confirmed for that day. A date, not in the future. Example: 05.03.2026"
)

# A spreadsheet takes at most 255 characters, for both languages of a template together.
_REFUSALS: dict[CellType, str] = {
    CellType.REFERENCE: _("This code is not in the list. Keep it only if this workbook adds it."),
    CellType.LIGHT: _("Choose a word from the list."),
    CellType.ROLE: _("Choose a word from the list."),
    CellType.DATE: _("Expected: a date such as 31.12.2026."),
    CellType.PERCENT: _("Expected: a percentage from 0% to 100%."),
    CellType.NUMBER: _("Expected: a whole number from 0 to {highest}."),
}

_STEPS: tuple[str, ...] = (
    _("Point at a header: its comment says what the column holds, and gives an example."),
    _("Milestones: write the day of your figures into the cell above the headers."),
    _("Change the cells that have changed. A cell that you empty empties the value."),
    _("Where a cell has a list, choose from it: with the arrow beside the cell, or with Alt and Down."),
    _("Names behind the codes of a list: right-click the tab of a sheet, choose Unhide, then {sheet}."),
    _("Codes of rows that exist are locked and must stay as they are: by them the rows are found again."),
    _("Add new rows below the last one, each with a code of its own."),
    _("A row that you leave out is not removed, unless you say when uploading that this is the whole list."),
    _(
        "To sort rows or to insert some between others, take the protection off first: Review, Unprotect "
        "Sheet. There is no password."
    ),
    _(
        "Save as XLSX and upload the file. You see what would change before anything is applied, and can "
        "take it back afterwards."
    ),
)
_MADE_FROM = _("Made from data version {version}, figures as at {day}.")


def template_words(view: View) -> TemplateWords:
    """The words of a template that is made from a view of the data."""
    return TemplateWords(
        column=_comment,
        as_at=_words(lambda texts: texts.gettext(_AS_AT)),
        refusals={kind: _refusal(message) for kind, message in _REFUSALS.items()},
        steps=tuple(_step(message) for message in _STEPS),
        made_from=_words(
            lambda texts: texts.gettext(_MADE_FROM, version=view.version, day=texts.day(view.day))
        ),
    )


def _words(say: Callable[[Texts], str]) -> Words:
    return Words(kk=say(texts("kk")), ru=say(texts("ru")), en=say(texts("en")))


def _refusal(message: str) -> Words:
    return _words(lambda texts: texts.gettext(message, highest=HIGHEST_NUMBER))


def _step(message: str) -> Words:
    return _words(lambda texts: texts.gettext(message, sheet=LISTS_SHEET))


def _comment(kind: Kind, column: Column) -> Words:
    """The comment on a column's header."""
    message = _COMMENTS_OF_KINDS.get((kind, column.attribute)) or _COMMENTS[column.attribute]

    def say(texts: Texts) -> str:
        told = texts.gettext(
            message,
            code=_CODES[column.refers_to or kind],
            role=texts.spoken(ROLE_WORDS["mentor"]),
            light=texts.spoken(LIGHT_WORDS["amber"]),
            highest=HIGHEST_NUMBER,
        )
        return f"{told}\n{texts.gettext(_REQUIRED)}" if column.is_required else told

    return _words(say)
