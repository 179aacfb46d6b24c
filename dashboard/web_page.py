"""What we put into Streamlit's web page: our style sheet, which the browser keeps, and the scripts to be loaded."""

from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.links import PAGE_PATHS
from dashboard.preloading import preloads

_STYLE = (Path(__file__).parent / "style.css").read_bytes()
# Another style has another address: the browser may keep each for ever.
STYLE_PATH = f"/style/{sha256(_STYLE).hexdigest()[:16]}.css"
_FOR_EVER = "public, max-age=31536000, immutable"
PAGE_SCRIPT = "window.__streamlit = { BACKEND_BASE_URL: location.origin }"
"""Says where the server is: Streamlit's script would look for it below the page's own path first, and in vain."""
_BODY = b"<body>"
# After the head, into which Streamlit puts its own style while it draws; before what screens bring for themselves.
_OURS = f'<link rel="stylesheet" href="{STYLE_PATH}"><script>{PAGE_SCRIPT}</script>'
# The page is made here anew each time: no browser may ask whether Streamlit's is still the same, nor for a part.
_NOT_PASSED_ON = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


async def _style(request: Request) -> Response:
    if request.url.path != STYLE_PATH:
        return Response(status_code=404)  # of another version: another replica may have it
    return Response(_STYLE, media_type="text/css", headers={"Cache-Control": _FOR_EVER})


STYLE_ROUTE = Route("/style/{name}", _style)


class WebPage:
    """Puts our links into the page that `app` answers for the addresses of our screens."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one connection."""
        screen = scope.get("path", "").rstrip("/") or "/"
        if scope["type"] != "http" or scope["method"] != "GET" or screen not in PAGE_PATHS:
            await self._app(scope, receive, send)
            return
        start: Message = {}
        page = b""

        async def gather(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                start = message
                return
            page += message.get("body", b"")
            if message.get("more_body", False):
                return
            if Headers(scope=start).get("content-type", "").startswith("text/html"):
                page = page.replace(_BODY, _BODY + (_OURS + preloads(screen)).encode(), 1)
                headers = MutableHeaders(scope=start)
                headers["Content-Length"] = str(len(page))
                del headers["ETag"], headers["Last-Modified"]
            await send(start)
            await send({"type": "http.response.body", "body": page})

        asked = [(name, value) for name, value in scope["headers"] if name not in _NOT_PASSED_ON]
        await self._app({**scope, "headers": asked}, receive, gather)
