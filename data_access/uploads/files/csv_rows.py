"""Cutting a text into rows of cells."""

import csv
import io
from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
import pyarrow
import pyarrow.csv

from data_access.uploads.encoded import EncodedColumn, EncodedRows, encoded_rows
from data_access.uploads.files.bounds import Bounds, Extent
from data_access.uploads.files.grid import Cell
from data_access.uploads.files.unreadable import UnreadableFileError

_LONGEST_CELL = 1_000_000
_MOST_COLUMNS = 1000  # that are cut at once: each takes memory of its own
_MOST_OTHER_ROWS = 1000  # each costs as much as many that are cut at once
_ROWS_SAMPLED = 40
_LETTERS_SAMPLED = 200_000


def csv_rows(text: str, delimiter: str, bounds: Bounds) -> EncodedRows[Cell]:
    """The rows of a text, in one width; where its quotes don't pair, they are letters like others.

    Empty cells at the ends of all rows are left off. Rows of the same width, as programs write them, are cut
    at once, with a few others among them; else all one by one. Raises UnreadableFileError.
    """
    csv.field_size_limit(_LONGEST_CELL)
    rows = _cut_at_once(text, delimiter)
    if rows is None:
        rows = _cut_one_by_one(text, delimiter, bounds)
    columns = list(rows.columns)
    while columns and not any(columns[-1].cells):
        columns.pop()
    Extent(bounds).add_sheet(len(rows), len(columns))
    return EncodedRows(columns, len(rows))


def _cut_at_once(text: str, delimiter: str) -> EncodedRows[str] | None:
    """The rows, where quotes pair and few rows are of another width than most, none of them wider."""
    width = _usual_width(text, delimiter)
    if not 0 < width <= _MOST_COLUMNS:
        return None
    # A byte-order mark is taken off. A last row of empty cells falls into the cell before where a quote is open.
    line_end = "" if text.endswith(("\n", "\r")) else "\n"
    content = f"\ufeff{text}{line_end}{delimiter * (width - 1)}\r".encode()
    names = [str(place) for place in range(width)]
    others = _OtherRows(width, delimiter)
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.BufferReader(content),
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False, column_names=names, block_size=len(content) + 1
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=others.put_aside,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pyarrow.dictionary(pyarrow.int32(), pyarrow.string())),
            ),
        )
    except pyarrow.ArrowInvalid:
        return None
    height = table.num_rows + len(others.rows)
    columns = [others.put_back(at, column, height) for at, column in enumerate(table.columns)]
    is_open = height - 1 in others.rows or any(column.at(-1) for column in columns)
    if is_open or max(max(map(len, column.cells)) for column in columns) > _LONGEST_CELL:
        return None
    return EncodedRows([EncodedColumn(one.cells, one.places[:-1]) for one in columns], height - 1)


def _usual_width(text: str, delimiter: str) -> int:
    """How many cells most of the first rows have."""
    try:
        lines = io.StringIO(text[:_LETTERS_SAMPLED], newline="")
        sample = islice(csv.reader(lines, delimiter=delimiter), _ROWS_SAMPLED)
        widths = [len(row) for row in sample if row]
    except csv.Error:
        return 0
    return max(widths, key=widths.count, default=0)


class _OtherRows:
    """The rows of another width than most, by their places: titles above a table, notes below it."""

    def __init__(self, width: int, delimiter: str) -> None:
        self.width = width
        self.delimiter = delimiter
        self.rows: dict[int, list[str]] = {}

    def put_aside(self, row: Any) -> str:
        """Take a row as it stands in the text; tells whether the next may be looked at."""
        if len(row.text) > _LONGEST_CELL or len(self.rows) >= _MOST_OTHER_ROWS:
            return "error"
        [cells] = csv.reader(io.StringIO(row.text, newline=""), delimiter=self.delimiter)
        self.rows[row.number - 1] = [*cells, *[""] * (self.width - len(cells))]
        return "error" if any(cells[self.width :]) else "skip"

    def put_back(self, at: int, column: Any, height: int) -> EncodedColumn[str]:
        """A column of the rows of the usual width, with the cells of these between."""
        usual = column.combine_chunks()
        cells: list[str] = usual.dictionary.to_pylist()
        own = list(self.rows)
        places = np.empty(height, np.intp)
        places[np.delete(np.arange(height), own)] = usual.indices.to_numpy()
        places[own] = range(len(cells), len(cells) + len(own))
        return EncodedColumn([*cells, *(row[at] for row in self.rows.values())], places)


def _cut_one_by_one(text: str, delimiter: str, bounds: Bounds) -> EncodedRows[str]:
    lines = io.StringIO(text, newline="")
    try:
        return _evened(csv.reader(lines, delimiter=delimiter, strict=True), bounds)
    except csv.Error as error:
        # A quote within a cell is read as it stands; one that never ends would swallow the rest of the file.
        is_open = "unexpected end" in str(error)
    lines.seek(0)
    try:
        if is_open:
            return _evened(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE), bounds)
        return _evened(csv.reader(lines, delimiter=delimiter), bounds)
    except csv.Error as error:
        raise UnreadableFileError("damaged_file") from error


def _evened(rows: Iterable[list[str]], bounds: Bounds) -> EncodedRows[str]:
    """The rows, all as wide as the widest that ends in something: empty cells are put at the others' ends."""
    cells: list[str] = []
    widths: list[int] = []
    for row in rows:
        if len(widths) >= bounds.height:
            raise UnreadableFileError("too_large")
        while row and not row[-1]:
            row.pop()
        cells += row
        widths.append(len(row))
    width = max(widths, default=0)
    Extent(bounds).add_sheet(len(widths), width)  # before it takes memory
    even: list[str] = []
    start, empty = 0, [""] * width
    for filled in widths:
        even += cells[start : start + filled]
        even += empty[filled:]
        start += filled
    return encoded_rows(even, width=width, height=len(widths))
