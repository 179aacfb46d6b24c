"""Which changes count as taken back: a taking back that was itself taken back does not count."""

from sqlalchemy import Connection, select

from data_access.model import Change

NEWEST = 2**62  # later than any version


def taken_back(connection: Connection, *, up_to: int) -> dict[int, int]:
    """The changes that are taken back at version `up_to`, each with the change that does it."""
    found: dict[int, int] = {}
    statement = (
        select(Change.id, Change.takes_back)
        .where(Change.takes_back.is_not(None), Change.id <= up_to)
        .order_by(Change.id.desc())
    )
    for row in connection.execute(statement):
        if row.id not in found:
            found[row.takes_back] = row.id
    return found
