"""Without sign-in the server is this machine's alone, and its address is checked before it starts."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.address import (
    AddressUnusableError,
    LoopbackOnly,
    PortTakenError,
    PublicAddressError,
    address_of,
    check_address,
    is_loopback,
)

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
    scope = {"type": kind, "server": (server, 8501), "headers": [(b"host", name.encode())]}
    # A thread of its own: a browser test before this one may have left its loop running in ours.
    with ThreadPoolExecutor(1) as thread:
        sent = thread.submit(lambda: asyncio.run(_answers(scope))).result()
    assert [message["status"] for message in sent if message["type"].endswith("response.start")] == [status]


async def _answers(scope: dict[str, Any]) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("Nothing is read before it is known who asks.")

    async def send(message: Message) -> None:
        sent.append(message)

    async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    await LoopbackOnly(behind, "This machine only.")(scope, receive, send)
    return sent
