"""Loads the sample: its workbooks come in one by one, their dates moved so that the last is three days old.

Each goes through the same reading, checking, comparing and applying as anybody's file.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from data_access.database import Database
from data_access.programme import set_up_programme
from data_access.reads.point import ProgrammeInfo
from data_access.take_back import take_back
from data_access.uploads.bring import UploadRefusedError, apply, prepare
from data_access.uploads.choices import Choices
from sample_data.build import FOLDER, file_name
from sample_data.editions import OFFICE, Edition, editions
from sample_data.people import owners
from sample_data.plan import ANCHOR, NAME, SENDERS, UPDATE_DAYS
from sample_data.workbook import saved

TIME_ZONE = ZoneInfo("Asia/Almaty")
LANGUAGE = "kk"

_OFFICE_NAME = "Бағдарлама кеңсесі"
_SETUP_HOUR = 8


def load(database: Database, *, now: datetime, say: Callable[[str], None]) -> None:
    """Load the whole sample as a history that ends three days before `now`.

    `say` is told of each file as it begins: "12/99 MIC_2026-05.xlsx". Raises ProgrammeExistsError, with
    nothing written, unless the database is empty.
    """
    today = now.astimezone(TIME_ZONE).date()
    programme = set_up_programme(
        database,
        code=OFFICE,
        name=NAME,
        time_zone=TIME_ZONE.key,
        language=LANGUAGE,
        is_sample=True,
        actor=_OFFICE_NAME,
        recorded_at=_moment(today, UPDATE_DAYS[0], _SETUP_HOUR),
    )
    steps = _steps()
    files = sum(is_file for *_, is_file in steps)
    loaded = 0
    versions: dict[Edition, int] = {}
    for day, hour, edition, is_file in steps:
        moment = _moment(today, day, hour)
        if is_file:
            loaded += 1
            name = file_name(edition, today)
            say(f"{loaded}/{files} {name}")
            versions[edition] = _bring(database, programme, edition, name=name, today=today, moment=moment)
        else:
            take_back(database, versions.pop(edition), actor=sender_name(edition), recorded_at=moment)


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


def sender_name(edition: Edition) -> str:
    """Who sends an edition: the first of those who answer in the ministry, or the programme office."""
    if edition.sender == OFFICE:
        return _OFFICE_NAME
    name = owners(edition.sender)[0]
    return f"{getattr(name, SENDERS[edition.sender].language)} ({edition.sender})"


def _steps() -> list[tuple[int, int, Edition, bool]]:
    """What happens on which day and hour: an edition comes in, or (False) is taken back."""
    came = [(edition.day, edition.hour, edition, True) for edition in editions()]
    went = [(*edition.taken_back, edition, False) for edition in editions() if edition.taken_back]
    return sorted([*came, *went], key=lambda step: step[:2])


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
    applied = apply(database, prepared, actor=sender_name(edition), recorded_at=moment)
    if applied.version is None:
        raise ValueError(f"{name} changes nothing.")
    return applied.version


def _moment(today: date, day: int, hour: int) -> datetime:
    return datetime.combine(today + timedelta(days=day), time(hour), TIME_ZONE)
