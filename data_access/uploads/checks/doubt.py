"""What is odd in a file, though it can be applied, as data: words for it are the reader's."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class DoubtCode(enum.StrEnum):
    """All doubts; the comment says what `Doubt.found` holds and which `Doubt.params` there are.

    `column`, the attribute that is odd, is always given, and `row_code`, the code of the row's thing, but for
    the file as a whole. Days are ISO, percentages hundredths of a percent, other
    things codes.
    """

    TERM_BEFORE_START = "term_before_start"  # the term; start
    FORECAST_BEFORE_START = "forecast_before_start"  # the forecast; start
    DONE_IN_FUTURE = "done_in_future"  # the day; as_at
    NOT_DONE = "not_done"  # the percentage, which is 100%
    DECLARED_DONE = "declared_done"  # the light, which is done; there is no day on which it was
    DONE_BELOW_HUNDRED = "done_below_hundred"  # the percentage; done_on
    PERCENT_WENT_DOWN = "percent_went_down"  # the percentage; before, reported_on
    TERM_RESET = "term_reset"  # the term; before, baseline, resets (this one counted)
    OWNER_RESPELLED = "owner_respelled"  # the owner; like (the known spelling)
    DECLARED_GREEN = "declared_green"  # the light; reason and days of the rule's red (`traffic_light.Reason`)
    AS_AT_OLDER = "as_at_older"  # the day, at its cell if it has one; newest, count (reports that are newer)
    MINISTRY_DIFFERS = "ministry_differs"  # the ministry; before
    CODE_LIKE_KNOWN = "code_like_known"  # a new thing's code; like (the code that it is written like), kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An oddity at a cell (none: the file as a whole), with the value that is odd.

    `row`: the row of a table's thing, as `Table.row_number` says it; None: in none. `proposal`: a text that
    in place of the cell's would leave no doubt, where it can be known.
    """

    sheet: str
    cell: str
    code: DoubtCode
    found: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    row: int | None = None
    proposal: str | None = None
