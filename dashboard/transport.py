"""What holds once browsers reach us by TLS: cookies that never leave without it, and no way back to plain HTTP.

Streamlit sets its cookies for sign-in HttpOnly and all of its cookies SameSite=Lax, but marks none as Secure
while a server in front of it ends TLS. That one does, PUBLIC_URL says, or that server in X-Forwarded-Proto. Anybody
may send that header: who says so falsely makes his own browser stricter, and nothing else.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A year, and the names below ours too: OWASP ASVS 5, 3.4.1.
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


class SecureTransport:
    """Behind TLS, marks each cookie that `app` sets as Secure and sends Strict-Transport-Security."""

    def __init__(self, app: ASGIApp, *, is_behind_tls: bool = False) -> None:
        """Wrap `app`; with `is_behind_tls` every request counts as encrypted."""
        self._app = app
        self._is_behind_tls = is_behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one connection."""
        if scope["type"] != "http" or not (self._is_behind_tls or _is_encrypted(scope)):
            await self._app(scope, receive, send)
            return

        async def send_securely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Strict-Transport-Security"] = STRICT_TRANSPORT
                message["headers"] = [_secured(name, value) for name, value in message["headers"]]
            await send(message)

        await self._app(scope, receive, send_securely)


def _is_encrypted(scope: Scope) -> bool:
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "")
    return scope["scheme"] == "https" or forwarded.split(",")[0].strip().lower() == "https"


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() != b"set-cookie":
        return name, value
    attributes = {part.strip().lower() for part in value.split(b";")[1:]}
    return name, value if b"secure" in attributes else value + b"; Secure"
