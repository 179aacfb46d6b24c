"""A programme that takes files of milestones, and files prepared for it; for measuring what bringing them takes."""

import csv
import io
from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from bench.workbooks import PROBLEM
from data_access.change import recording
from data_access.database import Database
from data_access.migrate import migrate
from data_access.model import ChangeKind, Kind
from data_access.programme import set_up_programme
from data_access.reads.point import ProgrammeInfo
from data_access.uploads.bring import Prepared, prepare
from data_access.words import Words

ACTOR = "bench"
DAY, NEXT_DAY = date(2026, 10, 21), date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
_NOWHERE = {"source_sheet": None, "source_row": None}


def set_up(database: Database) -> ProgrammeInfo:
    """Make the tables of an empty database, and in it a programme with the one problem that the files name."""
    migrate(database)
    programme = set_up_programme(
        database,
        code="BENCH",
        name=Words("Бағдарлама", "Программа", "Programme"),
        time_zone="Asia/Almaty",
        language="en",
        is_sample=True,
        actor=ACTOR,
        recorded_at=NOW,
    )
    with recording(
        database, kind=ChangeKind.EDIT, actor=ACTOR, recorded_at=NOW, programme_id=programme.id
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


def prepared(
    database: Database,
    programme: ProgrammeInfo,
    content: bytes,
    name: str = "file.xlsx",
    *,
    day: date = NEXT_DAY,
) -> Prepared:
    """A file read, checked and compared with what is known, whose figures speak of `day`."""
    return prepare(
        database,
        programme=programme,
        file_name=name,
        content=content,
        as_at=day,
        day=day,
        actor=ACTOR,
    )


def workbook_alone(content: bytes) -> None:
    """All cells of a workbook, as the fast reader hands them over."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for place in range(len(book.sheet_names)):
            book.get_sheet_by_index(place).to_python()


def text_alone(content: bytes) -> None:
    """All cells of a text file, as the csv module hands them over."""
    list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";"))
