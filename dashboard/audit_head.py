"""The head of the audit goes into the log: a tail that is cut off later shows against it (`audit --head`)."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from dashboard import source
from data_access.access.audit import Head, head
from data_access.database import DatabaseUnreachableError

SECONDS = 60.0  # between two looks; what is written meanwhile can be cut off without the log knowing
_log = logging.getLogger("dashboard.audit")


@asynccontextmanager
async def audit_head_in_log(seconds: float = SECONDS) -> AsyncIterator[None]:
    """Write the newest line's number and hash into the log now, whenever it is another, and at the end."""
    watching = asyncio.create_task(_watch(seconds))
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(seconds: float) -> None:
    told: Head | None = None
    try:
        while True:
            told = await asyncio.to_thread(_tell, told)
            await asyncio.sleep(seconds)
    finally:
        _tell(told)


def _tell(told: Head | None) -> Head | None:
    try:
        newest = head(source.database())
    except DatabaseUnreachableError:
        return told  # who looks at pages or /readyz says so
    if newest is not None and newest != told:
        _log.info("Newest line of the audit: %d, hash %s", newest.id, newest.hash)
    return newest
