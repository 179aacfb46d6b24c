"""Files of any size as ministries send them, for measuring."""

import csv
import io
import random
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from data_access.model import Kind
from data_access.uploads.columns import SHEETS, CellType, Column

PROBLEM = "CON-01"
_LIGHTS = (("Red", "FFFF0000"), ("Amber", "FFFFC000"), ("Green", "FF00B050"))
_FIRST_DAY = date(2026, 1, 1)
_MOVED = 20  # one term in so many is another in the next edition


def workbook(rows: int, *, edition: int = 1) -> bytes:
    """A workbook of so many milestones, 16 columns: dates, percentages, colours, a hidden row in a thousand.

    In a later `edition` one milestone in twenty has another term.
    """
    chance = random.Random(2026)
    book = Workbook(write_only=True)
    page = book.create_sheet("Milestones")
    columns = SHEETS[Kind.MILESTONE].columns
    for number in range(rows):
        if number % 1000 == 999:
            page.row_dimensions[number + 2].hidden = True
    page.append([column.header.en for column in columns])
    for number in range(rows):
        cells = []
        for column in columns:
            cell = WriteOnlyCell(page)
            _fill(cell, column, number, chance, days=edition - 1)
            cells.append(cell)
        page.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text_file(content: bytes) -> bytes:
    """What a workbook's first sheet says, as text by semicolons."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";")
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for row in book.get_sheet_by_index(0).to_python():
            writer.writerow([cell.strftime("%d.%m.%Y") if isinstance(cell, date) else cell for cell in row])
    return lines.getvalue().encode()


def _fill(cell: Any, column: Column, number: int, chance: random.Random, *, days: int) -> None:
    """Give a cell what its column asks for; titles and notes repeat, as they do. `days`: of some terms' move."""
    if column.attribute == "code":
        cell.value = f"{PROBLEM}-M{number}"
    elif column.type is CellType.REFERENCE:
        cell.value = PROBLEM if column.refers_to is Kind.PROBLEM else None
    elif column.type is CellType.DATE:
        is_moved = column.attribute == "term" and number % _MOVED == 0
        cell.value = _FIRST_DAY + timedelta(days=chance.randrange(700) + is_moved * days)
        cell.number_format = "dd.mm.yyyy"
    elif column.type is CellType.PERCENT:
        cell.value = chance.randrange(101) / 100
        cell.number_format = "0%"
    elif column.type is CellType.LIGHT:
        cell.value, colour = chance.choice(_LIGHTS)
        cell.fill = PatternFill("solid", fgColor=colour)
    else:
        cell.value = f"{column.attribute} {number % 5000}"
