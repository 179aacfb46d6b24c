"""Somebody who uploads file after file, as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.site import PROJECT


class Uploader:
    """A running process of `tests.trials.uploading`."""

    def __init__(self, url: str, name: str, files: int, confirmed: Path) -> None:
        self.name = name
        self._confirmed = confirmed
        self._confirmed.touch()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.trials.uploading", url, name, str(files), str(confirmed)],
            cwd=PROJECT,
            env=os.environ,
        )

    @property
    def confirmed(self) -> int:
        """How many files it knows to be in."""
        return len(self._confirmed.read_text().splitlines())

    def is_at_work(self) -> bool:
        """Whether it still has files to bring; raises AssertionError when it failed."""
        assert self._process.poll() in {None, 0}
        return self._process.poll() is None

    def end(self) -> None:
        """Stop it, if it still runs."""
        self._process.kill()
        self._process.wait()
