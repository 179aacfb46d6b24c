"""The checks that a spreadsheet itself makes while a template is filled in: lists, dates, percentages."""

from collections.abc import Sequence
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation

from data_access.uploads.columns import AS_AT, CellType, Column
from data_access.uploads.values.value import HIGHEST_NUMBER, SERIALS
from data_access.uploads.workbooks.template_lists import Lists
from data_access.uploads.workbooks.template_words import REFUSAL_LIMIT, TemplateWords
from data_access.words import Words

_TITLE_LIMIT = 32

# The least and the most that a cell may hold; a spreadsheet counts days, and a percentage is a share.
_BOUNDS: dict[CellType, tuple[Literal["date", "decimal", "whole"], int, int]] = {
    CellType.DATE: ("date", SERIALS.start, SERIALS.stop - 1),
    CellType.PERCENT: ("decimal", 0, 1),
    CellType.NUMBER: ("whole", 0, HIGHEST_NUMBER),
}


class Checks:
    """Makes the checks of a template; cells are named as in a spreadsheet, such as C3:C20."""

    def __init__(self, lists: Lists, words: TemplateWords, languages: Sequence[str]) -> None:
        self._lists = lists
        self._words = words
        self._languages = languages

    def of_column(self, column: Column, cells: str) -> DataValidation | None:
        """The check of a column's cells; None where anything may be written.

        A code that is not in its list is asked about, not refused: the same workbook may bring it.
        """
        source = self._lists.source(column)
        if source is not None:
            check = DataValidation(type="list", formula1=source, allow_blank=True)
        elif column.type in _BOUNDS:
            check = _bounded(column.type)
        else:
            return None
        return self._told(check, cells, column.type, column.header)

    def of_day(self, cell: str) -> DataValidation:
        """The check of the cell that says the day of the figures."""
        return self._told(_bounded(CellType.DATE), cell, CellType.DATE, AS_AT)

    def _told(self, check: DataValidation, cells: str, cell_type: CellType, title: Words) -> DataValidation:
        """A check of these cells that says what is wrong; a spreadsheet refuses a file with longer words."""
        check.add(cells)
        check.showErrorMessage = True
        check.errorStyle = "warning" if cell_type is CellType.REFERENCE else "stop"
        check.errorTitle = title.spoken(self._languages[0])[:_TITLE_LIMIT]
        check.error = self._words.refusals[cell_type].spoken_in(self._languages, "\n")[:REFUSAL_LIMIT]
        return check


def _bounded(cell_type: CellType) -> DataValidation:
    name, least, most = _BOUNDS[cell_type]
    return DataValidation(
        type=name, operator="between", formula1=str(least), formula2=str(most), allow_blank=True
    )
