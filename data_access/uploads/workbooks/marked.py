"""The sender's own workbook with its faults and doubts marked, to be mended and sent again."""

import io
import zlib
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 # the exception alone; nothing is parsed with it
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from data_access.uploads.columns import FINDINGS
from data_access.uploads.files.book import Book
from data_access.uploads.files.grid import Grid
from data_access.uploads.prepared import Prepared
from data_access.uploads.tables.headers import is_named
from data_access.uploads.workbooks.cell_writers import put_text
from data_access.uploads.workbooks.cells_workbook import write_grids
from data_access.uploads.workbooks.findings import (
    COMMENT_LIMIT,
    Finding,
    FindingWords,
    Mark,
    Place,
    colour,
    comment_on,
    findings_of,
    is_marked,
    marks_of,
    unmark,
    write_findings,
)

CELL_LIMIT = 600_000
"""A workbook with more cells is not kept as it is: its cells are written anew, which takes less memory."""

# What openpyxl raises over workbooks, or what look like such, that it does not understand.
_NOT_UNDERSTOOD = (
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    TypeError,
    ValueError,
    zlib.error,
)


def marked_workbook(prepared: Prepared, words: FindingWords) -> bytes:
    """A file as an XLSX workbook with its findings: coloured, commented cells, and a first sheet that lists all.

    An XLSX file stays as it was sent, its formulas too, but for macros and what openpyxl does not know; of
    any other file the cells are written as they were read. Texts that the sender has chosen to replace
    cells are put in. Of a file that could not be read the list is all.
    """
    findings = findings_of(prepared.faults_told, prepared.doubts, words)
    marks = marks_of(findings, prepared.choices.replacements, words)
    kept = _kept(prepared, findings, marks, words) if _can_be_kept(prepared) else None
    if kept is not None:
        return kept
    return write_grids(_grids(prepared.book), findings, marks, words, prepared.book.made_from)


def _grids(book: Book) -> list[Grid]:
    return [*(table.grid for table in book.tables), *book.others]


def _can_be_kept(prepared: Prepared) -> bool:
    grids = _grids(prepared.book)
    size = sum(len(grid.rows) * len(grid.rows.columns) for grid in grids)
    # openpyxl makes a cell for each that is merged, however far beyond the others.
    size += sum(
        (area.bottom - area.top + 1) * (area.right - area.left + 1) for grid in grids for area in grid.merged
    )
    return bool(grids) and size <= CELL_LIMIT and prepared.content.startswith(b"PK")


def _kept(
    prepared: Prepared, findings: list[Finding], marks: Mapping[Place, Mark], words: FindingWords
) -> bytes | None:
    """The workbook as it was sent, with its marks; None where openpyxl does not understand it."""
    file = io.BytesIO()
    try:
        workbook = load_workbook(io.BytesIO(prepared.content), rich_text=True)
        if not {grid.name for grid in _grids(prepared.book)} <= set(workbook.sheetnames):
            return None
        workbook.template = False
        _clean(workbook)
        _replace(workbook, prepared.choices.replacements)
        _mark(workbook, marks, words)
        for sheet in workbook.worksheets:
            sheet.sheet_view.tabSelected = False
        page = workbook.create_sheet(words.title, 0)
        write_findings(page, findings, workbook.sheetnames, words)
        workbook.active = 0
        page.sheet_view.tabSelected = True
        workbook.save(file)
    except _NOT_UNDERSTOOD:
        return None
    return file.getvalue()


def _clean(workbook: Workbook) -> None:
    """Take away what was marked before the file was sent again."""
    earlier = [sheet for sheet in workbook.worksheets if is_named(sheet.title, FINDINGS)]
    for sheet in earlier:
        workbook.remove(sheet)
    if earlier:
        for sheet in workbook.worksheets:
            for cell in _cells(sheet):
                if is_marked(cell):
                    unmark(cell)


def _cells(sheet: Any) -> list[Any]:
    """The cells that a sheet has; going through its rows would make those that it has not."""
    return list(sheet._cells.values())


def _replace(workbook: Workbook, replacements: Mapping[Place, str]) -> None:
    cells = _Cells(workbook)
    for (sheet, address), text in replacements.items():
        if (cell := cells.at(sheet, address)) is not None:
            put_text(cell, text)


def _mark(workbook: Workbook, marks: Mapping[Place, Mark], words: FindingWords) -> None:
    cells = _Cells(workbook)
    said: set[tuple[str, str, str]] = set()  # merged cells say the same of each of their rows: once is enough
    for (sheet, address), mark in marks.items():
        cell = cells.at(sheet, address)
        if cell is None:
            continue
        colour(cell, mark)
        note = sheet, cell.coordinate, mark.note
        if len(said) < COMMENT_LIMIT and note not in said:
            said.add(note)
            comment_on(cell, mark.note, words)
        page = cell.parent
        page.sheet_state = "visible"
        if cell.row in page.row_dimensions:
            page.row_dimensions[cell.row].hidden = False


class _Cells:
    """Finds the cells of a workbook that can hold a mark: of merged cells the first."""

    def __init__(self, workbook: Workbook) -> None:
        self._pages: dict[str, Any] = {page.title: page for page in workbook.worksheets}
        self._firsts: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}

    def at(self, sheet: str, address: str) -> Any:
        """The cell; None where there is no such sheet."""
        page = self._pages.get(sheet)
        if page is None:
            return None
        cell = page[address]
        if not isinstance(cell, MergedCell) or cell.row is None or cell.column is None:
            return cell
        if sheet not in self._firsts:
            self._firsts[sheet] = {
                place: (area.min_row, area.min_col)
                for area in page.merged_cells.ranges
                for place in area.cells
            }
        return page.cell(*self._firsts[sheet][cell.row, cell.column])
