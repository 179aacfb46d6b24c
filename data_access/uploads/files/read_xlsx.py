"""Workbooks: values by python-calamine, in their true places, with what it leaves out put back."""

import io
from collections.abc import Mapping
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from data_access.uploads.encoded import rows_of
from data_access.uploads.files.archive import Archive
from data_access.uploads.files.bounds import Bounds, Extent
from data_access.uploads.files.cell_marks import marks_of_xlsx
from data_access.uploads.files.grid import Area, Cell, Grid
from data_access.uploads.files.marks import Place, SheetMarks
from data_access.uploads.files.ods_marks import marks_of_ods
from data_access.uploads.files.ole import packed, workbook_stream
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.files.xls_marks import marks_of_xls
from data_access.uploads.files.xlsb_marks import marks_of_xlsb

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

# What the libraries raise over broken files.
_DAMAGE = (CalamineError, OSError, OverflowError, ValueError)
_MAIN_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_PASSWORDS_IN_ODS = b"encryption-data"


def read_xlsx(content: bytes, bounds: Bounds) -> list[Grid]:
    """The sheets of a workbook: XLSX, XLSM, XLSB, XLS or ODS. Macros are not looked at.

    Raises UnreadableFileError. The file's own account of its size is not trusted: it is measured first.
    """
    if content.startswith(ZIP_MARK):
        marks = _marks_of_archive(content, bounds)
    else:
        stream = workbook_stream(content)
        marks = marks_of_xls(stream, Extent(bounds))
        content = packed(stream)
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
    except BaseException as error:
        # A panic of the library, whose class cannot be named; anything else goes on.
        if type(error).__name__ == "PanicException":
            raise UnreadableFileError("damaged_file") from error
        raise


def _marks_of_archive(content: bytes, bounds: Bounds) -> Mapping[str, SheetMarks]:
    archive, extent = Archive(content, bounds), Extent(bounds)
    # Where one of several fails, the library tries the next, which nobody has measured.
    found = [part for part in _MAIN_PARTS if part in archive]
    if len(found) > 1:
        raise UnreadableFileError("damaged_file")
    if found == ["xl/workbook.xml"]:
        marks = marks_of_xlsx(archive, extent)
    elif found == ["xl/workbook.bin"]:
        marks = marks_of_xlsb(archive, extent)
    elif found and b"spreadsheet" in _media_type(archive):
        if "META-INF/manifest.xml" in archive and _PASSWORDS_IN_ODS in archive.read("META-INF/manifest.xml"):
            raise UnreadableFileError("password_protected")
        marks = marks_of_ods(archive, extent)
    else:
        raise UnreadableFileError("unknown_format")
    archive.check_rest()
    return marks


def _media_type(archive: Archive) -> bytes:
    return archive.read("mimetype") if "mimetype" in archive else b""


def _grid(
    workbook: CalamineWorkbook, place: int, name: str, marks: Mapping[str, SheetMarks], is_hidden: bool
) -> Grid:
    sheet = workbook.get_sheet_by_index(place)
    first_row, first_column = sheet.start or (0, 0)
    rows = cast("list[list[Cell]]", sheet.to_python())
    found = marks.get(name, SheetMarks())
    found.put_into(rows, first_row, first_column)
    merged = (
        *((area.top, area.left, area.bottom, area.right) for area in found.merged),
        *((*begin, *end) for begin, end in sheet.merged_cell_ranges or ()),
    )
    return Grid(
        name=name,
        rows=rows_of(rows),
        first_row=first_row + 1,
        first_column=first_column,
        is_hidden=is_hidden,
        merged=tuple(
            Area(
                top=top - first_row,
                left=left - first_column,
                bottom=bottom - first_row,
                right=right - first_column,
            )
            for top, left, bottom, right in merged
        ),
        fills=_moved(found.lights(), first_row, first_column),
        hidden_rows=frozenset(row - first_row for row in found.hidden_rows),
        hidden_columns=frozenset(column - first_column for column in found.hidden_columns),
    )


def _moved(lights: dict[Place, str], rows: int, columns: int) -> dict[Place, str]:
    if not rows and not columns:
        return lights
    return {(row - rows, column - columns): light for (row, column), light in lights.items()}
