"""How long the shared texts of an XLS workbook are, which are one after the other in records of 8 kB."""

import struct
from collections.abc import Sequence

from data_access.uploads.files.bounds import Extent
from data_access.uploads.files.unreadable import UnreadableFileError

_UNICODE, _HAS_MORE, _HAS_FORMATS = 1, 4, 8
_HEAD = 8


def text_lengths(records: Sequence[bytes], extent: Extent) -> list[int]:
    """The letters of each shared text; `records`: the table of texts and the records that continue it.

    Raises UnreadableFileError for more texts than a file may have cells, and struct.error or IndexError for
    broken ones.
    """
    if not records:
        return []
    count = struct.unpack_from("<I", records[0], 4)[0]
    if count > min(extent.bounds.cells, sum(map(len, records))):
        raise UnreadableFileError("damaged_file")
    reading = _Reading(records)
    return [reading.text() for _ in range(count)]


class _Reading:
    """A place in the records."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._number = 0
        self._at = _HEAD

    def text(self) -> int:
        """Pass over a text; returns its length."""
        self._next_record_at_end()
        record = self._records[self._number]
        length, flags = struct.unpack_from("<HB", record, self._at)
        self._at += 3
        formats = more = 0
        if flags & _HAS_FORMATS:
            formats = struct.unpack_from("<H", record, self._at)[0]
            self._at += 2
        if flags & _HAS_MORE:
            more = struct.unpack_from("<I", record, self._at)[0]
            self._at += 4
        self._pass_letters(length, flags)
        self._pass(4 * formats + more)
        return int(length)

    def _pass_letters(self, letters: int, flags: int) -> None:
        """Pass over letters; where a record continues them it says again how they are written."""
        while letters:
            size = 2 if flags & _UNICODE else 1
            here = min(letters, (len(self._records[self._number]) - self._at) // size)
            self._at += here * size
            letters -= here
            if letters:
                self._number += 1
                flags = self._records[self._number][0]
                self._at = 1

    def _pass(self, size: int) -> None:
        while size:
            here = min(size, len(self._records[self._number]) - self._at)
            self._at += here
            size -= here
            if size:
                self._number, self._at = self._number + 1, 0

    def _next_record_at_end(self) -> None:
        if self._at >= len(self._records[self._number]):
            self._number, self._at = self._number + 1, 0
