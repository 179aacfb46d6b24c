"""A lean pass over the sheets of an ODS workbook: repeated cells counted out, errors, percentages, colours."""

import re
from html import unescape

from data_access.uploads.files.archive import Archive
from data_access.uploads.files.bounds import Extent
from data_access.uploads.files.colours import is_pale, light_of
from data_access.uploads.files.grid import Area
from data_access.uploads.files.marks import Look, Place, SheetMarks
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.files.xml_part import WellFormed, walk

_CONTENT, _STYLES = "content.xml", "styles.xml"
_BODY = b"<office:body"
_TAG = re.compile(
    rb"<(/?)table:(table-cell|covered-table-cell|table-row|table-column|table)(?=[\s/>])([^<>]*)>"
)
_REPEATED = re.compile(rb'\btable:number-(?:columns|rows)-repeated="(\d{1,9})"')
_SPANNED = re.compile(rb'\btable:number-(columns|rows)-spanned="(\d{1,7})"')
_STYLE_NAME = re.compile(rb'\btable:(?:default-cell-)?style-name="([^"<>]*)"')
_COLUMN_STYLE = re.compile(rb'\btable:default-cell-style-name="([^"<>]*)"')
_NAME = re.compile(rb'\btable:name="([^"<>]*)"')
_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
_TEXT = re.compile(rb"<text:p\b[^<>]*>([^<]*)<")
_ERROR = re.compile(rb"#[A-Z0-9/_!?]+|Err:\d+")
_CELL_END = b"</table:table-cell>"
_LAST_COLUMN = 16_384
_LONGEST_HEAD = 10_000_000


def marks_of_ods(archive: Archive, extent: Extent) -> dict[str, SheetMarks]:
    """The marks of each sheet. Raises UnreadableFileError for a damaged workbook or one over its bounds."""
    sheets = _Sheets(extent)
    if _STYLES in archive:
        walk(archive.read(_STYLES), sheets.see_style)
    head = b""
    is_in_body = False
    form = WellFormed()
    for piece in archive.pieces(_CONTENT, b"</table:table-row>"):
        form.check(piece)
        body = piece
        if not is_in_body:
            head += piece
            begin = head.find(_BODY)
            if begin < 0:
                if len(head) > _LONGEST_HEAD:
                    raise UnreadableFileError("too_large")
                continue
            walk(head[:begin] + b"</office:document-content>", sheets.see_style)
            body, is_in_body = head[begin:], True
        sheets.read(body)
    form.check(b"", is_last=True)
    return sheets.marks


class _Sheets:
    """Where the pass stands, and what it has found."""

    def __init__(self, extent: Extent) -> None:
        self._extent = extent
        self._looks: dict[str, Look] = {"": Look()}
        self._month_formats: set[str] = set()
        self._format = ""
        self._format_parts: set[str] = set()
        self._style = ""
        self.marks: dict[str, SheetMarks] = {}
        self._sheet = SheetMarks()
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._row_repeats = 1
        self._is_row_filled = False
        self._letters = self._coloured = 0
        self._column_looks: list[tuple[range, Look]] = []

    def see_style(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        match path[2:]:
            case ("style",) if attributes.get("family") == "table-cell":
                self._style = attributes.get("name", "")
                above = self._looks.get(attributes.get("parent-style-name", ""), Look())
                is_month = attributes.get("data-style-name", "") in self._month_formats
                self._looks[self._style] = Look(is_month=is_month, light=above.light, is_pale=above.is_pale)
            case ("style", "table-cell-properties") if "background-color" in attributes:
                look, colour = self._looks[self._style], attributes["background-color"]
                self._looks[self._style] = Look(
                    is_month=look.is_month, light=light_of(colour), is_pale=is_pale(colour)
                )
            case ("date-style",):
                self._format, self._format_parts = attributes.get("name", ""), set()
            case ("date-style", part):
                self._format_parts.add(part)
                shows_month = {"month", "year"} <= self._format_parts
                if shows_month and not {"day", "hours"} & self._format_parts:
                    self._month_formats.add(self._format)
                else:
                    self._month_formats.discard(self._format)

    def read(self, body: bytes) -> None:
        self._extent.add_elements(body.count(b"<table:"))
        for match in _TAG.finditer(body):
            closing, tag, attributes = match.groups()
            if tag in {b"table-cell", b"covered-table-cell"}:
                if not closing:
                    self._see_cell(body, match.end(), attributes)
            elif tag == b"table-row":
                if closing or attributes.endswith(b"/"):
                    self._end_row()
                else:
                    self._begin_row(attributes)
            elif tag == b"table-column":
                self._see_columns(attributes)
            elif closing:
                self._extent.add_sheet(self._rows, self._columns)
            else:
                self._begin_sheet(attributes)

    def _begin_sheet(self, attributes: bytes) -> None:
        name = _NAME.search(attributes)
        self._sheet = SheetMarks()
        self.marks[unescape(name.group(1).decode(errors="replace")) if name else ""] = self._sheet
        self._row = self._column = self._rows = self._columns = 0
        self._column_looks = []

    def _see_columns(self, attributes: bytes) -> None:
        repeats = min(_repeats(attributes), _LAST_COLUMN)
        columns = range(self._column, self._column + repeats)
        if _HIDDEN.search(attributes):
            self._sheet.hidden_columns.update(columns)
        if style := _COLUMN_STYLE.search(attributes):
            look = self._looks.get(style.group(1).decode(errors="replace"), Look())
            if not look.is_plain:
                self._column_looks.append((columns, look))
        self._column += repeats

    def _begin_row(self, attributes: bytes) -> None:
        self._row_repeats = _repeats(attributes)
        self._column = self._letters = 0
        self._is_row_filled = False
        if _HIDDEN.search(attributes):
            end = min(self._row + self._row_repeats, self._extent.bounds.height)
            self._sheet.hidden_rows.update(range(self._row, end))

    def _end_row(self) -> None:
        self._row += self._row_repeats
        if self._is_row_filled:
            self._rows = self._row
            if not self._extent.fits(self._rows, self._columns):
                raise UnreadableFileError("too_large")
            if self._row_repeats > 1:
                self._extent.add_letters(self._letters * self._row_repeats)
        self._row_repeats = 1

    def _see_cell(self, body: bytes, end: int, attributes: bytes) -> None:
        repeats = _repeats(attributes) if b"-repeated=" in attributes else 1
        column = self._column
        self._column += repeats
        if not attributes.endswith(b"/") and not body.startswith(_CELL_END, end):
            self._is_row_filled = True
            if self._column > self._columns:
                self._columns = self._column
                self._check_extent()
            is_repeated = repeats * self._row_repeats > 1
            if is_repeated or b"percentage" in attributes or b"table:formula=" in attributes:
                self._see_content(body, end, attributes, column, repeats)
        if b"-spanned=" in attributes:
            self._extent.add_merged(1)
            spans = {kind: int(count) for kind, count in _SPANNED.findall(attributes)}
            bottom = self._row + spans.get(b"rows", 1) - 1
            right = column + spans.get(b"columns", 1) - 1
            self._sheet.merged.append(Area(top=self._row, left=column, bottom=bottom, right=right))
        if b"style-name=" in attributes or self._column_looks:
            look = self._look(attributes, column)
            if look is not None and not look.is_plain:
                self._colour((self._row, column), repeats, look)

    def _check_extent(self) -> None:
        if not self._extent.fits(self._row + self._row_repeats, self._columns):
            raise UnreadableFileError("too_large")

    def _colour(self, place: Place, repeats: int, look: Look) -> None:
        # What is coloured over the whole rest of a sheet is nobody's light.
        if repeats * self._row_repeats > self._extent.bounds.height:
            return
        self._coloured += repeats * self._row_repeats
        if self._coloured > self._extent.bounds.cells:
            raise UnreadableFileError("too_large")
        for row in range(self._row_repeats):
            for column in range(repeats):
                self._sheet.add((place[0] + row, place[1] + column), look)

    def _see_content(self, body: bytes, end: int, attributes: bytes, column: int, repeats: int) -> None:
        self._check_extent()
        copies = repeats * self._row_repeats
        places = ((self._row + copy // repeats, column + copy % repeats) for copy in range(copies))
        if copies > 1:
            self._letters += max(body.find(_CELL_END, end) - end, 0) * repeats
        if b'office:value-type="percentage"' in attributes:
            self._sheet.percentages.extend(places)
        elif b"table:formula=" in attributes:
            text = _TEXT.search(body, end, body.find(_CELL_END, end))
            if text is not None and _ERROR.fullmatch(text.group(1)):
                self._extent.add_errors(copies)
                self._sheet.errors |= dict.fromkeys(places, text.group(1).decode())

    def _look(self, attributes: bytes, column: int) -> Look | None:
        if style := _STYLE_NAME.search(attributes):
            return self._looks.get(style.group(1).decode(errors="replace"))
        return next((look for columns, look in self._column_looks if column in columns), None)


def _repeats(attributes: bytes) -> int:
    if b"-repeated=" not in attributes:
        return 1
    found = _REPEATED.search(attributes)
    if found is None:
        raise UnreadableFileError("damaged_file")
    return max(int(found.group(1)), 1)
