"""The log has the head of the audit: a tail cut off later is found by it."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from dashboard import source
from dashboard.audit_head import audit_head_in_log
from data_access.access.audit import AuditEntry, Damage, Noted, note, verify
from data_access.database import Database
from tests.data_access.access.people import KEY
from tests.data_access.access.unguarded import unguard

AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)


def test_what_is_cut_off_after_it_was_logged_is_found(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    database.audit_key = KEY
    monkeypatch.setattr(source, "database", lambda: database)
    caplog.set_level(logging.INFO, "dashboard.audit")
    lines = [
        AuditEntry(at=AT, actor="a@b.kz", action=Noted.SAW, object=f"page {place}") for place in range(3)
    ]

    async def serve() -> None:
        async with audit_head_in_log():
            for line in lines:
                await asyncio.to_thread(note, database, line)

    asyncio.run(serve())
    logged = caplog.messages[-1].split()[-1]
    assert verify(database, [KEY], logged).found == ()
    with database.writing() as connection:
        unguard(connection, "audit_line")
        connection.execute(text("DELETE FROM audit_line WHERE id = 3"))
    assert verify(database, [KEY]).found == ()  # without it nothing shows
    assert [one.damage for one in verify(database, [KEY], logged).found] == [Damage.CUT_OFF]
