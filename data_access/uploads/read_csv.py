"""Text files of rows: finding their encoding and delimiter, and giving their cells."""

import codecs
import csv
import io
from collections.abc import Callable, Sequence

from charset_normalizer import from_bytes

from data_access.uploads.book import Grid, UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ["utf_16_le", "utf_16_be", "cp1251", "kz1048", "cp1252"]
_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40
_SAMPLE_BYTES = 200_000


def read_csv(content: bytes, known_words: Callable[[Sequence[str]], int]) -> Grid:
    """The cells of a text file; its one sheet has no name.

    `known_words` counts the headers of ours in a row: the delimiter that shows the most of them is taken.
    Raises UnreadableFileError for what is no text.
    """
    text = decoded(content)
    delimiter = max(_DELIMITERS, key=lambda candidate: _score(text, candidate, known_words))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFileError("damaged_file") from error
    width = max(map(len, rows), default=0)
    return Grid(name="", rows=[row + [""] * (width - len(row)) for row in rows])


def decoded(content: bytes) -> str:
    """The text of a file: by its byte-order mark, as UTF-8, or in the encoding that it looks most like."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        match = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=_ENCODINGS).best()
        if match is None:
            raise UnreadableFileError("unknown_format") from None
        text = content.decode(match.encoding, errors="replace")
    if "\0" in text:
        raise UnreadableFileError("unknown_format")
    return text


def _score(text: str, delimiter: str, known_words: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    """How well a delimiter fits: our headers in the best of the first rows, then the commonest width."""
    sample = csv.reader(io.StringIO(text[:_SAMPLE_BYTES], newline=""), delimiter=delimiter)
    try:
        rows = [row for row, _ in zip(sample, range(_SAMPLE_ROWS), strict=False)]
    except csv.Error:
        return (0, 0)
    widths = [len(row) for row in rows if row]
    return max(map(known_words, rows), default=0), max(widths, key=widths.count, default=0)
