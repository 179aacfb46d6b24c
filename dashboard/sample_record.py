"""The records of the sample's past sessions: what their walls showed, as it is kept of any session that closes."""

from datetime import datetime

from dashboard import session_reads, source
from dashboard.components.wall.record import record_content
from dashboard.request import Request, actions_of
from data_access.access.roles import local_person
from data_access.database import Database
from data_access.reads.point import ProgrammeInfo
from data_access.view import View


def record_of(database: Database, programme: ProgrammeInfo, session_id: int, moment: datetime) -> str:
    """The record of an open session of a database that is being filled, as it would be written at `moment`."""
    with source.reading_instead(database):
        request = _request_at(programme, moment)
        [session] = (one for one in session_reads.sessions(request.current) if one.id == session_id)
        return record_content(request, session)


def _request_at(programme: ProgrammeInfo, moment: datetime) -> Request:
    """What a viewer asks at a moment at which nothing later is recorded."""
    person = local_person()
    newest, day = source.newest_version(programme.id), programme.today(moment)
    return Request(
        programme=programme,
        view=View(programme_id=programme.id, version=newest, day=day),
        today=day,
        newest=newest,
        latest=source.latest_version(programme.id),
        language=programme.language,
        kept=(),
        can=actions_of(person),
        person=person,
    )
