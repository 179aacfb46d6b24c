"""Somebody who uploads file after file, as a process of its own."""

import subprocess
import sys
from pathlib import Path

from tests.e2e.site import PROJECT
from tests.trials.cluster import PATIENCE_SECONDS
from tests.trials.uploading import confirmations, enough


class Uploader:
    """A running process of `tests.trials.uploading`."""

    def __init__(self, url: str, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        confirmations(folder, name).touch()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.trials.uploading", url, name, str(folder)], cwd=PROJECT
        )

    @property
    def confirmed(self) -> int:
        """How many files it knows to be in; raises AssertionError when it failed."""
        assert self._process.poll() in {None, 0}
        return len(confirmations(self._folder, self.name).read_text().splitlines())

    def finish(self) -> None:
        """Have it stop once the file that it is bringing is confirmed."""
        enough(self._folder, self.name).touch()
        assert self._process.wait(PATIENCE_SECONDS) == 0

    def kill(self) -> None:
        """Stop it, if it still runs."""
        self._process.kill()
        self._process.wait()
