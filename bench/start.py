"""From the start of the process to the first page on a viewer's screen, beside an empty page's server."""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.served import write_served
from bench.servers import EMPTY, PRODUCT, Server, start, stop, wait_until_up
from bench.timing import Seconds, table
from bench.viewer import opened, ticket

ROWS = 2_000
TIMES = 5
GOAL = 2.0
LIBRARIES = ("streamlit", "SQLAlchemy", "altair", "pandas")


class _Start(NamedTuple):
    """How long until the server answered and until the first page was there; what its processor did."""

    answered: float
    shown: float
    cpu: float


def measure(options: Options) -> Result:
    """The measure as Markdown."""
    rows, times = options.rows or ROWS, options.times or TIMES
    before = load()
    found: dict[Path, list[_Start]] = {EMPTY: [], PRODUCT: []}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        write_served(url, rows)
        for turn in range(times + 1):  # the first warms the disk and is not counted
            for script, starts in found.items():
                one = _started(script, url)
                if turn:
                    starts.append(one)
    lines, goals = [], []
    for name, place in (("until it answers", 0), ("until the first page", 1), ("processor until then", 2)):
        floor, ours = (Seconds(tuple(one[place] for one in starts)) for starts in found.values())
        ratios = ours.over(floor)
        spread = f"{median(ratios.runs):.2f} ({min(ratios.runs):.2f} to {max(ratios.runs):.2f})"
        lines.append((name, str(floor), str(ours), spread))
        goals.append(Goal(what=f"{name}", figure=median(ratios.runs), goal=GOAL, unit="times"))
    page = (
        _INTRODUCTION.format(rows=rows, times=times, goal=GOAL, machine=described(LIBRARIES))
        + f"\n\n{table(('', 'empty page', 'the product', 'times'), lines)}"
        + f"\n\nLoad of the machine: {before} before, {load()} after.\n"
    )
    return Result(page, tuple(goals))


def _started(script: Path, url: str) -> _Start:
    begun = time.perf_counter()
    server = start(script, database_url=url)
    try:
        wait_until_up(server)
        answered = time.perf_counter() - begun
        asyncio.run(_first_page(server))
        return _Start(answered, time.perf_counter() - begun, server.cpu_seconds())
    finally:
        stop(server)


async def _first_page(server: Server) -> None:
    async with opened(ticket(server.address)) as viewer:
        run = await viewer.open("/")
    if run.faults:
        raise RuntimeError(run.faults[0])


_INTRODUCTION = """# Start

From the start of the process (`python app.py`, a database of {rows:,} milestones that is ready) to the first page,
with nothing kept in the process; beside it a server of an empty page. Medians of {times} starts in turns, after one
that is not counted. The goal: at most {goal:.0f} times as long.

{machine}"""
