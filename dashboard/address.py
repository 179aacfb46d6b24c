"""The address that the server listens on: this machine's own alone while there is no sign-in, and free."""

import errno
import socket
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class PublicAddressError(Exception):
    """The server was to listen where other machines reach it, and there is no sign-in."""


class PortTakenError(Exception):
    """Another program listens on the port already."""


class AddressUnusableError(Exception):
    """This machine cannot listen on that address and port."""


def is_loopback(host: str) -> bool:
    """Whether a name or address reaches this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    # A listener on all of IPv6 sees callers of IPv4 as ::ffff:127.0.0.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def check_address(host: str, port: int, *, has_sign_in: bool) -> None:
    """Raise PublicAddressError, PortTakenError or AddressUnusableError unless the server can listen there."""
    if not has_sign_in and not is_loopback(host):
        raise PublicAddressError(host)
    try:
        listener = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(str(port)) from error
        raise AddressUnusableError(f"{host}:{port}") from error
    listener.close()


def address_of(host: str, port: int) -> str:
    """The address to open in a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class LoopbackOnly:
    """Answers 403 to whatever did not come to this machine's own address, by its own name.

    However the server was started, other machines get no further than here. The name is looked at as well:
    a page elsewhere, or a forwarding server, could otherwise reach us through a name that leads to 127.0.0.1.
    """

    def __init__(self, app: ASGIApp, sentence: str) -> None:
        """Guard `app`; `sentence` is what others read."""
        self._app = app
        self._sentence = sentence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or answer one connection."""
        if scope["type"] == "lifespan" or _came_to_loopback(scope):
            await self._app(scope, receive, send)
        else:
            answer = PlainTextResponse(self._sentence, status_code=403)
            await answer(scope, receive, send)


def _came_to_loopback(scope: Scope) -> bool:
    server = scope.get("server")
    return (server is None or is_loopback(server[0])) and is_loopback(_name_asked(scope))


def _name_asked(scope: Scope) -> str:
    try:
        return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
    except ValueError:
        return ""
