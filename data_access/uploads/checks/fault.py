"""What is wrong with a file, as data: words for it are the reader's."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class FaultCode(enum.StrEnum):
    """All faults; the comment says where `Fault.cell` points and which `Fault.params` there are.

    `column` is the attribute of the column (see `uploads.columns`), `kind` a `model.Kind`.
    """

    EMPTY_FILE = "empty_file"  # the file
    UNKNOWN_FORMAT = "unknown_format"  # the file
    DAMAGED_FILE = "damaged_file"  # the file
    PASSWORD_PROTECTED = "password_protected"  # nosec B105 # the file
    TOO_LARGE = "too_large"  # the file; megabytes, rows: the most that is read of one
    NO_HEADER = "no_header"  # the sheet: no row of it is headers of ours
    DOUBLE_COLUMN = "double_column"  # the second header; column, first (the cell of the first)
    MISSING_COLUMN = "missing_column"  # the sheet; column, kind
    MISSING = "missing"  # an empty cell; column
    ERROR_VALUE = "error_value"  # a cell such as #REF!; column
    NOT_A_DATE = "not_a_date"  # column (or as_at)
    AMBIGUOUS_DATE = "ambiguous_date"  # column; day_first, month_first: the days that it may be (ISO)
    NO_VALUE = "no_value"  # a word such as TBC where a value is needed; column
    UNDECODED_TEXT = "undecoded_text"  # letters that could not be read in any encoding; column
    NOT_A_PERCENT = "not_a_percent"  # column
    NOT_A_NUMBER = "not_a_number"  # column
    UNKNOWN_LIGHT = "unknown_light"  # column; fill (the light that the cell's colour shows), if any
    UNKNOWN_ROLE = "unknown_role"  # column
    TOO_LONG = "too_long"  # column, limit, length
    UNKNOWN_CODE = "unknown_code"  # a reference; column, kind. Or a row's own code; also needs (columns)
    DUPLICATE_CODE = "duplicate_code"  # the second cell; kind, first (sheet!cell of the first)
    PROBLEM_NOT_IN_FIELD = "problem_not_in_field"  # the problem's cell; field (its own), given
    NOT_YOURS = "not_yours"  # a code of a thing that this person may not change; kind
    STILL_USED = "still_used"  # the sheet; kind and found: what is missing; by_kind, by: its user, where one may see it
    AS_AT_DIFFERS = "as_at_differs"  # the second cell with a day for the edition; first
    DAY_IN_FUTURE = "day_in_future"  # the cell with the edition's day, if it has one; today
    GIVEN_OTHERWISE = (
        "given_otherwise"  # a cell of what an instruction says, which a file can't change; column
    )
    TAKEN_OFF_CONTROL = "taken_off_control"  # the code of an instruction that nobody reports on any more
    REPORTED_LATER = (
        "reported_later"  # the code of an instruction that was given or reported on after as_at; since
    )
    REFERS_TO_HELD_BACK = "refers_to_held_back"  # a reference to a new row that is held back; column, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault at a cell (none: the sheet as a whole; no sheet: the file), with what was found there.

    `row`: the row of a table's thing that the fault is in, as `Table.row_number` says it; None: in none.
    `proposal`: a text that in place of the cell's would be right, where it can be known.
    """

    sheet: str
    cell: str
    code: FaultCode
    found: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    row: int | None = None
    proposal: str | None = None
