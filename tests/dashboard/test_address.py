"""Without sign-in the server is this machine's alone, and its address is checked before it starts."""

import socket
from typing import Any

import pytest

from dashboard.address import (
    AddressUnusableError,
    AllowedHosts,
    LoopbackOnly,
    PortTakenError,
    PublicAddressError,
    address_of,
    check_address,
    is_from_this_machine,
    is_loopback,
)
from tests.dashboard.asgi import answering, messages, scope, statuses

OWN = "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LocalHost", "::ffff:127.0.0.1"]
)
def test_addresses_of_this_machine_alone(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "::ffff:10.0.0.7", "dashboard.example", ""])
def test_addresses_that_others_reach(host: str) -> None:
    assert not is_loopback(host)


def test_listening_for_others_is_refused() -> None:
    with pytest.raises(PublicAddressError):
        check_address("0.0.0.0", 0, has_sign_in=False)


def test_a_taken_port_is_told_apart_from_an_unusable_address() -> None:
    with socket.create_server((OWN, 0)) as other:
        with pytest.raises(PortTakenError):
            check_address(OWN, other.getsockname()[1], has_sign_in=False)
        taken = other.getsockname()[1]
    check_address(OWN, taken, has_sign_in=False)
    with pytest.raises(AddressUnusableError):
        check_address("::ffff:127.0.0.1", taken, has_sign_in=False)


def test_an_address_for_the_browser() -> None:
    assert address_of("::1", 8501) == "http://[::1]:8501"
    assert address_of("127.0.0.1", 80) == "http://127.0.0.1:80"


@pytest.mark.parametrize(
    ("server", "name", "status"),
    [
        (OWN, "127.0.0.1:8501", 200),
        (OWN, "localhost:8501", 200),
        ("::1", "[::1]:8501", 200),
        ("10.0.0.7", "10.0.0.7:8501", 403),
        ("10.0.0.7", "127.0.0.1:8501", 403),
        (OWN, "dashboard.example", 403),
        (OWN, "[broken", 403),
        (OWN, "", 403),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_what_comes_to_this_machine_by_its_own_name_gets_an_answer(
    kind: str, server: str, name: str, status: int
) -> None:
    asked = scope(kind, server=server, host=name)
    assert statuses(messages(lambda app: LoopbackOnly(app, "This machine only."), asked, answering())) == [
        status
    ]


NAMES = ("dashboard.gov.example", "Board.Example.", "fd00::7")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("dashboard.gov.example", 200),
        ("DASHBOARD.gov.example:8443", 200),
        ("dashboard.gov.example.", 200),
        ("board.example", 200),
        ("[fd00::7]:8501", 200),
        ("gov.example", 400),
        ("x.dashboard.gov.example", 400),
        ("dashboard.gov.example.evil.example", 400),
        ("evil.example", 400),
        ("evil.example:dashboard.gov.example", 400),
        ("[broken", 400),
        ("", 400),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_what_asks_for_one_of_the_names_gets_an_answer(kind: str, name: str, status: int) -> None:
    sent = messages(
        lambda app: AllowedHosts(app, NAMES, "Not me."),
        scope(kind, server="10.0.0.7", host=name),
        answering(),
    )
    assert statuses(sent) == [status]
    if status == 400:
        assert b"".join(message.get("body", b"") for message in sent) == b"Not me."


def test_without_names_all_are_allowed() -> None:
    sent = messages(lambda app: AllowedHosts(app, (), "Not me."), scope(host="any.example"), answering())
    assert statuses(sent) == [200]


@pytest.mark.parametrize(
    ("asked", "is_own"),
    [
        (scope(host="127.0.0.1:8501"), True),
        (scope(host="localhost"), True),
        (scope(server="10.0.0.7", host="127.0.0.1"), False),
        (scope(host="dashboard.gov.example"), False),
        ({**scope(host="127.0.0.1"), "client": ("10.0.0.9", 40000)}, False),
        ({**scope(host="127.0.0.1"), "client": None}, False),
        (scope(host="127.0.0.1", x_forwarded_for="10.0.0.9"), False),
        (scope(host="127.0.0.1", x_forwarded_proto="https"), False),
        (scope(host="127.0.0.1", via="1.1 other"), False),
    ],
)
def test_who_asks_from_this_machine_itself(asked: dict[str, Any], is_own: bool) -> None:
    assert is_from_this_machine(asked) is is_own
    allowed = messages(lambda app: AllowedHosts(app, ["board.example"], "Not me."), asked, answering())
    assert statuses(allowed) == [200 if is_own else 400]
