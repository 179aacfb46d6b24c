"""Cutting a text into rows of cells."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow
import pyarrow.csv

from data_access.uploads.encoded import EncodedColumn, EncodedRows, rows_of
from data_access.uploads.files.book import Cell, UnreadableFileError
from data_access.uploads.files.bounds import Bounds, Extent

_LONGEST_CELL = 1_000_000
_MOST_COLUMNS = 1000  # that are cut at once: each takes memory of its own


def csv_rows(text: str, delimiter: str, bounds: Bounds) -> EncodedRows[Cell]:
    """The rows of a text, in one width; where its quotes don't pair, they are letters like others.

    Empty cells at the ends of all rows are left off. Rows that are even, as programs write them, are cut at
    once, others one by one. Raises UnreadableFileError.
    """
    rows = _even_rows(text, delimiter)
    if rows is None:
        rows = rows_of(_evened(_uneven_rows(text, delimiter, bounds), bounds))
    columns = list(rows.columns)
    while columns and not any(columns[-1].cells):
        columns.pop()
    Extent(bounds).add_sheet(len(rows), len(columns))
    return EncodedRows(columns, len(rows))


def _even_rows(text: str, delimiter: str) -> EncodedRows[str] | None:
    """The rows, where all but empty ones have as many cells as the first, and quotes pair; else None."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        width = len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), ()))
    except csv.Error:
        return None
    if not 0 < width <= _MOST_COLUMNS:
        return None
    # A byte-order mark is taken off. A last row of empty cells falls into the cell before where a quote is open.
    line_end = "" if text.endswith(("\n", "\r")) else "\n"
    content = f"\ufeff{text}{line_end}{delimiter * (width - 1)}\r".encode()
    names = [str(place) for place in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.BufferReader(content),
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False, column_names=names, block_size=len(content) + 1
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pyarrow.dictionary(pyarrow.int32(), pyarrow.string())),
            ),
        )
    except pyarrow.ArrowInvalid:
        return None
    columns = [_encoded(column.combine_chunks()) for column in table.columns]
    is_whole = not any(column.at(-1) for column in columns)
    if not is_whole or max(len(cell) for column in columns for cell in column.cells) > _LONGEST_CELL:
        return None
    return EncodedRows([EncodedColumn(one.cells, one.places[:-1]) for one in columns], table.num_rows - 1)


def _encoded(column: Any) -> EncodedColumn[str]:
    return EncodedColumn(column.dictionary.to_pylist(), column.indices.to_numpy().astype(np.intp))


def _uneven_rows(text: str, delimiter: str, bounds: Bounds) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    try:
        return _bounded(csv.reader(lines, delimiter=delimiter, strict=True), bounds)
    except csv.Error as error:
        # A quote within a cell is read as it stands; one that never ends would swallow the rest of the file.
        is_open = "unexpected end" in str(error)
    lines.seek(0)
    try:
        if is_open:
            return _bounded(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE), bounds)
        return _bounded(csv.reader(lines, delimiter=delimiter), bounds)
    except csv.Error as error:
        raise UnreadableFileError("damaged_file") from error


def _bounded(reader: Iterable[list[str]], bounds: Bounds) -> list[list[str]]:
    """The rows without the empty cells at their ends."""
    rows: list[list[str]] = []
    for row in reader:
        if len(rows) >= bounds.rows:
            raise UnreadableFileError("too_large")
        if row and not row[-1]:
            while row and not row[-1]:
                row.pop()
        rows.append(row)
    return rows


def _evened(rows: Sequence[Sequence[str]], bounds: Bounds) -> list[list[str]]:
    """The rows with empty cells at their ends, so that all are as wide as the widest."""
    width = max(map(len, rows), default=0)
    Extent(bounds).add_sheet(len(rows), width)  # before they take memory
    return [[*row, *[""] * (width - len(row))] for row in rows]
