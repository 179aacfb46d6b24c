"""A workbook of cells as they were read, for files that are no XLSX, or too large to be kept as they are."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill

from data_access.traffic_light import Light
from data_access.uploads.files.book import MadeFrom
from data_access.uploads.files.grid import Cell, CellError, Grid, Month, Share
from data_access.uploads.replacement import place_of
from data_access.uploads.values.value import printable, text_of
from data_access.uploads.workbooks.cell_writers import DATE_FORMAT, Page, is_plain, put_text
from data_access.uploads.workbooks.findings import (
    COMMENT_LIMIT,
    Finding,
    FindingWords,
    Mark,
    Place,
    colour,
    comment_on,
    write_findings,
)
from data_access.uploads.workbooks.template import write_origin

_PERCENT_FORMAT = "0.##%"
_MONTH_FORMAT = "mm.yyyy"
_MOMENT_FORMAT = "dd.mm.yyyy hh:mm"


# The fills by which a cell says a light, for cells that did so in the file.
_LIGHT_FILLS = {
    Light.RED.value: PatternFill("solid", fgColor="FFFF0000"),
    Light.AMBER.value: PatternFill("solid", fgColor="FFFFC000"),
    Light.GREEN.value: PatternFill("solid", fgColor="FF00B050"),
}
_NAME_LIMIT = 31
_NO_NAME = re.compile(r"[\\/*?:\[\]]")


def sheet_title(name: str) -> str:
    """A name for a sheet as an XLSX workbook allows it; text files have sheets without one."""
    return _NO_NAME.sub(" ", name).strip("' ")[:_NAME_LIMIT] or "Sheet1"


def write_grids(
    grids: Sequence[Grid],
    findings: list[Finding],
    marks: Mapping[Place, Mark],
    words: FindingWords,
    made_from: MadeFrom | None,
) -> bytes:
    """A workbook of all cells of some grids, each in its place, with marks and a first sheet of findings.

    `made_from`: what the cells come from, to be told again when they are sent again.
    """
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(words.title)
    titles = {grid.name: sheet_title(grid.name) for grid in grids}
    titled = [replace(one, place=(titles.get(one.place[0], one.place[0]), one.place[1])) for one in findings]
    write_findings(page, titled, titles.values(), words)
    writer = CellWriter(words)
    for grid in grids:
        straight = grid.turned() if grid.is_turned else grid
        places = {
            place: mark
            for (sheet, cell), mark in marks.items()
            if sheet == grid.name and (place := place_of(straight, cell)) is not None
        }
        writer.write(workbook.create_sheet(titles[grid.name]), straight, range(len(straight.rows)), places)
    if made_from is not None:
        write_origin(workbook, made_from)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


class CellWriter:
    """Writes rows of cells into the sheets of one write-only workbook, with marks on them."""

    def __init__(self, words: FindingWords) -> None:
        self._words = words
        self._comments = 0

    def write(
        self, page: Page, grid: Grid, rows: Iterable[int], marks: Mapping[tuple[int, int], Mark]
    ) -> None:
        """Write rows of a grid one below the other, from its first row on; marks are by its rows and columns."""
        marked: defaultdict[int, dict[int, Mark]] = defaultdict(dict)
        for (row, column), mark in marks.items():
            marked[row][column] = mark
        for _ in range(grid.first_row - 1):
            page.append([])
        before = [None] * grid.first_column
        for row in rows:
            of_row = marked.get(row, {})
            cells = (
                self._cell(page, cell, of_row.get(at), grid.fills.get((row, at)))
                for at, cell in enumerate(grid.rows[row])
            )
            page.append([*before, *cells])

    def _cell(self, page: Page, held: Cell, mark: Mark | None, light: str | None) -> Any:
        if mark is None and light is None and _is_written_as_it_stands(held):
            return held
        cell = WriteOnlyCell(page)
        _put(cell, held)
        if light is not None:
            cell.fill = _LIGHT_FILLS[light]
        if mark is not None:
            colour(cell, mark)
            if self._comments < COMMENT_LIMIT:
                self._comments += 1
                comment_on(cell, mark.note, self._words)
        return cell


def _is_written_as_it_stands(held: Cell) -> bool:
    if isinstance(held, str):
        return is_plain(held) and printable(held) == held
    return held is None or isinstance(held, bool | int) or (isinstance(held, float) and isfinite(held))


def _put(cell: Any, held: Cell) -> None:
    """Write what a cell held, in the format in which its value is read again."""
    if isinstance(held, Share):
        cell.value, cell.number_format = held.value, _PERCENT_FORMAT
    elif isinstance(held, Month):
        cell.value, cell.number_format = held.day, _MONTH_FORMAT
    elif isinstance(held, datetime):
        cell.value = held.replace(tzinfo=None)
        cell.number_format = DATE_FORMAT if held.time() == time() else _MOMENT_FORMAT
    elif isinstance(held, date):
        cell.value, cell.number_format = held, DATE_FORMAT
    elif isinstance(held, CellError) or (isinstance(held, float) and not isfinite(held)):
        put_text(cell, text_of(held))
    elif isinstance(held, str):
        put_text(cell, held)
    else:
        cell.value = held
