"""Remembered maps: how a ministry's or a sender's sheets with certain headers were read the last time."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from data_access.database import Database
from data_access.model import ColumnMap
from data_access.uploads.foreign.mapping import (
    FileMapping,
    MappingUnreadableError,
    SheetMapping,
    mapping_from_json,
)
from data_access.uploads.values.vocabulary import plain

_LOOKED_BACK = 50
_LETTERS_OF_A_SHEET = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedMap:
    """How a sheet is read, whose that is (a ministry's entity id, else a sender), and who said so when."""

    mapping: SheetMapping
    day_first: bool | None
    ministry_id: int | None
    sender: str
    saved_by: str
    saved_at: datetime


def maps_of_signatures(
    connection: Connection, programme_id: int, signatures: Collection[str]
) -> list[RememberedMap]:
    """How sheets with these headers are read, whoever's they are; the newest first."""
    return _found(connection, programme_id, ColumnMap.signature.in_(sorted(signatures)), limit=None)


def maps_of_sender(connection: Connection, programme_id: int, sender: str) -> list[RememberedMap]:
    """How a sender said that sheets are read; the newest of them first."""
    return _found(connection, programme_id, ColumnMap.saved_by == sender, limit=_LOOKED_BACK)


def keep_maps(
    database: Database,
    programme_id: int,
    mapping: FileMapping,
    *,
    ministry_id: int | None,
    sender: str,
    saved_at: datetime,
) -> None:
    """Remember how a file's sheets are read: for a ministry, or where there is none for the sender.

    What was remembered of sheets with the same headers and name is replaced.
    """
    with database.writing() as connection:
        for sheet in mapping.sheets:
            owner = {
                "programme_id": programme_id,
                "signature": sheet.signature,
                "sheet": plain(sheet.sheet)[:_LETTERS_OF_A_SHEET],
                "ministry_id": ministry_id,
                "sender": "" if ministry_id is not None else sender,
            }
            kept = FileMapping(sheets=(sheet,), day_first=mapping.day_first).to_json()
            connection.execute(delete(ColumnMap).filter_by(**owner))
            connection.execute(
                insert(ColumnMap).values(
                    **owner, mapping=json.loads(kept), saved_by=sender, saved_at=saved_at
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMap:
    """A remembered map in a list: its sheet, whose it is (a ministry's entity id, else a sender), who said so."""

    id: int
    sheet: str
    ministry_id: int | None
    sender: str
    saved_by: str
    saved_at: datetime


def kept_maps(connection: Connection, programme_id: int) -> tuple[KeptMap, ...]:
    """All that is remembered, the newest first."""
    rows = connection.execute(
        select(
            ColumnMap.id,
            ColumnMap.sheet,
            ColumnMap.ministry_id,
            ColumnMap.sender,
            ColumnMap.saved_by,
            ColumnMap.saved_at,
        )
        .where(ColumnMap.programme_id == programme_id)
        .order_by(ColumnMap.saved_at.desc(), ColumnMap.id.desc())
    )
    return tuple(KeptMap(**row._mapping) for row in rows)


def forget_map(database: Database, map_id: int) -> None:
    """Forget a remembered map: the next sheet of that kind is asked about anew."""
    with database.writing() as connection:
        connection.execute(delete(ColumnMap).where(ColumnMap.id == map_id))


def _found(
    connection: Connection, programme_id: int, condition: ColumnElement[bool], *, limit: int | None
) -> list[RememberedMap]:
    table = ColumnMap.__table__
    statement = (
        select(*table.columns)
        .where(ColumnMap.programme_id == programme_id, condition)
        .order_by(ColumnMap.saved_at.desc(), ColumnMap.id.desc())
        .limit(limit)
    )
    found = []
    for row in connection.execute(statement):
        try:
            kept = mapping_from_json(json.dumps(row.mapping))
        except MappingUnreadableError:
            continue  # kept by an older version of the software: the sender is asked anew
        found.append(
            RememberedMap(
                mapping=kept.sheets[0],
                day_first=kept.day_first,
                ministry_id=row.ministry_id,
                sender=row.sender,
                saved_by=row.saved_by,
                saved_at=row.saved_at,
            )
        )
    return found
