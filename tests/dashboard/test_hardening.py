"""The running server against those who don't come by a page of ours: forged requests, other names, big files."""

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from dashboard.closed_paths import CLOSED
from tests.dashboard.processes import Answer, Server, serving

NAME = "dashboard.gov.example"
TOKEN = "a token for the tests that is long enough"
UPLOAD = "/_stcore/upload_file/session/file"
MEGABYTES = 3


@pytest.fixture(scope="module")
def server(file_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running product."""
    folder = tmp_path_factory.mktemp("server")
    with serving(
        "app.py", folder=folder, DATABASE_URL=file_url, METRICS_TOKEN=TOKEN, UPLOAD_MEGABYTES=str(MEGABYTES)
    ) as running:
        running.wait_until_up()
        yield running


def _send(server: Server, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    try:
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return Answer(status=answer.status, text=answer.read().decode(), headers=answer.headers)
    finally:
        connection.close()


def _session(viewer: ClientConnection) -> str:
    """The name that the server gives to a viewer's session, in the first message that tells it."""
    for said in viewer:
        assert isinstance(said, bytes)
        message = ForwardMsg.FromString(said)
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id
    raise AssertionError("The connection ended without a session.")


def _token(server: Server) -> str:
    cookie = server.ask("/_stcore/health").headers["Set-Cookie"]
    return cookie.split(";")[0].removeprefix("_streamlit_xsrf=")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_file_without_the_token_of_our_page_is_refused(server: Server, method: str) -> None:
    token = _token(server)
    cookie = f"_streamlit_xsrf={token}"
    other = "2|00000000|" + "0" * 32 + "|1"
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream") as viewer:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        viewer.send(asked.SerializeToString())
        place = f"/_stcore/upload_file/{_session(viewer)}/file"
        assert _send(server, method, place).status == 403
        assert _send(server, method, place, Cookie=cookie).status == 403
        assert _send(server, method, place, X_Xsrftoken=token).status == 403
        assert _send(server, method, place, Cookie=cookie, X_Xsrftoken=other).status == 403
        # With it the door opens, as far as the next one: what is sent is no file.
        known = _send(server, method, place, Cookie=cookie, X_Xsrftoken=token)
        assert known.status == (400 if method == "PUT" else 204)
    # Nobody's session has that name: another replica may serve it, and this one reads nothing.
    assert _send(server, method, UPLOAD, Cookie=cookie, X_Xsrftoken=token).status == 404


def test_the_cookie_against_forged_requests_stays_on_this_site(server: Server) -> None:
    [plain] = server.ask("/_stcore/health").headers.get_all("Set-Cookie") or []
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    answer = server.ask("/_stcore/health", **{"X-Forwarded-Proto": "https"})
    [behind_tls] = answer.headers.get_all("Set-Cookie") or []
    assert behind_tls.endswith("; Secure")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_websocket_from_a_page_elsewhere_is_refused(server: Server) -> None:
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with pytest.raises(InvalidStatus), connect(address, origin=Origin("https://evil.example")):
        pass
    with connect(address, origin=Origin(f"http://127.0.0.1:{server.port}")):
        pass


def test_no_other_site_may_read_or_send_messages(server: Server) -> None:
    answer = server.ask("/_stcore/host-config", Origin="https://evil.example")
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert json.loads(answer.text)["allowedOrigins"] == []


@pytest.mark.parametrize("path", [*CLOSED, "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_streamlits_own_figures_and_interfaces_are_closed(server: Server, path: str) -> None:
    assert server.ask(path).status == 404
    assert _send(server, "POST", path, b"{}").status == 404


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/field", "/healthz", "/metrics"])
def test_screens_and_figures_are_only_read(server: Server, method: str, path: str) -> None:
    assert _send(server, method, path).status in {400, 403, 404, 405}


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/app.py",
        "/dashboard/main.py",
        "/static/",
        "/static/../../app.py",
        "//etc/passwd",
    ],
)
def test_no_file_and_no_folder_of_the_server_is_shown(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert "import " not in answer.text
    assert "Index of" not in answer.text
    assert answer.status >= 400 or '<div id="root"></div>' in answer.text  # Streamlit's empty page


def test_what_says_nothing_of_keeping_is_not_kept(server: Server) -> None:
    assert server.ask("/readyz").headers["Cache-Control"] == "no-store"
    page = server.ask("/")
    assert page.headers["Cache-Control"] == "no-cache"
    [script] = re.findall(r'src="\./(static/js/index[^"]+)"', page.text)
    assert "immutable" in server.ask(f"/{script}").headers["Cache-Control"]


def test_answers_say_nothing_of_versions_and_carry_their_id(server: Server) -> None:
    answers = [server.ask(path) for path in ("/", "/healthz", "/nothing", "/_stcore/health")]
    assert {answer.headers["Server"] for answer in answers} <= {"uvicorn", None}
    ids = [answer.headers["X-Request-ID"] for answer in answers]
    assert all(re.fullmatch("[0-9a-f]{8}", one) for one in ids)
    assert len(set(ids)) == len(ids)


def test_by_another_name_than_ours_there_is_one_plain_sentence(file_url: str, tmp_path: Path) -> None:
    with serving("app.py", folder=tmp_path, DATABASE_URL=file_url, ALLOWED_HOSTS=NAME) as server:
        server.wait_until_up()
        assert server.ask("/healthz").status == 200  # from this machine itself
        refused = server.ask("/", Host="evil.example")
    assert refused.status == 400
    assert refused.text == "This server does not answer to that name. Its names are set by ALLOWED_HOSTS."
    assert refused.headers["Content-Security-Policy"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(server: Server) -> None:
    token = _token(server)
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream") as viewer:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        viewer.send(asked.SerializeToString())
        session = _session(viewer)
        told = _send(
            server,
            "PUT",
            f"/_stcore/upload_file/{session}/file",
            b"x",
            Cookie=f"_streamlit_xsrf={token}",
            X_Xsrftoken=token,
            Content_Length=str(MEGABYTES * 1024 * 1024 + 1),
        )
    assert told.status == 413
