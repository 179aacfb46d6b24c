"""Broken files, five thousand of them: each is read or refused with a plain reason, in bounded time and memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.corpus.mutations import MEMORY, SECONDS

_PROJECT = Path(__file__).parents[2]
_FILES = 5000
_PROCESSES = 2


def test_broken_files_are_read_or_refused_and_nothing_else() -> None:
    each = _FILES // _PROCESSES
    started = [_start(number * each, (number + 1) * each) for number in range(_PROCESSES)]
    read = refused = 0
    for process in started:
        said, traced = process.communicate()
        assert process.returncode == 0, f"broken by this file or the one before:\n{traced[-3000:]}"
        found = json.loads(said)
        assert found["longest"] < SECONDS
        assert found["memory"] < MEMORY
        read += found["counts"]["read"]
        refused += sum(found["counts"].values()) - found["counts"]["read"]
    # Were nearly all refused at the door, nothing would have been tried.
    assert read + refused == _FILES
    assert min(read, refused) > _FILES / 4


def _start(first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-m", "tests.corpus.mutations", str(first), str(last)]
    return subprocess.Popen(
        command,
        cwd=_PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
