"""Paths of Streamlit's own that nobody needs here, and that would tell strangers about the server: 404."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Its figures (ours are at /metrics, behind a token), its interface for programs, its run of the script.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")


class ClosedPaths:
    """Answers 404 below CLOSED; passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or answer one connection."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(tuple(f"{path}/" for path in CLOSED)):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
