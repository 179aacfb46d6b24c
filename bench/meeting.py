"""A long meeting: many viewers on all pages, and a file brought in each minute meanwhile."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from sqlalchemy import func, select

from bench.crowd import quantile
from bench.engines import ENGINES, NAMES, databases
from bench.goals import Goal, Result
from bench.load_test import Tally, crowd, told
from bench.machine import described, load
from bench.options import Options
from bench.programme import MILESTONES_A_PROBLEM
from bench.served import EDITIONS, write_served
from bench.servers import PRODUCT, PROJECT, serving
from bench.timing import table
from bench.viewer import ticket
from data_access.database import Database
from data_access.model import Change

ROWS = 20_000
VIEWERS = 100
SECONDS = 600.0
THINK = 5.0  # seconds between two clicks of a viewer, on average
BETWEEN = 60.0  # seconds between two files
FILE_ROWS = 64
GOAL_RERUN, GOAL_SEEN = 1.0, 5.0
LIBRARIES = ("streamlit", "SQLAlchemy", "psycopg")
_MINUTE = 60.0
_LOOK_SECONDS = 0.02


class _Upload(NamedTuple):
    """A file that was applied: the version that it made, and when that was there (seconds since the epoch)."""

    version: int
    at: float


def measure(options: Options) -> Result:
    """The measure as Markdown: what the viewers met, and when they saw each file's figures."""
    size, seconds = options.rows or ROWS, options.seconds or SECONDS
    number = (options.viewers or (VIEWERS,))[-1]
    parts, goals = [], []
    for engine in options.engines or ENGINES[:1]:
        before = load()
        with databases(engine) as new:
            url = new()
            write_served(url, size)
            with serving(PRODUCT, database_url=url) as server:
                tally, uploads = asyncio.run(_meeting(server.address, url, number, seconds))
        clicks = [one for runs in tally.clicks.values() for one in runs]
        delays = {upload.version: _delays(tally, upload) for upload in uploads}
        rows = [
            (str(version), str(len(found)), f"{quantile(found, 0.5):.1f}", f"{max(found):.1f}")
            for version, found in delays.items()
            if found
        ]
        where = f"{NAMES[engine]}, {number} viewers, {seconds / _MINUTE:g} minutes"
        goals += [
            Goal(what=f"{where}: errors", figure=len(tally.faults), goal=0),
            Goal(what=f"{where}: p95 of a click", figure=quantile(clicks, 0.95), goal=GOAL_RERUN, unit="s"),
            Goal(
                what=f"{where}: last screen to show a file's figures",
                figure=max((max(found) for found in delays.values() if found), default=0.0),
                goal=GOAL_SEEN,
                unit="s",
            ),
        ]
        parts.append(
            f"## {where}\n\n{told(tally, seconds)}\n\n"
            f"{table(('version', 'screens that showed it', 'middle one after, s', 'last one after, s'), rows)}\n\n"
            f"Load of the machine: {before} before, {load()} after."
        )
    introduction = _INTRODUCTION.format(
        size=size,
        editions=EDITIONS,
        think=THINK,
        between=BETWEEN,
        rows=FILE_ROWS,
        goal_rerun=GOAL_RERUN,
        goal_seen=GOAL_SEEN,
        machine=described(LIBRARIES),
    )
    return Result("\n\n".join((introduction, *parts)) + "\n", tuple(goals))


async def _meeting(address: str, url: str, number: int, seconds: float) -> tuple[Tally, list[_Upload]]:
    """Viewers walk about; files are brought until shortly before the end, so that each can be seen by all."""
    uploads: list[_Upload] = []
    between = min(BETWEEN, seconds / 3)

    async def bring_files() -> None:
        with tempfile.TemporaryDirectory() as folder:
            for turn in range(1, int((seconds - 2 * GOAL_SEEN) // between) + 1):
                await asyncio.sleep(between)
                uploads.append(await asyncio.to_thread(_bring, url, Path(folder) / f"file-{turn}.xlsx", turn))

    bringing = asyncio.create_task(bring_files())
    tally = await crowd(ticket(address), number, seconds, THINK)
    await bringing
    return tally, uploads


def _bring(url: str, path: Path, turn: int) -> _Upload:
    """Bring a file as an officer's command line does, in a process of its own."""
    _write_file(path, turn)
    database = Database(url)
    try:
        before = _newest(database)
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "import", "--current", str(path)],
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        while (version := _newest(database)) == before and process.poll() is None:
            time.sleep(_LOOK_SECONDS)
        at = time.time()
        said, _nothing = process.communicate()
        if process.returncode or version == before:
            raise RuntimeError(said)
        return _Upload(version, at)
    finally:
        database.close()


def _newest(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.scalar(select(func.max(Change.id))) or 0)


def _write_file(path: Path, turn: int) -> None:
    """A ministry's edition: each milestone of some problems with another progress than in the edition before."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Milestones")
    page.append(["Code", "Problem", "Progress", "Note"])
    for number in range(FILE_ROWS):
        problem = number // MILESTONES_A_PROBLEM
        page.append(
            [f"M{number}", f"F{problem % 11}-{problem}", (number + turn) % 100 / 100, f"edition {turn}"]
        )
    book.save(path)


def _delays(tally: Tally, upload: _Upload) -> Sequence[float]:
    """Seconds until a file was seen, for each screen that was to show what is newest at that moment."""
    arrivals = tally.arrivals.get(upload.version, ())
    return [one.at - upload.at for one in arrivals if one.live_since < upload.at]


_INTRODUCTION = """# A meeting

Viewers of a programme of {size:,} milestones ({editions} reports each) open the overview and follow its links, thinking
{think:g} seconds between two clicks on average; their screens look for news as a browser's do. Each {between:g} seconds
the command line brings a file of {rows} milestones, in a process of its own on the same machine, as are the
viewers. A file's delay counts from the moment at which its change is there until a screen shows its version or a
later one; screens of an earlier day, of a fixed version and of a wall, which stand still, are not counted. The
goals: no error, 95 of 100 clicks within {goal_rerun:g} s, each screen within {goal_seen:g} s.

{machine}"""
