"""The audit: what was changed, removed, put in between or cut off is found; the database refuses all of it."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from data_access.access.audit import (
    AuditEntry,
    Damage,
    Head,
    NoAuditKeyError,
    Noted,
    Verified,
    append,
    entries,
    head,
    note,
    verify,
)
from data_access.database import Database
from data_access.model import AuditLine, ChangeKind, Kind
from data_access.take_back import take_back
from tests.data_access.access.unguarded import unguard
from tests.factories import change_of, lay_ground, problem_row

KEY = b"a key for the tests, long enough."
AT = datetime(2026, 3, 5, 6, 0, 0, 123456, tzinfo=UTC)
WRITERS = 4


def entry(number: int = 0, **said: Any) -> AuditEntry:
    return AuditEntry(
        **{
            "at": AT + timedelta(seconds=number),
            "actor": "officer@example.kz",
            "action": Noted.SAW,
            "object": f"page {number}",
            "detail": {"ауыл": "Қарағанды", "n": number},
            "field_ids": (7, 3),
            **said,
        }
    )


@pytest.fixture
def audited(database: Database) -> Database:
    """A database with a key and six lines."""
    database.audit_key = KEY
    for number in range(1, 7):
        note(database, entry(number))
    return database


def found(database: Database, *, kept: str | None = None) -> list[tuple[Damage, int, int]]:
    return [(one.damage, one.line, one.until) for one in verify(database, [KEY], kept).found]


def spoil(database: Database, *statements: Any) -> None:
    """What somebody does who holds the database and not the key."""
    with database.writing() as connection:
        unguard(connection, "audit_line")
        for statement in statements:
            connection.execute(statement)


def line(database: Database, number: int) -> dict[str, Any]:
    with database.reading() as connection:
        row = connection.execute(select(AuditLine.__table__).where(AuditLine.id == number)).one()
        return dict(row._mapping)


def test_a_whole_audit_is_whole(audited: Database) -> None:
    newest = head(audited)
    assert newest is not None
    assert verify(audited, [KEY], newest.hash) == Verified(lines=6, head=newest, found=())
    with audited.reading() as connection:
        told = entries(connection, limit=2)
    assert told == ((6, entry(6, field_ids=(3, 7))), (5, entry(5, field_ids=(3, 7))))


def test_an_empty_audit_is_whole(database: Database) -> None:
    assert verify(database, [KEY]) == Verified(lines=0, head=None, found=())
    assert head(database) is None


@pytest.mark.parametrize(
    "values",
    [
        {"actor": "somebody@example.kz"},
        {"object": "page 4"},
        {"detail": "{}"},
        {"field_ids": None},
        {"action": "signed_in"},
        {"at": AT},
        {"hash": "f" * 64},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_line_is_found(audited: Database, values: dict[str, Any]) -> None:
    spoil(audited, update(AuditLine).where(AuditLine.id == 3).values(**values))
    assert (Damage.CHANGED, 3, 3) in found(audited)


def test_a_removed_line_is_found(audited: Database) -> None:
    spoil(audited, delete(AuditLine).where(AuditLine.id.in_([3, 4])))
    assert found(audited) == [(Damage.MISSING, 3, 4)]


def test_the_first_line_cannot_go_unseen(audited: Database) -> None:
    spoil(audited, delete(AuditLine).where(AuditLine.id == 1))
    assert found(audited) == [(Damage.MISSING, 1, 1)]


def test_a_removed_line_is_found_though_others_close_the_gap(audited: Database) -> None:
    spoil(
        audited,
        delete(AuditLine).where(AuditLine.id == 5),
        update(AuditLine).where(AuditLine.id == 6).values(id=5),
    )
    assert (Damage.CHANGED, 5, 5) in found(audited)


def test_a_line_put_in_between_is_found(audited: Database) -> None:
    forged = line(audited, 3) | {"id": 4, "object": "page 99"}
    spoil(
        audited,
        *(update(AuditLine).where(AuditLine.id == one).values(id=one + 1) for one in (6, 5, 4)),
        insert(AuditLine).values(**forged),
    )
    assert {damage for damage, *_ in found(audited)} >= {Damage.CHANGED}
    assert (Damage.CHANGED, 4, 4) in found(audited)


def test_lines_cut_off_are_found_by_the_head_kept_elsewhere(audited: Database) -> None:
    kept = head(audited)
    assert kept is not None
    spoil(audited, delete(AuditLine).where(AuditLine.id >= 5))
    assert found(audited) == []  # nothing that remains tells
    assert found(audited, kept=kept.hash) == [(Damage.CUT_OFF, 4, 4)]
    note(audited, entry(7))
    assert found(audited, kept=kept.hash) == [(Damage.CUT_OFF, 5, 5)]


def test_all_lines_gone_are_found_by_the_head(audited: Database) -> None:
    kept = head(audited)
    assert kept is not None
    spoil(audited, delete(AuditLine))
    assert found(audited, kept=kept.hash) == [(Damage.CUT_OFF, 0, 0)]


def test_a_line_of_another_key_is_found(audited: Database) -> None:
    before = head(audited)
    with audited.writing() as connection:
        append(connection, entry(9), b"another key that nobody was given")
    note(audited, entry(10))
    assert before is not None
    assert found(audited) == [(Damage.CHANGED, 7, 7)]


def test_the_key_may_be_changed_and_an_old_one_writes_nothing_new(audited: Database) -> None:
    newer = b"a newer key for the tests, as long"
    audited.audit_key = newer
    note(audited, entry(7))
    assert verify(audited, [newer, KEY]).found == ()
    audited.audit_key = KEY
    note(audited, entry(8))
    assert [(one.damage, one.line) for one in verify(audited, [newer, KEY]).found] == [(Damage.CHANGED, 8)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
    ],
)
@pytest.mark.parametrize(
    ("table", "column"), [("audit_line", "actor"), ("session_record", "content")], ids=str
)
def test_the_database_refuses_to_alter_what_is_written_once(
    audited: Database, statement: str, table: str, column: str
) -> None:
    if table == "session_record":
        ground = lay_ground(audited)
        row = {"change": ground.version, "session": ground.field}
        with audited.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO session_record (change_id, session_id, content, sha256) "
                    "VALUES (:change, :session, '{}', '')"
                ),
                row,
            )
    with pytest.raises(DBAPIError, match="kept for good"), audited.writing() as connection:
        connection.execute(text(statement.format(table=table, column=column)))


def test_a_line_cannot_be_replaced(audited: Database) -> None:
    there = line(audited, 3)
    is_sqlite = audited.is_sqlite
    with pytest.raises(DBAPIError), audited.writing() as connection:
        connection.execute(insert(AuditLine).prefix_with("OR REPLACE" if is_sqlite else "").values(**there))
    if not is_sqlite:
        with pytest.raises(DBAPIError, match="kept for good"), audited.writing() as connection:
            connection.execute(text("TRUNCATE audit_line"))
    assert found(audited) == []


def test_writers_at_the_same_moment_make_one_chain(
    audited: Database, open_again: Callable[[Database], Database]
) -> None:
    others = [open_again(audited) for _ in range(WRITERS)]
    start = threading.Barrier(WRITERS)

    def write(other: Database) -> None:
        other.audit_key = KEY
        start.wait(60)
        for number in range(5):
            note(other, entry(number))

    running = [threading.Thread(target=write, args=(other,)) for other in others]
    for one in running:
        one.start()
    for one in running:
        one.join(60)
    verified = verify(audited, [KEY])
    assert (verified.lines, verified.found) == (6 + 5 * WRITERS, ())


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_long_write_does_not_hold_up_the_audit(
    audited: Database, open_again: Callable[[Database], Database]
) -> None:
    other = open_again(audited)
    other.audit_key = KEY
    with audited.writing():
        note(other, entry(7))
    assert verify(audited, [KEY]).lines == 7


def test_each_change_leaves_its_line_with_the_fields_that_it_touched(database: Database) -> None:
    database.audit_key = KEY
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        change.add(Kind.PROBLEM, [problem_row(ground.field)])
        version = change.version
    take_back(database, version, actor="coordinator@example.kz", recorded_at=AT)
    with change_of(database, ground.programme):
        pass  # nothing is written, so nothing is noted
    with database.reading() as connection:
        told = [one for _, one in entries(connection, limit=9)]
    assert [(one.action, one.object, one.field_ids) for one in told] == [
        (Noted.TOOK_BACK, f"change {version + 1}", (ground.field,)),
        (Noted.EDITED, f"change {version}", (ground.field,)),
        (Noted.SET_UP, f"change {ground.version}", (ground.field,)),
    ]
    assert told[0].detail == {"takes_back": version}
    assert verify(database, [KEY]).found == ()


def test_a_change_that_fails_leaves_no_line(database: Database) -> None:
    database.audit_key = KEY
    ground = lay_ground(database)
    before = head(database)

    def fail() -> None:
        with change_of(database, ground.programme) as change:
            change.add(Kind.PROBLEM, [problem_row(ground.field)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert head(database) == before


def test_no_line_is_written_without_a_key(database: Database) -> None:
    with pytest.raises(NoAuditKeyError):
        note(database, entry())
    with change_of(database, None, kind=ChangeKind.SETUP):
        pass
    assert head(database) is None


def test_what_is_no_text_is_noted_all_the_same(audited: Database) -> None:
    kept = note(audited, entry(object="a\0b\udc80", actor="\udc80", detail={"\udc80": "\0"}))
    assert isinstance(kept, Head)
    assert verify(audited, [KEY], kept.hash).found == ()
