"""A viewer without a browser: speaks Streamlit's protocol as its web page does, draws nothing.

It keeps the messages that a browser keeps and names them when it asks for a run, so that the server sends it
no more than it would send a browser. It looks for news only when it is told to.
"""

import asyncio
import json
import time
import urllib.request
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from ssl import SSLContext
from typing import NamedTuple
from urllib.parse import urlsplit

from httpx import AsyncClient, Limits
from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard.live import NEWS, UNKNOWN

_OWN = "browser"
_RUNS_KEPT = 2  # a browser forgets a message that this many runs in a row have not used
_XSRF = "_streamlit_xsrf"
_NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"
_NOTICE = 'class="notice"'
_PATIENCE_SECONDS = 60.0
# Where the server closes an idle connection (uvicorn: after 5 s) just as it is used, a browser asks again by itself.
_IDLE_SECONDS = 4.0
_ENDED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}


class Ticket(NamedTuple):
    """What a connection brings along: where to, the cookies, and whose certificates it trusts (None: the system's)."""

    address: str
    cookies: Mapping[str, str]
    trust: SSLContext | None = None


def ticket(address: str, cookies: Mapping[str, str] | None = None, trust: SSLContext | None = None) -> Ticket:
    """Ask the server for its token against forged requests, as a browser does before it connects."""
    cookies = dict(cookies or {})
    request = urllib.request.Request(f"{address}/_stcore/health", headers={"Cookie": _joined(cookies)})
    with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS, context=trust) as answer:
        for line in answer.headers.get_all("Set-Cookie") or []:
            cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
    return Ticket(address.rstrip("/"), cookies, trust)


@dataclass(slots=True)
class Run:
    """One run of a page, as its viewer saw it; `faults` is empty where all went well."""

    seconds: float = 0.0
    messages: int = 0
    bytes: int = 0
    elements: int = 0
    references: int = 0
    html: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Viewer:
    """One open page; `opened` makes it."""

    def __init__(self, connection: ClientConnection, asking: AsyncClient) -> None:
        self._connection = connection
        self._asking = asking
        self._name = ""  # what the server calls this screen when it is asked for news
        self._query = ""
        self._page = ""
        self._pages: dict[str, str] = {}
        self._kept: dict[str, ForwardMsg] = {}
        self._used: dict[str, int] = {}
        self._run = 0
        self._session = ""
        self.looks: dict[str, float] = {}
        """The fragments that look for something by themselves: id to seconds between two looks."""

    async def open(self, path: str) -> Run:
        """Open an address (path and query) as a browser does when it loads the page anew."""
        parts = urlsplit(path)
        self._query = parts.query
        return await self._ask(ClientState(query_string=parts.query, page_name=parts.path.strip("/")))

    async def follow(self, path: str) -> Run:
        """Follow one of our links: the address is in the history already, the page asks for its run."""
        parts = urlsplit(path)
        self._query = parts.query
        self._page = self._pages[parts.path.strip("/")]
        return await self._ask(
            ClientState(query_string=parts.query, page_script_hash=self._page, is_history_navigation=True)
        )

    async def rerun(self) -> Run:
        """Ask for the same page once more."""
        return await self._ask(ClientState(query_string=self._query, page_script_hash=self._page))

    async def look_for_news(self) -> Run | None:
        """Ask for news as the screen's script does; the run that draws the page anew where there are some."""
        answer = await self._asking.get(f"/news/{self._name}")
        return await self.rerun() if answer.status_code in {NEWS, UNKNOWN} else None

    async def look(self, fragment: str) -> Run:
        """Let one of `looks` look; where there are some, the run of the whole page is part of it."""
        return await self._ask(
            ClientState(
                query_string=self._query,
                page_script_hash=self._page,
                fragment_id=fragment,
                is_auto_rerun=True,
            )
        )

    async def place_for_file(self, name: str) -> str:
        """Ask where to send a file, as a browser does when one is chosen; a path, for this session alone."""
        asked = FileURLsRequest(request_id="1", file_names=[name], session_id=self._session)
        await self._connection.send(BackMsg(file_urls_request=asked).SerializeToString())
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                message = ForwardMsg.FromString(await self._connection.recv(decode=False))
                if message.WhichOneof("type") == "file_urls_response":
                    return message.file_urls_response.file_urls[0].upload_url

    async def _ask(self, state: ClientState) -> Run:
        state.cached_message_hashes.extend(self._kept)
        run = Run()
        started = time.perf_counter()
        await self._connection.send(BackMsg(rerun_script=state).SerializeToString())
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                content = await self._connection.recv(decode=False)
                message = ForwardMsg.FromString(content)
                run.messages += 1
                run.bytes += len(content)
                self._take(message, run)
                if message.WhichOneof("type") == "script_finished" and message.script_finished in _ENDED:
                    break
        run.seconds = time.perf_counter() - started
        return run

    def _take(self, message: ForwardMsg, run: Run) -> None:
        if message.metadata.cacheable:
            self._kept[message.hash] = message
            self._used[message.hash] = self._run
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            run.references += 1
            self._used[message.ref_hash] = self._run
            message = self._kept[message.ref_hash]
            kind = message.WhichOneof("type")
        if kind == "delta":
            self._take_delta(message, run)
        elif kind == "new_session":
            self._page = message.new_session.page_script_hash
            self._session = message.new_session.initialize.session_id or self._session
            self._know(message.new_session.app_pages)
            if not message.metadata.run.fragment_ids:
                self.looks = {}
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
            self._know(message.navigation.app_pages)
        elif kind == "auto_rerun":
            self.looks[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "page_not_found":
            run.faults.append("there is no such page")
        elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            run.faults.append(message.session_event.script_compilation_exception.message)
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._forget()

    def _know(self, pages: Iterable[AppPage]) -> None:
        """Note by which hash each path is asked for."""
        for page in pages:
            self._pages["" if page.is_default else page.url_pathname] = page.page_script_hash

    def _take_delta(self, message: ForwardMsg, run: Run) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        run.elements += 1
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            run.faults.append(element.exception.message or element.exception.type)
        elif kind == "bidi_component" and element.bidi_component.component_name == _OWN:
            self._name = json.loads(element.bidi_component.json)["session"]
        elif kind == "html":
            run.html.append(element.html.body)
            if _NOTICE in element.html.body:
                run.faults.append(element.html.body)

    def _forget(self) -> None:
        self._run += 1
        for name, used in list(self._used.items()):
            if self._run - used > _RUNS_KEPT:
                del self._used[name], self._kept[name]


@asynccontextmanager
async def opened(ticket: Ticket) -> AsyncIterator[Viewer]:
    """Connect a viewer that has opened no page yet."""
    parts = urlsplit(ticket.address)
    scheme = "wss" if parts.scheme == "https" else "ws"
    async with (
        AsyncClient(
            base_url=ticket.address,
            cookies=dict(ticket.cookies),
            verify=ticket.trust or parts.scheme == "https",
            timeout=_PATIENCE_SECONDS,
            limits=Limits(keepalive_expiry=_IDLE_SECONDS),
        ) as asking,
        connect(
            f"{scheme}://{parts.netloc}{parts.path}/_stcore/stream",
            origin=Origin(f"{parts.scheme}://{parts.netloc}"),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(ticket.cookies.get(_XSRF, _NO_TOKEN))],
            additional_headers={"Cookie": _joined(ticket.cookies)},
            max_size=None,
            open_timeout=_PATIENCE_SECONDS,
            ssl=ticket.trust,
        ) as connection,
    ):
        yield Viewer(connection, asking)


def _joined(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
