"""Lists as workbooks: each cell holds its own value, dates are dates, what looks like a formula is text."""

import io
from datetime import date, datetime

from openpyxl import load_workbook

from dashboard.documents.list_workbook import Column, list_workbook


def test_each_cell_holds_its_own_value() -> None:
    columns = [
        Column(header="Code", width=10),
        Column(header="Name", width=20),
        Column(header="Term", width=12, is_date=True),
        Column(header="Forecast", width=12, is_date=True),
    ]
    rows = [
        ("A-1", "=1+1", date(2026, 3, 1), None),
        ("A-2", "Second", date(2026, 4, 1), date(2026, 5, 1)),
    ]
    sheet = load_workbook(io.BytesIO(list_workbook("List", columns, rows, fixed_columns=1))).active
    assert sheet is not None
    assert [[_day(cell.value) for cell in row] for row in sheet.iter_rows()] == [
        ["Code", "Name", "Term", "Forecast"],
        ["A-1", "=1+1", date(2026, 3, 1), None],
        ["A-2", "Second", date(2026, 4, 1), date(2026, 5, 1)],
    ]
    assert sheet["B2"].data_type == "s"
    assert sheet.freeze_panes == "B2"


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
