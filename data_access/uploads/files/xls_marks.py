"""A lean pass over the records of an XLS workbook (BIFF8): errors, percentages, colours, hidden rows, extent."""

import struct
from collections import Counter
from collections.abc import Iterator

from data_access.uploads.files.bounds import Extent
from data_access.uploads.files.cell_styles import is_month_format, is_percent_format
from data_access.uploads.files.colours import PALETTE, is_pale, light_of
from data_access.uploads.files.marks import Look, SheetMarks
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.files.xls_texts import text_lengths

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""The errors of cells by their numbers."""

_BEGIN, _END, _CONTINUED, _PASSWORD = 0x0809, 0x0A, 0x3C, 0x2F
_SHEET, _STYLE, _FORMAT, _COLOURS, _TEXTS = 0x85, 0xE0, 0x041E, 0x92, 0xFC
_DIMENSIONS, _ROW, _COLUMN_WIDTHS = 0x0200, 0x0208, 0x7D
_FORMULA, _LOGICAL_OR_ERROR, _SHARED_TEXT, _NUMBERS, _BLANKS, _BLANK = 0x06, 0x0205, 0xFD, 0xBD, 0xBE, 0x0201
_MERGED = 0xE5
_FILLED = {_FORMULA, _LOGICAL_OR_ERROR, _SHARED_TEXT, 0x0203, 0x0204, 0x027E, 0xD6}
_PERCENT_FORMATS = {9, 10}
_MONTH_FORMATS = {17}
_OWN_COLOURS = 8  # the number of the first colour that a workbook may choose
_SOLID = 1
_ROW_IS_HIDDEN = 0x20
_ROWS, _COLUMNS = 65_536, 256
_UNICODE = 1


def marks_of_xls(stream: bytes, extent: Extent) -> dict[str, SheetMarks]:
    """The marks of each sheet of a workbook's stream. Raises UnreadableFileError."""
    try:
        workbook = _Workbook(stream, extent)
        return {name: workbook.marks(offset) for offset, name in workbook.sheets.items()}
    except (struct.error, IndexError) as error:
        raise UnreadableFileError("damaged_file") from error


class _Workbook:
    def __init__(self, stream: bytes, extent: Extent) -> None:
        self._stream = stream
        self._extent = extent
        self._left = 2 * len(stream)
        self.sheets: dict[int, str] = {}
        self._formats: dict[int, str] = {}
        self._styles: list[tuple[int, int, int]] = []
        self._palette = list(PALETTE)
        texts: list[bytes] = []
        last = 0
        for kind, data in self._records(0):
            if kind == _PASSWORD:
                raise UnreadableFileError("password_protected")
            if kind == _SHEET:
                self._see_sheet(data)
            elif kind == _FORMAT:
                self._formats[struct.unpack_from("<H", data)[0]] = _text(data[2:], 2)
            elif kind == _STYLE and len(data) >= 20:
                number_format = struct.unpack_from("<H", data, 2)[0]
                pattern, colours = struct.unpack_from("<IH", data, 14)
                self._styles.append((number_format, pattern >> 26, colours & 0x7F))
            elif kind == _COLOURS:
                chosen = [data[at : at + 3].hex() for at in range(2, len(data) - 3, 4)]
                self._palette[_OWN_COLOURS : _OWN_COLOURS + len(chosen)] = chosen
            elif kind == _TEXTS or (kind == _CONTINUED and last == _TEXTS):
                texts.append(data)
            last = _TEXTS if kind == _CONTINUED and last == _TEXTS else kind
        self._lengths = text_lengths(texts, extent)
        self._looks = [self._look(*style) for style in self._styles]

    def marks(self, offset: int) -> SheetMarks:
        marks = SheetMarks()
        rows = columns = 0
        shared: Counter[int] = Counter()
        for kind, data in self._records(offset):
            if kind == _DIMENSIONS:
                _check_dimensions(data)
                continue
            if kind == _ROW:
                if len(data) >= 16 and data[12] & _ROW_IS_HIDDEN:
                    marks.hidden_rows.add(struct.unpack_from("<H", data)[0])
                continue
            if kind == _MERGED:
                self._extent.add_merged(struct.unpack_from("<H", data)[0])
                continue
            if kind == _COLUMN_WIDTHS:
                first, last, _, _, options = struct.unpack_from("<HHHHH", data)
                if options & 1:
                    marks.hidden_columns.update(range(first, min(last + 1, _COLUMNS)))
                continue
            if kind not in _FILLED and kind not in {_NUMBERS, _BLANKS, _BLANK}:
                continue
            row, column, style = struct.unpack_from("<HHH", data)
            if kind in {_NUMBERS, _BLANKS}:
                last = self._mark_several(marks, data, 6 if kind == _NUMBERS else 2)
                if kind == _NUMBERS:
                    rows, columns = max(rows, row + 1), max(columns, last)
                continue
            if style < len(self._looks):
                marks.add((row, column), self._looks[style])
            if kind == _BLANK:
                continue
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _SHARED_TEXT:
                shared[struct.unpack_from("<I", data, 6)[0]] += 1
            elif (code := _error_code(kind, data)) is not None:
                self._extent.add_errors(1)
                marks.errors[row, column] = ERRORS.get(code, "#?")
        if columns > _COLUMNS:
            raise UnreadableFileError("damaged_file")
        self._extent.add_sheet(rows, columns)
        self._extent.add_letters(
            sum(times * self._lengths[text] for text, times in shared.items() if text < len(self._lengths))
        )
        return marks

    def _mark_several(self, marks: SheetMarks, data: bytes, size: int) -> int:
        """Mark the cells of a record that holds several beside each other; returns the column behind them."""
        row, column = struct.unpack_from("<HH", data)
        count = (len(data) - 6) // size
        for at in range(count):
            style = struct.unpack_from("<H", data, 4 + at * size)[0]
            if style < len(self._looks) and not self._looks[style].is_plain:
                marks.add((row, column + at), self._looks[style])
        return int(column + count)

    def _records(self, offset: int) -> Iterator[tuple[int, bytes]]:
        """The records from an offset on to the end of what begins there; what is nested in it is passed over."""
        stream, depth = self._stream, 0
        while offset + 4 <= len(stream):
            kind, size = struct.unpack_from("<HH", stream, offset)
            data = stream[offset + 4 : offset + 4 + size]
            offset += 4 + size
            self._left -= 4 + size
            if self._left < 0:
                raise UnreadableFileError("damaged_file")
            if kind == _BEGIN:
                depth += 1
            elif kind == _END:
                depth -= 1
                if depth <= 0:
                    return
            elif depth <= 1:
                yield kind, data

    def _see_sheet(self, data: bytes) -> None:
        offset = struct.unpack_from("<I", data)[0]
        if offset in self.sheets:
            raise UnreadableFileError("damaged_file")
        self.sheets[offset] = _text(data[6:], 1)

    def _look(self, number_format: int, pattern: int, colour: int) -> Look:
        code = self._formats.get(number_format, "")
        written = self._palette[colour] if pattern == _SOLID and colour < len(self._palette) else ""
        return Look(
            is_percentage=number_format in _PERCENT_FORMATS or is_percent_format(code),
            is_month=number_format in _MONTH_FORMATS or (bool(code) and is_month_format(code)),
            light=light_of(written),
            is_pale=is_pale(written),
        )


def _check_dimensions(data: bytes) -> None:
    """A reader makes room for what a sheet says of its size."""
    first_row, rows, first_column, columns = struct.unpack_from("<IIHH", data)
    if not (first_row <= rows <= _ROWS and first_column <= columns <= _COLUMNS):
        raise UnreadableFileError("damaged_file")


def _error_code(kind: int, data: bytes) -> int | None:
    if kind == _LOGICAL_OR_ERROR and data[7]:
        return data[6]
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None


def _text(data: bytes, length_size: int) -> str:
    """A short text: its length in one or two bytes, how its letters are written, and they."""
    length = int.from_bytes(data[:length_size], "little")
    letters = data[length_size + 1 :]
    if data[length_size] & _UNICODE:
        return letters[: 2 * length].decode("utf-16-le", errors="replace")
    return letters[:length].decode("latin-1")
