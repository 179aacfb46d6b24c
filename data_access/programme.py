"""Setting up a programme, the first change of a database; and changing what it says of itself."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from data_access.change import recording
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reads.point import ProgrammeInfo, programmes
from data_access.sessions.edit import current_row, revise
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


class NotAThresholdError(Exception):
    """A boundary lies where none can be; carries its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


MOST: Mapping[str, int] = {
    **dict.fromkeys(("red_slip_days", "grey_age_days", "amber_due_days"), 3650),
    **dict.fromkeys(("amber_due_percent", "amber_behind_points"), 100),
    **dict.fromkeys(("red_share_percent", "grey_share_percent", "amber_share_percent"), 100),
}
"""The highest that each threshold may be; the lowest is 0, for shares 1: at 0 every group would have the light."""

LEAST: Mapping[str, int] = {name: 1 if name.endswith("_share_percent") else 0 for name in MOST}


def set_thresholds(
    database: Database, programme_id: int, thresholds: Thresholds, *, actor: str, recorded_at: datetime
) -> None:
    """Judge by other boundaries from now on; what was, stays as it was judged. Raises NotAThresholdError."""
    values = asdict(thresholds)
    for name, value in values.items():
        if not LEAST[name] <= value <= MOST[name]:
            raise NotAThresholdError(name)
    _change(database, programme_id, values, actor=actor, recorded_at=recorded_at)


def describe_programme(
    database: Database, programme_id: int, *, name: Words, language: str, actor: str, recorded_at: datetime
) -> None:
    """Give the programme other names, or another language for who has not chosen one."""
    values = {"name_kk": name.kk, "name_ru": name.ru, "name_en": name.en, "language": language}
    _change(database, programme_id, values, actor=actor, recorded_at=recorded_at)


def _change(
    database: Database, programme_id: int, values: Mapping[str, object], *, actor: str, recorded_at: datetime
) -> None:
    # Other boundaries are news for every wall: the change counts as one of what is reported.
    with recording(
        database, kind=ChangeKind.EDIT, actor=actor, recorded_at=recorded_at, programme_id=programme_id
    ) as change:
        revise(change, Kind.PROGRAMME, current_row(change.connection, Kind.PROGRAMME, programme_id), **values)
