"""The rows of a file that were held back, as a workbook to be mended and sent again."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from data_access.uploads.checks.grouping import told_once
from data_access.uploads.files.addresses import place_in_book
from data_access.uploads.files.grid import RowRole
from data_access.uploads.files.table import Table
from data_access.uploads.prepared import Prepared
from data_access.uploads.replacement import place_of
from data_access.uploads.workbooks.cells_workbook import write_grids
from data_access.uploads.workbooks.findings import FindingWords, findings_of, marks_of


def returned_workbook(prepared: Prepared, words: FindingWords) -> bytes:
    """The rows held back, under the headers and whatever stood above them, with their faults marked.

    The headings of their sections stay where they say something of the rows.

    What the file was made from is told again, so that the mended rows are compared with what their sender
    had. Texts that the sender has chosen to replace cells are put in.
    """
    held = prepared.held_back
    sheets = {
        table.grid.name: _Sheet(table, frozenset(held.rows[table.grid.name]))
        for table in prepared.book.tables
        if held.rows.get(table.grid.name)
    }
    faults = [
        replace(
            fault,
            cell=sheets[fault.sheet].place(fault.cell),
            params={name: _moved(sheets, name, value) for name, value in fault.params.items()},
        )
        for fault in told_once((*prepared.faults, *held.faults))
        if fault.sheet in sheets
    ]
    findings = findings_of(faults, (), words)
    grids = [sheet.grid for sheet in sheets.values()]
    return write_grids(grids, findings, marks_of(findings, (), words), words, prepared.book.made_from)


class _Sheet:
    """A sheet of which only the rows held back are left, what they need, and the rows that end with the headers."""

    def __init__(self, table: Table, held: frozenset[int]) -> None:
        rows = [row for index, row in enumerate(table.things) if table.row_number(index) in held]
        kept = [*range(table.header_row + 1), *sorted({*rows, *_headings(table, rows)})]
        self._was = table.grid
        self._places = {row: place for place, row in enumerate(kept)}
        self.grid = replace(
            table.grid,
            rows=table.grid.rows.taken(kept),
            fills={
                (self._places[row], column): light
                for (row, column), light in table.grid.fills.items()
                if row in self._places
            },
        )

    def place(self, cell: str) -> str:
        """The address that a cell has now; empty where it is not left."""
        place = place_of(self._was, cell)
        if place is None or place[0] not in self._places:
            return ""
        return self.grid.place(self._places[place[0]], place[1])


def _headings(table: Table, rows: Sequence[int]) -> Iterator[int]:
    """The rows of the headings that say something of some rows."""
    if table.by_section:
        sections = [one.row for one in table.left_out if one.role is RowRole.SECTION]
        yield from (sections[at - 1] for row in rows if (at := bisect_left(sections, row)))


def _moved(sheets: Mapping[str, _Sheet], name: str, value: str) -> str:
    """A parameter of a fault; a place that has moved is said as it is now."""
    sheet, _, cell = value.rpartition("!")
    if name != "first" or sheet not in sheets:
        return value
    return place_in_book(sheet, sheets[sheet].place(cell))
