"""A lean pass over the sheets of an XLSX workbook, by patterns over pieces of their XML."""

import re
from collections.abc import Iterator

from data_access.uploads.files.archive import Archive
from data_access.uploads.files.bounds import Extent
from data_access.uploads.files.cell_styles import looks_of
from data_access.uploads.files.marks import Place, SheetMarks
from data_access.uploads.files.shared_texts import SharedTexts
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.files.xml_part import walk

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# Pieces are made uniform first (see `_uniform`); patterns begin with what is rare, so that they are fast.
_PREFIX = re.compile(rb"<(\w+):worksheet\b")
_FIRST_CELL = re.compile(rb"<c(?=[\s/>])([^<>]*)")
_ERROR = re.compile(rb't="e"')
_FORMULA_WITHOUT_VALUE = re.compile(rb"><f\b[^<>]*(?:/>|>[^<]*</f>)(?!\s*<v\b[^<>]*>[^<])")
_VALUE = re.compile(rb"<v\b[^<>]*>([^<]*)<")
_WRITTEN_FORMULA = re.compile(rb"><f\b")
_CELL_END = b"</c>"
_ROW = re.compile(rb"<row(?=[\s/>])([^<>]*)")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<col\s([^<>]*)>")
_ENDS = re.compile(rb'\b(min|max)="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_STYLED = re.compile(rb'<c\s[^<>]*\bs="')
_PLACE_THEN_STYLE = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}" s="')
_ROW_OR_CELL = re.compile(rb"<(row|c)(?=[\s/>])([^<>]*)>")
_FAR_RIGHT = re.compile(rb'"([A-Z]{2,})\d+"')
_FAR_DOWN = re.compile(rb'"[A-Z](\d{6,})"')
_FILLED = re.compile(rb'<c\s[^<>]*\br="([A-Z]+)(\d+)"[^<>]*(?<!/)>(?!</)')
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_383
_COLUMNS_OF_ONE_LETTER = 26
_LONGEST_CELL = 70_000
_FEW_STYLES = 50  # more are looked up one by one: a pattern of many numbers is slow


def column_of(letters: bytes) -> int:
    """The column that letters name, from 0."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1


def marks_of_xlsx(archive: Archive, extent: Extent) -> dict[str, SheetMarks]:
    """The marks of each sheet. Raises UnreadableFileError for a damaged workbook or one over its bounds."""
    passing = _Pass(archive, extent)
    return {name: passing.marks(part) for name, part in _parts(archive).items()}


class _Pass:
    def __init__(self, archive: Archive, extent: Extent) -> None:
        self._archive = archive
        self._extent = extent
        self._looks = looks_of(archive)
        self._texts = SharedTexts(archive, extent)
        marked = [str(at).encode() for at, look in enumerate(self._looks) if not look.is_plain]
        numbers = b"|".join(marked) if len(marked) <= _FEW_STYLES else rb"\d{1,6}"
        self._marked = (
            re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(' + numbers + rb')"') if marked else None
        )
        self._marked_otherwise = re.compile(rb'<c(?=\s)([^<>]*\bs="(' + numbers + rb')"[^<>]*)>')

    def marks(self, part: str) -> SheetMarks:
        marks = SheetMarks()
        if part not in self._archive:
            return marks
        reach = _Reach()
        last_row = -1
        for piece in self._pieces(part):
            self._extent.add_elements(piece.count(b"<row") + piece.count(b"<c"))
            self._extent.add_merged(piece.count(b"<mergeCell") - piece.count(b"<mergeCells"))
            first = _FIRST_CELL.search(piece)
            if first is not None and not _PLACE.search(first.group(1)):
                last_row = self._mark_unnumbered(piece, marks, reach, last_row)
            else:
                last_row = self._mark(piece, marks, reach, last_row)
            self._texts.count(piece)
        rows, columns = reach.rows, reach.columns
        if not self._extent.fits(rows, columns):
            rows, columns = self._filled(part)
        self._extent.add_sheet(rows, columns)
        return marks

    def _pieces(self, part: str) -> Iterator[bytes]:
        """The pieces of a sheet, all quotes double and no name with a prefix."""
        prefix = b""
        for at, piece in enumerate(self._archive.pieces(part, b"row>")):
            if at == 0 and (found := _PREFIX.search(piece)):
                prefix = found.group(1) + b":"
            uniform = piece.replace(b"'", b'"')
            yield uniform.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else uniform

    def _mark(self, piece: bytes, marks: SheetMarks, reach: "_Reach", last_row: int) -> int:
        """Mark what a piece holds; returns its last row."""
        has_hidden = b"hidden=" in piece
        for row in _ROW.finditer(piece):
            number = _ROW_NUMBER.search(row.group(1))
            last_row = int(number.group(1)) - 1 if number else last_row + 1
            if has_hidden and _HIDDEN.search(row.group(1)):
                marks.hidden_rows.add(last_row)
        if has_hidden:
            marks.hidden_columns.update(_hidden_columns(piece))
        errors = list(_errors(piece))
        self._extent.add_errors(len(errors))
        marks.errors.update(errors)
        if self._marked is not None:
            self._mark_styles(piece, marks, self._marked)
        reach.see(piece, last_row)
        return last_row

    def _mark_styles(self, piece: bytes, marks: SheetMarks, marked: re.Pattern[bytes]) -> None:
        styled = _STYLED.search(piece)
        if styled is None:
            return
        if not _PLACE_THEN_STYLE.match(piece, styled.start()):
            for match in self._marked_otherwise.finditer(piece):
                if found := _PLACE.search(match.group(1)):
                    self._add(
                        marks, (int(found.group(2)) - 1, column_of(found.group(1))), int(match.group(2))
                    )
            return
        columns: dict[bytes, int] = {}
        for letters, number, style in marked.findall(piece):
            if letters not in columns:
                columns[letters] = column_of(letters)
            self._add(marks, (int(number) - 1, columns[letters]), int(style))

    def _add(self, marks: SheetMarks, place: Place, style: int) -> None:
        if style < len(self._looks):
            marks.add(place, self._looks[style])

    def _mark_unnumbered(self, piece: bytes, marks: SheetMarks, reach: "_Reach", row: int) -> int:
        """As `_mark`, of cells that don't say where they stand: each is the next one."""
        column = -1
        for match in _ROW_OR_CELL.finditer(piece):
            tag, attributes = match.groups()
            if tag == b"row":
                number = _ROW_NUMBER.search(attributes)
                row, column = int(number.group(1)) - 1 if number else row + 1, -1
                if _HIDDEN.search(attributes):
                    marks.hidden_rows.add(row)
                continue
            found = _PLACE.search(attributes)
            column = column_of(found.group(1)) if found else column + 1
            reach.add(row, column)
            if b't="e"' in attributes and (value := _VALUE.match(piece, match.end())):
                self._extent.add_errors(1)
                marks.errors[row, column] = value.group(1).decode(errors="replace")
            style = _STYLE.search(attributes)
            if style:
                self._add(marks, (row, column), int(style.group(1)))
        reach.see(piece, row)
        return row

    def _filled(self, part: str) -> tuple[int, int]:
        """How far the cells that hold something reach; those that are only formatted reach further."""
        rows = columns = 0
        for piece in self._pieces(part):
            for letters, number in _FILLED.findall(piece):
                rows, columns = max(rows, int(number)), max(columns, column_of(letters) + 1)
        return rows, columns


class _Reach:
    """How far a sheet's cells reach at most, empty ones included."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0

    def see(self, piece: bytes, last_row: int) -> None:
        right = max((column_of(letters) for letters in set(_FAR_RIGHT.findall(piece))), default=0)
        down = max(map(int, _FAR_DOWN.findall(piece)), default=0) - 1
        self.add(max(last_row, down), max(right, _COLUMNS_OF_ONE_LETTER - 1))

    def add(self, row: int, column: int) -> None:
        if row >= _LAST_ROW or column > _LAST_COLUMN:
            raise UnreadableFileError("damaged_file")
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


def _errors(piece: bytes) -> Iterator[tuple[Place, str]]:
    """The errors in a piece, and formulas that have no value yet, which no reader can compute."""
    for match in _ERROR.finditer(piece):
        attributes, start = _opening(piece, match.start())
        value = _VALUE.search(piece, start, _end_of_cell(piece, start))
        yield from _placed(attributes, value.group(1) if value else b"")
    for match in _FORMULA_WITHOUT_VALUE.finditer(piece):
        attributes, start = _opening(piece, match.start())
        end = _end_of_cell(piece, start)
        value = _VALUE.search(piece, start, end)
        if b"t=" not in attributes and (value is None or not value.group(1)):
            written = _WRITTEN_FORMULA.search(piece, start, end)
            yield from _placed(attributes, b"=" + (written.group(1) if written else b""))


def _opening(piece: bytes, within: int) -> tuple[bytes, int]:
    """The attributes of the cell whose opening tag a place lies in, and where the tag ends."""
    start = max(piece.rfind(b"<", 0, within), 0)
    end = piece.find(b">", within) + 1
    is_cell = piece.startswith(b"<c", start) and end > 0
    return (piece[start:end], end) if is_cell else (b"", max(end, within))


def _end_of_cell(piece: bytes, start: int) -> int:
    """Where the cell ends that `start` lies in."""
    end = piece.find(_CELL_END, start, start + _LONGEST_CELL)
    return end if end >= 0 else start


def _placed(attributes: bytes, error: bytes) -> Iterator[tuple[Place, str]]:
    if place := _PLACE.search(attributes):
        yield (int(place.group(2)) - 1, column_of(place.group(1))), error.decode(errors="replace")


def _hidden_columns(piece: bytes) -> Iterator[int]:
    for match in _COLUMNS.finditer(piece):
        if _HIDDEN.search(match.group(1)):
            ends = {name: int(number) for name, number in _ENDS.findall(match.group(1))}
            yield from range(ends.get(b"min", 1) - 1, min(ends.get(b"max", 0), _LAST_COLUMN + 1))


def _parts(archive: Archive) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    targets: dict[str, str] = {}
    found: dict[str, str] = {}

    def see_link(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if path[-1] == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    def see_sheet(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if path[-2:] == ("sheets", "sheet"):
            part = targets.get(attributes.get("id", ""), "")
            if part and part in found.values():
                raise UnreadableFileError("damaged_file")
            found[attributes.get("name", "")] = part

    for part, see in ((_LINKS, see_link), (_BOOK, see_sheet)):
        if part not in archive:
            raise UnreadableFileError("damaged_file")
        walk(archive.read(part), see)
    return found
