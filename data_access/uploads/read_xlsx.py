"""Workbooks: values by python-calamine, in their true places, with what it leaves out put back."""

import io
import zlib
from collections.abc import Iterable
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from data_access.uploads.book import Cell, CellError, Grid, Share, UnreadableFileError
from data_access.uploads.cell_marks import CellMarks, Mark

_LARGEST_UNPACKED = 1_000_000_000
# What the libraries raise over broken archives, broken XML and packings that they do not know.
_DAMAGE = (
    CalamineError,
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RuntimeError,
    ValueError,
)


def read_xlsx(content: bytes) -> list[Grid]:
    """The sheets of a workbook. Raises UnreadableFileError."""
    marks = _marks(content) if content.startswith(b"PK") else None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return [
                _grid(workbook, place, details.name, marks, details.visible != SheetVisibleEnum.Visible)
                for place, details in enumerate(workbook.sheets_metadata)
            ]
    except PasswordError as error:
        raise UnreadableFileError("password_protected") from error
    except _DAMAGE as error:
        raise UnreadableFileError("damaged_file") from error


def _marks(content: bytes) -> CellMarks | None:
    """The marks of an XLSX file's cells; None for other workbooks, which have theirs elsewhere."""
    try:
        archive = ZipFile(io.BytesIO(content))
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
            raise UnreadableFileError("too_large")
        return CellMarks(archive) if "xl/workbook.xml" in archive.namelist() else None
    except _DAMAGE as error:
        raise UnreadableFileError("damaged_file") from error


def _grid(
    workbook: CalamineWorkbook, place: int, name: str, marks: CellMarks | None, is_hidden: bool
) -> Grid:
    sheet = workbook.get_sheet_by_index(place)
    first_row, first_column = sheet.start or (0, 0)
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python()]
    if marks is not None:
        _put_back(rows, first_row, first_column, marks.of(name))
    return Grid(name=name, rows=rows, first_row=first_row + 1, first_column=first_column, is_hidden=is_hidden)


def _put_back(rows: list[list[Cell]], first_row: int, first_column: int, marks: Iterable[Mark]) -> None:
    for mark in marks:
        row, column = mark.row - 1 - first_row, mark.column - first_column
        if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
            continue
        held = rows[row][column]
        if mark.error is not None:
            rows[row][column] = CellError(mark.error)
        elif isinstance(held, float | int) and not isinstance(held, bool):
            rows[row][column] = Share(float(held))
