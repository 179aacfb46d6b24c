"""Setting up a programme: the first change of a database."""

from dataclasses import asdict
from datetime import datetime

from data_access.change import recording
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reads.point import ProgrammeInfo, programmes
from data_access.traffic_light import Thresholds
from data_access.words import Words


class ProgrammeExistsError(Exception):
    """The database holds a programme already."""


def set_up_programme(
    database: Database,
    *,
    code: str,
    name: Words,
    time_zone: str,
    language: str,
    is_sample: bool,
    actor: str,
    recorded_at: datetime,
) -> ProgrammeInfo:
    """Make the programme, with the thresholds of the rule as it is worded and nothing in it yet.

    `language` is the one that its screens speak unless asked otherwise. Raises ProgrammeExistsError, with
    nothing written, unless the database is empty.
    """
    with recording(
        database, kind=ChangeKind.SETUP, actor=actor, recorded_at=recorded_at, programme_id=None
    ) as change:
        # Asked inside the change, so that of two that begin at the same time one finds the other's.
        if programmes(change.connection):
            raise ProgrammeExistsError(database.name)
        change.add(
            Kind.PROGRAMME,
            [
                {
                    "code": code,
                    "name_kk": name.kk,
                    "name_ru": name.ru,
                    "name_en": name.en,
                    "time_zone": time_zone,
                    "language": language,
                    "is_sample": is_sample,
                    **asdict(Thresholds()),
                }
            ],
        )
        return programmes(change.connection)[0]
