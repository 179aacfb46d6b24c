"""From a change to its figures on the screens: what a new data version costs, and that it costs it once."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median
from typing import NamedTuple

from sqlalchemy import select

from bench.crowd import Crowd, gathered
from bench.engines import ENGINES, NAMES, databases
from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.programme import write_news
from bench.served import EDITIONS, write_served
from bench.servers import PRODUCT, Server, serving
from bench.timing import table
from bench.viewer import Viewer
from data_access.database import Database
from data_access.model import Entity, Kind

ROWS = 200_000
VIEWERS = (1, 50)
TIMES = 5
REPORTED = 50  # milestones a change speaks of, as a ministry's edition
GOAL = 2.0
LIBRARIES = ("streamlit", "SQLAlchemy", "psycopg")
_HEAD = (
    "viewers",
    "until the first has it, s",
    "until all have it, s",
    "slowest answer, s",
    "server's processor, s",
)
_PAUSE = 0.1  # seconds between two looks of a viewer; a browser's are 2.5 apart
_PATIENCE = 60.0


class _Arrival(NamedTuple):
    """Seconds since the change until the first viewer and until all had it; the slowest answer; processor."""

    first: float
    last: float
    slowest: float
    cpu: float


def measure(options: Options) -> Result:
    """The measure as Markdown: a table for each engine."""
    size, times = options.rows or ROWS, options.times or TIMES
    parts, goals = [], []
    for engine in options.engines or ENGINES:
        before = load()
        with databases(engine) as new:
            url = new()
            write_served(url, size)
            with serving(PRODUCT, database_url=url) as server:
                rows = []
                for number in options.viewers or VIEWERS:
                    found = asyncio.run(_arrivals(server, url, number, times))
                    rows.append((str(number), *(_said(of_all) for of_all in zip(*found, strict=True))))
                    goals.append(
                        Goal(
                            what=f"{NAMES[engine]}: a change on the overview of {number}, {size:,} milestones",
                            figure=median(one.slowest for one in found),
                            goal=GOAL,
                            unit="s",
                        )
                    )
        parts.append(
            f"## {NAMES[engine]}: {size:,} milestones\n\n{table(_HEAD, rows)}\n\n"
            f"Load of the machine: {before} before, {load()} after."
        )
    introduction = _INTRODUCTION.format(
        reported=REPORTED, editions=EDITIONS, times=times, goal=GOAL, machine=described(LIBRARIES)
    )
    return Result("\n\n".join((introduction, *parts)) + "\n", tuple(goals))


async def _arrivals(server: Server, url: str, number: int, times: int) -> list[_Arrival]:
    async with gathered(server, number) as crowd:
        return [await _arrival(crowd, url) for _ in range(times)]


async def _arrival(crowd: Crowd, url: str) -> _Arrival:
    """Report some milestones, and look at the overview until everybody sees it."""
    version = await asyncio.to_thread(_report, url)
    done = time.perf_counter()
    used = crowd.server.cpu_seconds()
    seen = await asyncio.gather(*(_seen(viewer, version, done) for viewer in crowd.viewers))
    return _Arrival(
        first=min(when for when, _slowest in seen),
        last=max(when for when, _slowest in seen),
        slowest=max(slowest for _when, slowest in seen),
        cpu=crowd.server.cpu_seconds() - used,
    )


async def _seen(viewer: Viewer, version: int, since: float) -> tuple[float, float]:
    """Seconds since a moment until a viewer's screen shows a version by itself, and its slowest answer."""
    slowest = 0.0
    mark = f"version {version} "
    while time.perf_counter() - since < _PATIENCE:
        run = await viewer.look_for_news()
        if run is None:
            await asyncio.sleep(_PAUSE)
            continue
        if run.faults:
            raise RuntimeError(run.faults[0])
        slowest = max(slowest, run.seconds)
        if any(mark in " ".join(block.split()) for block in run.html):
            return time.perf_counter() - since, slowest
    raise RuntimeError(f"No screen shows version {version}.")


def _report(url: str) -> int:
    database = Database(url)
    try:
        with database.reading() as connection:
            milestones: Sequence[int] = connection.scalars(
                select(Entity.id)
                .where(Entity.kind == Kind.MILESTONE.value)
                .order_by(Entity.id)
                .limit(REPORTED)
            ).all()
            programme = connection.scalars(select(Entity.id).where(Entity.kind == Kind.PROGRAMME.value)).one()
        return write_news(database, programme=programme, milestones=milestones, at=datetime.now(UTC))
    finally:
        database.close()


def _said(of_all: Sequence[float]) -> str:
    return f"{median(of_all):.2f} ({min(of_all):.2f} to {max(of_all):.2f})"


_INTRODUCTION = """# First look after a change

A change reports {reported} milestones ({editions} reports of each are there already). All viewers have the overview
open and look for news ten times a second (a browser: every 1.5 seconds) until it shows the change's version; a
server asks for the newest version once a second. Seconds from the moment at which the change was written, medians
of {times} changes with their spread. The goal is for the slowest answer, which works the new version out while the
others wait for it: at most {goal:g} s. It is paid once a server, not once a viewer: the processor's seconds for one
viewer and for many stand in the table (with their looks).

{machine}"""
