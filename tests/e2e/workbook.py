"""Workbooks as a ministry edits them: one that was exported, with single cells of it changed."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from data_access.model import Kind
from data_access.uploads.columns import SHEETS
from tests.e2e.site import Site

_HEADER_ROW = 2


class Export:
    """The exported workbook of a site, to be edited milestone by milestone."""

    def __init__(self, site: Site, path: Path, language: str = "kk") -> None:
        ended = site.run("export", str(path), "--lang", language)
        assert ended.returncode == 0, ended.stderr
        self.path = path
        self._book = load_workbook(path)
        self._original: dict[str, object] = {}
        sheet = SHEETS[Kind.MILESTONE]
        self.sheet_name = sheet.title.spoken(language)
        self._page = self._book[self.sheet_name]
        headers = [cell.value for cell in self._page[_HEADER_ROW]]
        self._columns = {
            column.attribute: headers.index(column.header.spoken(language)) + 1 for column in sheet.columns
        }
        code = self._columns["code"]
        self._rows = {self._page.cell(row, code).value: row for row in range(3, self._page.max_row + 1)}

    def put(self, milestone: str, attribute: str, value: str | float | date | None) -> str:
        """Put a value in; returns the cell, such as K12."""
        cell = self._page.cell(self._rows[milestone], self._columns[attribute])
        self._original.setdefault(cell.coordinate, cell.value)
        cell.value = value
        return str(cell.coordinate)

    def mend(self) -> None:
        """Put back all that was there."""
        for cell, value in self._original.items():
            self._page[cell].value = value

    def save(self) -> Path:
        """Write the file; returns where it is."""
        self._book.save(self.path)
        return self.path

    @property
    def milestones(self) -> int:
        """How many milestones there are."""
        return len(self._rows)
