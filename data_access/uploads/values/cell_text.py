"""The text of a cell, as a person would read it."""

import re
from datetime import datetime, time

from data_access.uploads.files.grid import Cell, CellError, Month, Share

# What neither XML nor PostgreSQL can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(cell: Cell) -> str:
    """The text of a cell, as a person would read it."""
    if isinstance(cell, str):
        return cell.strip() if cell.isprintable() else printable(cell).strip()
    if isinstance(cell, Share):
        return f"{cell.value * 100:.10g}%"
    if isinstance(cell, CellError):
        return cell.text
    if isinstance(cell, Month):
        return f"{cell.day.month:02}.{cell.day.year}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def printable(text: str) -> str:
    """A text with plain line ends and without characters that a workbook or a database cannot hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def code_of(cell: Cell) -> str:
    """A code, its own or another thing's: without spaces at its ends or doubled ones within."""
    return " ".join(text_of(cell).split())
