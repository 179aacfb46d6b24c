"""What happened to the milestones of a field or problem between two sessions.

Pure. Both sides are read by their own view: the version that the wall showed and the day it was judged for.
A milestone that left the subject counts as removed from it, one that came as added to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data_access.field_board import direction
from data_access.reads.milestones import MilestoneState
from data_access.traffic_light import URGENCY


def expected(state: MilestoneState) -> date:
    """The day by which a milestone is, or should be, done: done on, else its forecast, else its baseline."""
    return state.done_on or state.forecast or state.baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A milestone that both sessions saw, with something that moved.

    `slip_days`: by how many days the expected day went back (below 0: came nearer). `new_resets`: how often
    its term was re-set in between.
    """

    before: MilestoneState
    after: MilestoneState
    slip_days: int
    new_resets: int

    @property
    def is_worse(self) -> bool:
        """The light got worse; amber and no data are as bad (see `data_access.field_board.direction`)."""
        return direction(self.after.verdict.light, self.before.verdict.light) < 0

    @property
    def is_better(self) -> bool:
        """The light got better."""
        return direction(self.after.verdict.light, self.before.verdict.light) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What moved between two sessions; each by the code that the later one knows."""

    added: tuple[MilestoneState, ...]
    removed: tuple[MilestoneState, ...]
    moved: tuple[Move, ...]
    unchanged: int

    @property
    def worse(self) -> tuple[Move, ...]:
        """Those whose light got worse, the worst first."""
        found = (one for one in self.moved if one.is_worse)
        return tuple(sorted(found, key=lambda one: URGENCY[one.after.verdict.light]))

    @property
    def better(self) -> tuple[Move, ...]:
        """Those whose light got better."""
        return tuple(one for one in self.moved if one.is_better)

    @property
    def slipped(self) -> tuple[Move, ...]:
        """Those whose expected day went back, the furthest first."""
        found = (one for one in self.moved if one.slip_days > 0)
        return tuple(sorted(found, key=lambda one: -one.slip_days))

    @property
    def reset(self) -> tuple[Move, ...]:
        """Those whose term was re-set."""
        return tuple(one for one in self.moved if one.new_resets > 0)


def compare(before: Iterable[MilestoneState], after: Iterable[MilestoneState]) -> Comparison:
    """What moved from one session's milestones to another's."""
    then, now = ({one.id: one for one in states} for states in (before, after))
    moves = [_move(then[one], now[one]) for one in now.keys() & then.keys()]
    moved = [move for move in moves if _has_moved(move)]
    return Comparison(
        added=_by_code(now[one] for one in now.keys() - then.keys()),
        removed=_by_code(then[one] for one in then.keys() - now.keys()),
        moved=tuple(sorted(moved, key=lambda move: move.after.code)),
        unchanged=len(moves) - len(moved),
    )


def _move(before: MilestoneState, after: MilestoneState) -> Move:
    return Move(
        before=before,
        after=after,
        slip_days=(expected(after) - expected(before)).days,
        new_resets=max(0, after.resets - before.resets),
    )


def _has_moved(move: Move) -> bool:
    return bool(
        move.before.verdict.light is not move.after.verdict.light or move.slip_days or move.new_resets
    )


def _by_code(found: Iterable[MilestoneState]) -> tuple[MilestoneState, ...]:
    return tuple(sorted(found, key=lambda state: state.code))
