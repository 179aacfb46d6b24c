"""A running product for browser tests: the real server over a database of its own."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

PROJECT = Path(__file__).parents[2]
START_SECONDS = 60.0


class Site:
    """A server at `address` over the database at `database_url`."""

    def __init__(self, address: str, database_url: str) -> None:
        self.address = address
        self.database_url = database_url

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on the site's database."""
        return subprocess.run(
            [sys.executable, "-m", "dashboard", *arguments],
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": self.database_url},
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def running_site(database_url: str) -> Iterator[Site]:
    """Start the server and wait until it is ready; end it afterwards."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": database_url, "PORT": str(port), "HOST": "127.0.0.1"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, str(PROJECT / "app.py")], cwd=PROJECT, env=environment, stdout=log, stderr=log
        )
        try:
            site = Site(f"http://127.0.0.1:{port}", database_url)
            _wait_until_ready(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(site: Site, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with code {process.returncode}.")
        try:
            with urllib.request.urlopen(f"{site.address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            process_wait(process, 0.1)
    raise TimeoutError("The server did not become ready.")


def process_wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Give the server a moment, or less if it ends."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return
