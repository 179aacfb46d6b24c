"""What the server's process holds: at its start, for each viewer, and while it serves thousands of reruns."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.crowd import Crowd, gathered, go
from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.served import write_served
from bench.servers import EMPTY, PRODUCT, Server, serving
from bench.timing import table

ROWS = 20_000
RERUNS = 20_000
VIEWERS = 100
STEPS = 20  # how often the memory is looked at during the reruns
A_VIEWER, IN_ALL = 1.0, 350.0  # the goals, in MB
WARM = 5  # the steps of these that are warm-up
LIBRARIES = ("streamlit", "SQLAlchemy", "pandas")
_MEGABYTE = 1_000_000


def measure(options: Options) -> Result:
    """The measure as Markdown."""
    rows, reruns = options.rows or ROWS, options.reruns or RERUNS
    number = (options.viewers or (VIEWERS,))[-1]
    before = load()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        pages = list(write_served(url, rows).values())
        with serving(PRODUCT, database_url=url) as product:
            ours = asyncio.run(_watched(product, pages, number, reruns))
        with serving(EMPTY) as empty:
            floor = asyncio.run(_watched(empty, ["/"], number, reruns))
    steps = [f"after {reruns * step // STEPS:,} reruns" for step in range(1, STEPS + 1)]
    names = ("one viewer, each page shown once", f"{number} viewers, each page shown once", *steps)
    lines = [(name, _said(a), _said(b)) for name, a, b in zip(names, floor, ours, strict=True)]
    a_viewer = [f"{_of_viewer(one, number):.2f}" for one in (floor, ours)]
    lines.append((f"**a viewer** (goal: at most {A_VIEWER:g})", a_viewer[0], a_viewer[1]))
    lines.append(("**growth in 1,000 reruns, after warm-up**", _growth(floor, reruns), _growth(ours, reruns)))
    lines.append(
        (f"**the most** (goal at 20,000 milestones: at most {IN_ALL:g})", _said(max(floor)), _said(max(ours)))
    )
    page = (
        _INTRODUCTION.format(
            rows=rows,
            reruns=reruns,
            viewers=number,
            warm=reruns * WARM // STEPS,
            machine=described(LIBRARIES),
        )
        + f"\n\n{table(('resident memory in MB', 'empty page', 'the product'), lines)}"
        + f"\n\nLoad of the machine: {before} before, {load()} after.\n"
    )
    goals = (
        Goal(what=f"a viewer of {number}", figure=_of_viewer(ours, number), goal=A_VIEWER, unit="MB"),
        Goal(what=f"the most, {rows:,} milestones", figure=max(ours) / _MEGABYTE, goal=IN_ALL, unit="MB"),
    )
    return Result(page, goals)


async def _watched(server: Server, pages: Sequence[str], number: int, reruns: int) -> list[int]:
    """The bytes held: with one viewer, with all, and after each part of the reruns."""
    async with gathered(server, 1) as one:
        for path in pages:
            await go(one, path)
        found = [server.resident_bytes()]
        async with gathered(server, number - 1) as others:
            crowd = Crowd(server, [*one.viewers, *others.viewers])
            for path in pages:
                await go(crowd, path)
            found.append(server.resident_bytes())
            done = 0
            turn = 0
            for step in range(1, STEPS + 1):
                while done < reruns * step // STEPS:
                    await go(crowd, pages[turn % len(pages)])
                    done, turn = done + number, turn + 1
                found.append(server.resident_bytes())
    return found


def _of_viewer(found: Sequence[int], number: int) -> float:
    return (found[1] - found[0]) / _MEGABYTE / (number - 1)


def _growth(found: Sequence[int], reruns: int) -> str:
    """From the line through the steps after warm-up, by least squares."""
    held = [one / _MEGABYTE for one in found[2 + WARM :]]
    places = range(len(held))
    middle, mean = (len(held) - 1) / 2, sum(held) / len(held)
    slope = sum((x - middle) * (y - mean) for x, y in zip(places, held, strict=True)) / sum(
        (x - middle) ** 2 for x in places
    )
    return f"{slope / (reruns / STEPS / 1000):.2f}"


def _said(held: int) -> str:
    return f"{held / _MEGABYTE:.0f}"


_INTRODUCTION = """# Memory

The resident memory of the server's process over {rows:,} milestones (SQLite): with one viewer who has seen every
page, with {viewers} of them, and while these go on from page to page for {reruns:,} reruns. The first {warm:,} are
warm-up. Beside it a server of an empty page under the same use.

{machine}"""
