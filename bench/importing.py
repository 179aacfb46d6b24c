"""Files brought in whole, beside reading their cells and inserting their rows the barest way."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import psycopg
from sqlalchemy import make_url

from bench.brought import ACTOR, DAY, NEXT_DAY, NOW, prepared, set_up, workbook_alone
from bench.engines import ENGINES, NAMES, databases
from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.timing import Seconds, table
from bench.workbooks import workbook
from dashboard.lasting import start_is_over
from data_access.database import Database
from data_access.migrate import migrate
from data_access.uploads.bring import apply

SIZES = (2_000, 20_000, 200_000)
TIMES = 3
GOAL = 3.0
LINEAR = 1.1  # a row of the largest file beside one of the smallest: no more than noise above 1
LIBRARIES = ("python-calamine", "SQLAlchemy", "psycopg")
_TABLES = {"entity": "created_by", "milestone": "from_change", "report": "from_change"}
"""What a file of milestones is written to: the table, and its column that names the change."""
_HEAD = ("edition", "rows", "read, check, compare", "apply", "cells alone", "rows alone", "times", "ms a row")


class _Brought(NamedTuple):
    """Seconds for a file's preparing, applying, and for its cells and its rows alone."""

    prepare: float
    apply: float
    cells: float
    rows: float

    @property
    def times(self) -> float:
        """How many times as long as the two floors together."""
        return (self.prepare + self.apply) / (self.cells + self.rows)


def measure(options: Options) -> Result:
    """The measure as Markdown: a table for each engine."""
    times = options.times or TIMES
    start_is_over()  # what comes in by the server or a command is searched for garbage as rarely
    parts, goals = [], []
    for engine in options.engines or ENGINES:
        before = load()
        rows = []
        a_row: list[float] = []
        for size in (options.rows,) if options.rows else SIZES:
            files = tuple(workbook(size, edition=edition, went_on=True) for edition in (1, 2))
            found = [_editions(engine, size, files) for _ in range(times)]
            for name, of_edition in zip(("first", "next month's"), zip(*found, strict=True), strict=True):
                figures = [Seconds(column) for column in zip(*of_edition, strict=True)]
                ratio = Seconds(tuple(one.times for one in of_edition)).median
                whole = figures[0].plus(figures[1]).median
                rows.append(
                    (name, f"{size:,}", *map(str, figures), f"{ratio:.2f}", f"{1000 * whole / size:.3f}")
                )
                goals.append(
                    Goal(
                        what=f"{NAMES[engine]}: {name} edition of {size:,} rows",
                        figure=ratio,
                        goal=GOAL,
                        unit="times",
                    )
                )
            a_row.append(whole / size)
        if len(a_row) > 1:
            what = f"{NAMES[engine]}: a row of the largest file beside one of the smallest"
            goals.append(Goal(what=what, figure=a_row[-1] / a_row[0], goal=LINEAR, unit="times"))
        parts.append(
            f"## {NAMES[engine]}\n\n{table(_HEAD, rows)}\n\nLoad of the machine: {before} before, {load()} after."
        )
    introduction = _INTRODUCTION.format(times=times, goal=GOAL, machine=described(LIBRARIES))
    return Result("\n\n".join((introduction, *parts)) + "\n", tuple(goals))


def _editions(engine: str, size: int, files: Sequence[bytes]) -> tuple[_Brought, _Brought]:
    """A file whose milestones are all new, and the next month's, in a fresh database."""
    with databases(engine) as new:
        database = Database(new())
        programme = set_up(database)
        found = []
        for content, day in zip(files, (DAY, NEXT_DAY), strict=True):
            begun = time.perf_counter()
            file = prepared(database, programme, content, day=day)
            read = time.perf_counter()
            applied = apply(database, file, actor=ACTOR, recorded_at=NOW)
            done = time.perf_counter()
            assert applied.version is not None
            found.append(
                _Brought(
                    prepare=read - begun,
                    apply=done - read,
                    cells=_seconds(partial(workbook_alone, content)),
                    rows=_seconds(_bare_insert(database, _empty(new()), applied.version)),
                )
            )
        database.close()
    return found[0], found[1]


def _empty(url: str) -> str:
    """A database with all tables and no rows; its address."""
    database = Database(url)
    migrate(database)
    database.close()
    return url


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _bare_insert(database: Database, bare: str, version: int) -> Callable[[], None]:
    """Inserting the rows that a change has written into the same tables of another database, by its driver alone.

    One statement a table for all rows, in one transaction, indexes as they are, references unchecked.
    """
    written: dict[str, list[tuple[object, ...]]] = {}
    with database.reading() as connection:
        for table_name, since in _TABLES.items():
            found = connection.exec_driver_sql(f"SELECT * FROM {table_name} WHERE {since} = {version}")
            if rows_found := [tuple(row) for row in found]:
                written[table_name] = rows_found
    url = make_url(bare)

    def into_sqlite() -> None:
        with sqlite3.connect(str(url.database)) as connection:
            for name, rows in written.items():
                connection.executemany(_insertion(name, rows, "?"), rows)

    def into_postgresql() -> None:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as connection:
            connection.execute("SET session_replication_role = replica")
            for name, rows in written.items():
                connection.cursor().executemany(_insertion(name, rows, "%s").encode(), rows)

    return into_sqlite if url.get_backend_name() == "sqlite" else into_postgresql


def _insertion(name: str, rows: Sequence[tuple[object, ...]], mark: str) -> str:
    return f"INSERT INTO {name} VALUES ({', '.join([mark] * len(rows[0]))})"


_INTRODUCTION = """# Bringing files in

A workbook of milestones of 16 columns: a first edition whose rows are all new, then the next month's, in which
each row reports, what is under way has gone on, and one in twenty has another term. From the file's bytes to
the change written, by the clock; medians of {times} runs, each in a fresh database. Beside it python-calamine
handing over the same cells, and the driver alone inserting the rows that the change wrote (executemany, one
transaction, the same indexes, references unchecked). The goal: at most {goal:g} times their sum, and for a row
of the largest file no more than for one of the smallest.

{machine}"""
