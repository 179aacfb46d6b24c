"""Loads the sample: its workbooks come in one by one, their dates moved so that the last is three days old.

Each goes through the same reading, checking, comparing and applying as anybody's file.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from io import BytesIO

from openpyxl import load_workbook

from data_access.database import Database
from data_access.programme import set_up_programme
from data_access.reads.point import ProgrammeInfo
from data_access.take_back import take_back
from data_access.uploads.bring import UploadRefusedError, apply, prepare
from data_access.uploads.choices import Choices
from sample_data.build import FOLDER, file_name
from sample_data.editions import OFFICE, Edition, editions
from sample_data.load_sessions import Record, SessionLoader
from sample_data.plan import ANCHOR, NAME, UPDATE_DAYS
from sample_data.steps import OFFICE_NAME, TIME_ZONE, Step, moment_of, sender_name
from sample_data.workbook import saved

LANGUAGE = "kk"

_SETUP_HOUR = 8


def without_record(*_: object) -> str:
    """The record of a session of which nothing is kept but that it was held."""
    return "{}"


def load(
    database: Database, *, now: datetime, say: Callable[[str], None], record: Record = without_record
) -> None:
    """Load the whole sample as a history whose figures end three days before `now`.

    `say` is told of each file as it begins: "12/99 MIC_2026-05.xlsx". `record` makes what is kept of a
    session as it closes. Raises ProgrammeExistsError, with nothing written, unless the database is empty.
    """
    today = now.astimezone(TIME_ZONE).date()
    programme = set_up_programme(
        database,
        code=OFFICE,
        name=NAME,
        time_zone=TIME_ZONE.key,
        language=LANGUAGE,
        is_sample=True,
        actor=OFFICE_NAME,
        recorded_at=moment_of(today, UPDATE_DAYS[0], _SETUP_HOUR),
    )
    files = _FileLoader(database, programme, today, say)
    sessions = SessionLoader(database, programme, today, record)
    steps = [*files.steps(), *sessions.steps()]
    for step in sorted(steps, key=lambda step: (step.day, step.hour, step.minute)):
        step.take(moment_of(today, step.day, step.hour, step.minute))


class _FileLoader:
    """The steps of the editions: each comes in, and some are taken back."""

    def __init__(
        self, database: Database, programme: ProgrammeInfo, today: date, say: Callable[[str], None]
    ) -> None:
        self._database = database
        self._programme = programme
        self._today = today
        self._say = say
        self._versions: dict[Edition, int] = {}

    def steps(self) -> Iterator[Step]:
        for edition in editions():
            yield Step(day=edition.day, hour=edition.hour, take=partial(self._bring, edition))
        for edition in editions():
            if edition.taken_back:
                day, hour = edition.taken_back
                yield Step(day=day, hour=hour, take=partial(self._take_back, edition))

    def _bring(self, edition: Edition, moment: datetime) -> None:
        name = file_name(edition, self._today)
        self._say(f"{len(self._versions) + 1}/{len(editions())} {name}")
        self._versions[edition] = _bring(
            self._database, self._programme, edition, name=name, today=self._today, moment=moment
        )

    def _take_back(self, edition: Edition, moment: datetime) -> None:
        version = self._versions[edition]
        take_back(self._database, version, actor=sender_name(edition.sender), recorded_at=moment)


def moved(edition: Edition, today: date) -> bytes:
    """The workbook of an edition with all its dates moved by whole days, as if it were loaded on `today`."""
    book = load_workbook(BytesIO((FOLDER / file_name(edition, ANCHOR)).read_bytes()))
    shift = today - ANCHOR
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, datetime):
                    cell.value += shift
    return saved(book)


def _bring(
    database: Database,
    programme: ProgrammeInfo,
    edition: Edition,
    *,
    name: str,
    today: date,
    moment: datetime,
) -> int:
    """Bring an edition in; returns the version that it made."""
    prepared = prepare(
        database,
        programme=programme,
        file_name=name,
        content=moved(edition, today),
        as_at=None,
        day=moment.date(),
        whole=edition.is_whole,
    )
    if prepared.faults:
        raise UploadRefusedError(prepared)
    # The sample's own story says which rows its whole lists leave out: they are confirmed as listed.
    confirmed = Choices(confirmed_removals=len(prepared.comparison.removed))
    prepared = replace(prepared, choices=confirmed)
    applied = apply(database, prepared, actor=sender_name(edition.sender), recorded_at=moment)
    if applied.version is None:
        raise ValueError(f"{name} changes nothing.")
    return applied.version
