"""Reading the file of a back-up, row by row, with every part held against its checksum."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast

from data_access.backup import kinds
from data_access.backup.manifest import FORMAT, NAME, Manifest, Part, from_json

_BUFFER = 1024 * 1024
_MANIFEST_BYTES = 16 * 1024 * 1024  # far more than any number of tables needs
# What a damaged archive makes the library say; RuntimeError: a bit says that it is encrypted; OSError: a place
# before the beginning of the file, or a disk that fails.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)


class DamagedBackupError(Exception):
    """The file is no back-up, or not the whole of it as it was written."""


class NewerBackupError(Exception):
    """The back-up was made by a newer version of the software; `software` says which, if that can be read."""

    def __init__(self, software: str = "") -> None:
        super().__init__(software)
        self.software = software


class Archive:
    """An opened back-up; made by `open_archive`."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file = file
        self.manifest = manifest

    def rows(self, part: Part) -> Iterator[tuple[dict[str, Any], int]]:
        """The rows of a table, each with how many bytes it takes in the file.

        Raises DamagedBackupError, at the latest after the last row, unless they are what was written.
        """
        digest, count = sha256(), 0
        lines = self._lines(part)
        while (line := _next(lines)) is not None:
            digest.update(line)
            count += 1
            yield _row(part, line), len(line)
        if digest.hexdigest() != part.sha256 or count != part.rows:
            raise DamagedBackupError(part.file)

    def check(self) -> None:
        """Read everything once; raises DamagedBackupError unless it is whole."""
        for part in self.manifest.parts:
            for _row_read in self.rows(part):
                pass

    def _lines(self, part: Part) -> Iterator[bytes]:
        # The archive's own reader is slow with lines of many megabytes. (Its type is not the one declared.)
        with io.BufferedReader(cast(io.RawIOBase, self._file.open(part.file)), _BUFFER) as lines:
            yield from lines


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a back-up. Raises DamagedBackupError, NewerBackupError, and OSError where it cannot be read."""
    with path.open("rb") as content, _unpacked(content) as file:
        yield Archive(file, _manifest(file))


def _unpacked(content: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(content)
    except _DAMAGES as error:
        raise DamagedBackupError(str(error)) from error


def _manifest(file: zipfile.ZipFile) -> Manifest:
    try:
        with file.open(NAME) as unpacked:
            content = unpacked.read(_MANIFEST_BYTES)
        if json.loads(content)["format"] > FORMAT:
            raise NewerBackupError
        return from_json(content)
    except _DAMAGES as error:
        raise DamagedBackupError(NAME) from error


def _next(lines: Iterator[bytes]) -> bytes | None:
    try:
        return next(lines, None)
    except _DAMAGES as error:
        raise DamagedBackupError(str(error)) from error


def _row(part: Part, line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
        return {
            name: kinds.read(kind, value)
            for (name, kind), value in zip(part.columns.items(), values, strict=True)
        }
    except _DAMAGES as error:
        raise DamagedBackupError(part.file) from error
