"""The shipped nginx configuration: it is valid, agrees with the product, and does what it says of itself."""

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_server_config import DEFAULT_WEBSOCKET_PING_INTERVAL

from dashboard.settings import Settings
from tests.e2e.site import free_port
from tests.trials.front import SHIPPED, Front, directive, running_front, without_check

_ROUTE = "dashboard_route"


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    """nginx with nobody behind it; it would not start with a configuration that is wrong."""
    with running_front([free_port(), free_port()]) as front:
        yield front


def _ask(front: Front, cookie: str | None = None, body: int = 0) -> http.client.HTTPResponse:
    connection = http.client.HTTPSConnection(front.address.removeprefix("https://"), context=without_check())
    headers = {"Cookie": f"{_ROUTE}={cookie}"} if cookie else {}
    try:
        connection.request("PUT" if body else "GET", "/", headers=headers | {"Content-Length": str(body)})
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def _route_set(answer: http.client.HTTPResponse) -> str | None:
    found = re.match(rf"{_ROUTE}=([0-9a-f]{{32}}); (.+)", answer.headers.get("Set-Cookie", ""))
    if found is None:
        return None
    assert set(found[2].split("; ")) == {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"}
    return found[1]


def test_a_browser_gets_its_route_once(front: Front) -> None:
    route = _route_set(_ask(front))
    assert route is not None
    assert _route_set(_ask(front, route)) is None
    forged = _route_set(_ask(front, "whatever"))
    assert forged not in {None, "whatever"}


def test_every_answer_asks_for_tls_from_now_on(front: Front) -> None:
    assert _ask(front).headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(front: Front) -> None:
    """The product's own bound and what wraps a file; both change together."""
    megabytes = Settings().upload_megabytes
    assert directive("client_max_body_size") == f"{megabytes + 1}m"
    assert _ask(front, body=(megabytes + 1) * 1024**2 + 1).status == 413


def test_an_open_screen_is_not_cut_off_between_two_signs_of_life() -> None:
    assert int(directive("proxy_read_timeout").rstrip("s")) > 2 * DEFAULT_WEBSOCKET_PING_INTERVAL


def test_old_tls_is_not_spoken() -> None:
    assert directive("ssl_protocols") == "TLSv1.2 TLSv1.3"


def test_no_location_puts_the_headers_out_of_force() -> None:
    text = (SHIPPED / "dashboard.conf").read_text(encoding="utf-8")
    assert "add_header" not in text.partition("    location ")[2]


@pytest.mark.parametrize("name", ["replicas.conf", "replicas-compose.conf"])
def test_both_lists_of_replicas_are_the_same(name: str) -> None:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    named = re.findall(r"server (\S+) ", text)
    assert named[: len(named) // 2] == named[len(named) // 2 :]
    assert len(named) == 4


def test_the_two_kinds_of_installation_differ_in_addresses_alone() -> None:
    systemd, compose = (
        _without_addresses(SHIPPED / name) for name in ("replicas.conf", "replicas-compose.conf")
    )
    assert systemd == compose


def _without_addresses(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").partition("\n\n")[2].splitlines()
    return [re.sub(r"server \S+:\d+", "server ADDRESS", line) for line in lines]
