"""The course of one milestone: how it stands, and what its ministry says of it, month by month."""

from dataclasses import dataclass
from enum import IntEnum

from data_access.traffic_light import Light
from sample_data.dice import Dice
from sample_data.plan import LATER
from sample_data.schedule import Slot


class Trouble(IntEnum):
    """How much trouble a milestone is in."""

    NONE = 0
    SOME = 1  # amber
    MUCH = 2  # red


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an edition says of a milestone; days from the day of loading, progress in whole percent."""

    term: int
    forecast: int
    done_on: int | None
    progress: int | None
    declared: Light | None
    trouble: Trouble


class Course:
    """A milestone that is under way; each month it is put into some trouble, or done, and then told of."""

    def __init__(self, code: str, slot: Slot, *, is_rosy: bool) -> None:
        self.code = code
        self.slot = slot
        self.term = slot.term
        self.trouble = Trouble.NONE
        self.done_on: int | None = None
        self._dice = Dice(f"course/{code}")
        # From 1, always says green, to 100, says how it is.
        self._candour = 1 if is_rosy else self._dice.between(2, 100)
        self._is_slow = self._dice.chance(0.45)
        self._slip = 0
        self._progress = 0
        self._months_red = 0

    @property
    def baseline(self) -> int:
        """The first term."""
        return self.slot.term

    def is_past(self, day: int) -> bool:
        """Whether its first term will be past soon after an edition of `day`, before anyone judges it."""
        return self.baseline < day + LATER

    def finish(self, day: int, previous_day: int) -> None:
        """Be done by `day`: in time where all was well, late where it was in trouble and the term is past."""
        latest = day - self._dice.between(0, 6)
        goes_well = self.trouble is Trouble.NONE or (self.trouble is Trouble.SOME and self._dice.chance(0.3))
        if goes_well or self.baseline >= latest:
            latest = min(latest, self.baseline - self._dice.between(0, 5))
        else:
            earliest = max(previous_day, self.baseline) + 1
            latest = max(min(latest, self.baseline + max(self._slip, 1)), min(earliest, day))
        self.done_on = latest
        self.trouble = Trouble.NONE

    def stand(self, trouble: Trouble, day: int, next_day: int) -> None:
        """Come into this trouble by `day`; what is said must hold until `next_day`."""
        self.trouble = trouble
        if trouble is Trouble.MUCH:
            self._fall_far_behind(day)
        elif trouble is Trouble.SOME:
            self._fall_behind(day)
        else:
            self._slip = 0
            self._months_red = 0
            self._go_well(day + LATER, next_day)

    def tell(self) -> Standing:
        """What the ministry says now; a milestone of which nothing is done yet has no percent."""
        if self.done_on is not None:
            return Standing(
                term=self.term,
                forecast=self.done_on,
                done_on=self.done_on,
                progress=100,
                declared=Light.DONE,
                trouble=Trouble.NONE,
            )
        return Standing(
            term=self.term,
            forecast=self.baseline + self._slip,
            done_on=None,
            progress=self._progress or None,
            declared=self._declared(),
            trouble=self.trouble,
        )

    def _go_well(self, judged: int, next_day: int) -> None:
        """Be within the rule's twenty points of the line; the slow ones only on the day of judging."""
        until = judged if self._is_slow else next_day
        due = self.baseline - until <= 14
        self._advance(self._line(until) - self._dice.between(4, 17), at_least=85 if due else 0)

    def _fall_far_behind(self, day: int) -> None:
        self._months_red += 1
        grown = self._slip + self._dice.between(4, 14)
        self._slip = grown if self._slip > 30 else self._dice.between(34, 66)
        if self.is_past(day):
            self._slip = max(self._slip, day + self._dice.between(9, 40) - self.baseline)
        self._advance(self._line(day) - self._dice.between(12, 40))
        if self._months_red == 2 and self._dice.chance(0.4):
            self.term = self.baseline + self._slip

    def _fall_behind(self, day: int) -> None:
        self._months_red = 0
        judged = day + LATER
        is_due = self.baseline - judged <= 14
        if is_due and self._progress < 75 and (self._slip == 0 or self._dice.chance(0.5)):
            self._slip = 0
            self._advance(self._dice.between(48, 76))
        elif self._slip == 0 and self._line(judged) - self._progress >= 23 and not is_due:
            self._advance(self._line(judged) - self._dice.between(22, 32))
        else:
            grown = self._slip + self._dice.between(0, 4)
            self._slip = min(grown, 29) if 0 < self._slip <= 30 else self._dice.between(6, 24)
            self._advance(self._line(day) - self._dice.between(5, 22))

    def _advance(self, progress: int, *, at_least: int = 0) -> None:
        self._progress = max(self._progress, min(95, max(progress, at_least)))

    def _line(self, day: int) -> int:
        """Percent due on `day` by a straight line."""
        elapsed, length = day - self.slot.start, self.slot.term - self.slot.start
        return max(0, min(100, 100 * elapsed // length))

    def _declared(self) -> Light | None:
        if self.trouble is Trouble.MUCH:
            return Light.GREEN if self._candour <= 22 else Light.AMBER if self._candour <= 50 else Light.RED
        if self.trouble is Trouble.SOME:
            return Light.GREEN if self._candour <= 40 else Light.AMBER
        if self._candour >= 98:
            return Light.AMBER
        return None if 40 < self._candour <= 46 else Light.GREEN
