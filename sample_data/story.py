"""The months of a problem: which of its milestones are in trouble, so that its light is as the plan means.

The rule needs a quarter of the milestones not done to be red, and so on; here the right number of them is put
into trouble, those first that were in trouble before and that are due soonest. What comes out is what an
edition says; nothing here is read by the rule itself, and the tests judge the outcome by the rule.
"""

from collections.abc import Sequence

from data_access.traffic_light import Light
from sample_data.course import Course, Standing, Trouble
from sample_data.dice import Dice
from sample_data.plan import (
    ADDED_IN,
    ALWAYS_ROSY,
    LEFT_OUT,
    MONTHS,
    REMOVED,
    REMOVED_IN,
    UPDATE_DAYS,
    edition_day,
    is_reported,
    meant_light,
)
from sample_data.schedule import Slot, slots
from sample_data.subjects import added_milestones

Editions = dict[str, list[Standing | None]]


class ProblemStory:
    """A problem's milestones on their way through the months; `editions` holds what was said of each."""

    def __init__(self, problem: str, ministry: str, codes: Sequence[str], added: Sequence[str]) -> None:
        self.problem = problem
        self.ministry = ministry
        self.reported = [month for month in MONTHS if is_reported(problem, month, ministry)]
        ends = [month for month in MONTHS if meant_light(problem, month) is Light.DONE]
        times = slots(problem, len(codes), reported=self.reported, ends_in=min(ends, default=None))
        rosy = problem in ALWAYS_ROSY
        self.courses = [Course(code, slot, is_rosy=rosy) for code, slot in zip(codes, times, strict=True)]
        self._dice = Dice(f"story/{problem}")
        self.courses += [self._added(code) for code in added]
        self.editions: Editions = {course.code: [] for course in self.courses}
        for month in MONTHS:
            self._live(month)

    def _added(self, code: str) -> Course:
        term = self._dice.between(60, 220)
        slot = Slot(start=UPDATE_DAYS[ADDED_IN] + self._dice.between(0, 30), term=term)
        return Course(code, slot, is_rosy=False)

    def _live(self, month: int) -> None:
        here = [course for course in self.courses if is_there(course.code, month)]
        if month in self.reported:
            told = [course for course in here if not _is_left_out(course.code, month)]
            self._report(month, here, told)
        else:
            told = []
        for course in self.courses:
            self.editions[course.code].append(course.tell() if course in told else None)

    def _report(self, month: int, here: list[Course], told: list[Course]) -> None:
        day, previous = edition_day(self.ministry, month), UPDATE_DAYS[max(month - 1, 0)]
        later = [edition_day(self.ministry, one) for one in self.reported if one > month]
        next_day = later[0] if later else day + 31
        meant = meant_light(self.problem, month)
        for course in told:
            if course.done_on is None and _is_ripe(course, month, day, meant):
                course.finish(day, previous)
        self._clear_past(meant, here, told, day, previous)
        silent = [course for course in here if course.done_on is None and course not in told]
        open_ones = _worst_first([course for course in told if course.done_on is None])
        red, amber = self._quotas(meant, open_ones, len(open_ones) + len(silent), day)
        for place, course in enumerate(open_ones):
            trouble = Trouble.MUCH if place < red else Trouble.SOME if place < red + amber else Trouble.NONE
            course.stand(trouble, day, next_day)

    def _clear_past(
        self, meant: Light, here: list[Course], told: list[Course], day: int, previous: int
    ) -> None:
        """Finish, late, those past their term that the month's light has no room for."""
        past = [course for course in told if course.done_on is None and course.is_past(day)]
        for course in sorted(past, key=lambda one: one.baseline):
            open_count = sum(one.done_on is None for one in here)
            left = sum(one.done_on is None and one.is_past(day) for one in told)
            room = {Light.RED: _quarter(open_count) + 1, Light.AMBER: (open_count - 1) // 4}.get(meant, 0)
            if left > room or (meant is Light.AMBER and left > 1):
                course.finish(day, previous)

    def _quotas(self, meant: Light, open_ones: list[Course], count: int, day: int) -> tuple[int, int]:
        """How many milestones are to be red and amber."""
        past = sum(course.is_past(day) for course in open_ones)
        quarter = _quarter(count)
        if meant is Light.RED:
            return max(past, quarter + self._dice.chance(0.3)), self._dice.between(1, 2)
        if meant is Light.AMBER:
            if past or (count >= 5 and self._dice.chance(0.45)):
                return max(past, 1), self._dice.between(1, 2)
            return 0, quarter + self._dice.between(0, 1)
        return 0, min(self._dice.between(0, 2), max(quarter - 1, 0))


def is_there(code: str, month: int) -> bool:
    """Whether a milestone is part of the plan in a month: added midway, or removed midway."""
    if code in REMOVED:
        return month < REMOVED_IN
    is_added = any(one.code == code for one in added_milestones())
    return month >= ADDED_IN or not is_added


def _is_left_out(code: str, month: int) -> bool:
    first, last = LEFT_OUT.get(code, (1, 0))
    return first <= month <= last


def _is_ripe(course: Course, month: int, day: int, meant: Light) -> bool:
    if meant is Light.DONE:
        return True
    return course.trouble < Trouble.MUCH and (course.is_past(day) or course.slot.early_in == month)


def _worst_first(courses: list[Course]) -> list[Course]:
    """Those deepest in trouble first, then those due soonest."""
    return sorted(courses, key=lambda course: (-course.trouble, course.baseline))


def _quarter(count: int) -> int:
    return -(-count // 4)
