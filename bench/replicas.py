"""Two replicas behind nginx beside one: reruns a second of as many viewers."""

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from statistics import median

from bench.engines import databases
from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.served import write_served
from bench.servers import PRODUCT, Server, serving
from bench.timing import table
from bench.viewer import Viewer, opened, ticket
from tests.trials.front import running_front, without_check

ROWS = 20_000
VIEWERS = 50
TIMES = 5
SECONDS = 3.0
GOAL = 1.8
CORES = 4  # two for the replicas; the database, nginx and the viewers take the others
LIBRARIES = ("streamlit", "psycopg")
_HEAD = (
    "servers",
    "reruns/s",
    "processor of the replicas, ms a rerun",
    "share of one core that a replica had",
)


def measure(options: Options) -> Result:
    """The measure as Markdown; the goal counts only where there are cores for two replicas."""
    size, times = options.rows or ROWS, options.times or TIMES
    number, seconds = (options.viewers or (VIEWERS,))[-1], options.seconds or SECONDS
    before = load()
    with databases("postgresql") as new, ExitStack() as running:
        url = new()
        write_served(url, size)
        replicas = [running.enter_context(serving(PRODUCT, database_url=url)) for _ in range(2)]
        ports = [int(one.address.rpartition(":")[2]) for one in replicas]
        fronts = [running.enter_context(running_front(places)).address for places in ([ports[0]] * 2, ports)]
        found = asyncio.run(_in_turn(fronts, replicas, number, times, seconds))
    rows = [
        (
            name,
            *(
                f"{median(column):.{digits}f}"
                for column, digits in zip(zip(*of_one, strict=True), (0, 2, 2), strict=True)
            ),
        )
        for name, of_one in zip(("one replica", "two replicas"), found, strict=True)
    ]
    ratio = median(two[0] / one[0] for one, two in zip(*found, strict=True))
    page = (
        _INTRODUCTION.format(
            size=size, number=number, times=times, seconds=seconds, goal=GOAL, machine=described(LIBRARIES)
        )
        + f"\n\n{table(_HEAD, rows)}\n\nTwo are {ratio:.2f} times one (median of the turns)."
        + f"\n\nLoad of the machine: {before} before, {load()} after.\n"
    )
    has_cores = (os.cpu_count() or 1) >= CORES
    goal = Goal(what="two replicas beside one", figure=ratio, goal=GOAL, unit="times", at_least=True)
    return Result(page, (goal,) if has_cores else ())


async def _in_turn(
    fronts: Sequence[str], replicas: Sequence[Server], number: int, times: int, seconds: float
) -> list[list[tuple[float, float, float]]]:
    """For one and for two replicas, turn by turn: reruns a second, processor ms a rerun, share of a core."""
    found: list[list[tuple[float, float, float]]] = [[], []]
    async with AsyncExitStack() as stack:
        crowds = []
        for front in fronts:
            # Each with a cookie of its own: nginx keeps whoever has one at one replica.
            tickets = [await asyncio.to_thread(ticket, front, None, without_check()) for _ in range(number)]
            viewers = [await stack.enter_async_context(opened(one)) for one in tickets]
            await asyncio.gather(*(viewer.open("/") for viewer in viewers))
            crowds.append(viewers)
        for turn in range(times):
            for which in (0, 1) if turn % 2 else (1, 0):
                used, begun = _used(replicas), time.perf_counter()
                counts = await asyncio.gather(*(_again(one, begun + seconds) for one in crowds[which]))
                lasted = time.perf_counter() - begun
                cpu = _used(replicas) - used
                found[which].append(
                    (sum(counts) / lasted, 1000 * cpu / sum(counts), cpu / lasted / (which + 1))
                )
    return found


async def _again(viewer: Viewer, end: float) -> int:
    number = 0
    while time.perf_counter() < end:
        run = await viewer.rerun()
        if run.faults:
            raise RuntimeError(run.faults[0])
        number += 1
    return number


def _used(replicas: Sequence[Server]) -> float:
    return sum(one.cpu_seconds() for one in replicas)


_INTRODUCTION = """# Two replicas

{number} viewers ask for the overview again and again, all at one replica and spread over two by nginx as it is
shipped (TLS, each viewer kept at a replica), over {size:,} milestones in PostgreSQL: {times} turns of {seconds:g}
seconds. The goal: at least {goal:g} times as many reruns where there are cores. nginx, PostgreSQL and the viewers
run on the same machine: with fewer than four cores they stand in each other's way, and the figure is no goal.

{machine}"""
