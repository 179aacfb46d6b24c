"""Making a back-up: one read-only snapshot of every table, written row by row while people work."""

import json
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Table, func, select

from data_access.access.audit import head_on
from data_access.backup.kinds import ValueKind, kind_of, selected, written
from data_access.backup.manifest import FORMAT, NAME, Manifest, Part, to_json
from data_access.database import Database
from data_access.model import Base, Change, WriterQueue
from data_access.revision import check_migrated, revision_on

_ROWS_AT_ONCE = 200
_OWNER_ONLY = 0o600  # the file holds everything that anybody may not see


def back_up(database: Database, path: Path, *, software: str, made_at: datetime) -> Manifest:
    """Write the content of a database into a new file, which appears under its name once it is whole.

    `software`: the version of the product. Raises FileExistsError where there is such a file, OSError where
    it cannot be written, DatabaseNewerError or DatabaseNotMigratedError for tables other than the code's.
    """
    check_migrated(database)
    with _new_file(path) as file, database.reading() as connection, zipfile.ZipFile(file, "w") as archive:
        manifest = Manifest(
            format=FORMAT,
            software=software,
            revision=revision_on(connection) or "",
            made_at=made_at,
            version=connection.scalar(select(func.max(Change.id))) or 0,
            audit_head=head_on(connection),
            parts=tuple(_write(archive, connection, table, made_at) for table in _tables()),
        )
        with archive.open(_entry(NAME, made_at), "w") as part:
            part.write(to_json(manifest))
    return manifest


def _tables() -> list[Table]:
    """All tables but the one whose single row every database has from its first migration on."""
    return [table for table in Base.metadata.sorted_tables if table is not WriterQueue.__table__]


def _write(archive: zipfile.ZipFile, connection: Connection, table: Table, made_at: datetime) -> Part:
    columns = {column.name: kind_of(column) for column in table.columns}
    # Rows that hold whole files are taken one at a time.
    rows_at_once = 1 if ValueKind.BYTES in columns.values() else _ROWS_AT_ONCE
    statement = select(*(selected(column) for column in table.columns)).order_by(*table.primary_key)
    found = connection.execute(statement, execution_options={"yield_per": rows_at_once})
    digest, count, name = sha256(), 0, f"{table.name}.jsonl"
    with archive.open(_entry(name, made_at), "w", force_zip64=True) as part:
        for row in found:
            values = [written(kind, value) for kind, value in zip(columns.values(), row, strict=True)]
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            part.write(line)
            count += 1
    return Part(table=table.name, file=name, columns=columns, rows=count, sha256=digest.hexdigest())


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=made_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _OWNER_ONLY << 16
    return entry


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes this name, on the disk for good, when all went well; else it is gone."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.partial")
    if path.exists():
        raise FileExistsError(path)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)  # unlike renaming, never in place of a file that came meanwhile
    finally:
        draft.unlink(missing_ok=True)
