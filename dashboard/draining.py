"""A replica that is asked to stop first lets go: new visitors go to another one, files in hand are finished.

On SIGTERM /readyz and whatever opens a page answer 503, so that the server in front asks another replica. Who
has a file in hand (dashboard/in_hand.py) goes on here until it is applied or put away, for STOP_SECONDS at most.
Then all other screens are let go at once; their browsers connect again by themselves, elsewhere. Ctrl-C, and a
second SIGTERM, end the process without waiting.
"""

import asyncio
import logging
import re
import signal
import threading
from types import FrameType

from google.protobuf.message import DecodeError
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import in_hand

_LOG = logging.getLogger("dashboard")

_LOOK_SECONDS = 0.1
_LAST_ANSWER_SECONDS = 1.0  # after the last file, so that what became of it reaches its screen
_UPLOAD = re.compile(r"^/_stcore/upload_file/([^/]+)/[^/]+$")
# What a screen that is open here still needs; its files are here alone.
_STILL_SERVED = re.compile(
    r"^/(_stcore/upload_file|media|static|style|component|healthz|readyz|metrics)(/|$)"
)
_HERE_ALONE = {"PUT", "DELETE"}
_stopping = threading.Event()
_letting_go = threading.Event()  # nobody waits for another file: what would still come has nobody to take it


def is_stopping() -> bool:
    """Whether this process has been asked to stop."""
    return _stopping.is_set()


def wait_before_stop(seconds: int) -> None:
    """From now on SIGTERM waits for files in hand; to be called in the event loop, by its main thread."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    stop = signal.getsignal(signal.SIGTERM)
    if not callable(stop):
        return

    async def wait() -> None:
        end = loop.time() + seconds
        last = None  # when a file was in hand last
        while loop.time() < end:
            if in_hand.count():
                last = loop.time()
            elif last is None or loop.time() - last > _LAST_ANSWER_SECONDS:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        _LOG.info("Stopping; files in hand: %d.", in_hand.count())
        _letting_go.set()
        stop(signal.SIGTERM, None)

    def begin(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, stop)
        _stopping.set()
        _LOG.info("Asked to stop; files in hand: %d; waiting %d seconds at most.", in_hand.count(), seconds)
        loop.call_soon_threadsafe(lambda: waiting.append(loop.create_task(wait())))

    waiting: list[asyncio.Task[None]] = []  # the loop alone would let go of a task that nobody holds
    signal.signal(signal.SIGTERM, begin)


class Draining:
    """Refuses what another replica can serve while this one stops, and what only another one can serve ever.

    A file for a session that is not here is answered with 404, so that the server in front asks another replica.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or answer one connection."""
        if scope["type"] == "websocket":
            await self._stream(scope, receive, send)
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif (upload := _UPLOAD.match(scope["path"])) and scope["method"] in _HERE_ALONE:
            await self._file(upload[1], scope, receive, send)
        elif is_stopping() and not _STILL_SERVED.match(scope["path"]):
            await _refusal(503)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_stopping():
            await WebSocket(scope, receive, send).send_denial_response(_refusal(503))
            return

        async def receive_and_note() -> Message:
            message = await receive()
            while _asks_where_to_send(message) and _letting_go.is_set():
                # Not answered: the browser hands the file over where it connects next (reconnecting.py).
                message = await receive()
            return message

        await self._app(scope, receive_and_note, send)

    async def _file(self, session_id: str, scope: Scope, receive: Receive, send: Send) -> None:
        if not in_hand.is_session(session_id):
            await _refusal(404)(scope, receive, send)
            return
        if scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                in_hand.receive(session_id, is_here=message["status"] < 400)
            await send(message)

        in_hand.announce(session_id)
        await self._app(scope, receive, send_and_note)


def _asks_where_to_send(message: Message) -> bool:
    """Whether the browser asks where to send a file, as it does before it sends one; notes that it comes."""
    if message["type"] != "websocket.receive" or not message.get("bytes"):
        return False
    asked = BackMsg()
    try:
        asked.ParseFromString(message["bytes"])
    except DecodeError:
        return False  # Streamlit itself closes such a connection
    if asked.WhichOneof("type") != "file_urls_request":
        return False
    in_hand.announce(asked.file_urls_request.session_id)
    return True


def _refusal(status: int) -> PlainTextResponse:
    return PlainTextResponse("Another replica serves this.\n", status_code=status)
