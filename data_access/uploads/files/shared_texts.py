"""How many letters the cells of an XLSX workbook hold together: a text that many cells share counts in each."""

import re
from collections import Counter

from data_access.uploads.files.archive import Archive
from data_access.uploads.files.bounds import Extent

_PART = "xl/sharedstrings.xml"
_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si/>")
_SHARED = re.compile(rb"""\bt=["']s["'][^<>]*>\s*<(?:\w+:)?v>(\d{1,9})<""")
_SHORT = 100


class SharedTexts:
    """The lengths of the shared texts that are not short; raises UnreadableFileError for a damaged part."""

    def __init__(self, archive: Archive, extent: Extent) -> None:
        self._extent = extent
        self._lengths: dict[int, int] = {}
        self._longest = 0
        if _PART not in archive:
            return
        number = 0
        for piece in archive.pieces(_PART, b"si>"):
            start, before = 0, number
            for end in _END.finditer(piece):
                if end.end() - start > _SHORT:
                    self._lengths[number] = end.end() - start
                start = end.end()
                number += 1
            extent.add_elements(number - before)
        self._longest = max(self._lengths.values(), default=0)

    def count(self, piece: bytes) -> None:
        """Count the letters of a piece of a sheet. Raises UnreadableFileError when they are too many."""
        if not self._lengths:
            return
        # Where even the longest text in every cell of the piece is little, nothing needs to be looked up.
        if self._longest * (piece.count(b'"s"') + piece.count(b"'s'")) < self._extent.bounds.letters // 100:
            return
        for number, times in Counter(_SHARED.findall(piece)).items():
            self._extent.add_letters(times * self._lengths.get(int(number), 0))
