"""Text files of rows: finding their delimiter, and giving their cells."""

import csv
import io
import re
from collections.abc import Callable, Sequence

from data_access.uploads.files.bounds import Bounds
from data_access.uploads.files.csv_rows import csv_rows
from data_access.uploads.files.encodings import decoded
from data_access.uploads.files.grid import Grid
from data_access.uploads.files.unreadable import UnreadableFileError

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40
_SAMPLE_LETTERS = 200_000
# A line by which a spreadsheet program is told the delimiter; it shows no row for it.
_TOLD = re.compile(r"sep=([;,\t|])\r?\n?", re.IGNORECASE)
_OTHER_FORMATS = ("<", "%PDF", "{\\rtf")

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
    return Grid(name="", rows=csv_rows(text, delimiter, bounds)), found.other_lines


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
