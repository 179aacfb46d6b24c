"""Log lines: whose request they belong to, by numbers; nothing of a person and nothing that data says."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from contextvars import copy_context
from pathlib import Path
from typing import Literal

import pytest

from bench.viewer import opened, ticket
from dashboard import log
from data_access.database import Database, DatabaseUnreachableError
from tests.dashboard.asgi import answering, messages, scope
from tests.dashboard.processes import serving

NAME, MAIL = "Айгүл Серікқызы", "aigul@example.kz"


@pytest.fixture
def said() -> Iterator[None]:
    """Puts the root logger back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level


def _fail(words: str) -> None:
    try:
        raise LookupError(words)
    except LookupError as error:
        raise ValueError(words) from error


def _log_a_fault() -> None:
    try:
        _fail(f"no {NAME} <{MAIL}>")
    except ValueError as error:
        logging.getLogger("dashboard").error(
            "A screen failed (incident %s).", log.request_id(), exc_info=error
        )


def _in_a_run(person_id: int | None) -> str:
    request = log.begin_request()
    log.about(person_id=person_id)
    _log_a_fault()
    return request


@pytest.mark.usefixtures("said")
def test_a_line_for_machines_has_the_ids_and_nothing_that_data_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.set_up_log("json")
    request = copy_context().run(_in_a_run, 17)
    [line] = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["request"], told["person"], told["level"], told["logger"]) == (
        request,
        17,
        "ERROR",
        "dashboard",
    )
    assert told["message"] == f"A screen failed (incident {request})."
    assert "_fail" in told["exception"]
    assert told["exception"].index("LookupError") < told["exception"].index("ValueError")
    assert NAME not in json.dumps(told, ensure_ascii=False)
    assert MAIL not in line


@pytest.mark.usefixtures("said")
def test_a_line_for_people_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up_log("text")
    request = copy_context().run(_in_a_run, 17)
    text = capsys.readouterr().err
    assert f" ERROR dashboard request={request} person=17: A screen failed (incident {request}).\n" in text
    assert text.endswith("ValueError\n")
    assert NAME not in text
    assert MAIL not in text


@pytest.mark.usefixtures("said")
def test_each_run_is_nobodys_until_it_is_known_whose(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up_log("json")

    def two_runs_in_one_thread() -> list[str]:
        return [_in_a_run(17), log.begin_request()]

    context = copy_context()
    first, second = context.run(two_runs_in_one_thread)
    context.run(_log_a_fault)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["request"], line.get("person")) for line in lines] == [(first, 17), (second, None)]


@pytest.mark.usefixtures("said")
def test_what_comes_from_outside_cannot_write_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    forged = "/x\n2026-01-01 INFO dashboard: all is well\x1b[2J\u2028more"
    forms: list[Literal["text", "json"]] = ["text", "json"]
    for form in forms:
        log.set_up_log(form)
        logging.getLogger("dashboard").warning("asked for %s", forged)
        [line, rest] = capsys.readouterr().err.split("\n")
        assert "all is well" in line
        assert rest == ""
        assert "\x1b" not in line


@pytest.mark.usefixtures("said")
def test_what_is_said_of_machines_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up_log("text")
    error = DatabaseUnreachableError("postgresql://reader:***@db/x")
    logging.getLogger("dashboard").error("No database.", exc_info=error)
    assert "DatabaseUnreachableError: postgresql://reader:***@db/x" in capsys.readouterr().err


def test_a_failing_statement_does_not_tell_its_values(database: Database) -> None:
    with database.reading() as connection, pytest.raises(Exception, match="no_such_table") as failed:
        connection.exec_driver_sql(
            "SELECT * FROM no_such_table WHERE name = " + ("?" if database.is_sqlite else "%s"), (MAIL,)
        )
    assert MAIL not in str(failed.value)


def test_each_call_has_an_id_that_its_answer_carries() -> None:
    ids = set()
    for _ in range(2):
        [start] = messages(log.RequestIds, scope(), answering())
        ids.add(dict(start["headers"])[b"x-request-id"])
    assert len(ids) == 2


def test_a_failing_page_logs_its_ids_and_no_name(file_url: str, tmp_path: Path) -> None:
    """A programme whose time zone is none, but somebody's address: the error of the zones quotes it."""
    path = tmp_path / "failing.db"
    path.write_bytes(Path(file_url.removeprefix("sqlite:///")).read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE programme SET time_zone = ?", (f"{NAME} {MAIL}",))
        connection.commit()

    async def seen(address: str) -> str:
        async with opened(ticket(address)) as viewer:
            return "".join((await viewer.open("/?lang=en")).html)

    with serving("app.py", folder=tmp_path, DATABASE_URL=f"sqlite:///{path}", LOG_FORMAT="json") as server:
        server.wait_until_up()
        shown = asyncio.run(seen(f"http://127.0.0.1:{server.port}"))
        server.wait_until_it_says("A screen failed")
        output = server.output
    errors = [told for told in map(json.loads, output.splitlines()) if told["level"] == "ERROR"]
    assert [line["logger"] for line in errors if "A screen failed" in line["message"]] == ["dashboard"]
    for line in errors:  # ours and Streamlit's
        assert line["request"] in shown
        assert "ZoneInfoNotFoundError" in line["exception"]
    for quoted in (MAIL, NAME, NAME.encode("unicode_escape").decode()):
        assert quoted not in output + shown
