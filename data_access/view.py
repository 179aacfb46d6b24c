"""What a reader asks for: which version of the data, for which day, and what this person may see."""

from dataclasses import dataclass
from datetime import date

from data_access.traffic_light import Thresholds


@dataclass(frozen=True, slots=True)
class Scope:
    """The fields (entity ids) whose rows count for a person; None: all."""

    fields: frozenset[int] | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A programme as of `version`, judged for `day`, within `scope`. A result for a view never changes.

    `thresholds`: judged by these and not by those in force, to see what others would change.
    """

    programme_id: int
    version: int
    day: date
    scope: Scope = EVERYTHING
    thresholds: Thresholds | None = None
