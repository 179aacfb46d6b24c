"""The server: the screens with their health routes, headers and start-up.

`python -m dashboard run` prepares the database and starts this. `streamlit run app.py` and `uvicorn app:app`
serve a prepared database, under the same rules.
"""

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit
from starlette.middleware import Middleware
from streamlit import config

from dashboard.address import LoopbackOnly, PublicAddressError, address_of, is_loopback
from dashboard.draining import Draining, wait_before_stop
from dashboard.frame import report_fault
from dashboard.health import HEALTH_ROUTES
from dashboard.log import set_up_log
from dashboard.prompt_answers import answer_at_once
from dashboard.refusals import operator_texts, refusal
from dashboard.security_headers import SecurityHeaders
from dashboard.settings import PROJECT, WrongSettingError, load_settings
from dashboard.stopping import stop_quietly
from dashboard.unknown_page import UnknownPage

_LOG = logging.getLogger("dashboard")

# Also in .streamlit/config.toml, which is not read when the server is started from another folder.
_ALWAYS = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "runner.postScriptGC": False,
}

words = operator_texts()
try:
    settings = load_settings()
    hosts = [settings.host]
    if __name__ != "__main__":
        hosts.append(streamlit.get_option("server.address") or settings.host)
    for host in hosts:
        if not is_loopback(host):
            raise PublicAddressError(host)
except (PublicAddressError, WrongSettingError) as error:
    sys.exit(refusal(words, error))


@asynccontextmanager
async def _lifespan(_app: streamlit.App) -> AsyncIterator[dict[str, Any]]:
    set_up_log(settings.log_format)
    answer_at_once()
    wait_before_stop(settings.stop_seconds)
    for name, value in _ALWAYS.items():
        config.set_option(name, value)
    if __name__ == "__main__":
        _LOG.info(
            words.gettext(
                "Open {address} in a browser. Ctrl-C ends the server.",
                address=address_of(settings.host, settings.port),
            )
        )
    yield {}


app = streamlit.App(
    PROJECT / "dashboard" / "main.py",
    routes=HEALTH_ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(
            LoopbackOnly,
            sentence=words.gettext("Without sign-in this server answers on its own machine only."),
        ),
        Middleware(Draining),
        Middleware(UnknownPage),
    ],
    lifespan=_lifespan,
    on_script_error=report_fault,
)

if __name__ == "__main__":
    stop_quietly()
    app.run(config={"server.address": settings.host, "server.port": settings.port})
