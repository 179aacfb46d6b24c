"""The scripts that run beside the product: asking whether it is ready, writing back-ups."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy.places import DEPLOY
from tests.e2e.site import free_port

_MAKES_A_FILE = '#!/bin/sh\n[ "$*" = "-m dashboard backup $4" ] && echo whole > "$4"\n'
_FAILS_HALFWAY = '#!/bin/sh\necho half > "$4"\nexit 1\n'


class Replica(HTTPServer):
    """Answers /readyz with its `statuses`, one after the other."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.statuses: list[int] = []


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert self.path == "/readyz"
        assert isinstance(self.server, Replica)
        self.send_response(self.server.statuses.pop(0))
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def replica() -> Iterator[Replica]:
    """Something that can be asked."""
    with Replica() as replica:
        thread = Thread(target=replica.serve_forever)
        thread.start()
        yield replica
        replica.shutdown()
        thread.join()


def _ready(port: int, *options: str) -> int:
    return subprocess.run([sys.executable, DEPLOY / "ready.py", *options, str(port)], check=False).returncode


def test_ready_is_what_readyz_says(replica: Replica) -> None:
    replica.statuses = [200, 503]
    assert _ready(replica.server_port) == 0
    assert _ready(replica.server_port) == 1
    assert _ready(free_port()) == 1


def test_it_waits_until_it_is_ready_and_no_longer_than_it_is_told(replica: Replica) -> None:
    replica.statuses = [503, 503, 200]
    assert _ready(replica.server_port, "--wait", "60") == 0
    assert replica.statuses == []
    assert _ready(free_port(), "--wait", "0.5") == 1


def _program(folder: Path, text: str) -> None:
    """What stands in for the product's own command."""
    program = folder.with_name("programs") / "python"
    program.parent.mkdir(exist_ok=True)
    program.write_text(text)
    program.chmod(0o755)


def _environment(folder: Path, kept: int) -> dict[str, str]:
    path = f"{folder.with_name('programs')}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "BACKUPS_KEPT": str(kept)}


def _back_up(folder: Path, program: str, kept: int = 2) -> int:
    _program(folder, program)
    return subprocess.run(
        [DEPLOY / "backup.sh", folder], env=_environment(folder, kept), capture_output=True, check=False
    ).returncode


def test_the_newest_back_ups_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "backups of all"
    folder.mkdir()
    old = [folder / f"dashboard-2026010{day}T000000Z.backup" for day in range(1, 5)]
    for path in [*old, folder / "notes.txt"]:
        path.write_text("old")
    assert _back_up(folder, _MAKES_A_FILE) == 0
    left = sorted(path.name for path in folder.iterdir())
    assert left[0] == old[-1].name
    assert left[2:] == ["notes.txt"]
    assert (folder / left[1]).read_text() == "whole\n"
    assert (folder / left[1]).stat().st_mode & 0o077 == 0, "others may read it"


def test_half_a_back_up_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    before = folder / "dashboard-20260101T000000Z.backup"
    before.write_text("old")
    assert _back_up(folder, _FAILS_HALFWAY, kept=1) != 0
    assert [path.name for path in folder.glob("*.backup")] == [before.name]
    assert _back_up(folder, _MAKES_A_FILE, kept=1) == 0
    assert [path.suffix for path in folder.iterdir()] == [".backup"]


def test_made_again_and_again_one_that_fails_is_told_and_the_next_is_made(tmp_path: Path) -> None:
    folder, count = tmp_path / "backups", tmp_path / "count"
    folder.mkdir()
    _program(folder, f'#!/bin/sh\necho x >> {count}\n[ $(wc -l < {count}) -gt 1 ] && echo whole > "$4"\n')
    with subprocess.Popen(
        [DEPLOY / "backup.sh", folder, "0.05"],
        env=_environment(folder, 2),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "The back-up failed; the next one is made in 0.05 seconds.\n"
        while not list(folder.glob("*.backup")):
            assert process.poll() is None
        process.terminate()
    assert {path.read_text() for path in folder.glob("*.backup")} == {"whole\n"}
