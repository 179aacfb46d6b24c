"""Chance with a fixed seed, the same on every machine and Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

_SEED = 2021


class Dice:
    """Draws that depend on `purpose` alone.

    Only `Random.random` is promised to stay the same between versions of Python, so all else is made of it.
    """

    def __init__(self, purpose: str) -> None:
        self._random = Random(f"{_SEED}/{purpose}")  # nosec B311 # made-up data, the same each time

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in `share` of all draws."""
        return self._random.random() < share

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[self.between(0, len(things) - 1)]
