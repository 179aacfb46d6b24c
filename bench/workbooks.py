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
_COLOURS = {"Red": "FFFF0000", "Amber": "FFFFC000", "Green": "FF00B050", "Done": "FF0070C0"}
_FIRST_DAY = date(2025, 6, 1)
_TODAY = date(2026, 10, 21)  # of the first edition
_MOVED = 20  # one term in so many is another in the next edition
_ROSY = 40  # one milestone in so many is called green where it is not
_FORMATS = {CellType.DATE: "dd.mm.yyyy", CellType.PERCENT: "0%"}
_Values = dict[str, str | float | date | None]
# As long as in the sample: names of some 60 letters, owners of 15, a note of 40 in every fifth row.
_TEXTS = {
    "name_kk": "{number}-кезең: өңір әкімдіктерімен келісілген жол картасын бекіту",
    "name_ru": "Этап {number}: утвердить дорожную карту, согласованную с акиматами",
    "name_en": "Stage {number}: approve the road map agreed with the regions",
    "owner": "Исполнитель {number:03}",
    "note": "Согласование с регионами заняло больше времени",
}
_REPEATED = {"owner": 500}  # so many of a kind, where not five thousand
_NOTED = 5


def workbook(rows: int, *, edition: int = 1, went_on: bool = False) -> bytes:
    """A workbook of so many milestones, 16 columns: dates, percentages, colours, a hidden row in a thousand.

    One milestone in forty is odd, the others are in order. In a later `edition` one in twenty has another term,
    and, where it `went_on`, what is under way another percentage.
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
        values = _milestone(number, chance, edition - 1, went_on=went_on)
        page.append([_cell(page, column, values.get(column.attribute), number) for column in columns])
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


def _milestone(number: int, chance: random.Random, later: int, *, went_on: bool) -> _Values:
    """What a ministry says of a milestone, `later` editions after the first; the same chances in each."""
    start = _FIRST_DAY + timedelta(days=chance.randrange(500))
    term = start + timedelta(days=chance.randrange(60, 500))
    behind, is_done, share = chance.randrange(-10, 60), chance.random() < 0.95, chance.random()
    light = "Green" if behind <= 0 or number % _ROSY == 0 else "Amber" if behind <= 30 else "Red"
    done = is_done and term < _TODAY
    progress = 1.0 if done else min(0.99, round(0.8 * share, 2) + 0.05 * later * went_on)
    return {
        "start": start,
        "term": term + timedelta(days=later * 7 * (number % _MOVED == 0)),
        "forecast": None if done else max(term, _TODAY) + timedelta(days=max(behind, 0)),
        "done_on": term - timedelta(days=5) if done else None,
        "progress": progress,
        "declared": "Done" if done else light,
    }


def _text(attribute: str, number: int) -> str | None:
    if attribute == "note" and number % _NOTED:
        return None
    return _TEXTS[attribute].format(number=number % _REPEATED.get(attribute, 5000))


def _cell(page: Any, column: Column, value: str | float | date | None, number: int) -> Any:
    """A cell as its column asks for it; titles and notes repeat, as they do."""
    if column.attribute == "code":
        value = f"{PROBLEM}-M{number}"
    elif column.type is CellType.REFERENCE:
        value = PROBLEM if column.refers_to is Kind.PROBLEM else None
    elif column.type is CellType.TEXT:
        value = _text(column.attribute, number)
    cell: Any = WriteOnlyCell(page)
    cell.value = value
    if column.type in _FORMATS:
        cell.number_format = _FORMATS[column.type]
    if column.type is CellType.LIGHT and isinstance(value, str):
        cell.fill = PatternFill("solid", fgColor=_COLOURS[value])
    return cell
