"""Timing pieces of work side by side: medians of several runs and how far they spread."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long the same work took, run by run."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run; what a measure says."""
        return median(self.runs)

    def __str__(self) -> str:
        """The median with the fastest and the slowest run."""
        return f"{self.median:.2f} s ({min(self.runs):.2f} to {max(self.runs):.2f})"

    def plus(self, *others: "Seconds") -> "Seconds":
        """The same runs with others' added, run by run."""
        return Seconds(tuple(map(sum, zip(self.runs, *(one.runs for one in others), strict=True))))

    def minus(self, other: "Seconds") -> "Seconds":
        """The same runs without another's, run by run."""
        return Seconds(tuple(mine - its for mine, its in zip(self.runs, other.runs, strict=True)))

    def over(self, other: "Seconds") -> "Seconds":
        """How many times as long as another each run took."""
        return Seconds(tuple(mine / its for mine, its in zip(self.runs, other.runs, strict=True)))


def timed(
    works: Mapping[str, Work], times: int, clock: Callable[[], float] = time.process_time
) -> dict[str, Seconds]:
    """Run several pieces of work in turn, so that a busy moment of the machine falls on all of them alike.

    One round before is not counted. Garbage is collected before each. `clock`: by default the time of the
    process itself, which work of others on the machine does not lengthen.
    """
    runs: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(times + 1):
        for name, work in works.items():
            gc.collect()
            started = clock()
            work()
            if turn:
                runs[name].append(clock() - started)
    return {name: Seconds(tuple(found)) for name, found in runs.items()}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
