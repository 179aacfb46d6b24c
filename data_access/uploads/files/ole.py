"""The container of old workbooks: taking out the one stream that matters, and packing it anew by itself.

The container's chains of sectors can be bent into rings and its sizes made up; a reader that trusts them never
ends. So the stream is read by a library that counts, and handed on in a container that we have made.
"""

import io
import struct

import olefile

from data_access.uploads.files.unreadable import UnreadableFileError

_NAMES = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage"
_SECTOR = 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ENTRIES = _SECTOR // 4
_SECTORS_IN_HEADER = 109
_ROOT, _STREAM, _BLACK = 5, 2, 1


def workbook_stream(content: bytes) -> bytes:
    """The stream of an old workbook. Raises UnreadableFileError."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if container.exists(_ENCRYPTED):
                raise UnreadableFileError("password_protected")
            name = next((name for name in _NAMES if container.exists(name)), None)
            if name is None:
                raise UnreadableFileError("unknown_format")
            if container.get_size(name) > len(content):
                raise UnreadableFileError("damaged_file")
            with container.openstream(name) as stream:
                return bytes(stream.read())
    except (OSError, ValueError, IndexError, OverflowError, TypeError, struct.error) as error:
        raise UnreadableFileError("damaged_file") from error


def packed(stream: bytes) -> bytes:
    """A container of nothing but a workbook's stream; what follows the stream's end is nought."""
    sectors = max(-(-len(stream) // _SECTOR), 1)
    tables = -(-(sectors + 3) // (_ENTRIES - 1))
    # Behind the stream: the directory, an empty sector for small streams, without which some read nothing.
    directory, small = sectors, sectors + 1
    following = [*range(1, sectors), _END, _END, _END, *[_TABLE] * tables]
    following += [_FREE] * (tables * _ENTRIES - len(following))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, directory, 0, _SECTOR, _END, 0, _END, 0),
        *(small + 1,),
    )
    rest = [*range(small + 2, small + 1 + tables), *[_FREE] * (_SECTORS_IN_HEADER - tables)]
    header += struct.pack(f"<{len(rest)}I", *rest)
    entries = _entry("Root Entry", _ROOT, child=1, start=small, size=0)
    entries += _entry("Workbook", _STREAM, child=_FREE, start=0, size=sectors * _SECTOR)
    return b"".join(
        (
            header.ljust(_SECTOR, b"\0"),
            stream.ljust(sectors * _SECTOR, b"\0"),
            entries.ljust(_SECTOR, b"\0"),
            bytes(_SECTOR),
            struct.pack(f"<{len(following)}I", *following),
        )
    )


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", written, len(written), kind, _BLACK, _FREE, _FREE, child, start, size
    )
