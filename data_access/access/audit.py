"""The audit: who did what when, in lines that hang together so that none can be changed or left out unseen.

Each line carries an HMAC-SHA256 over its own values and the hash of the line before. Who holds the database
but not the key can forge no line. Only lines cut off at the end leave no trace in what remains: so the head,
the hash of the newest line, is kept elsewhere as well (the log, back-ups) and given to `verify`.
"""

import enum
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text

from data_access.database import Database
from data_access.model import AuditLine

FIRST = "0" * 64  # what stands for the line before the first
_QUEUE = 7_215_002  # any number, the same for all processes of this product
_LINES_AT_ONCE = 2000


class Noted(enum.StrEnum):
    """What lines are written about."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    REFUSED = "refused"  # something that the person may not do; the object is the action or the page
    SAW = "saw"  # a restricted page
    DOWNLOADED = "downloaded"
    BROUGHT = "brought"
    TOOK_BACK = "took_back"
    EDITED = "edited"  # sessions, instructions, meetings, requests
    SET_UP = "set_up"  # the programme
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_OPENED = "account_opened"
    ACCOUNT_CLOSED = "account_closed"
    ROLE_GRANTED = "role_granted"
    ROLE_REVOKED = "role_revoked"


class NoAuditKeyError(Exception):
    """A line is to be written to a database that was opened without a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What a line says. `object` names what was acted on, `detail` says more in plain values, no figures.

    `field_ids`: the fields (entity ids) concerned.
    """

    at: datetime
    actor: str
    action: str
    object: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    field_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest line: its number and its hash."""

    id: int
    hash: str


def note(database: Database, entry: AuditEntry) -> Head:
    """Write a line by itself, not waiting for long writes on PostgreSQL. Raises NoAuditKeyError."""
    with noting(database) as connection:
        return append(connection, entry, key_of(database))


def noting(database: Database) -> AbstractContextManager[Connection]:
    """A transaction in which lines are written together with what they speak of; see `Database.appending`."""
    return database.appending(_QUEUE)


def key_of(database: Database) -> bytes:
    """The key for new lines. Raises NoAuditKeyError."""
    if database.audit_key is None:
        raise NoAuditKeyError(database.name)
    return database.audit_key


def append(connection: Connection, entry: AuditEntry, key: bytes) -> Head:
    """Write a line as part of a transaction that writes; later lines wait until it ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:queue)"), {"queue": _QUEUE})
    before = _head(connection) or Head(id=0, hash=FIRST)
    line = {
        "id": before.id + 1,
        "at": entry.at,
        "actor": _storable(entry.actor),
        "action": str(entry.action),
        "object": _storable(entry.object),
        "detail": _storable(json.dumps(dict(entry.detail), ensure_ascii=False, sort_keys=True, default=str)),
        "field_ids": json.dumps(sorted(entry.field_ids)) if entry.field_ids else None,
        "previous_hash": before.hash,
    }
    sealed = _seal(line, key)
    connection.execute(insert(AuditLine).values(**line, hash=sealed))
    return Head(id=before.id + 1, hash=sealed)


def head(database: Database) -> Head | None:
    """The newest line, to be kept elsewhere; None: there is none."""
    with database.reading() as connection:
        return _head(connection)


def entries(
    connection: Connection,
    *,
    limit: int,
    before: int | None = None,
    actor: str | None = None,
    action: str | None = None,
) -> tuple[tuple[int, AuditEntry], ...]:
    """Lines with their numbers, the newest first; `before`: older than that number."""
    statement = select(AuditLine.__table__).order_by(AuditLine.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(AuditLine.id < before)
    if actor is not None:
        statement = statement.where(AuditLine.actor == actor)
    if action is not None:
        statement = statement.where(AuditLine.action == action)
    return tuple((row.id, _entry(row)) for row in connection.execute(statement))


def actors(connection: Connection) -> tuple[str, ...]:
    """Everybody in whose name a line was written."""
    return tuple(connection.scalars(select(AuditLine.actor).distinct().order_by(AuditLine.actor)))


def lines(connection: Connection) -> Iterator[Row[Any]]:
    """All lines as they are stored, the oldest first, without holding them all at once."""
    statement = select(AuditLine.__table__).order_by(AuditLine.id)
    rows = connection.execution_options(stream_results=True, max_row_buffer=_LINES_AT_ONCE).execute(statement)
    for some in rows.partitions(_LINES_AT_ONCE):
        yield from some


class Damage(enum.StrEnum):
    """What can be wrong with the audit."""

    CHANGED = "changed"  # the line is not what was written: altered, or put in by somebody without the key
    MISSING = "missing"  # lines that were there, from `line` to `until`, are gone
    DOES_NOT_FOLLOW = "does_not_follow"  # the line was written after another one than stands before it
    CUT_OFF = "cut_off"  # the head that was kept elsewhere is not there any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A damage, at a line or at the lines `line` to `until`."""

    damage: Damage
    line: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many lines were looked at, the newest of them, and all that is wrong (nothing: all is whole)."""

    lines: int
    head: Head | None
    found: tuple[Found, ...]


def verify(database: Database, keys: Sequence[bytes], head: str | None = None) -> Verified:
    """Look at every line: was any changed, removed, put in between, or cut off after `head` was kept?

    `keys`: the key in use and, after it, the older ones. No line may have an older key than the line before.
    """
    with database.reading() as connection:
        return _verified(lines(connection), keys, head)


def _verified(rows: Iterable[Row[Any]], keys: Sequence[bytes], head: str | None) -> Verified:
    found: list[Found] = []
    count, is_head_there = 0, head is None
    before = Head(id=0, hash=FIRST)
    usable = list(keys)
    for row in rows:
        count += 1
        if row.id > before.id + 1:
            found.append(Found(damage=Damage.MISSING, line=before.id + 1, until=row.id - 1))
        values = {name: value for name, value in row._mapping.items() if name != "hash"}
        place = next((at for at, key in enumerate(usable) if _is_seal(row.hash, _seal(values, key))), None)
        if place is None:
            found.append(Found(damage=Damage.CHANGED, line=row.id, until=row.id))
        else:
            usable = usable[: place + 1]
        if row.previous_hash != before.hash and row.id == before.id + 1:
            found.append(Found(damage=Damage.DOES_NOT_FOLLOW, line=row.id, until=row.id))
        is_head_there = is_head_there or row.hash == head
        before = Head(id=row.id, hash=row.hash)
    if not is_head_there:
        found.append(Found(damage=Damage.CUT_OFF, line=before.id, until=before.id))
    return Verified(lines=count, head=before if count else None, found=tuple(found))


def _is_seal(hash_there: str, sealed: str) -> bool:
    return hmac.compare_digest(hash_there.encode(), sealed.encode())


def _seal(line: Mapping[str, Any], key: bytes) -> str:
    """The keyed hash over a line's values, the hash of the line before among them."""
    values = [
        line["id"],
        line["at"].astimezone(UTC).isoformat(),
        *(line[name] for name in ("actor", "action", "object", "detail", "field_ids", "previous_hash")),
    ]
    return hmac.digest(key, json.dumps(values, ensure_ascii=False).encode(), "sha256").hex()


def _storable(said: str) -> str:
    """A text as both databases take it: what an address or a file name holds may be no text at all."""
    return said.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _head(connection: Connection) -> Head | None:
    row = connection.execute(
        select(AuditLine.id, AuditLine.hash).order_by(AuditLine.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else Head(id=row.id, hash=row.hash)


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        at=row.at,
        actor=row.actor,
        action=row.action,
        object=row.object,
        detail=json.loads(row.detail),
        field_ids=tuple(json.loads(row.field_ids)) if row.field_ids else (),
    )
