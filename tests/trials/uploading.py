"""A person who uploads one file after the other, each until it is confirmed; as a process: URL NAME FOLDER."""

import sys
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Change, Milestone, Upload
from data_access.reads.point import ProgrammeInfo, programmes
from data_access.uploads.bring import StateMovedError, apply, prepare

ROWS = 5
NOW = datetime(2024, 5, 20, 6, 0, tzinfo=UTC)
_PAUSE_SECONDS = 0.1


def file_of(name: str, number: int) -> bytes:
    """A file that brings milestones which no other file brings."""
    rows = (f"{code};Step;P-1;01.01.2024;30.06.2024" for code in codes(name, number))
    return "\n".join(["Code;Title (en);Problem;Start;Term", *rows]).encode()


def codes(name: str, number: int) -> list[str]:
    """The codes of the milestones of a file."""
    return [f"{name}-{number}-{row}" for row in range(ROWS)]


def upload(database: Database, programme: ProgrammeInfo, name: str, number: int) -> None:
    """Bring a file in; return once that is confirmed. A person sends the file again after a notice."""
    while True:
        try:
            prepared = prepare(
                database,
                programme=programme,
                file_name=f"{name}-{number}.csv",
                content=file_of(name, number),
                as_at=NOW.date(),
                day=NOW.date(),
                actor=name,
            )
            assert not prepared.is_refused, prepared.faults
            apply(database, prepared, actor=name, recorded_at=NOW)
        except DatabaseUnreachableError:
            time.sleep(_PAUSE_SECONDS)
        except StateMovedError:
            continue
        else:
            return


def lost_and_doubled(database: Database, confirmed: dict[str, int]) -> tuple[int, int]:
    """How many files are not there whole, and how many are there more than once, as changes or as rows.

    `confirmed`: how many files each person knows to be in.
    """
    lost = doubled = 0
    with database.reading() as connection:
        for name, files in confirmed.items():
            for number in range(files):
                digest = sha256(file_of(name, number)).hexdigest()
                changes = connection.scalar(
                    select(func.count()).select_from(Upload).where(Upload.sha256 == digest)
                )
                rows = connection.scalar(
                    select(func.count()).select_from(Milestone).where(Milestone.code.in_(codes(name, number)))
                )
                lost += (changes or 0) < 1 or (rows or 0) < ROWS
                doubled += (changes or 0) > 1 or (rows or 0) > ROWS
        versions = list(connection.scalars(select(Change.id).order_by(Change.id)))
    assert versions == list(range(1, len(versions) + 1))
    return lost, doubled


def confirmations(folder: Path, name: str) -> Path:
    """The file in which a person notes each file as soon as it is confirmed, a line each."""
    return folder / f"{name}-confirmed"


def enough(folder: Path, name: str) -> Path:
    """The file at whose sight a person stops, after the file that is being brought."""
    return folder / f"{name}-enough"


def main(url: str, name: str, folder: Path) -> None:
    """Upload until it is enough."""
    database = Database(url)
    with database.reading() as connection:
        [programme] = programmes(connection)
    number = 0
    while not enough(folder, name).exists():
        upload(database, programme, name, number)
        number += 1
        with confirmations(folder, name).open("a") as note:
            note.write(f"{number}\n")
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
