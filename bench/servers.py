"""The servers that are measured: the product over a database, and the empty page beside it, each a process."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket

PROJECT = Path(__file__).parent.parent
PRODUCT = PROJECT / "app.py"
EMPTY = Path(__file__).parent / "empty_app.py"
_START_SECONDS = 120.0
_STOP_SECONDS = 10.0
_LOOK_SECONDS = 0.02
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A process that serves at `address`; what it used is read from the system (Linux)."""

    process: "subprocess.Popen[bytes]"
    address: str

    def cpu_seconds(self) -> float:
        """The processor time that the process has used so far, in all of its threads."""
        fields = self._told("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self) -> int:
        """The memory that the process holds now."""
        return int(self._told("statm").split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def _told(self, name: str) -> str:
        return (_PROC / str(self.process.pid) / name).read_text(encoding="utf-8")


@contextmanager
def serving(script: Path, *, database_url: str = "", **environment: str) -> Iterator[Server]:
    """Start a server and wait until it answers; end it afterwards. Raises RuntimeError when it ends before."""
    server = start(script, database_url=database_url, **environment)
    try:
        wait_until_up(server)
        yield server
    finally:
        stop(server)


def start(script: Path, *, database_url: str = "", **environment: str) -> Server:
    """Start a server's process on a free port."""
    port = _free_port()
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "DATABASE_URL": database_url, **environment}
    process = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Server(process=process, address=f"http://127.0.0.1:{port}")


def wait_until_up(server: Server) -> None:
    """Wait until the server answers; raises RuntimeError when it does not."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and server.process.poll() is None:
        with (
            suppress(urllib.error.URLError),
            urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=_START_SECONDS),
        ):
            return
        time.sleep(_LOOK_SECONDS)
    raise RuntimeError(f"The server at {server.address} did not start.")


def stop(server: Server) -> None:
    """End a server's process."""
    server.process.terminate()
    try:
        server.process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
