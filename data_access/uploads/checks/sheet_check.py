"""One sheet's cells -> typed values, and the faults that the sheet shows by itself."""

from collections.abc import Iterator
from itertools import repeat
from operator import ne

import numpy as np

from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.columns import SHEETS, CellType, Column
from data_access.uploads.encoded import EncodedColumn, EncodedRows, places_of
from data_access.uploads.files.table import Table
from data_access.uploads.values.value import Invalid, Value, text_of, values_of


class SheetCheck:
    """A table's values by row, without its empty rows, and the faults found so far with their places.

    `columns`: each attribute's column definition and its column in the table (None: the headings of sections
    or one text for all rows give it).
    `rows`: the places in `table.body` of the rows that hold anything; `values`: their values, in the order
    of `columns`; a faulty cell's is `Invalid`.
    """

    def __init__(self, table: Table) -> None:
        """Read all cells of the table that lie under a header of ours."""
        self.table = table
        self.sheet = SHEETS[table.kind]
        given = table.columns
        self.columns: list[tuple[Column, int | None]] = [
            (self.sheet.column(name), given.get(name)) for name in table.attributes
        ]
        self.places = {column.attribute: at for at, (column, _) in enumerate(self.columns)}
        self._headings = table.headings()
        self._faults: list[tuple[int, int, Fault]] = []
        self._wrong_of_all: set[tuple[str, FaultCode]] = set()
        self._params: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        columns = [_values(table, column) for column, _ in self.columns]
        is_filled = np.zeros(len(table.things), bool)
        for (column, place), values in zip(self.columns, columns, strict=True):
            if place is not None:  # what holds for several rows fills none
                holds = values.where(map(ne, values.cells, repeat(column.blank)))
                if place in table.grid.said_in:
                    holds &= ~table.grid.is_repeated(place)[places_of(table.things)]
                is_filled |= holds
        self.rows = np.flatnonzero(is_filled)
        self.values = EncodedRows(columns, len(table.things))
        if not is_filled.all():
            self.values = self.values.taken(self.rows)
        self._check_cells()
        self._check_doubles()

    def of(self, attribute: str) -> EncodedColumn[Value | Invalid]:
        """The values of an attribute that the table has."""
        return self.values.columns[self.places[attribute]]

    def codes(self) -> list[str | None]:
        """The code of each row; None where it is missing or faulty."""
        column = self.of("code")
        return column.read_as([code if isinstance(code, str) else None for code in column.cells]).whole()

    def cell(self, at: int, attribute: str) -> str:
        """The address of the cell that gives an attribute to row `rows[at]`; empty where all rows are given one.

        Of a row that no section's heading stands above it is its code's.
        """
        place, row = self.columns[self.places[attribute]][1], int(self.rows[at])
        if place is not None and attribute == "code":
            # A code is of one row alone, though its cell be merged with others.
            return self.table.grid.place(self.table.things[row], place)
        if place is not None:
            return self.table.cell(row, place)
        if attribute not in self.table.by_section:
            return ""
        return self._headings.at(row).cell or self.table.cell(row, self.table.columns["code"])

    def add(self, at: int, attribute: str, code: FaultCode, **params: str) -> None:
        """Note a fault in the cell of an attribute in row `rows[at]`."""
        column = self.columns[self.places[attribute]][1]
        if column is None and attribute not in self.table.by_section:
            if (attribute, code) not in self._wrong_of_all:  # one text for all rows is wrong once
                self._wrong_of_all.add((attribute, code))
                found = self.table.constants[attribute]
                self.add_to_sheet(code, found=found, column=attribute, **params)
            return
        row = int(self.rows[at])
        told = {"column": attribute, **params}
        fault = Fault(
            sheet=self.table.grid.name,
            cell=self.cell(at, attribute),
            code=code,
            found="" if code is FaultCode.MISSING else self._found(row, column),
            params=self._params.setdefault(tuple(told.items()), told),  # of very many faults it is the same
            row=self.table.row_number(row),
        )
        self._faults.append((row, -1 if column is None else column, fault))

    def _found(self, row: int, column: int | None) -> str:
        if column is None:
            return self._headings.at(row).text
        return text_of(self.table.grid.cell(self.table.things[row], column))

    def add_to_sheet(self, code: FaultCode, *, found: str = "", **params: str) -> None:
        """Note a fault of the sheet as a whole."""
        fault = Fault(sheet=self.table.grid.name, cell="", code=code, found=found, params=params)
        self._faults.append((-2, len(self._faults), fault))

    def faults(self) -> Iterator[Fault]:
        """The faults from top to bottom and from left to right."""
        yield from (fault for *_, fault in sorted(self._faults, key=lambda noted: noted[:2]))

    def _check_cells(self) -> None:
        names = [name for name in ("name_kk", "name_ru", "name_en") if name in self.places]
        for column, _ in self.columns:
            values = self.of(column.attribute)
            types = set(map(type, values.cells))
            if Invalid not in types and not (column.is_required and type(None) in types):
                continue
            for row in values.rows_where(
                isinstance(value, Invalid) or (column.is_required and value is None) for value in values.cells
            ):
                value = values.at(row)
                if isinstance(value, Invalid):
                    self.add(row, column.attribute, FaultCode(value.code), **dict(value.params))
                elif (
                    column.attribute in self.table.by_section and self._headings.at(int(self.rows[row])).text
                ):
                    self.add(row, column.attribute, FaultCode.NO_VALUE)
                else:
                    self.add(row, column.attribute, FaultCode.MISSING)
        if names:
            is_named = np.zeros(len(self.values), bool)
            for name in names:
                is_named |= self.of(name).where(map(bool, self.of(name).cells))
            for row in np.flatnonzero(~is_named).tolist():
                self.add(row, names[0], FaultCode.MISSING)

    def _check_doubles(self) -> None:
        grid, columns = self.table.grid, self.table.columns
        rows = {header.column: header.row for header in self.table.headers}
        for header in self.table.headers:
            if header.attribute is None or columns[header.attribute] == header.column:
                continue
            first = columns[header.attribute]
            fault = Fault(
                sheet=grid.name,
                cell=grid.place(header.row, header.column),
                code=FaultCode.DOUBLE_COLUMN,
                found=header.text,
                params={
                    "column": header.attribute,
                    "first": grid.place(rows[first], first),
                },
            )
            self._faults.append((-1, header.column, fault))


def _values(table: Table, column: Column) -> EncodedColumn[Value | Invalid]:
    """The values that a table gives to a column of ours."""
    cells = table.cells(column.attribute)
    if column.type is not CellType.LIGHT:
        return cells.read_as(values_of(column, cells.cells, day_first=table.day_first))
    shown = cells.beside(table.fills(column.attribute))
    return shown.read_as(
        values_of(column, [cell for cell, _ in shown.cells], fills=[fill for _, fill in shown.cells])
    )
