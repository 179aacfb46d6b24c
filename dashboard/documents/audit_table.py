"""The audit as a table (CSV): all lines, the oldest first, with the names of the table's columns."""

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from sqlalchemy import Connection, Row

from data_access.access.audit import lines

_COLUMNS = ("id", "at", "actor", "action", "object", "detail", "field_ids", "previous_hash", "hash")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program would compute


def write_audit(connection: Connection, file: TextIO) -> int:
    """Write the table; returns how many lines. A file that spreadsheets open begins with the mark of UTF-8."""
    table = csv.writer(file)
    table.writerow(_COLUMNS)
    count = 0
    for row in lines(connection):
        table.writerow(_cells(row))
        count += 1
    return count


def _cells(row: Row[Any]) -> Iterator[str]:
    for name in _COLUMNS:
        value = getattr(row, name)
        text = "" if value is None else value.isoformat() if name == "at" else str(value)
        yield f"'{text}" if text.startswith(_FORMULA) else text
