"""The line that each change leaves in the audit, written with the change itself or not at all."""

from typing import Any

from sqlalchemy import Connection, select

from data_access.access.audit import AuditEntry, Noted, append
from data_access.model import Change, ChangeKind, Upload
from data_access.reads.touched import fields_touched

_NOTED = {
    ChangeKind.SETUP: Noted.SET_UP,
    ChangeKind.UPLOAD: Noted.BROUGHT,
    ChangeKind.EDIT: Noted.EDITED,
    ChangeKind.TAKE_BACK: Noted.TOOK_BACK,
}


def note_change(connection: Connection, version: int, key: bytes) -> None:
    """Write the line of a change that has just been written on this connection."""
    row = connection.execute(
        select(
            Change.kind,
            Change.actor,
            Change.recorded_at,
            Change.takes_back,
            Upload.file_name,
            Upload.sha256,
        )
        .outerjoin(Upload, Upload.change_id == Change.id)
        .where(Change.id == version)
    ).one()
    told: dict[str, Any] = {"takes_back": row.takes_back, "file": row.file_name, "sha256": row.sha256}
    append(
        connection,
        AuditEntry(
            at=row.recorded_at,
            actor=row.actor,
            action=_NOTED[ChangeKind(row.kind)],
            object=f"change {version}",
            detail={name: value for name, value in told.items() if value is not None},
            field_ids=tuple(fields_touched(connection, version)),
        ),
        key,
    )
