"""A server that is asked to stop: files in hand are finished, everybody else is sent elsewhere, then it ends."""

import asyncio
import http.client
import re
import signal
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from subprocess import TimeoutExpired
from threading import Event
from typing import Any, TypeVar

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from bench.viewer import Ticket, opened, ticket
from dashboard import draining
from data_access.database import Database
from tests.dashboard.processes import PATIENCE_SECONDS, Server, serving
from tests.factories import lay_ground

T = TypeVar("T")
LONG = "600"  # seconds that no test lasts
_BOUNDARY = "boundary-of-the-file"
_BODY = (
    f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
    f"{'x' * 5000}\r\n--{_BOUNDARY}--\r\n"
).encode()


@pytest.fixture
def file_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of an embedded database that holds a programme."""
    path = tmp_path / "dashboard.db"
    path.write_bytes(migrated_file.read_bytes())
    url = f"sqlite:///{path}"
    database = Database(url)
    lay_ground(database)
    database.close()
    return url


@pytest.fixture
def server(file_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A running product that waits as long as the test says, else long."""
    seconds = getattr(request, "param", LONG)
    with serving("app.py", folder=tmp_path, DATABASE_URL=file_url, STOP_SECONDS=seconds) as server:
        server.wait_until_up()
        yield server


class Upload:
    """A file on its way to a place that a session has for it: `begin` sends half of it, `finish` the rest."""

    def __init__(self, one: Ticket, server: Server, place: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
        self._path = place
        self._headers = {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "Content-Length": str(len(_BODY)),
            "Cookie": "; ".join(f"{name}={value}" for name, value in one.cookies.items()),
            "X-Xsrftoken": one.cookies["_streamlit_xsrf"],
        }

    def begin(self) -> None:
        """Send the first half."""
        self._connection.putrequest("PUT", self._path)
        for name, value in self._headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        self._connection.send(_BODY[: len(_BODY) // 2])

    def finish(self) -> int:
        """Send the rest; the status that is answered."""
        with closing(self._connection) as connection:
            connection.send(_BODY[len(_BODY) // 2 :])
            with connection.getresponse() as answer:
                answer.read()
                return answer.status


def _visit(server: Server, act: Callable[[Ticket, str], T]) -> T:
    """Do something while a viewer has the page for bringing files open and has asked where to send one."""

    async def visit() -> T:
        one = ticket(f"http://127.0.0.1:{server.port}")
        async with opened(one) as viewer:
            assert not (await viewer.open("/upload?lang=en")).faults
            return await asyncio.to_thread(act, one, await viewer.place_for_file("f.csv"))

    return _run(visit())


def _run(visit: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser of other tests may have its loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visit).result()


def _ask_to_stop(server: Server, stop: signal.Signals = signal.SIGTERM) -> None:
    server.process.send_signal(stop)
    server.wait_until_it_says("Asked to stop")


@pytest.mark.parametrize("is_over", [False, True])
def test_nobody_is_told_where_to_send_a_file_that_nobody_waits_for(
    monkeypatch: pytest.MonkeyPatch, is_over: bool
) -> None:
    """Between the last file in hand and the end of the process: the browser sends it where it connects next."""
    over = Event()
    if is_over:
        over.set()
    monkeypatch.setattr(draining, "_letting_go", over)
    asked = BackMsg()
    asked.file_urls_request.session_id = "one"
    asks: Message = {"type": "websocket.receive", "bytes": asked.SerializeToString()}
    ends: Message = {"type": "websocket.disconnect", "code": 1012}
    messages, seen = iter([asks, ends]), []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        seen.append(await receive())

    async def receive() -> Message:
        return next(messages)

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is answered")

    _run(draining.Draining(app)({"type": "websocket", "path": "/_stcore/stream"}, receive, send))
    assert seen == [ends if is_over else asks]


def test_a_file_for_a_session_elsewhere_is_not_found(server: Server) -> None:
    """So that the server in front asks another replica: 404 is what it passes on."""

    def act(one: Ticket, _place: str) -> None:
        upload = Upload(one, server, "/_stcore/upload_file/another-replicas-session/file")
        upload.begin()
        assert upload.finish() == 404

    _visit(server, act)


def test_a_stop_waits_for_the_file_on_its_way_and_until_it_is_put_away(server: Server) -> None:
    def act(one: Ticket, place: str) -> None:
        [script] = re.findall(r'src="\.(/static/js/[^"]+)"', server.ask("/").text)
        upload = Upload(one, server, place)
        upload.begin()
        _ask_to_stop(server)
        ready = server.ask("/readyz")
        assert (ready.status, ready.text) == (503, "This server is being stopped.\n")
        assert server.ask("/").status == server.ask("/_stcore/health").status == 503
        assert server.ask("/healthz").status == server.ask(script).status == 200

        with pytest.raises(InvalidStatus) as refused:
            asyncio.run(_connect(one))
        assert refused.value.response.status_code == 503
        assert upload.finish() == 204
        with pytest.raises(TimeoutExpired):
            server.process.wait(1)

    _visit(server, act)
    assert server.process.wait(PATIENCE_SECONDS) == 0
    assert "Traceback" not in server.output


@pytest.mark.parametrize("server", ["1"], indirect=True)
def test_a_stop_waits_no_longer_than_it_may(server: Server) -> None:
    def act(one: Ticket, place: str) -> None:
        _hold(server, one, place)
        _ask_to_stop(server)
        assert server.process.wait(PATIENCE_SECONDS) == 0

    _visit(server, act)
    assert "Stopping; files in hand: 1." in server.output


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_whoever_asks_twice_is_not_kept_waiting(server: Server, second: signal.Signals) -> None:
    def act(one: Ticket, place: str) -> None:
        _hold(server, one, place)
        _ask_to_stop(server)
        server.process.send_signal(second)
        assert server.process.wait(PATIENCE_SECONDS) == 0

    _visit(server, act)


def test_control_c_waits_for_nothing(server: Server) -> None:
    def act(one: Ticket, place: str) -> None:
        _hold(server, one, place)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(PATIENCE_SECONDS) == 0

    _visit(server, act)


def test_a_stop_waits_for_nobody_who_has_nothing_in_hand(server: Server) -> None:
    """A page that is open, and a file of somebody who has gone on to another page."""

    def act(one: Ticket, place: str) -> None:
        _hold(server, one, place)

    async def visits() -> None:
        one = ticket(f"http://127.0.0.1:{server.port}")
        async with opened(one) as viewer:
            await viewer.open("/upload?lang=en")
            await asyncio.to_thread(_hold, server, one, await viewer.place_for_file("f.csv"))
            await viewer.follow("/history?lang=en")
            _ask_to_stop(server)
            assert await asyncio.to_thread(server.process.wait, PATIENCE_SECONDS) == 0

    _visit(server, act)
    _run(visits())
    assert "Stopping; files in hand: 0." in server.output


def _hold(server: Server, one: Ticket, place: str) -> None:
    upload = Upload(one, server, place)
    upload.begin()
    assert upload.finish() == 204


async def _connect(one: Ticket) -> None:
    async with opened(one):
        pass
