"""Text files of rows: finding their delimiter, and giving their cells."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

from data_access.uploads.files.book import Grid, UnreadableFileError
from data_access.uploads.files.bounds import Bounds, Extent
from data_access.uploads.files.encodings import decoded

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40
_SAMPLE_LETTERS = 200_000
# A line by which a spreadsheet program is told the delimiter; it shows no row for it.
_TOLD = re.compile(r"sep=([;,\t|])\r?\n?", re.IGNORECASE)
_OTHER_FORMATS = ("<", "%PDF", "{\\rtf")
_LONGEST_CELL = 1_000_000

KnownWords = Callable[[Sequence[str]], int]


def read_csv(content: bytes, known_words: KnownWords, bounds: Bounds) -> tuple[Grid, tuple[int, ...]]:
    """The cells of a text file, whose one sheet has no name, and its lines in another encoding than most.

    `known_words` counts the headers of ours in a row: the delimiter that shows the most of them is taken.
    Raises UnreadableFileError for what is no text.
    """
    found = decoded(content)
    text = found.text.lstrip("\ufeff")
    if text.lstrip().startswith(_OTHER_FORMATS):
        raise UnreadableFileError("unknown_format")
    if told := _TOLD.match(text):
        delimiter, text = told.group(1), text[told.end() :]
    else:
        delimiter = max(_DELIMITERS, key=lambda candidate: _score(text, candidate, known_words))
    rows = _rows(text, delimiter, bounds)
    width = max(map(len, rows), default=0)
    Extent(bounds).add_sheet(len(rows), width)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return Grid(name="", rows=rows), found.other_lines


def _rows(text: str, delimiter: str, bounds: Bounds) -> list[list[str]]:
    """The rows of a text; where its quotes don't pair, they are letters like others."""
    csv.field_size_limit(_LONGEST_CELL)
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


def _score(text: str, delimiter: str, known_words: KnownWords) -> tuple[int, float, int]:
    """How well a delimiter fits: our headers in the best of the first rows, how even the rows are, their width."""
    try:
        sample = csv.reader(io.StringIO(text[:_SAMPLE_LETTERS], newline=""), delimiter=delimiter)
        rows = [row for row, _ in zip(sample, range(_SAMPLE_ROWS), strict=False)]
    except csv.Error:
        return (0, 0, 0)
    widths = [len(row) for row in rows if row]
    width = max(widths, key=widths.count, default=0)
    evenness = widths.count(width) / len(widths) if width > 1 else 0
    return max(map(known_words, rows), default=0), evenness, width
