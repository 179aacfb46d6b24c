"""What ministries write beside a milestone, in their own language."""

import enum
from functools import cache

from sample_data.course import Standing, Trouble
from sample_data.dice import Dice
from sample_data.subjects import rows_of


class Occasion(enum.Enum):
    """What a note is about (as in subjects/notes.csv)."""

    LATE = "late"
    PAST = "past"
    LAGGING = "lagging"
    DONE = "done"
    WELL = "well"


# How many of the milestones in that state have a note.
_SHARES = {
    Occasion.LATE: 0.92,
    Occasion.PAST: 0.85,
    Occasion.LAGGING: 0.65,
    Occasion.DONE: 0.3,
    Occasion.WELL: 0.05,
}

# The kind of work of each milestone of a problem, in their order; what was added midway comes last.
_WORKS = (
    *("study",) * 3,
    *("rules",) * 3,
    *("purchase",) * 2,
    *("pilot",) * 2,
    *("training",) * 2,
    *("launch",) * 3,
    "study",
    "launch",
)


def occasion_of(standing: Standing, *, day: int, baseline: int) -> Occasion:
    """What a ministry has to explain on the day of its edition."""
    if standing.done_on is not None:
        return Occasion.DONE
    if standing.trouble is Trouble.NONE:
        return Occasion.WELL
    if day > baseline:
        return Occasion.PAST
    return Occasion.LATE if standing.forecast > baseline else Occasion.LAGGING


def note_on(code: str, occasion: Occasion, language: str) -> str:
    """The note beside a milestone, the same for as long as the occasion lasts; often empty."""
    dice = Dice(f"note/{code}/{occasion.value}")
    if not dice.chance(_SHARES[occasion]):
        return ""
    return dice.pick(_notes(occasion, _WORKS[int(code[-2:]) - 1]))[language]


@cache
def _notes(occasion: Occasion, work: str) -> tuple[dict[str, str], ...]:
    """The notes for an occasion and a kind of work, or for any work."""
    return tuple(
        row for row in rows_of("notes") if row["occasion"] == occasion.value and row["work"] in {"", work}
    )
