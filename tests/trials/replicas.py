"""Two replicas of the product over one database, which a trial kills, stops and starts again."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
from contextlib import suppress
from pathlib import Path

from tests.e2e.site import PROJECT, Site, free_port
from tests.trials.front import Front, status_of

PATIENCE_SECONDS = 120.0
READY = PROJECT / "deploy" / "ready.py"


class Replica:
    """One process of the product, at a port that it keeps beyond restarts."""

    def __init__(self, database_url: str, log: Path, **environment: str) -> None:
        self.port = free_port()
        self.project = PROJECT
        """The folder from which it is started next."""
        self._log = log
        self._environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "STOP_SECONDS": "60",
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers itself, without nginx."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it has logged so far, over all its starts."""
        return self._log.read_text(encoding="utf-8")

    def start(self) -> None:
        """Start it and return; `wait_until_ready` waits."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(self.project / "app.py")],
                cwd=self.project,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        """Wait as the units and the containers do."""
        subprocess.run(
            [sys.executable, str(READY), "--wait", str(int(PATIENCE_SECONDS)), str(self.port)], check=True
        )

    def ask_to_stop(self) -> None:
        """SIGTERM: systemd, compose and everybody else."""
        assert self._process is not None
        self._process.terminate()

    def wait_until_stopped(self) -> int:
        """The code with which it ended."""
        assert self._process is not None
        code = self._process.wait(PATIENCE_SECONDS)
        self._process = None
        return code

    def kill(self) -> None:
        """SIGKILL: as if its machine had lost its memory."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self.wait_until_stopped()

    def restart(self) -> float:
        """As `systemctl restart` does: stop, wait, start, wait until ready; the seconds that it took."""
        started = time.monotonic()
        self.ask_to_stop()
        assert self.wait_until_stopped() == 0, self.log
        self.start()
        self.wait_until_ready()
        return time.monotonic() - started

    def end(self) -> None:
        """At the end of a trial, whatever state it is in."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE_SECONDS)

    def is_up(self) -> bool:
        """Whether it answers at all."""
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            return status_of(f"{self.address}/healthz") == 200
        return False


class Installation:
    """nginx, the replicas behind it, and the site that both make together over one database."""

    def __init__(self, site: Site, front: Front, replicas: tuple[Replica, Replica]) -> None:
        self.site = site
        self.front = front
        self.replicas = replicas


def log_file() -> Path:
    """An empty file for a log."""
    return Path(tempfile.mkdtemp(prefix="replica-")) / "log"
