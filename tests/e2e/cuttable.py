"""A wire between a browser and the server that a test can cut, as a network fails."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Event, Thread


class Wire:
    """Carries bytes from its own port to the server's until it is cut, and again once it is mended."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._loop = asyncio.new_event_loop()
        self._ready = Event()
        self._open: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self.port = 0

    def run(self) -> None:
        """Serve until `stop`; in a thread of its own."""
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def wait_until_ready(self) -> None:
        """Return once the port is open."""
        self._ready.wait()

    def stop(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    def cut(self) -> None:
        """Break all connections and refuse new ones."""
        done: Future[None] = asyncio.run_coroutine_threadsafe(self._cut(), self._loop)
        done.result()

    def mend(self) -> None:
        """Carry again."""
        self._is_cut = False

    async def _cut(self) -> None:
        self._is_cut = True
        for writer in list(self._open):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        self._open |= {writer, far_writer}
        with suppress(ConnectionError):
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        self._open -= {writer, far_writer}


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while some := await source.read(65536):
            sink.write(some)
            await sink.drain()
    sink.close()


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A wire to a server on this machine."""
    wire = Wire(port)
    thread = Thread(target=wire.run)
    thread.start()
    wire.wait_until_ready()
    yield wire
    wire.cut()
    wire.stop()
    thread.join()
