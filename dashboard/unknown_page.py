"""An address that is no page of ours: 404 with a plain sentence and a way on, in the reader's language.

Left to itself, Streamlit shows the overview under a dialogue in English, and below the first level of paths a
page that stays blank, because its scripts are looked for below that path.
"""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.links import PAGE_PATHS
from dashboard.request import language_of
from dashboard.texts import Texts, texts

# What else answers a browser: Streamlit's own routes, ours for those who watch the server, the icon.
_OTHER = {"_stcore", "app", "auth", "component", "favicon.png", "media", "oauth2callback", "static"}
_WATCHED = {"healthz", "readyz", "metrics"}
_STYLE = (
    "body{margin:0;background:#f6f7f8;color:#14202b;font:26px/1.35 sans-serif}"
    "main{max-width:42em;margin:12vh auto;padding:2em}a{color:inherit}"
)


class UnknownPage:
    """Answers a browser that opens a page which does not exist; passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or answer one connection."""
        if scope["type"] != "http" or not _is_unknown(Request(scope)):
            await self._app(scope, receive, send)
            return
        words = texts(language_of(Request(scope).query_params, "kk"))
        await HTMLResponse(_page(words, scope["path"]), status_code=404)(scope, receive, send)


def _is_unknown(request: Request) -> bool:
    path = request.url.path
    return (
        "text/html" in request.headers.get("accept", "")
        and (path.rstrip("/") or "/") not in PAGE_PATHS
        and path.split("/")[1] not in _OTHER | _WATCHED
    )


def _page(words: Texts, path: str) -> str:
    sentence = escape(words.gettext("There is no page {path} here.", path=path))
    way_on = escape(words.gettext("To the overview"))
    return (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>404</title><style>{_STYLE}</style></head>'
        f'<body><main class="notice"><p>{sentence}</p><p><a href="/?lang={words.language}">{way_on}</a></p>'
        "</main></body></html>"
    )
