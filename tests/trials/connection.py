"""A page's connection to its server, watched from within the browser: cut, made again, and heard from."""

import time

from playwright.sync_api import Page, WebSocket

from tests.e2e.screen import wait_until_drawn

_LOOK_MILLISECONDS = 20
_PATIENCE_SECONDS = 60.0


class Connection:
    """Watches a page from before it is opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[WebSocket] = []
        self._heard: set[WebSocket] = set()
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self._open.append(socket)
        socket.on("framereceived", lambda _frame: self._heard.add(socket))

    @property
    def count(self) -> int:
        """How many connections have been tried so far."""
        return len(self._open)

    def wait_for_another(self, count: int) -> None:
        """Wait until a connection after the first `count` brings something and the screen is drawn from it."""
        self.wait_to_hear(count)
        wait_until_drawn(self._page)

    def wait_to_hear(self, count: int) -> None:
        """Wait until a connection after the first `count` brings something."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not any(one in self._heard for one in self._open[count:]):
            assert time.monotonic() < end, "The page did not connect again."
            self._page.wait_for_timeout(_LOOK_MILLISECONDS)
