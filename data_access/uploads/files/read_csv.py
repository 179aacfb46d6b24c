"""Text files of rows: finding their delimiter, and giving their cells."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain

from data_access.uploads.encoded import EncodedRows, encoded
from data_access.uploads.files.book import Cell, Grid, UnreadableFileError
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
    return Grid(name="", rows=_rows(text, delimiter, bounds)), found.other_lines


def _rows(text: str, delimiter: str, bounds: Bounds) -> EncodedRows[Cell]:
    """The rows of a text; where its quotes don't pair, they are letters like others."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    try:
        return _even(csv.reader(lines, delimiter=delimiter, strict=True), bounds)
    except csv.Error as error:
        # A quote within a cell is read as it stands; one that never ends would swallow the rest of the file.
        is_open = "unexpected end" in str(error)
    lines.seek(0)
    try:
        if is_open:
            return _even(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE), bounds)
        return _even(csv.reader(lines, delimiter=delimiter), bounds)
    except csv.Error as error:
        raise UnreadableFileError("damaged_file") from error


def _even(reader: Iterable[list[str]], bounds: Bounds) -> EncodedRows[Cell]:
    """The rows in one width; empty cells at their ends make them no wider."""
    cells: list[str] = []
    widths: list[int] = []
    for row in reader:
        if len(widths) >= bounds.rows:
            raise UnreadableFileError("too_large")
        cells += row
        widths.append(len(row))
    written = max(widths, default=0)
    if written and min(widths) < written:
        cells, written = _padded(cells, widths, bounds)
    columns = [cells[at::written] for at in range(written)]
    while columns and not any(columns[-1]):
        columns.pop()
    Extent(bounds).add_sheet(len(widths), len(columns))
    return EncodedRows([encoded(column) for column in columns], len(widths))


def _padded(cells: Sequence[str], widths: Sequence[int], bounds: Bounds) -> tuple[list[str], int]:
    """The cells of rows of several widths as those of rows of one, and that width."""
    ends = accumulate(widths)
    rows = [_without_end(cells[end - width : end]) for end, width in zip(ends, widths, strict=True)]
    width = max(map(len, rows))
    Extent(bounds).add_sheet(len(rows), width)  # before it takes memory
    return list(chain.from_iterable([*row, *[""] * (width - len(row))] for row in rows)), width


def _without_end(row: Sequence[str]) -> Sequence[str]:
    """A row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


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
