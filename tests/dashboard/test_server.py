"""The server as it is started: by the command, by streamlit and by uvicorn."""

import json
import os
import signal
import socket
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.security_headers import SECURITY_HEADERS
from data_access.database import Database
from data_access.migrate import migrate
from tests.dashboard.processes import PATIENCE_SECONDS, Server, command, serving
from tests.e2e.site import free_port
from tests.factories import lay_ground

STREAMLIT = ("-m", "streamlit", "run", "app.py")
UVICORN = ("-m", "uvicorn", "app:app")
NO_DATABASE = "postgresql://reader:secret@127.0.0.1:1/dashboard"
STARTS = {
    "command": ("-m", "dashboard", "run"),
    "launcher": ("app.py",),
    "streamlit": STREAMLIT,
    "uvicorn": UVICORN,
}


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


@pytest.fixture
def filled(database: Database) -> Database:
    """A migrated database that holds a programme, so that no sample is loaded."""
    lay_ground(database)
    return database


@pytest.fixture(scope="module")
def server(file_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running product, for tests that only ask."""
    folder = tmp_path_factory.mktemp("server")
    with serving(*STARTS["command"], folder=folder, DATABASE_URL=file_url) as running:
        running.wait_until_up()
        yield running


def _assert_refused(arguments: tuple[str, ...], says: str, **environment: str) -> None:
    """The process ends with one plain sentence on stderr and a code other than 0."""
    ended = command(*arguments, **environment)
    assert ended.returncode != 0
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret" not in ended.stderr + ended.stdout
    assert [line for line in ended.stderr.splitlines() if says in line] == [ended.stderr.splitlines()[-1]]


@pytest.mark.parametrize("start", STARTS)
def test_an_address_for_others_is_refused_however_the_server_is_started(start: str) -> None:
    _assert_refused(STARTS[start], "HOST=0.0.0.0 is refused", HOST="0.0.0.0", PORT=str(free_port()))


def test_an_address_for_others_on_streamlits_own_command_line_is_refused() -> None:
    options = ("--server.address", "0.0.0.0", "--server.port", str(free_port()))
    _assert_refused((*STREAMLIT, *options), "HOST=0.0.0.0 is refused")


def test_behind_uvicorns_own_address_option_others_get_no_answer(file_url: str, tmp_path: Path) -> None:
    port = free_port()
    arguments = (*UVICORN, "--host", "0.0.0.0", "--port", str(port))
    with serving(*arguments, folder=tmp_path, port=port, DATABASE_URL=file_url) as server:
        server.wait_until_up()
        assert server.ask("/healthz").status == 200
        assert server.ask("/", Host="dashboard.example").status == 403


def test_a_taken_port_is_refused(file_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        _assert_refused(STARTS["command"], f"Port {port} is taken", PORT=port, DATABASE_URL=file_url)


def test_an_unreachable_database_is_refused_without_its_password() -> None:
    says = "The database postgresql+psycopg://reader:***@127.0.0.1:1/dashboard does not answer."
    _assert_refused(STARTS["command"], says, DATABASE_URL=NO_DATABASE, PORT=str(free_port()))


@pytest.mark.parametrize("content", [b"no database at all", None], ids=["another file", "no such folder"])
def test_a_file_that_is_no_database_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content or b"")
    place = path if content else path / "below.db"
    _assert_refused(
        STARTS["command"], "does not answer", DATABASE_URL=f"sqlite:///{place}", PORT=str(free_port())
    )


def test_a_wrong_setting_is_refused_by_name() -> None:
    _assert_refused(STARTS["command"], "These settings cannot be used: PORT", PORT="secret")


@pytest.mark.parametrize("name", ["run", "migrate"])
def test_a_database_newer_than_the_code_is_refused(database: Database, name: str) -> None:
    with database.migrating() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    _assert_refused(
        ("-m", "dashboard", name),
        "belongs to a newer version of this software",
        DATABASE_URL=_url(database),
        PORT=str(free_port()),
    )


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_the_server_quietly(file_url: str, tmp_path: Path, stop: signal.Signals) -> None:
    with serving(*STARTS["command"], folder=tmp_path, DATABASE_URL=file_url) as server:
        server.wait_until_up()
        server.process.send_signal(stop)
        assert server.process.wait(PATIENCE_SECONDS) == 0
        assert "Traceback" not in server.output


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_while_the_sample_is_loading_leaves_nothing_behind(
    tmp_path: Path, stop: signal.Signals
) -> None:
    url = f"sqlite:///{tmp_path / 'dashboard.db'}"
    with serving(*STARTS["command"], folder=tmp_path, DATABASE_URL=url) as server:
        server.wait_until_it_says("2/")
        server.process.send_signal(stop)
        assert server.process.wait(PATIENCE_SECONDS) == 0
        assert "Traceback" not in server.output
    assert _programmes(url) == 0


def _programmes(url: str) -> int:
    database = Database(url)
    with database.reading() as connection:
        count = connection.execute(text("SELECT count(*) FROM programme")).scalar_one()
    database.close()
    return int(count)


def test_it_says_where_to_look_and_answers_with_the_screens(server: Server) -> None:
    server.wait_until_it_says(f"Open http://127.0.0.1:{server.port} in a browser")
    assert "<title>" in server.ask("/").text


@pytest.mark.parametrize("path", ["/", "/field", "/healthz", "/_stcore/health", "/no/such/file.js"])
def test_every_answer_carries_the_security_headers(server: Server, path: str) -> None:
    headers = server.ask(path).headers
    assert {name: headers.get_all(name) for name in SECURITY_HEADERS} == {
        name: [value] for name, value in SECURITY_HEADERS.items()
    }


def test_ready_when_the_tables_are_those_of_the_code(filled: Database, tmp_path: Path) -> None:
    with serving(*STARTS["launcher"], folder=tmp_path, DATABASE_URL=_url(filled)) as server:
        server.wait_until_up()
        assert server.ask("/readyz").status == 200
        with filled.migrating() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        ready = server.ask("/readyz")
        assert ready.status == 503
        assert ready.text == "The database belongs to a newer version of this software.\n"
        assert server.ask("/healthz").status == 200


def test_not_ready_before_the_tables_are_made(empty_database: Database, tmp_path: Path) -> None:
    with serving(*STARTS["launcher"], folder=tmp_path, DATABASE_URL=_url(empty_database)) as server:
        server.wait_until_up()
        ready = server.ask("/readyz")
        assert ready.status == 503
        assert ready.text == "The tables of the database are not those of this version.\n"
        migrate(empty_database)
        assert server.ask("/readyz").status == 200


def test_up_but_not_ready_without_a_database(tmp_path: Path) -> None:
    with serving(*STARTS["launcher"], folder=tmp_path, DATABASE_URL=NO_DATABASE) as server:
        server.wait_until_up()
        ready = server.ask("/readyz")
        assert ready.status == 503
        assert ready.text == "The database does not answer.\n"


def test_nothing_is_asked_of_another_host(file_url: str, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    calls.touch()
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(f"""
            import sys

            def note(event, arguments):
                if event in ("socket.getaddrinfo", "socket.connect"):
                    asked = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
                    with open({str(calls)!r}, "a") as calls:
                        calls.write(f"{{event}} {{asked}}\\n")

            sys.addaudithook(note)
        """)
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    with serving(*STARTS["command"], folder=tmp_path, DATABASE_URL=file_url, PYTHONPATH=path) as server:
        server.wait_until_up()
        server.ask("/")
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(PATIENCE_SECONDS)
    elsewhere = [call for call in calls.read_text().splitlines() if "127.0.0.1" not in call]
    assert elsewhere == []


def test_the_log_for_machines_is_json(file_url: str, tmp_path: Path) -> None:
    with serving(*STARTS["command"], folder=tmp_path, DATABASE_URL=file_url, LOG_FORMAT="json") as server:
        server.wait_until_it_says("Open http")
        server.ask("/")
        lines = [json.loads(line) for line in server.output.splitlines()]
    assert [line["logger"] for line in lines if line["message"].startswith("Open http")] == ["dashboard"]
