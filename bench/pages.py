"""Reruns of each page through the real protocol, beside an empty page's in the same run."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

from bench.crowd import Crowd, Slice, gathered, go, rerun
from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.served import EDITIONS, write_served
from bench.servers import EMPTY, PRODUCT, Server, serving
from bench.timing import table

SIZES = (2_000, 20_000)
VIEWERS = (1, 10, 50, 100)
TIMES = 3
SECONDS = 1.0
GOALS = {"overview": 1 / 2}
GOAL = 1 / 3
LIBRARIES = ("streamlit", "starlette", "uvicorn", "websockets")
_HEAD = (
    "page",
    "reruns/s",
    "p95, ms",
    "of the empty page's reruns/s",
    "goal",
    "processor, ms a rerun",
    "empty page's share of it",
    "KB a rerun",
    "messages",
)


def measure(options: Options) -> Result:
    """The measure as Markdown: a table for each size and number of viewers."""
    times, seconds = options.times or TIMES, options.seconds or SECONDS
    goals: list[Goal] = []
    parts = [
        _INTRODUCTION.format(times=times, seconds=seconds, editions=EDITIONS, machine=described(LIBRARIES))
    ]
    for size in (options.rows,) if options.rows else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
            pages = write_served(url, size)
            with serving(PRODUCT, database_url=url) as product, serving(EMPTY) as empty:
                for number in options.viewers or VIEWERS:
                    text, shares = asyncio.run(_measured(product, empty, pages, number, times, seconds))
                    parts.append(f"## {size:,} milestones, viewers: {number}\n\n{text}")
                    goals += _goals(shares, f"{size:,} milestones, {number} viewers")
    return Result("\n\n".join(parts) + "\n", tuple(goals))


async def _measured(
    product: Server, empty: Server, pages: dict[str, str], number: int, times: int, seconds: float
) -> tuple[str, dict[str, float]]:
    """The table, and by page the share of the empty page's reruns a second."""
    before = load()
    rows = []
    shares = {}
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(gathered(product, number))
        floor = await stack.enter_async_context(gathered(empty, number))
        for name, path in pages.items():
            await go(ours, path)
            slices = await _in_turn(ours, floor, times, seconds)
            shares[name] = median(_ratios(*slices))
            rows.append(_row(name, *slices))
    return f"{table(_HEAD, rows)}\n\nLoad of the machine: {before} before, {load()} after.", shares


def _goals(shares: dict[str, float], where: str) -> list[Goal]:
    """Of the pages with a goal of their own, and of the page that comes last among the others."""
    last, least = min(
        ((name, one) for name, one in shares.items() if name not in GOALS), key=lambda one: one[1]
    )
    unit = "of an empty page"
    own = [
        Goal(what=f"{name}, {where}", figure=shares[name], goal=goal, unit=unit, at_least=True)
        for name, goal in GOALS.items()
    ]
    return [
        *own,
        Goal(what=f"{last} (last of all), {where}", figure=least, goal=GOAL, unit=unit, at_least=True),
    ]


def _ratios(ours: Sequence[Slice], floor: Sequence[Slice]) -> list[float]:
    return [mine.rate / its.rate for mine, its in zip(ours, floor, strict=True)]


async def _in_turn(
    ours: Crowd, floor: Crowd, times: int, seconds: float
) -> tuple[Sequence[Slice], Sequence[Slice]]:
    """Slices of both, side by side; who begins changes."""
    found: tuple[list[Slice], list[Slice]] = ([], [])
    await rerun(ours, 0.0)
    for turn in range(times):
        for which in (0, 1) if turn % 2 else (1, 0):
            found[which].append(await rerun((ours, floor)[which], seconds))
    return found


def _row(name: str, ours: Sequence[Slice], floor: Sequence[Slice]) -> tuple[str, ...]:
    ratios = _ratios(ours, floor)
    goal = GOALS.get(name, GOAL)
    runs = [run for one in ours for run in one.runs]
    return (
        name,
        f"{median(one.rate for one in ours):.0f}",
        f"{1000 * median(one.within(0.95) for one in ours):.0f}",
        f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
        f"{goal:.2f} {'met' if median(ratios) >= goal else 'missed'}",
        f"{1000 * median(one.cpu for one in ours):.1f}",
        f"{median(its.cpu / mine.cpu for mine, its in zip(ours, floor, strict=True)):.2f}",
        f"{median(run.bytes for run in runs) / 1000:.1f}",
        f"{median(run.messages for run in runs):.0f}",
    )


_INTRODUCTION = """# Reruns of the pages

Viewers without a browser speak Streamlit's protocol with a server process of the product (SQLite, {editions} reports
a milestone) and with one that serves an empty page under the same configuration. Each viewer asks for its page
again as soon as it has it; the two servers take turns, {times} times {seconds:g} seconds each. Medians of the turns;
the ratio with its spread. The goal is for the ratio of reruns a second: the overview at least half, others at
least a third. Reruns a second depend on who else uses the machine and, with one viewer, on waiting more than on
work: what the server's processor spent on a rerun stands beside them, and what share of it the empty page takes.

{machine}"""
