"""What a sender is told about how a file was read, which is no fault: hidden rows, rows left out."""

import enum
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from data_access.uploads.files.addresses import letters_of
from data_access.uploads.files.book import Book
from data_access.uploads.files.grid import RowRole, is_blank
from data_access.uploads.files.table import Table


class RemarkCode(enum.StrEnum):
    """What a sender is told about how a file was read; no fault."""

    HIDDEN_SHEET = "hidden_sheet"  # was read
    HIDDEN_ROWS = "hidden_rows"  # were read; places: their numbers
    HIDDEN_COLUMNS = "hidden_columns"  # were read; places: their letters
    TURNED = "turned"  # the table lies on its side
    MERGED = "merged"  # what is written once was read in each of these rows; places: the merged cells
    NUMBERS = "numbers"  # the rows of these codes are left out; places: their numbers
    HEADERS = "headers"
    SECTION = "section"
    SECTION_READ = "section_read"  # not left out: they say something of the rows below them
    SUBTOTAL = "subtotal"
    NOTE = "note"
    MIXED_ENCODINGS = "mixed_encodings"  # lines of a text file are in several; places: the lines' numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about a sheet that its sender should know."""

    sheet: str
    code: RemarkCode
    places: tuple[str, ...] = ()


def remarks_of(book: Book) -> Iterator[Remark]:
    """What the sender should know of how a book was read, sheet by sheet."""
    if book.lines_in_other_encodings:
        yield Remark(
            sheet="",
            code=RemarkCode.MIXED_ENCODINGS,
            places=tuple(map(str, book.lines_in_other_encodings)),
        )
    for table in book.tables:
        yield from _remarks(table)


def _remarks(table: Table) -> Iterator[Remark]:
    grid = table.grid
    if grid.is_hidden:
        yield Remark(sheet=grid.name, code=RemarkCode.HIDDEN_SHEET)
    if grid.is_turned:
        yield Remark(sheet=grid.name, code=RemarkCode.TURNED)
    if merged := tuple(_merged(table)):
        yield Remark(sheet=grid.name, code=RemarkCode.MERGED, places=merged)
    first = table.things[0] if table.things else len(grid.rows)
    rows = [row for row in sorted(grid.hidden_rows) if row >= first and row < len(grid.rows)]
    columns = [header.column for header in table.headers if header.column in grid.hidden_columns]
    by_row = {RemarkCode.HIDDEN_ROWS: rows}
    by_column = {RemarkCode.HIDDEN_COLUMNS: columns}
    if grid.is_turned:
        by_row, by_column = {RemarkCode.HIDDEN_ROWS: columns}, {RemarkCode.HIDDEN_COLUMNS: rows}
    for code, places in by_row.items():
        if places:
            numbers = tuple(str(grid.first_row + place) for place in places)
            yield Remark(sheet=grid.name, code=code, places=numbers)
    for code, places in by_column.items():
        if places:
            letters = tuple(letters_of(grid.first_column + place) for place in places)
            yield Remark(sheet=grid.name, code=code, places=letters)
    left_out: defaultdict[RowRole, list[str]] = defaultdict(list)
    for row in table.left_out:
        left_out[row.role].append(
            letters_of(grid.first_column + row.row) if grid.is_turned else str(grid.first_row + row.row)
        )
    for role, left in left_out.items():
        is_read = role is RowRole.SECTION and table.by_section
        code = RemarkCode.SECTION_READ if is_read else RemarkCode(role)
        yield Remark(sheet=grid.name, code=code, places=tuple(left))


def _merged(table: Table) -> Iterator[str]:
    """The cells that are merged downwards and say something of several rows of things."""
    grid, things, columns = table.grid, frozenset(table.things), frozenset(table.columns.values())
    for area in sorted(grid.merged, key=lambda one: (one.top, one.left)):
        place = area.top, area.left
        if area.bottom == area.top or area.left not in columns or area.top not in things:
            continue
        if place in grid.fills or not is_blank(grid.cell(*place)):
            yield f"{grid.place(*place)}:{grid.place(area.bottom, area.right)}"
