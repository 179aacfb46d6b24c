"""The log: one form for our lines, Streamlit's and the server's, for people or for machines.

Each line says which request it belongs to (a call over HTTP, or one run of a page) and which account asked, by
its number. That is all that it tells of a person: an exception's own words may quote data, and are left out.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType
from typing import Literal
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_access.database import DatabaseUnreachableError

_TEXT = "%(asctime)s %(levelname)s %(name)s%(about)s: %(message)s"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
# What these say is about code and machines; of other exceptions only the name is written, of OSError the reason:
# a file can be looked for under a name that somebody sent.
_TELLING = (AttributeError, DatabaseUnreachableError, NameError, TypeError)

_request: ContextVar[str | None] = ContextVar("request", default=None)
_person: ContextVar[int | None] = ContextVar("person", default=None)

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def begin_request() -> str:
    """What is logged in this context from now on belongs to a new request, of nobody yet; gives its id."""
    request = uuid4().hex[:8]
    _request.set(request)
    _person.set(None)
    return request


def about(*, person_id: int | None) -> None:
    """Say whose request this is, by the number of the account alone."""
    _person.set(person_id)


def request_id() -> str:
    """The id of the request that is being answered; begins one where there is none."""
    return _request.get() or begin_request()


class _Formatter(logging.Formatter):
    """What both forms have in common: exceptions without the data that their words may quote."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the name is logging's
        """The stack of the exception and of those that led to it, the first one first."""
        chain: list[BaseException] = []
        error = ei[1]
        while error is not None and error not in chain:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(_told(error) for error in reversed(chain))


def _told(error: BaseException) -> str:
    words = ""
    if isinstance(error, _TELLING):
        words = f": {error}"
    elif isinstance(error, OSError) and error.strerror:
        words = f": {error.strerror}"
    stack = "".join(format_tb(error.__traceback__)).rstrip()
    return f"Traceback (most recent call last):\n{stack}\n{type(error).__qualname__}{words}"


class _JsonFormatter(_Formatter):
    """One JSON object a line: time, level, logger, message; request, person and exception where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_known(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _TextFormatter(_Formatter):
    """One line for people; what a message holds can't begin a second line that looks like ours."""

    def format(self, record: logging.LogRecord) -> str:
        vars(record)["about"] = "".join(f" {name}={value}" for name, value in _known().items())
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """The line, with control characters written out."""
        return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", super().formatMessage(record))


def _known() -> dict[str, object]:
    known = {"request": _request.get(), "person": _person.get()}
    return {name: value for name, value in known.items() if value is not None}


class RequestIds:
    """Gives each call over HTTP an id: its log lines carry it, and so does the answer, as X-Request-ID."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request = begin_request()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = request
            await send(message)

        await self._app(scope, receive, send_with_id)


def set_up_log(log_format: Literal["text", "json"]) -> None:
    """Send every logger's lines through one handler, to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonFormatter() if log_format == "json" else _TextFormatter(_TEXT))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Each step of starting, each request and each look at the tables' state says nothing that ours do not.
    for name in ("uvicorn.error", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
