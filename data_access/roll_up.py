"""Roll-up: the light of a group from the lights of its members, by the same words on every level.

Milestones roll up to problem and team, problems to field, fields to programme.
Pure; `data_access.traffic_light_sql.roll_up_sql` says the same to a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data_access.traffic_light import Light, Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many members of a group have which light."""

    red: int = 0
    amber: int = 0
    grey: int = 0
    green: int = 0
    done: int = 0

    @property
    def total(self) -> int:
        """All members."""
        return self.red + self.amber + self.grey + self.green + self.done

    @property
    def not_done(self) -> int:
        """The members that the shares of the rule are taken of."""
        return self.total - self.done

    def of(self, light: Light) -> int:
        """How many members have `light`."""
        return int(getattr(self, light.value))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{light.value: self.of(light) + other.of(light) for light in Light})


def count(lights: Iterable[Light]) -> Counts:
    """The counts of a group's lights."""
    tally = dict.fromkeys((light.value for light in Light), 0)
    for light in lights:
        tally[light.value] += 1
    return Counts(**tally)


def roll_up(counts: Counts, thresholds: Thresholds) -> Light:
    """The light of a group; the first matching line decides, shares are of the members not done."""
    not_done = counts.not_done
    if counts.total == 0:
        return Light.GREY
    if not_done == 0:
        return Light.DONE
    if counts.red * 100 >= thresholds.red_share_percent * not_done:
        return Light.RED
    if counts.grey * 100 >= thresholds.grey_share_percent * not_done:
        return Light.GREY
    if counts.red > 0 or counts.amber * 100 >= thresholds.amber_share_percent * not_done:
        return Light.AMBER
    return Light.GREEN
