"""A minimal XLSB file by hand: texts, numbers, an error, a hidden row, a percentage, a red cell."""

import io
import struct
import zipfile
from collections.abc import Iterable
from typing import Any

from data_access.uploads.files.grid import Area, CellError, Share

PLAIN, PERCENT, RED, DAY = range(4)
_TYPES = "application/vnd.ms-excel"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ERRORS = {"#REF!": 0x17, "#N/A": 0x2A}


def xlsb(rows: Iterable[Iterable[Any]], *, hidden: Iterable[int] = (), merged: Iterable[Area] = ()) -> bytes:
    """A workbook with one sheet; a cell is a text, a number, a Share, a CellError or (value, style)."""
    hidden = set(hidden)
    body = b"".join(
        _row(number, number + 1 in hidden) + b"".join(_cell(at, value) for at, value in enumerate(row))
        for number, row in enumerate(rows)
    )
    area = struct.pack("<IIII", 0, 0, 0, 0)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{_TYPES}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{_TYPES}.worksheet"/>'
        f'<Override PartName="/xl/styles.bin" ContentType="{_TYPES}.styles"/></Types>',
        "_rels/.rels": _links(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _links(
            ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "styles", "styles.bin")
        ),
        "xl/workbook.bin": _record(131)
        + _record(143)
        + _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text("Sheet1"))
        + _record(144)
        + _record(132),
        "xl/worksheets/sheet1.bin": _record(129)
        + _record(148, area)
        + _record(145)
        + body
        + _record(146)
        + b"".join(
            _record(176, struct.pack("<IIII", one.top, one.bottom, one.left, one.right)) for one in merged
        )
        + _record(130),
        "xl/styles.bin": _styles(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _styles() -> bytes:
    red = struct.pack("<I", 1) + bytes((5, 0, 0, 0, 255, 0, 0, 255)) + bytes(56)
    fills = _record(45, bytes(68)) + _record(45, red)
    used = b"".join(
        _record(47, struct.pack("<HHHHHBBHH", 0, number_format, 0, fill, 0, 0, 0, 0, 0))
        for number_format, fill in ((0, 0), (9, 0), (0, 1), (14, 0))
    )
    return (
        _record(278)
        + _record(603)
        + fills
        + _record(604)
        + _record(617, struct.pack("<I", 4))
        + used
        + _record(618)
        + _record(279)
    )


def _row(number: int, is_hidden: bool) -> bytes:
    return _record(
        0, struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if is_hidden else 0, 0) + struct.pack("<I", 0)
    )


def _cell(column: int, value: Any) -> bytes:
    value, style = value if isinstance(value, tuple) else (value, PLAIN)
    if isinstance(value, Share):
        value, style = value.value, PERCENT
    head = struct.pack("<II", column, style)
    if value is None:
        return _record(1, head)
    if isinstance(value, CellError):
        return _record(3, head + bytes((_ERRORS[value.text],)))
    if isinstance(value, str):
        return _record(6, head + _text(value))
    return _record(5, head + struct.pack("<d", value))


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes((kind,)) if kind < 0x80 else bytes(((kind & 0x7F) | 0x80, kind >> 7))
    size = len(data)
    sizes = []
    while True:
        sizes.append(size & 0x7F | (0x80 if size > 0x7F else 0))
        size >>= 7
        if not size:
            return number + bytes(sizes) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _links(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
