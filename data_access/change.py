"""Writing: the one unit of work. Nothing reaches a versioned table except through a `ChangeWriter`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from data_access.access.noted_changes import note_change
from data_access.database import Database
from data_access.model import MODELS, Change, ChangeKind, Entity, Kind, Upload, VersionRow

Row = Mapping[str, Any]

_MANY_ROWS = 500
_IDS_A_STATEMENT = 5000


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in order, as many at a time as one statement takes on both engines."""
    ordered = sorted(ids)
    for place in range(0, len(ordered), _IDS_A_STATEMENT):
        yield ordered[place : place + _IDS_A_STATEMENT]


class ChangeWriter:
    """Writes the rows of one change; made by `recording` only."""

    def __init__(self, connection: Connection, version: int, programme_id: int | None) -> None:
        self.connection = connection
        self.version = version
        self.programme_id = programme_id
        self.written: Counter[str] = Counter()

    @property
    def has_written(self) -> bool:
        """Whether anything was written yet."""
        return bool(self.written)

    def add(self, kind: Kind, rows: Sequence[Row]) -> list[int]:
        """Give new things their identity and first state; returns their entity ids in order.

        A row has the columns of the kind's table: code, names, and so on. A programme is its own programme.
        """
        if not rows:
            return []
        first = (self.connection.scalar(select(func.max(Entity.id))) or 0) + 1
        ids = list(range(first, first + len(rows)))
        if kind is Kind.PROGRAMME:
            self.programme_id = ids[0]
        self.connection.execute(
            insert(Entity),
            [
                {"id": one, "programme_id": self.programme_id, "kind": kind.value, "created_by": self.version}
                for one in ids
            ],
        )
        self.insert(MODELS[kind], [{**row, "entity_id": one} for one, row in zip(ids, rows, strict=True)])
        return ids

    def revise(self, kind: Kind, rows: Sequence[Row]) -> None:
        """Replace the current state of things by full new states; each row has its `entity_id`."""
        self.remove(kind, [row["entity_id"] for row in rows])
        self.insert(MODELS[kind], rows)

    def remove(self, kind: Kind, entity_ids: Iterable[int]) -> None:
        """End the current state of things; their identity and past stay."""
        model = MODELS[kind]
        for some in chunks(entity_ids):
            self.written[model.__tablename__] += len(some)
            self.connection.execute(
                update(model)
                .where(model.entity_id.in_(some), model.to_change.is_(None))
                .values(to_change=self.version)
            )

    def end(self, model: type[VersionRow], row_ids: Iterable[int]) -> None:
        """End version rows by their row ids."""
        for some in chunks(row_ids):
            self.written[model.__tablename__] += len(some)
            self.connection.execute(update(model).where(model.id.in_(some)).values(to_change=self.version))

    def insert(self, model: type[VersionRow], rows: Sequence[Row]) -> None:
        """Insert version rows that begin with this change."""
        if rows:
            self.written[model.__tablename__] += len(rows)
            common: dict[str, Any] = {"from_change": self.version, "to_change": None}
            if hasattr(model, "programme_id"):
                common["programme_id"] = self.programme_id
            self.connection.execute(insert(model), [{**row, **common} for row in rows])

    def count_anew(self) -> None:
        """Tell PostgreSQL's planner how many rows there are now, after a write that may have misled it.

        It would notice by itself, but minutes later; until then it may plan for tables that were empty.
        """
        if self.connection.dialect.name == "postgresql":
            for table, rows in self.written.items():
                if rows >= _MANY_ROWS:
                    self.connection.execute(text(f"ANALYZE {table}"))


class UploadedFile:
    """A file as it was sent, with the day that its figures speak of and its map of columns."""

    def __init__(self, name: str, content: bytes, as_at: date, columns: dict[str, dict[str, str]]) -> None:
        self.name = name
        self.content = content
        self.as_at = as_at
        self.columns = columns
        self.sha256 = sha256(content).hexdigest()


@contextmanager
def recording(
    database: Database,
    *,
    kind: ChangeKind,
    actor: str,
    recorded_at: datetime,
    programme_id: int | None,
    note: str = "",
    upload: UploadedFile | None = None,
    takes_back: int | None = None,
    is_reporting: bool = True,
) -> Iterator[ChangeWriter]:
    """Record one change: everything written inside becomes visible together, or nothing does.

    Waits for its turn in the writers' queue. A change in which nothing was written is not recorded.
    Its line in the audit is written with it, where the database has a key for that.
    `is_reporting`: whether what the ministries report changes, so that figures on a wall are no longer the newest.
    """
    with database.writing() as connection:
        version = (connection.scalar(select(func.max(Change.id))) or 0) + 1
        connection.execute(
            insert(Change).values(
                id=version,
                programme_id=programme_id,
                kind=kind.value,
                actor=actor,
                recorded_at=recorded_at,
                note=note,
                takes_back=takes_back,
                is_reporting=is_reporting,
            )
        )
        if upload is not None:
            connection.execute(
                insert(Upload).values(
                    change_id=version,
                    file_name=upload.name,
                    content=upload.content,
                    sha256=upload.sha256,
                    as_at=upload.as_at,
                    columns=upload.columns,
                )
            )
        writer = ChangeWriter(connection, version, programme_id)
        yield writer
        writer.count_anew()
        if not writer.has_written:
            connection.rollback()
            return
        if programme_id is None:
            connection.execute(
                update(Change).where(Change.id == version).values(programme_id=writer.programme_id)
            )
        if database.audit_key is not None:
            note_change(connection, version, database.audit_key)
