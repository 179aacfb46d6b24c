"""What watches over the server asks: is the process up (/healthz), can it serve (/readyz)?"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import source
from dashboard.draining import is_stopping
from dashboard.refusals import operator_texts
from data_access.database import DatabaseUnreachableError
from data_access.revision import DatabaseNewerError, DatabaseNotMigratedError, check_migrated


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _readyz(_request: Request) -> Response:
    why_not = await run_in_threadpool(_why_not_ready)
    return PlainTextResponse(f"{why_not or 'ok'}\n", status_code=503 if why_not else 200)


def _why_not_ready() -> str | None:
    # Unlike a refusal at the start, this leaves the database's address out: anybody may ask.
    words = operator_texts()
    if is_stopping():
        return words.gettext("This server is being stopped.")
    try:
        check_migrated(source.database())
    except DatabaseUnreachableError:
        return words.gettext("The database does not answer.")
    except DatabaseNewerError:
        return words.gettext("The database belongs to a newer version of this software.")
    except DatabaseNotMigratedError:
        return words.gettext("The tables of the database are not those of this version.")
    return None


HEALTH_ROUTES = (Route("/healthz", _healthz), Route("/readyz", _readyz))
