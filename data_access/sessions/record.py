"""The record of a closed session: what was seen in it, kept as it was, whatever becomes of the data."""

from hashlib import sha256

from sqlalchemy import Connection, select

from data_access.model import SessionRecord
from data_access.view import EVERYTHING, Scope


class SpoiltRecordError(Exception):
    """The record of a session is not what was written when it was closed."""


def record(connection: Connection, session_id: int, scope: Scope = EVERYTHING) -> str | None:
    """What was kept of a closed session (JSON); None where there is none. Raises SpoiltRecordError.

    A record is one whole, of all fields: in a limited scope there is none to be seen.
    """
    if scope.fields is not None:
        return None
    row = connection.execute(
        select(SessionRecord.content, SessionRecord.sha256)
        .where(SessionRecord.session_id == session_id)
        .order_by(SessionRecord.change_id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    if sha256(row.content.encode()).hexdigest() != row.sha256:
        raise SpoiltRecordError(session_id)
    content: str = row.content
    return content
