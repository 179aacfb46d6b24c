"""The product as real processes: commands that end, and servers that are asked."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from tests.e2e.site import PROJECT, free_port

PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    status: int
    text: str
    headers: Message


class Server:
    """A process that serves on `port`; its output is kept in a file."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self._log = log

    @property
    def output(self) -> str:
        """All that the process wrote so far."""
        return self._log.read_text(encoding="utf-8")

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for a path; raises URLError while nobody answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return Answer(status=answer.status, text=answer.read().decode(), headers=answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(status=error.code, text=error.read().decode(), headers=error.headers)

    def wait_until_up(self) -> None:
        """Wait until the process answers; raises AssertionError when it ends before."""
        for _ in self._looks():
            try:
                self.ask("/healthz")
            except urllib.error.URLError:
                continue
            return

    def wait_until_it_says(self, text: str) -> None:
        """Wait until the output holds `text`; raises AssertionError when the process ends before."""
        for _ in self._looks():
            if text in self.output:
                return

    def _looks(self) -> Iterator[None]:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            yield
            try:
                self.process.wait(_LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"The server ended: {self.output}")
        raise AssertionError(f"The server took too long: {self.output}")


def command(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run python with these arguments in the project until it ends."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment_of(environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


@contextmanager
def serving(
    *arguments: str, folder: Path, cwd: Path = PROJECT, port: int | None = None, **environment: str
) -> Iterator[Server]:
    """Start python with these arguments as a server, with its output in `folder`; kill it afterwards."""
    port = port or free_port()
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=cwd,
            env=environment_of({"PORT": str(port), **environment}),
            stdout=output,
            stderr=output,
        )
    try:
        yield Server(process, port, log)
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)


def environment_of(settings: dict[str, str]) -> dict[str, str]:
    """The environment of a process: ours with these settings, without the language of this machine."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return {**inherited, "HOST": "127.0.0.1", **settings}
