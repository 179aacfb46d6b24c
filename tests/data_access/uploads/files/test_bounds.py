"""The bounds of a file: whatever an honest ministry sends within size and rows is within all others too."""

import io
import zipfile

from bench.workbooks import text_file, workbook
from data_access.uploads.files.bounds import MEGABYTE, Bounds
from data_access.uploads.read import read_workbook

ROWS = 2_000
BOUNDS = Bounds(size=20 * MEGABYTE * ROWS // 200_000, rows=ROWS)  # a hundredth of what is usual


def test_as_many_rows_of_long_texts_as_allowed_are_read() -> None:
    content = workbook(ROWS, went_on=True)
    assert len(content) <= BOUNDS.size
    [table] = read_workbook("figures.xlsx", content, BOUNDS).tables
    assert len(table.things) == ROWS
    [table] = read_workbook("figures.csv", text_file(content), Bounds(rows=ROWS)).tables
    assert len(table.things) == ROWS


def test_the_same_rows_as_an_opendocument_file_would_be_unpacked_too() -> None:
    """LibreOffice's XML for such rows is a third longer than ours: 408 and 302 MB for 200,000 of them."""
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS, went_on=True))) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    assert 1.35 * unpacked < BOUNDS.unpacked
