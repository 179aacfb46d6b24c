"""Reading, checking and comparing a file beside what the fast reader alone needs to hand over its cells."""

import csv
import io
import tempfile
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench.machine import described
from bench.options import Options
from bench.timing import Seconds, Work, table, timed
from bench.workbooks import PROBLEM, text_file, workbook
from data_access.change import recording
from data_access.database import Database
from data_access.migrate import migrate
from data_access.model import ChangeKind, Kind
from data_access.programme import set_up_programme
from data_access.reads.point import ProgrammeInfo, newest_version, open_reader
from data_access.uploads.bring import Prepared, apply, prepare
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
from data_access.words import Words

ROWS = 50_000
TIMES = 5
GOAL = 3.0
LIBRARIES = ("python-calamine", "openpyxl", "SQLAlchemy")
_ACTOR = "bench"
_DAY, _NEXT_DAY = date(2026, 10, 21), date(2026, 11, 21)
_NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
_NOWHERE = {"source_sheet": None, "source_row": None}


def measure(options: Options) -> str:
    """The measure as Markdown: XLSX and CSV, of a file whose rows are all known and one in twenty changed."""
    rows, times = options.rows or ROWS, options.times or TIMES
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(database)
        programme = _programme(database)
        prepared = _prepared(database, programme, workbook(rows), day=_DAY)
        apply(database, prepared, actor=_ACTOR, recorded_at=_NOW)
        xlsx = workbook(rows, edition=2)
        files = {"XLSX": ("file.xlsx", xlsx), "CSV": ("file.csv", text_file(xlsx))}
        parts = [
            _INTRODUCTION.format(rows=rows, times=times, machine=described(LIBRARIES), goal=GOAL),
            *(
                _measured(kind, name, content, database, programme, times)
                for kind, (name, content) in files.items()
            ),
        ]
        database.close()
    return "\n\n".join(parts) + "\n"


def _measured(
    kind: str, name: str, content: bytes, database: Database, programme: ProgrammeInfo, times: int
) -> str:
    """One file: each step by itself and all of them, beside the fast reader alone."""
    book = with_day_order(read_workbook(name, content), None)
    with open_reader(database, _view(database, programme)) as reader:
        known = load_known(reader, book, whole=False)
    checked = check(book, known)
    assert not checked.faults
    works: dict[str, Work] = {
        "alone": partial(_calamine if kind == "XLSX" else _csv, content),
        "read": lambda: with_day_order(read_workbook(name, content), None),
        "check": lambda: check(book, known),
        "compare": lambda: compare(checked, known, Base(), Choices(), as_at=_NEXT_DAY, is_news=True),
        "prepare": lambda: _prepared(database, programme, content, name),
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
    return f"## {kind}: {size}\n\n" + table(("step", "median (fastest to slowest)", "times"), rows)


def _calamine(content: bytes) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for place in range(len(book.sheet_names)):
            book.get_sheet_by_index(place).to_python()


def _csv(content: bytes) -> None:
    list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";"))


def _lean_pass(content: bytes) -> None:
    archive = Archive(content, DEFAULT_BOUNDS)
    marks_of_xlsx(archive, Extent(DEFAULT_BOUNDS))
    archive.check_rest()


def _programme(database: Database) -> ProgrammeInfo:
    programme = set_up_programme(
        database,
        code="BENCH",
        name=Words("Бағдарлама", "Программа", "Programme"),
        time_zone="Asia/Almaty",
        language="en",
        is_sample=True,
        actor=_ACTOR,
        recorded_at=_NOW,
    )
    with recording(
        database, kind=ChangeKind.EDIT, actor=_ACTOR, recorded_at=_NOW, programme_id=programme.id
    ) as change:
        [field] = change.add(
            Kind.FIELD,
            [{"code": "CON", "name_en": "Construction", "ministry_id": None, "position": 1, **_NOWHERE}],
        )
        change.add(
            Kind.PROBLEM,
            [{"code": PROBLEM, "name_en": "Quality", "field_id": field, "team_id": None, **_NOWHERE}],
        )
    return programme


def _view(database: Database, programme: ProgrammeInfo) -> View:
    with database.reading() as connection:
        return View(
            programme_id=programme.id, version=newest_version(connection, programme.id), day=_NEXT_DAY
        )


def _prepared(
    database: Database,
    programme: ProgrammeInfo,
    content: bytes,
    name: str = "file.xlsx",
    *,
    day: date = _NEXT_DAY,
) -> Prepared:
    return prepare(
        database,
        programme=programme,
        file_name=name,
        content=content,
        as_at=day,
        day=day,
        actor=_ACTOR,
    )


_INTRODUCTION = """# Reading, checking and comparing

The next month's edition of {rows:,} milestones, of which one in twenty has another term. Each figure is
processor time, and the median of {times} runs, which take turns; “times” is how many times as long as the
first line. The goal: reading values, checking and comparing together take at most {goal:.0f} times as long as the
fast reader alone. Error values, colours, hidden rows and true row numbers, which that reader drops, come from a
lean pass over the XML, whose cost stands beside it.

{machine}"""
