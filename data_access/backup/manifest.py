"""What a back-up says of itself: its format, what it was made from and when, its parts and their checksums."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from data_access.access.audit import Head
from data_access.backup.kinds import ValueKind

FORMAT = 1  # raised when the file is built in another way
NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table: `file` has a line of JSON for each of its `rows`, a list in the order of `columns`.

    `sha256` is taken over that file as it is unpacked.
    """

    table: str
    file: str
    columns: dict[str, ValueKind]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest. `revision` is that of the tables, `software` the version that made the back-up.

    `made_at`: when it was begun. `version` is the newest data version in it, `audit_head` the newest line of
    its audit. `parts`: the tables, those before that others refer to.
    """

    format: int
    software: str
    revision: str
    made_at: datetime
    version: int
    audit_head: Head | None
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(part.rows for part in self.parts)


_MANIFEST = TypeAdapter(Manifest)


def to_json(manifest: Manifest) -> bytes:
    """The manifest as it lies in the file."""
    return _MANIFEST.dump_json(manifest, indent=2)


def from_json(content: bytes) -> Manifest:
    """Read a manifest; raises ValueError for what is none."""
    try:
        return _MANIFEST.validate_json(content)
    except ValidationError as error:
        raise ValueError("no manifest") from error
