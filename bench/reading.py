"""Reading, checking and comparing a file beside what the fast reader alone needs to hand over its cells."""

import tempfile
from functools import partial
from pathlib import Path

from bench.brought import ACTOR, DAY, NEXT_DAY, NOW, prepared, set_up, text_alone, workbook_alone
from bench.goals import Goal, Result
from bench.machine import described
from bench.options import Options
from bench.timing import Seconds, Work, table, timed
from bench.workbooks import text_file, workbook
from data_access.database import Database
from data_access.reads.point import ProgrammeInfo, newest_version, open_reader
from data_access.uploads.bring import apply
from data_access.uploads.checks.check import check
from data_access.uploads.choices import Choices
from data_access.uploads.files.archive import Archive
from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Extent
from data_access.uploads.files.cell_marks import marks_of_xlsx
from data_access.uploads.known import load_known
from data_access.uploads.read import read_workbook
from data_access.uploads.sides.base import Base
from data_access.uploads.sides.compare import compare
from data_access.uploads.values.day_order import with_day_order
from data_access.view import View

ROWS = 50_000
TIMES = 5
GOAL = 3.0
LIBRARIES = ("python-calamine", "openpyxl", "SQLAlchemy")


def measure(options: Options) -> Result:
    """The measure as Markdown: XLSX and CSV, of a file whose rows are all known and one in twenty changed."""
    rows, times = options.rows or ROWS, options.times or TIMES
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        programme = set_up(database)
        edition = prepared(database, programme, workbook(rows), day=DAY)
        apply(database, edition, actor=ACTOR, recorded_at=NOW)
        xlsx = workbook(rows, edition=2)
        files = {"XLSX": ("file.xlsx", xlsx), "CSV": ("file.csv", text_file(xlsx))}
        found = {
            kind: _measured(kind, name, content, database, programme, times)
            for kind, (name, content) in files.items()
        }
        database.close()
    introduction = _INTRODUCTION.format(rows=rows, times=times, machine=described(LIBRARIES), goal=GOAL)
    goals = tuple(
        Goal(
            what=f"{kind}, {rows:,} rows: reading, checking, comparing",
            figure=figure,
            goal=GOAL,
            unit="times",
        )
        for kind, (_page, figure) in found.items()
    )
    return Result("\n\n".join((introduction, *(page for page, _figure in found.values()))) + "\n", goals)


def _measured(
    kind: str, name: str, content: bytes, database: Database, programme: ProgrammeInfo, times: int
) -> tuple[str, float]:
    """One file: each step by itself and all of them, beside the fast reader alone, and how many times that is."""
    book = with_day_order(read_workbook(name, content), None)
    with open_reader(database, _view(database, programme)) as reader:
        known = load_known(reader, book, whole=False)
    checked = check(book, known)
    assert not checked.faults
    works: dict[str, Work] = {
        "alone": partial(workbook_alone if kind == "XLSX" else text_alone, content),
        "read": lambda: with_day_order(read_workbook(name, content), None),
        "check": lambda: check(book, known),
        "compare": lambda: compare(checked, known, Base(), Choices(), as_at=NEXT_DAY, is_news=True),
        "prepare": lambda: prepared(database, programme, content, name),
    }
    if kind == "XLSX":
        works["lean pass"] = lambda: _lean_pass(content)
    found = timed(works, times)
    alone = found["alone"]
    lean = found.get("lean pass", Seconds((0.0,) * times))
    values = found["read"].minus(lean)
    whole = values.plus(found["check"], found["compare"])
    steps = {
        f"{'python-calamine' if kind == 'XLSX' else 'csv'} alone": alone,
        "reading values": values,
        "checking": found["check"],
        "comparing with what is known": found["compare"],
        f"**together** (goal: at most {GOAL:.0f})": whole,
        **({"beside it: the lean pass over the XML": lean} if kind == "XLSX" else {}),
        "for information: all of it from the bytes, with what the database is asked": found["prepare"],
    }
    rows = [(step, str(one), f"{one.over(alone).median:.2f}") for step, one in steps.items()]
    size = f"{len(content) / 1e6:.1f} MB, {len(checked.sheets[0].rows):,} rows, {len(book.tables[0].headers)} columns"
    page = f"## {kind}: {size}\n\n" + table(("step", "median (fastest to slowest)", "times"), rows)
    return page, whole.over(alone).median


def _lean_pass(content: bytes) -> None:
    archive = Archive(content, DEFAULT_BOUNDS)
    marks_of_xlsx(archive, Extent(DEFAULT_BOUNDS))
    archive.check_rest()


def _view(database: Database, programme: ProgrammeInfo) -> View:
    with database.reading() as connection:
        return View(programme_id=programme.id, version=newest_version(connection, programme.id), day=NEXT_DAY)


_INTRODUCTION = """# Reading, checking and comparing

The next month's edition of {rows:,} milestones, of which one in twenty has another term. Each figure is
processor time, and the median of {times} runs, which take turns; “times” is how many times as long as the
first line. The goal: reading values, checking and comparing together take at most {goal:.0f} times as long as the
fast reader alone. Error values, colours, hidden rows and true row numbers, which that reader drops, come from a
lean pass over the XML, whose cost stands beside it.

{machine}"""
