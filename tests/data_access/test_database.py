"""The doors of the database: reading never writes, all of a reading is one state, errors name no secret."""

import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from data_access import postgresql_engine, sqlite_engine
from data_access.database import Database, DatabaseUnreachableError
from data_access.model import Change, Field, Kind
from tests.factories import change_of, field_row, lay_ground

COUNT = select(func.count()).select_from(Field)


def _overwrite_and_slip(connection: Connection) -> None:
    connection.execute(update(Field).values(name_en="Overwritten"))
    connection.execute(text("SELECT nothing FROM nowhere"))


def test_a_reader_sees_one_state_throughout(
    database: Database, open_again: Callable[[Database], Database]
) -> None:
    ground = lay_ground(database)
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 1
        with change_of(open_again(database), ground.programme) as change:
            change.add(Kind.FIELD, [field_row()])
        assert connection.scalar(COUNT) == 1
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 2


def test_a_writer_does_not_stop_readers(
    database: Database, open_again: Callable[[Database], Database]
) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
        with open_again(database).reading() as connection:
            assert connection.scalar(COUNT) == 1


@pytest.mark.parametrize(
    "statement",
    [
        insert(Change).values(id=99, kind="edit", actor="", note="", is_reporting=True),
        delete(Field),
        update(Field).values(name_en="Overwritten"),
        text("DROP TABLE upload"),
    ],
    ids=["insert", "delete", "update", "drop"],
)
def test_a_reading_connection_cannot_write(database: Database, statement: Any) -> None:
    ground = lay_ground(database, name_en="Programme")
    with pytest.raises(DBAPIError, match="read-?only"), database.reading() as connection:
        connection.execute(statement)
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
    with database.reading() as connection:
        names = list(connection.scalars(select(Field.name_en)))
        versions = list(connection.scalars(select(Change.id).order_by(Change.id)))
    assert len(names) == 2
    assert "Overwritten" not in names
    assert versions == [ground.version, change.version]


def test_a_faulty_statement_is_not_called_unreachable(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_writing_rolls_back_and_lets_the_next_one_in(database: Database) -> None:
    ground = lay_ground(database)
    with pytest.raises(DBAPIError), database.writing() as connection:
        _overwrite_and_slip(connection)
    with database.writing() as connection:
        connection.execute(update(Field).where(Field.entity_id == 999).values(name_en="Nobody"))
    with database.reading() as connection:
        assert connection.scalar(select(Field.name_en)) != "Overwritten"
        assert connection.scalar(select(func.max(Change.id))) == ground.version


UNREACHABLE = [
    "postgresql://user:secret@127.0.0.1:1/dashboard",
    "postgres://user:secret@127.0.0.1:1/dashboard",
    "postgresql://127.0.0.1:1/dashboard?user=user&password=secret",
    "postgresql://user:secret@127.0.0.1:port/dashboard",
    "postgresql://user:se@secret@127.0.0.1:1/dashboard",
    "postgresql://user:/secret@127.0.0.1:1/dashboard",
    "postgresql+asyncpg://user:secret@127.0.0.1:1/dashboard",
    "mysql://user:secret@127.0.0.1:1/dashboard",
    "host=127.0.0.1 port=1 password=secret",
    "sqlite:////dev/null/secret-free/dashboard.sqlite",
]


@pytest.mark.parametrize("url", UNREACHABLE)
def test_an_unreachable_database_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachableError) as caught, Database(url).reading():
        pass
    told = str(caught.value)
    assert told
    assert "secret" not in told.replace("secret-free", "")


def test_neither_does_the_log_name_the_password() -> None:
    database = Database("postgresql://user:secret@127.0.0.1:1/dashboard")
    with (
        pytest.raises(DatabaseUnreachableError, match=r"user:\*\*\*@127\.0\.0\.1:1/dashboard") as caught,
        database.writing(),
    ):
        pass
    assert "secret" not in "".join(traceback.format_exception(caught.value.__cause__))


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_connection_cut_off_is_unreachable_and_the_next_one_serves(
    database: Database, open_again: Callable[[Database], Database]
) -> None:
    with pytest.raises(DatabaseUnreachableError), database.reading() as connection:
        _cut_off(connection, open_again(database))
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 0


def _cut_off(connection: Connection, other: Database) -> None:
    _end(connection.scalar(text("SELECT pg_backend_pid()")), other)
    connection.scalar(COUNT)


def _end(process: int | None, other: Database) -> None:
    with other.writing() as administration:
        ended = administration.scalar(
            text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process}
        )
    assert ended


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_server_that_started_anew_is_not_noticed(
    database: Database, open_again: Callable[[Database], Database]
) -> None:
    """A connection that waited in the pool is dead then; the reader gets another."""
    with database.reading() as connection:
        process = connection.scalar(text("SELECT pg_backend_pid()"))
    _end(process, open_again(database))
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 0


def test_a_file_that_is_no_database_is_unreachable(tmp_path: Path) -> None:
    path = tmp_path / "dashboard.sqlite"
    path.write_text("This is a letter, not a database. " * 100)
    with pytest.raises(DatabaseUnreachableError), Database(f"sqlite:///{path}").reading():
        pass


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "dashboard.sqlite"
    database = Database(f"sqlite:///{path}")
    with database.reading():
        assert path.exists()
    database.close()


ON_POSTGRESQL = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)


@ON_POSTGRESQL
@pytest.mark.parametrize("state", ["57P01", "57P02", "57P05", "25P03"])
def test_the_last_word_of_a_server_counts_before_the_line_is_cut(database: Database, state: str) -> None:
    """A server that stops says so, and cuts the line a moment later."""
    last_word = text(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")
    for door in (database.reading, database.writing):
        with pytest.raises(DatabaseUnreachableError), door() as connection:
            connection.execute(last_word)
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 0


@ON_POSTGRESQL
def test_connections_to_a_server_that_takes_no_writes_any_more_are_thrown_away(database: Database) -> None:
    """As a server answers that was made a standby behind a name that leads elsewhere by now."""
    ground = lay_ground(database)
    with database.writing() as connection:
        connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
    with pytest.raises(DatabaseUnreachableError), change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
    with database.reading() as connection:
        assert connection.scalar(COUNT) == 2


def test_a_lock_that_others_keep_is_told_as_no_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = lay_ground(database)
    monkeypatch.setattr(sqlite_engine, "_WAIT_SECONDS", 0.1)
    monkeypatch.setitem(postgresql_engine._SESSION, "lock_timeout", "100ms")
    other = Database(database.url.render_as_string(hide_password=False))
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row()])
        with pytest.raises(DatabaseUnreachableError), other.writing():
            pass
    with other.writing() as connection:
        assert connection.scalar(COUNT) == 2
    other.close()


@ON_POSTGRESQL
def test_a_crowd_beyond_the_pool_is_told_as_no_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"pool_size": 2, "max_overflow": 1, "pool_timeout": 0.1}.items():
        monkeypatch.setitem(postgresql_engine._POOL, name, value)
    small = Database(database.url.render_as_string(hide_password=False))
    with ExitStack() as crowd:
        for _ in range(3):
            crowd.enter_context(small.reading())
        with pytest.raises(DatabaseUnreachableError), small.reading():
            pass
    with small.reading() as connection:
        assert connection.scalar(COUNT) == 0
    small.close()


@ON_POSTGRESQL
def test_no_wait_is_without_end(database: Database) -> None:
    shown = {
        "lock_timeout": "1min",
        "idle_in_transaction_session_timeout": "5min",
        "statement_timeout": "1min",
        "transaction_isolation": "repeatable read",
    }
    with database.reading() as connection:
        assert {name: connection.scalar(text(f"SHOW {name}")) for name in shown} == shown
    with database.migrating() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "0"


@ON_POSTGRESQL
def test_what_the_address_says_itself_counts_more(database: Database) -> None:
    options = {"options": "-c lock_timeout=7s", "application_name": "reports"}
    other = Database(database.url.update_query_dict(options).render_as_string(hide_password=False))
    with other.reading() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "7s"
        assert connection.scalar(text("SHOW application_name")) == "reports"
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "5min"
    other.close()


def test_an_address_of_several_servers_names_them_all_and_no_password() -> None:
    database = Database("postgresql://user:secret@127.0.0.1:1,localhost:2/dashboard")
    told = r"^postgresql\+psycopg://user:\*\*\*@127\.0\.0\.1,localhost/dashboard$"
    with pytest.raises(DatabaseUnreachableError, match=told), database.reading():
        pass
