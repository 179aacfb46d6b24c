"""What a layer of the server answers, without a server: one connection in, the messages that leave."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]


def scope(
    kind: str = "http", *, server: str = "127.0.0.1", path: str = "/", **headers: str
) -> dict[str, Any]:
    """One connection of a client on this machine; an underscore in a header's name stands for a dash."""
    return {
        "type": kind,
        "scheme": "http" if kind == "http" else "ws",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "server": (server, 8501),
        "client": ("127.0.0.1", 40000),
        "headers": [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()],
    }


def answering(status: int = 200, headers: Headers | None = None) -> ASGIApp:
    """What lies behind a layer: it answers everything."""

    async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": list(headers or [])})

    return behind


def messages(layer: Callable[[ASGIApp], ASGIApp], asked: dict[str, Any], behind: ASGIApp) -> list[Message]:
    """What leaves when a layer over `behind` is asked; it must not read what is sent."""
    # A thread of its own: a browser test before this one may have left its loop running in ours.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_messages(layer(behind), asked))).result()


def statuses(sent: list[Message]) -> list[int]:
    """The status of each answer among the messages."""
    return [message["status"] for message in sent if message["type"].endswith("response.start")]


async def _messages(app: ASGIApp, asked: dict[str, Any]) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("Nothing is read before it is known who asks.")

    async def send(message: Message) -> None:
        sent.append(message)

    await app(asked, receive, send)
    return sent
