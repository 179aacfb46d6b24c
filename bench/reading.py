"""How long reading takes beside python-calamine alone: python -m bench.reading [ROWS].

A workbook of milestones, 16 columns, with dates, percentages, colours and errors, is read by python-calamine,
then wholly: marks, layout, values and faults. Each is the best of three; the ratios are what matters.
"""

import csv
import io
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from data_access.model import Kind
from data_access.uploads.checks.check import check
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.files.bounds import DEFAULT_BOUNDS
from data_access.uploads.files.read_xlsx import read_xlsx
from data_access.uploads.known import Known
from data_access.uploads.read import read_workbook
from data_access.uploads.values.day_order import with_day_order

ROWS = 50_000
_COLOURS = ("FFFF0000", "FFFFC000", "FF00B050")
_FIRST_DAY = date(2026, 1, 1)


def workbook(rows: int) -> bytes:
    """A workbook of so many milestones."""
    chance = random.Random(2026)
    book = Workbook(write_only=True)
    page = book.create_sheet("Milestones")
    columns = SHEETS[Kind.MILESTONE].columns
    page.append([column.header.en for column in columns])
    for number in range(rows):
        cells = []
        for column in columns:
            cell = WriteOnlyCell(page, value=f"{column.attribute} {number % 5000}")
            if column.attribute == "code":
                cell.value = f"CON-01-M{number}"
            elif column.type is CellType.REFERENCE:
                cell.value = "CON-01" if column.refers_to is Kind.PROBLEM else None
            elif column.type is CellType.DATE:
                cell.value = _FIRST_DAY + timedelta(days=chance.randrange(700))
                cell.number_format = "dd.mm.yyyy"
            elif column.type is CellType.PERCENT:
                cell.value = "#N/A" if number % 1000 == 999 else chance.randrange(101) / 100
                cell.number_format = "0%"
            elif column.type is CellType.LIGHT:
                cell.value = None
                cell.fill = PatternFill("solid", fgColor=chance.choice(_COLOURS))
            cells.append(cell)
        page.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text_file(rows: int) -> bytes:
    """The same as text, by semicolons."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";")
    with CalamineWorkbook.from_filelike(io.BytesIO(workbook(rows))) as book:
        writer.writerows(book.get_sheet_by_index(0).to_python())
    return lines.getvalue().encode()


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    content, text = workbook(rows), text_file(rows)
    book = with_day_order(read_workbook("file.xlsx", content), None)
    known = Known(
        ids={kind: {} for kind in Kind} | {Kind.PROBLEM: {"CON-01": 1}},
        rows={},
        listed={},
        field_of_problem={},
        beyond={},
    )
    calamine = _seconds("python-calamine alone", lambda: _calamine(content))
    _seconds("cells with their marks", lambda: read_xlsx(content, DEFAULT_BOUNDS), calamine)
    _seconds("the same, laid out", lambda: read_workbook("file.xlsx", content), calamine)
    _seconds("values and faults", lambda: check(book, known), calamine)
    alone = _seconds("csv alone", lambda: list(csv.reader(io.StringIO(text.decode()), delimiter=";")))
    _seconds("text read and laid out", lambda: read_workbook("file.csv", text), alone)


def _calamine(content: bytes) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for place in range(len(book.sheet_names)):
            book.get_sheet_by_index(place).to_python()


def _seconds(name: str, work: Callable[[], object], of: float | None = None) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    ratio = "" if of is None else f"  {best / of:4.1f} times"
    print(f"{name:26}{best:7.2f} s{ratio}")
    return best


if __name__ == "__main__":
    main()
