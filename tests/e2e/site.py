"""A running product for browser tests: the real server over a database of its own."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from socket import socket

from data_access.database import Database
from data_access.reads import point
from data_access.reads.snapshot import Reader
from data_access.view import View

PROJECT = Path(__file__).parents[2]
START_SECONDS = 120.0
Settings = Callable[[str], Mapping[str, str]]
STOP_SECONDS = 90.0  # a stop waits for what is being drawn; the machine may be crowded


class Site:
    """A server at `address` over the database at `database_url`; its log goes to the file `log_path`."""

    def __init__(self, address: str, database_url: str, log_path: Path) -> None:
        self.address = address
        self.database_url = database_url
        self._log_path = log_path

    @property
    def log(self) -> str:
        """What the server has logged so far."""
        return self._log_path.read_text(encoding="utf-8")

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
    def reader(self, *, day: date | None = None, version: int | None = None) -> Iterator[Reader]:
        """What the database itself knows, as of now unless day or version say otherwise."""
        database = Database(self.database_url)
        try:
            with database.reading() as connection:
                programme = point.programmes(connection)[0]
                today = programme.today(datetime.now(UTC))
                if version is None:
                    version = (
                        point.newest_version(connection, programme.id)
                        if day is None
                        else point.version_by(connection, programme, day)
                    )
                view = View(programme_id=programme.id, version=version, day=day or today)
                yield Reader(connection, view)
        finally:
            database.close()


@contextmanager
def running_site(
    database_url: str, project: Path = PROJECT, settings: Settings | None = None
) -> Iterator[Site]:
    """Start the server of a project's folder and wait until it is ready; end it afterwards.

    `settings`: what else it is told, by the address that it will have.
    """
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": database_url, "PORT": str(port), "HOST": "127.0.0.1"}
    environment |= settings(f"http://127.0.0.1:{port}") if settings is not None else {}
    with tempfile.NamedTemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, str(project / "app.py")], cwd=project, env=environment, stdout=log, stderr=log
        )
        try:
            site = Site(f"http://127.0.0.1:{port}", database_url, Path(log.name))
            _wait_until_ready(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=STOP_SECONDS)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(site: Site, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with code {process.returncode}.\n{site.log}")
        try:
            with urllib.request.urlopen(f"{site.address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            _give_a_moment(process)
    raise TimeoutError(f"The server did not become ready.\n{site.log}")


def _give_a_moment(process: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.1)
