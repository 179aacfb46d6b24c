"""The server: the screens with their health routes, headers and start-up.

`python -m dashboard run` prepares the database and starts this. `streamlit run app.py` and `uvicorn app:app`
serve a prepared database, under the same rules.
"""

# Before all others: it puts off the search for garbage among what they make.
from dashboard.lasting import START_SECONDS, start_is_over  # isort: split

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit
from starlette.middleware import Middleware
from streamlit import config

from dashboard.address import AllowedHosts, LoopbackOnly, PublicAddressError, address_of, is_loopback
from dashboard.audit_head import audit_head_in_log
from dashboard.closed_paths import ClosedPaths
from dashboard.draining import Draining, wait_before_stop
from dashboard.frame import report_fault
from dashboard.health import HEALTH_ROUTES
from dashboard.live import NEWS_ROUTE
from dashboard.log import RequestIds, set_up_log
from dashboard.metrics_route import metrics_route
from dashboard.prompt_answers import answer_at_once
from dashboard.refusals import operator_texts, refusal
from dashboard.security_headers import SecurityHeaders
from dashboard.settings import PROJECT, WrongSettingError, load_settings
from dashboard.sign_in import sign_in_secrets
from dashboard.stopping import stop_quietly
from dashboard.transport import SecureTransport
from dashboard.unknown_page import UnknownPage
from dashboard.web_page import STYLE_ROUTE, WebPage

_LOG = logging.getLogger("dashboard")

# Also in .streamlit/config.toml, which is not read when the server is started from another folder.
_ALWAYS = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "global.maxCachedMessageAge": 60,
    "global.minCachedMessageSize": 1000,
    "logger.enableRich": False,
    "runner.postScriptGC": False,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
}

words = operator_texts()
try:
    settings = load_settings()
    hosts = [settings.host]
    if __name__ != "__main__":
        hosts.append(streamlit.get_option("server.address") or settings.host)
    for host in hosts:
        if not settings.has_sign_in and not is_loopback(host):
            raise PublicAddressError(host)
except (PublicAddressError, WrongSettingError) as error:
    sys.exit(refusal(words, error))


def _loopback_only() -> list[Middleware]:
    if settings.has_sign_in:
        return []
    sentence = words.gettext("Without sign-in this server answers on its own machine only.")
    return [Middleware(LoopbackOnly, sentence=sentence)]


@asynccontextmanager
async def _lifespan(_app: streamlit.App) -> AsyncIterator[dict[str, Any]]:
    set_up_log(settings.log_format)
    answer_at_once()
    wait_before_stop(settings.stop_seconds)
    for name, value in (_ALWAYS | {"server.maxUploadSize": settings.upload_megabytes}).items():
        config.set_option(name, value)
    if __name__ == "__main__":
        _LOG.info(
            words.gettext(
                "Open {address} in a browser. Ctrl-C ends the server.",
                address=address_of(settings.host, settings.port),
            )
        )
    async with audit_head_in_log():
        asyncio.get_running_loop().call_later(START_SECONDS, start_is_over)
        yield {}


app = streamlit.App(
    PROJECT / "dashboard" / "main.py",
    routes=[*HEALTH_ROUTES, NEWS_ROUTE, STYLE_ROUTE, metrics_route(settings.metrics_token)],
    middleware=[
        Middleware(RequestIds),
        Middleware(SecurityHeaders),
        Middleware(SecureTransport, is_behind_tls=settings.public_url.startswith("https:")),
        Middleware(
            AllowedHosts,
            hosts=settings.host_names,
            sentence=words.gettext(
                "This server does not answer to that name. Its names are set by ALLOWED_HOSTS."
            ),
        ),
        *_loopback_only(),
        Middleware(ClosedPaths),
        Middleware(Draining),
        Middleware(UnknownPage),
        Middleware(WebPage),
    ],
    secrets=sign_in_secrets(settings),
    lifespan=_lifespan,
    on_script_error=report_fault,
)

if __name__ == "__main__":
    stop_quietly()
    app.run(config={"server.address": settings.host, "server.port": settings.port})
