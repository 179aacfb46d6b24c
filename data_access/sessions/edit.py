"""Editing one thing at a time by hand, in a change that brings no new figures of the ministries'."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from data_access.change import ChangeWriter, recording
from data_access.database import Database
from data_access.model import MODELS, Base, ChangeKind, Kind

_OF_THE_VERSION = frozenset({"id", "from_change", "to_change"})


def editing(
    database: Database, programme_id: int, *, actor: str, recorded_at: datetime
) -> AbstractContextManager[ChangeWriter]:
    """One change made by hand; walls that are open do not count it as newer data."""
    return recording(
        database,
        kind=ChangeKind.EDIT,
        actor=actor,
        recorded_at=recorded_at,
        programme_id=programme_id,
        is_reporting=False,
    )


def current_row(connection: Connection, kind: Kind, entity_id: int) -> Row[Any]:
    """A thing as it is now; asked within the change, so that nobody moves it meanwhile."""
    columns = _columns(kind)
    return connection.execute(
        select(*columns).where(columns.entity_id == entity_id, columns.to_change.is_(None))
    ).one()


def revise(change: ChangeWriter, kind: Kind, row: Row[Any], **values: Any) -> None:
    """Give a thing some new values; nothing is written where they are what they were."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    kept = {name: value for name, value in row._mapping.items() if name not in _OF_THE_VERSION}
    change.revise(kind, [{**kept, "source_sheet": None, "source_row": None, **values}])


def free_code(connection: Connection, kind: Kind, programme_id: int, stem: str) -> str:
    """The stem, or the first of stem-2, stem-3 ... that no current thing of the kind has as its code."""
    columns = _columns(kind)
    taken = set(
        connection.scalars(
            select(columns.code).where(
                columns.programme_id == programme_id,
                columns.to_change.is_(None),
                columns.code.startswith(stem, autoescape=True),
            )
        )
    )
    number = 1
    code = stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _columns(kind: Kind) -> Any:
    return Base.metadata.tables[MODELS[kind].__tablename__].columns
