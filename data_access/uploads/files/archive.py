"""The parts of a zipped workbook, each unpacked no further than it says of itself, piece by piece."""

import io
import struct
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from data_access.uploads.files.bounds import Bounds
from data_access.uploads.files.unreadable import UnreadableFileError

_PIECE = 1 << 22
_MOST_PARTS = 5_000
_MOST_TIMES = 200  # that a large part may be as long as its packing
_FROM_WHICH_RATIO_COUNTS = 10_000_000
_LARGEST_DESCRIPTION = 10_000_000
_LONGEST_ELEMENT = 1 << 26
_IS_ENCRYPTED = 1
_LOCAL_HEADER = 30


class Archive:
    """A zip file whose parts are as large together as its bounds allow.

    Libraries trust what a part says of its size, or don't look: each part's true size is compared with it
    before anybody else reads the part (see `check_rest`).
    """

    def __init__(self, content: bytes, bounds: Bounds) -> None:
        """Look at the directory of the archive. Raises UnreadableFileError."""
        self._content = memoryview(content)
        try:
            parts = ZipFile(io.BytesIO(content)).infolist()
        except (BadZipFile, struct.error, ValueError, OverflowError, OSError, NotImplementedError) as error:
            raise UnreadableFileError("damaged_file") from error
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in parts}
        self._unread = dict(self._parts)
        if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
            raise UnreadableFileError("password_protected")
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > bounds.unpacked:
            raise UnreadableFileError("too_large")
        if any(_is_bomb(part) for part in parts):
            raise UnreadableFileError("too_large")
        if len(self._parts) != len(parts):
            raise UnreadableFileError("damaged_file")

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name, in small letters or capitals."""
        return name.lower() in self._parts

    def read(self, name: str, *, most: int = _LARGEST_DESCRIPTION) -> bytes:
        """The whole of a part, at most so many bytes: without `most`, of one that only describes others.

        Raises UnreadableFileError; KeyError if it is missing.
        """
        part = self._parts[name.lower()]
        if part.file_size > most:
            raise UnreadableFileError("too_large")
        return b"".join(self._pieces(part))

    def pieces(self, name: str, end: bytes) -> Iterator[bytes]:
        """A part in pieces of some megabytes, each cut behind `end`, the end of an element.

        Raises UnreadableFileError; KeyError if it is missing.
        """
        kept = b""
        for piece in self._pieces(self._parts[name.lower()]):
            kept += piece
            cut = kept.rfind(end)
            if cut >= 0:
                yield kept[: cut + len(end)]
                kept = kept[cut + len(end) :]
            elif len(kept) > _LONGEST_ELEMENT:
                raise UnreadableFileError("too_large")
        if kept:
            yield kept

    def check_rest(self) -> None:
        """Unpack what nobody has read, only to see its size. Raises UnreadableFileError."""
        for part in list(self._unread.values()):
            for _ in self._pieces(part):
                pass

    def _pieces(self, part: ZipInfo) -> Iterator[bytes]:
        packed = self._packed(part)
        if part.compress_type == ZIP_STORED:
            if part.file_size != part.compress_size:
                raise UnreadableFileError("damaged_file")
            yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        elif part.compress_type == ZIP_DEFLATED:
            yield from _inflated(packed, part.file_size)
        else:
            raise UnreadableFileError("damaged_file")
        self._unread.pop(part.filename.replace("\\", "/").lower(), None)

    def _packed(self, part: ZipInfo) -> memoryview:
        header = self._content[part.header_offset : part.header_offset + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER:
            raise UnreadableFileError("damaged_file")
        name, extra = struct.unpack_from("<HH", header, _LOCAL_HEADER - 4)
        start = part.header_offset + _LOCAL_HEADER + name + extra
        return self._content[start : start + part.compress_size]


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > _FROM_WHICH_RATIO_COUNTS and part.file_size > _MOST_TIMES * part.compress_size


def _inflated(packed: memoryview, size: int) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    given = 0
    rest: bytes | memoryview = packed
    while not unpacking.eof:
        try:
            piece = unpacking.decompress(rest, _PIECE)
        except zlib.error as error:
            raise UnreadableFileError("damaged_file") from error
        rest = unpacking.unconsumed_tail
        given += len(piece)
        if given > size or (not piece and not unpacking.eof):
            raise UnreadableFileError("damaged_file")
        if piece:
            yield piece
    if given != size:
        raise UnreadableFileError("damaged_file")
