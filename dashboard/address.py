"""The address that the server listens on and the names it answers to; without sign-in this machine's alone."""

import errno
import socket
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# A server that forwards says so by at least one of these.
_FORWARDED = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"}


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


class AllowedHosts:
    """Answers 400 to whatever was asked for by another name than these, and this machine's own on itself.

    A name that others choose must not reach the links and redirects that we make.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], sentence: str) -> None:
        """Guard `app`; `hosts` are names without ports, in any case; without any all are allowed."""
        self._app = app
        self._hosts = {_plain(host) for host in hosts}
        self._sentence = sentence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or answer one connection."""
        if scope["type"] == "lifespan" or not self._hosts or self._is_allowed(scope):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(self._sentence, status_code=400)(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        return _plain(_name_asked(scope)) in self._hosts or is_from_this_machine(scope)


def is_from_this_machine(scope: Scope) -> bool:
    """Whether who asks is on this machine and asks us directly, not through a server in front of us."""
    client = scope.get("client")
    is_forwarded = not _FORWARDED.isdisjoint(Headers(scope=scope).keys())
    return client is not None and is_loopback(client[0]) and _came_to_loopback(scope) and not is_forwarded


def _plain(name: str) -> str:
    return name.strip().lower().rstrip(".")


def _came_to_loopback(scope: Scope) -> bool:
    server = scope.get("server")
    return (server is None or is_loopback(server[0])) and is_loopback(_name_asked(scope))


def _name_asked(scope: Scope) -> str:
    try:
        return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
    except ValueError:
        return ""
