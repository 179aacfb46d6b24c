"""The same screens over a small and a hundred times as large a programme, side by side."""

import asyncio
from contextlib import AsyncExitStack, ExitStack
from statistics import median

from bench.crowd import Crowd, Slice, gathered, go, rerun
from bench.engines import ENGINES, NAMES, databases
from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.served import EDITIONS, write_served
from bench.servers import PRODUCT, Server, serving
from bench.timing import table
from bench.viewer import opened, ticket

SMALL, LARGE = 2_000, 200_000
VIEWERS = 10
TIMES = 5
SECONDS = 1.0
GOAL = 1.3
LIBRARIES = ("streamlit", "SQLAlchemy", "psycopg")
_HEAD = (
    "page",
    "processor, ms a rerun",
    "times",
    "p50, ms",
    "times",
    "first look, s",
    "first look, large, s",
)


def measure(options: Options) -> Result:
    """The measure as Markdown: a table for each engine."""
    large, times = options.rows or LARGE, options.times or TIMES
    small = min(SMALL, large)
    number = (options.viewers or (VIEWERS,))[-1]
    seconds = options.seconds or SECONDS
    parts, goals = [], []
    for engine in options.engines or ENGINES:
        before = load()
        with databases(engine) as new, ExitStack() as running:
            urls = {size: new() for size in dict.fromkeys((small, large))}
            pages = [write_served(url, size) for size, url in urls.items()][-1]
            servers = [running.enter_context(serving(PRODUCT, database_url=url)) for url in urls.values()]
            first = [asyncio.run(_first_looks(server, pages)) for server in servers]
            rows, worst = asyncio.run(
                _compared(servers[0], servers[-1], pages, (first[0], first[-1]), number, times, seconds)
            )
        parts.append(
            f"## {NAMES[engine]}: {large:,} milestones beside {small:,}, {number} viewers\n\n"
            f"{table(_HEAD, rows)}\n\nLoad of the machine: {before} before, {load()} after."
        )
        goals.append(
            Goal(
                what=f"{NAMES[engine]}: {worst[0]}, {large:,} milestones beside {small:,} (the screen that grows most)",
                figure=worst[1],
                goal=GOAL,
                unit="times",
            )
        )
    introduction = _INTRODUCTION.format(
        editions=EDITIONS, times=times, seconds=seconds, goal=GOAL, machine=described(LIBRARIES)
    )
    return Result("\n\n".join((introduction, *parts)) + "\n", tuple(goals))


async def _first_looks(server: Server, pages: dict[str, str]) -> dict[str, float]:
    """Seconds until each page is there that nobody has looked at since the server started."""
    found: dict[str, float] = {}
    async with opened(ticket(server.address)) as viewer:
        for name, path in pages.items():
            run = await (viewer.follow(path) if found else viewer.open(path))
            if run.faults:
                raise RuntimeError(f"{path}: {run.faults[0]}")
            found[name] = run.seconds
    return found


async def _compared(
    small: Server,
    large: Server,
    pages: dict[str, str],
    first: tuple[dict[str, float], dict[str, float]],
    number: int,
    times: int,
    seconds: float,
) -> tuple[list[tuple[str, ...]], tuple[str, float]]:
    """The rows of the table, and the page that grows most by its processor time with how many times."""
    rows: list[tuple[str, ...]] = []
    worst = ("", 0.0)
    async with AsyncExitStack() as stack:
        crowds = [await stack.enter_async_context(gathered(one, number)) for one in (small, large)]
        for name, path in pages.items():
            for crowd in crowds:
                await go(crowd, path)
                await rerun(crowd, 0.0)
            slices = await _in_turn(crowds, times, seconds)
            cpu = [median(1000 * one.cpu for one in of_one) for of_one in slices]
            middle = [median(1000 * one.within(0.5) for one in of_one) for of_one in slices]
            worst = max(worst, (name, cpu[1] / cpu[0]), key=lambda one: one[1])
            rows.append(
                (
                    name,
                    f"{cpu[0]:.1f} → {cpu[1]:.1f}",
                    f"{cpu[1] / cpu[0]:.2f}",
                    f"{middle[0]:.0f} → {middle[1]:.0f}",
                    f"{middle[1] / middle[0]:.2f}",
                    f"{first[0][name]:.2f}",
                    f"{first[1][name]:.2f}",
                )
            )
    return rows, worst


async def _in_turn(crowds: list[Crowd], times: int, seconds: float) -> list[list[Slice]]:
    found: list[list[Slice]] = [[], []]
    for turn in range(times):
        for which in (0, 1) if turn % 2 else (1, 0):
            found[which].append(await rerun(crowds[which], seconds))
    return found


_INTRODUCTION = """# Growth

Each page asked for again and again by all viewers, over a small and a large programme (each milestone reported
{editions} times), two servers in turns: {times} times {seconds:g} seconds. The goal: at most {goal:g} times the small
programme's, for every screen. Beside it the first look of all at a page after the start, when nothing is kept:
it is paid once a server and version.

{machine}"""
