"""One sheet's cells -> typed values, and the faults that the sheet shows by itself."""

from collections.abc import Iterator
from operator import itemgetter

from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.columns import SHEETS, CellType, Column
from data_access.uploads.files.book import Table
from data_access.uploads.values.value import Invalid, Value, text_of, values_of


class SheetCheck:
    """A table's values by row, without its empty rows, and the faults found so far with their places.

    `columns`: each attribute's column definition and its column in the table (None: one text for all rows).
    `rows`: the places in `table.body` of the rows that hold anything; `values`: their values, in the order
    of `columns`; a faulty cell's is `Invalid`.
    """

    def __init__(self, table: Table) -> None:
        """Read all cells of the table that lie under a header of ours."""
        self.table = table
        self.sheet = SHEETS[table.kind]
        given = table.columns
        self.columns: list[tuple[Column, int | None]] = [
            (self.sheet.column(name), given.get(name)) for name in dict.fromkeys((*given, *table.constants))
        ]
        self.places = {column.attribute: at for at, (column, _) in enumerate(self.columns)}
        self._faults: list[tuple[int, int, Fault]] = []
        self._wrong_of_all: set[tuple[str, FaultCode]] = set()
        self._body = table.body
        by_column = [
            values_of(
                column,
                table.cells(column.attribute),
                day_first=table.day_first,
                fills=table.fills(column.attribute) if column.type is CellType.LIGHT else None,
            )
            for column, _ in self.columns
        ]
        # A row is not filled by what holds for all of them; such columns come last.
        blank = tuple(column.blank for column, place in self.columns if place is not None)
        end = len(blank)
        found = list(zip(*by_column, strict=True))
        self.rows = [row for row, values in enumerate(found) if values[:end] != blank]
        is_whole = len(self.rows) == len(found)
        self.values: list[tuple[Value | Invalid, ...]] = (
            found if is_whole else [found[row] for row in self.rows]
        )
        self._by_column = by_column if is_whole else None
        self._check_cells()
        self._check_doubles()

    def of(self, attribute: str) -> list[Value | Invalid]:
        """The values of an attribute that the table has, one a row."""
        at = self.places[attribute]
        return self._by_column[at] if self._by_column else list(map(itemgetter(at), self.values))

    def codes(self) -> list[str | None]:
        """The code of each row; None where it is missing or faulty."""
        return [code if isinstance(code, str) else None for code in self.of("code")]

    def cell(self, at: int, attribute: str) -> str:
        """The address of the cell of an attribute in row `rows[at]`; empty where no column gives it."""
        place = self.columns[self.places[attribute]][1]
        return "" if place is None else self.table.cell(self.rows[at], place)

    def add(self, at: int, attribute: str, code: FaultCode, **params: str) -> None:
        """Note a fault in the cell of an attribute in row `rows[at]`."""
        column = self.columns[self.places[attribute]][1]
        if column is None:
            if (attribute, code) not in self._wrong_of_all:  # one text for all rows is wrong once
                self._wrong_of_all.add((attribute, code))
                found = self.table.constants[attribute]
                self.add_to_sheet(code, found=found, column=attribute, **params)
            return
        fault = Fault(
            sheet=self.table.grid.name,
            cell=self.cell(at, attribute),
            code=code,
            found=text_of(self._body[self.rows[at]][column]),
            params={"column": attribute, **params},
            row=self.table.row_number(self.rows[at]),
        )
        self._faults.append((self.rows[at], column, fault))

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
            types = set(map(type, values))
            if Invalid not in types and not (column.is_required and type(None) in types):
                continue
            for row, value in enumerate(values):
                if value.__class__ is Invalid:
                    assert isinstance(value, Invalid)  # nosec B101 # said for mypy
                    self.add(row, column.attribute, FaultCode(value.code), **dict(value.params))
                elif value is None and column.is_required:
                    self.add(row, column.attribute, FaultCode.MISSING)
        if names:
            given = map(any, zip(*(self.of(name) for name in names), strict=True))
            for row in [row for row, is_named in enumerate(given) if not is_named]:
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
