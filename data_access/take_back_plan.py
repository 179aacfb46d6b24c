"""What taking a change back comes to: shared words of `data_access.take_back` and its two halves."""

import enum
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_access.model import Kind


class Effect(enum.StrEnum):
    """What taking back does to a thing, or to a milestone's report of a day."""

    ENDED = "ended"  # the change had added it
    RETURNED = "returned"  # the change had removed it
    CHANGED = "changed"  # values go back to what they were
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORT_RETURNED = "report_returned"
    REPORT_CHANGED = "report_changed"


class Obstacle(enum.StrEnum):
    """Why a part of a change cannot be taken back."""

    CHANGED_SINCE = "changed_since"  # the value, or the added thing, is not any more what the change made it
    REMOVED_SINCE = "removed_since"  # the thing that had been changed is gone
    USED_SINCE = "used_since"  # others refer to the added thing, or report on it
    CODE_TAKEN = "code_taken"  # another thing has the code now
    REFERENCE_GONE = "reference_gone"  # what it referred to is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A value that goes back: from what it is now to what it was; references are codes."""

    attribute: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """An effect on a thing, or on a milestone's report of the day `as_at`."""

    kind: Kind
    code: str
    effect: Effect
    as_at: date | None = None
    values: tuple[Restored, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A part that is left as it is: a value (`attribute`), or the thing or report as a whole.

    `brought` is what the change had made of the value, `now` what it is.
    """

    kind: Kind
    code: str
    obstacle: Obstacle
    as_at: date | None = None
    attribute: str | None = None
    brought: Any = None
    now: Any = None


@dataclass(slots=True)
class Plan:
    """What is to be written, collected before anything is; rows are those of the tables."""

    ended: dict[Kind, set[int]] = field(default_factory=dict)
    revised: dict[Kind, list[dict[str, Any]]] = field(default_factory=dict)
    returned: dict[Kind, list[dict[str, Any]]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)  # added things that stay, by entity id
    put: dict[tuple[int, date], dict[str, Any]] = field(default_factory=dict)
    withdrawn: set[tuple[int, date]] = field(default_factory=set)
    effects: list[TakenBack] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
