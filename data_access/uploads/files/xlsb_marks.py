"""A lean pass over the records of an XLSB workbook: errors, percentages, colours, hidden rows, merged cells, extent."""

import struct
from collections import Counter
from collections.abc import Iterator, Sequence

from data_access.uploads.files.archive import Archive
from data_access.uploads.files.bounds import Extent
from data_access.uploads.files.cell_styles import is_month_format, is_percent_format, theme_of
from data_access.uploads.files.colours import PALETTE, is_pale, light_of, tinted
from data_access.uploads.files.grid import Area
from data_access.uploads.files.marks import Look, SheetMarks
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.files.xls_marks import ERRORS
from data_access.uploads.files.xml_part import walk

_BOOK, _LINKS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_STYLES, _TEXTS = "xl/styles.bin", "xl/sharedStrings.bin"
_ROW, _BLANK, _SHARED_TEXT, _LAST_CELL = 0, 1, 7, 11
_CELLS_OF_ERRORS = {3, 11}
_TEXT, _COLUMNS, _SHEET, _MERGED = 19, 60, 156, 176
_FORMAT, _FILL, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 45, 47, 617, 618
# The records that say how many of something follow, and where in them.
_COUNTS = {159: 4, 615: 0, 617: 0}
_PERCENT_FORMATS = {9, 10}
_MONTH_FORMATS = {17}
_ROW_IS_HIDDEN = 0x10
_STYLE_BITS = 0xFFFFFF
_LAST_COLUMN = 16_383
_LARGEST_PART = 200_000_000  # bytes; a part is held at once
_MORE = 0x80
_SOLID = 1
_BY_NUMBER, _BY_THEME = 1, 3
_WHOLE_TINT = 32_767


def marks_of_xlsb(archive: Archive, extent: Extent) -> dict[str, SheetMarks]:
    """The marks of each sheet. Raises UnreadableFileError for a damaged workbook or one over its bounds."""
    try:
        looks = _looks(archive, extent)
        lengths = _lengths(archive, extent)
        return {
            name: _marks(archive, part, looks, lengths, extent)
            for name, part in _parts(archive, extent).items()
        }
    except (struct.error, IndexError, KeyError) as error:
        raise UnreadableFileError("damaged_file") from error


def _marks(
    archive: Archive, part: str, looks: Sequence[Look], lengths: Sequence[int], extent: Extent
) -> SheetMarks:
    marks = SheetMarks()
    if part not in archive:
        return marks
    shared: Counter[int] = Counter()
    row = rows = columns = 0
    for kind, data in _records(archive.read(part, most=_LARGEST_PART), extent):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0]
            if data[11] & _ROW_IS_HIDDEN:
                marks.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", data)
            if data[16] & 1:
                marks.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
        elif kind == _MERGED:
            extent.add_merged(1)
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            marks.merged.append(Area(top=top, left=left, bottom=bottom, right=right))
        elif _BLANK <= kind <= _LAST_CELL:
            column, style = struct.unpack_from("<II", data)
            if (style & _STYLE_BITS) < len(looks):
                marks.add((row, column), looks[style & _STYLE_BITS])
            if kind == _BLANK:
                continue
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind in _CELLS_OF_ERRORS:
                extent.add_errors(1)
                marks.errors[row, column] = ERRORS.get(data[8], "#?")
            elif kind == _SHARED_TEXT:
                shared[struct.unpack_from("<I", data, 8)[0]] += 1
    if columns > _LAST_COLUMN + 1:
        raise UnreadableFileError("damaged_file")
    extent.add_sheet(rows, columns)
    extent.add_letters(sum(times * lengths[text] for text, times in shared.items() if text < len(lengths)))
    return marks


def _records(content: bytes, extent: Extent) -> Iterator[tuple[int, bytes]]:
    """The records of a part: each has its number in one or two bytes, its size in one to four, its data.

    They count as elements once the part is read. Raises UnreadableFileError when they are too many.
    """
    at = count = 0
    most = extent.elements_left
    while at < len(content):
        count += 1
        if count > most:
            raise UnreadableFileError("too_large")
        kind = content[at]
        at += 1
        if kind & _MORE:
            kind = (kind & ~_MORE) | (content[at] & ~_MORE) << 7
            at += 1
        size = byte = content[at]
        at += 1
        if byte & _MORE:  # few are so large: the loop is kept from the others
            size &= ~_MORE
            for shift in (7, 14, 21):
                byte = content[at]
                at += 1
                size |= (byte & ~_MORE) << shift
                if not byte & _MORE:
                    break
        if kind in _COUNTS and struct.unpack_from("<I", content, at + _COUNTS[kind])[0] > len(content):
            # A reader makes room for so many.
            raise UnreadableFileError("damaged_file")
        yield kind, content[at : at + size]
        at += size
    extent.add_elements(count)


def _parts(archive: Archive, extent: Extent) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    targets: dict[str, str] = {}

    def see_link(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if path[-1] == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    walk(archive.read(_LINKS), see_link)
    found: dict[str, str] = {}
    for kind, data in _records(archive.read(_BOOK), extent):
        if kind == _SHEET:
            link, rest = _text(data[8:])
            part = targets.get(link, "")
            if part and part in found.values():
                raise UnreadableFileError("damaged_file")
            found[_text(rest)[0]] = part
    return found


def _looks(archive: Archive, extent: Extent) -> list[Look]:
    if _STYLES not in archive:
        return []
    theme = theme_of(archive)
    percent, months = set(_PERCENT_FORMATS), set(_MONTH_FORMATS)
    fills: list[str] = []
    used: list[tuple[int, int]] = []
    is_used = False
    for kind, data in _records(archive.read(_STYLES), extent):
        if kind == _FORMAT:
            number, code = struct.unpack_from("<H", data)[0], _text(data[2:])[0]
            if is_percent_format(code):
                percent.add(number)
            if is_month_format(code):
                months.add(number)
        elif kind == _FILL:
            fills.append(_colour(data, theme))
        elif kind in {_STYLES_BEGIN, _STYLES_END}:
            is_used = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_used:
            _, number, _, fill = struct.unpack_from("<HHHH", data)
            used.append((number, fill))
    looks = []
    for number, fill in used:
        colour = fills[fill] if fill < len(fills) else ""
        looks.append(
            Look(
                is_percentage=number in percent,
                is_month=number in months,
                light=light_of(colour),
                is_pale=is_pale(colour),
            )
        )
    return looks


def _colour(fill: bytes, theme: Sequence[str]) -> str:
    """The colour of a solid fill."""
    pattern, kind, number, tint = struct.unpack_from("<IBBh", fill)
    if pattern != _SOLID:
        return ""
    if kind >> 1 == _BY_THEME:
        return tinted(theme[number], tint / _WHOLE_TINT) if number < len(theme) else ""
    if kind >> 1 == _BY_NUMBER:
        return PALETTE[number] if number < len(PALETTE) else ""
    return fill[8:11].hex()


def _lengths(archive: Archive, extent: Extent) -> list[int]:
    """The letters of each shared text."""
    if _TEXTS not in archive:
        return []
    found = _records(archive.read(_TEXTS, most=_LARGEST_PART), extent)
    return [struct.unpack_from("<I", data, 1)[0] for kind, data in found if kind == _TEXT]


def _text(data: bytes) -> tuple[str, bytes]:
    """A text (its length, its letters) at the beginning of some data, and the rest of the data."""
    length = 2 * struct.unpack_from("<I", data)[0]
    return data[4 : 4 + length].decode("utf-16-le", errors="replace"), data[4 + length :]
