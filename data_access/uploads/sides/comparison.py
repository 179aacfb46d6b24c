"""What a file would change, and where its sender and others changed the same thing."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from data_access.model import Kind
from data_access.uploads.choices import Side
from data_access.uploads.values.value import Value
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value that would change; references are codes."""

    attribute: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new thing, with all that its row says (a milestone with its figures); `has_report`: they say any."""

    kind: Kind
    code: str
    sheet: str
    row: int
    values: Mapping[str, Value]
    has_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A known thing whose values differ; `has_report`: its figures become a report of the edition's day.

    `returns`: others had removed the thing, and the sender decided that it comes back.
    """

    kind: Kind
    code: str
    sheet: str
    row: int
    values: tuple[ValueChange, ...]
    has_report: bool
    returns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """Milestones or instructions that stand, on a later day, as they stood: reports of the same figures.

    Each of `codes` has its row of the sheet in the same place of `rows`.
    """

    kind: Kind
    sheet: str
    codes: tuple[str, ...]
    rows: tuple[int, ...]

    def each(self) -> Iterator[Changed]:
        """Each of them as a change of no value."""
        for code, row in zip(self.codes, self.rows, strict=True):
            yield Changed(kind=self.kind, code=code, sheet=self.sheet, row=row, values=(), has_report=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A thing that a whole list does not name any more."""

    kind: Kind
    code: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A value that others changed and the sender did not: it stays, whatever the file says.

    Without an attribute it is the whole thing: others removed what the sender left as it was (it has its
    row in the file), or added what a whole list could not know (it has none).
    """

    kind: Kind
    code: str
    attribute: str | None
    theirs: Value = None
    current: Value = None
    sheet: str = ""
    row: int | None = None


class Clash(enum.StrEnum):
    """How the two sides of a conflict collide."""

    VALUE = "value"  # both changed a value, each to another one
    REMOVED = "removed"  # others removed what the sender changed
    CHANGED = "changed"  # others changed what the sender's whole list leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who changed something, when, and by which change."""

    change: int
    actor: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A value, or (no attribute) a thing, that the sender and others changed differently.

    `base`: what the sender had, `theirs`: what the file says, `current`: what others have made of it, all
    None for a thing; then `values` says what one side changed in it while the other removed it. `base` is
    None also where the sender had nothing to compare with, or where that is not clear. `changed_by` made
    it what it is now. `row` and `cell` are where the file speaks of it. `decision`: whose is taken; None:
    still open.
    """

    kind: Kind
    code: str
    attribute: str | None
    clash: Clash
    base: Value = None
    theirs: Value = None
    current: Value = None
    values: tuple[ValueChange, ...] = ()
    sheet: str = ""
    row: int | None = None
    cell: str = ""
    changed_by: Author | None = None
    decision: Side | None = None

    @property
    def key(self) -> tuple[Kind, str, str]:
        """What `Choices.decisions` calls it; a thing has an empty attribute."""
        return self.kind, self.code, self.attribute or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many things a file adds, changes, removes, leaves as they are, and reports anew unchanged.

    `kept`: how many values, or things, stay as others made them; `conflicts`: how many are to be decided.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    refreshed: int = 0
    kept: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a file would change, in the order of the file; conflicts that are decided are among the changes."""

    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Removed, ...] = ()
    refreshed: tuple[Refreshed, ...] = ()
    kept: tuple[Kept, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unchanged: int = 0

    @property
    def undecided(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided yet."""
        return tuple(conflict for conflict in self.conflicts if conflict.decision is None)

    @property
    def counts(self) -> Counts:
        """The numbers of each."""
        return Counts(
            added=len(self.added),
            changed=len(self.changed),
            removed=len(self.removed),
            unchanged=self.unchanged,
            refreshed=sum(len(one.codes) for one in self.refreshed),
            kept=len(self.kept),
            conflicts=len(self.undecided),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.added or self.changed or self.removed or self.refreshed)

    @property
    def is_reporting(self) -> bool:
        """Whether it touches more than instructions, which are no news for the figures on a wall."""
        touched: list[Added | Changed | Removed | Refreshed]
        touched = [*self.added, *self.changed, *self.removed, *self.refreshed]
        return any(one.kind is not Kind.INSTRUCTION for one in touched)

    def is_within(self, seen: "Comparison") -> bool:
        """Whether it does nothing that somebody who has seen `seen` has not seen.

        It may do less: what others have done meanwhile in the same way. What stays is nobody's loss.
        """
        return (
            not self.undecided
            and _things(self.added) <= _things(seen.added)
            and _things(self.removed) <= _things(seen.removed)
            and _things(one for one in self.changed if one.returns)
            <= _things(one for one in seen.changed if one.returns)
            and _values(self.changed) <= _values(seen.changed)
        )


def _things(some: Iterable[Added | Changed | Removed]) -> set[tuple[Kind, str]]:
    return {(one.kind, one.code) for one in some}


def _values(changed: Iterable[Changed]) -> set[tuple[Kind, str, ValueChange]]:
    return {(one.kind, one.code, value) for one in changed for value in one.values}
