"""Rows kept by column, each distinct cell of a column once: what is found of it holds wherever it stands.

Sheets have many rows and few distinct cells. Which of them stands in a row is a number in an array, so that
only distinct cells are looked at one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count, repeat
from typing import Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
Flags = NDArray[np.bool_]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")
_ALIKE = frozenset({int, float, bool})  # types whose values are equal to one another's


@dataclass(frozen=True, slots=True, eq=False)
class EncodedColumn(Generic[T_co]):
    """A column: `cells[places[row]]` stands in a row. A cell may be there twice, or stand in no row."""

    cells: Sequence[T_co]
    places: Places

    def at(self, row: int) -> T_co:
        """What stands in a row."""
        return self.cells[int(self.places[row])]

    def read_as(self, values: Sequence[U]) -> "EncodedColumn[U]":
        """The column with a value for each of `cells` in its place."""
        return EncodedColumn(values, self.places)

    def whole(self) -> list[T_co]:
        """What stands in each row."""
        found: list[T_co] = np.fromiter(self.cells, object, len(self.cells))[self.places].tolist()
        return found

    def where(self, are_so: Iterable[bool]) -> Flags:
        """For each row whether it is so of what stands there; `are_so`: of each of `cells`."""
        return np.fromiter(are_so, bool, len(self.cells))[self.places]

    def rows_where(self, are_so: Iterable[bool]) -> list[int]:
        """The rows of which it is so, as `where`."""
        rows: list[int] = np.flatnonzero(self.where(are_so)).tolist()
        return rows

    def taken(self, rows: Sequence[int] | Places) -> "EncodedColumn[T_co]":
        """The column of some rows only, without cells that stand in none of them."""
        places = self.places[places_of(rows)]
        is_used = np.bincount(places, minlength=len(self.cells)) > 0
        if is_used.all():
            return EncodedColumn(self.cells, places)
        return EncodedColumn(list(compress(self.cells, is_used.tolist())), (np.cumsum(is_used) - 1)[places])

    def beside(self, other: "EncodedColumn[U]") -> "EncodedColumn[tuple[T_co, U]]":
        """What stands in this column and in another, as pairs."""
        width = len(other.cells)
        pairs, places = np.unique(self.places * width + other.places, return_inverse=True)
        return EncodedColumn(
            [(self.cells[pair // width], other.cells[pair % width]) for pair in pairs.tolist()], places
        )


class EncodedRows(Sequence[tuple[T_co, ...]]):
    """Rows of the same width that are kept by column, and look like rows."""

    def __init__(self, columns: Sequence[EncodedColumn[T_co]], height: int) -> None:
        self.columns = columns
        self._height = height

    def __len__(self) -> int:
        return self._height

    def __iter__(self) -> Iterator[tuple[T_co, ...]]:
        if not self.columns:
            return repeat((), self._height)
        return zip(*(column.whole() for column in self.columns), strict=True)

    @overload
    def __getitem__(self, rows: int) -> tuple[T_co, ...]: ...
    @overload
    def __getitem__(self, rows: slice) -> "EncodedRows[T_co]": ...
    def __getitem__(self, rows: int | slice) -> "tuple[T_co, ...] | EncodedRows[T_co]":
        if isinstance(rows, slice):
            return self.taken(range(self._height)[rows])
        if not -self._height <= rows < self._height:
            raise IndexError(rows)
        return tuple(column.at(rows) for column in self.columns)

    def taken(self, rows: Sequence[int] | Places) -> "EncodedRows[T_co]":
        """Some of the rows."""
        numbers = places_of(rows)
        return EncodedRows([column.taken(numbers) for column in self.columns], len(numbers))

    def replaced(self, cells: Mapping[tuple[int, int], U]) -> "EncodedRows[T_co | U]":
        """The rows with other cells at some places, by row and column."""
        by_column: defaultdict[int, dict[int, U]] = defaultdict(dict)
        for (row, column), cell in cells.items():
            by_column[column][row] = cell
        columns: list[EncodedColumn[T_co | U]] = list(self.columns)
        for at, put in by_column.items():
            old = columns[at]
            places = old.places.copy()
            places[list(put)] = np.arange(len(old.cells), len(old.cells) + len(put))
            columns[at] = EncodedColumn([*old.cells, *put.values()], places)
        return EncodedRows(columns, self._height)


def encoded(cells: Sequence[T]) -> EncodedColumn[T]:
    """A column of cells."""
    seen: defaultdict[T, int] = defaultdict(count().__next__)
    places = np.fromiter(map(seen.__getitem__, cells), np.intp, len(cells))
    if _ALIKE.isdisjoint(map(type, seen)) or len(_ALIKE.intersection(map(type, cells))) < 2:
        return EncodedColumn(list(seen), places)
    # 1 == 1.0 == True: in a column that mixes them the type tells them apart.
    typed: defaultdict[tuple[type, T], int] = defaultdict(count().__next__)
    keys = zip(map(type, cells), cells, strict=True)
    places = np.fromiter(map(typed.__getitem__, keys), np.intp, len(cells))
    return EncodedColumn([cell for _, cell in typed], places)


def constant(cell: T, height: int) -> EncodedColumn[T]:
    """A column of one cell in all rows."""
    return EncodedColumn([cell], np.zeros(height, np.intp))


def rows_of(rows: Sequence[Sequence[T]]) -> EncodedRows[T]:
    """Rows, all of the same width."""
    cells = list(chain.from_iterable(rows))
    return encoded_rows(cells, width=len(rows[0]) if rows else 0, height=len(rows))


def encoded_rows(cells: Sequence[T], *, width: int, height: int) -> EncodedRows[T]:
    """So many rows of a width, from their cells, one row after the other."""
    return EncodedRows([encoded(cells[at::width]) for at in range(width)], height)


def places_of(rows: Sequence[int] | Places) -> Places:
    """Numbers of rows as an array."""
    if isinstance(rows, range):
        return np.arange(rows.start, rows.stop, rows.step)
    return np.asarray(rows, np.intp)
