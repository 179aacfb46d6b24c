"""When each milestone of a problem begins and is due, so that it fits the months of reporting."""

from dataclasses import dataclass

from sample_data.dice import Dice
from sample_data.plan import LATER, UPDATE_DAYS

_FIRST_TERM = -262
_LAST_TERM = 340


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a milestone starts and is due (days from the day of loading).

    `early_in`: a month in whose edition it may be done before its term.
    """

    start: int
    term: int
    early_in: int | None = None


def slots(problem: str, count: int, *, reported: list[int], ends_in: int | None) -> list[Slot]:
    """The times of `count` milestones in order of work.

    `reported` are the months in which the ministry reports; `ends_in` is the month by which all are due, for
    a problem that is done.
    """
    dice = Dice(f"schedule/{problem}")
    last = UPDATE_DAYS[ends_in] + 12 if ends_in is not None else _LAST_TERM
    first = _FIRST_TERM - (30 if ends_in is not None else dice.between(-20, 10))
    gap = (last - first) / (count - 1)
    found = [_slot(dice, round(first + gap * place), reported, last) for place in range(count)]
    return sorted(found, key=lambda slot: (slot.term, slot.start))


def _slot(dice: Dice, wanted: int, reported: list[int], last: int) -> Slot:
    """One milestone's times near the wanted term.

    A past term lies a few days before an edition of its ministry, or up to two weeks after one that can
    already say "done": so that being late is a story, not the mere distance between two editions.
    """
    length = dice.between(90, 230)
    term, early_in = min(wanted + dice.between(-9, 9), last), None
    if UPDATE_DAYS[0] < term <= LATER:
        month = min(reported[1:], key=lambda one: (abs(UPDATE_DAYS[one] - term), one))
        if month == reported[-1] and term > UPDATE_DAYS[month] + 20:
            term = dice.between(LATER + 3, 60)
        elif dice.chance(0.4) or UPDATE_DAYS[month] + 12 == last:
            term, early_in = UPDATE_DAYS[month] + dice.between(LATER + 1, 12), month
        else:
            term = UPDATE_DAYS[month] - dice.between(0, 4)
    elif LATER < term <= 25 and dice.chance(0.7):
        term = dice.between(LATER + 1, 14)
    return Slot(start=term - length, term=term, early_in=early_in)
