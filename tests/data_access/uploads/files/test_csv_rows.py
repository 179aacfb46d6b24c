"""A text is cut into the rows that Python's own reader of CSV finds in it."""

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Bounds
from data_access.uploads.files.csv_rows import csv_rows
from data_access.uploads.files.unreadable import UnreadableFileError

Rows = list[tuple[str, ...]]

letters = st.sampled_from(
    ["a", "b", '"', '""', ";", " ", "\n", "\r", "\r\n", "ғ", "\ufeff", "\x0b", "\u2028"]
)
texts = st.lists(letters, max_size=20).map("".join)
cells = st.lists(st.sampled_from(["a", '"', " ", "ғ", ""]), max_size=3).map("".join)
quoted = texts.map(lambda text: '"' + text.replace('"', '""') + '"')
even = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cells | quoted, min_size=width, max_size=width).map(";".join))
)
others = st.lists(st.lists(cells | quoted, max_size=5).map(";".join), max_size=2)
line_ends = st.sampled_from(["\n", "\r", "\r\n", "\n\n"])


def told(text: str) -> Rows:
    """The rows as the reader of Python tells them; all as wide as the widest that ends in something."""
    lines = io.StringIO(text, newline="")
    found = _read(csv.reader(lines, delimiter=";", strict=True))
    if isinstance(found, csv.Error):
        lines.seek(0)
        if "unexpected end" in str(found):
            found = _read(csv.reader(lines, delimiter=";", quoting=csv.QUOTE_NONE))
        else:
            found = _read(csv.reader(lines, delimiter=";"))
    assert not isinstance(found, csv.Error)
    width = max((at for row in found for at, cell in enumerate(row, 1) if cell), default=0)
    return [tuple([*row, *[""] * width][:width]) for row in found]


def _read(reader: Iterable[list[str]]) -> list[list[str]] | csv.Error:
    try:
        return list(reader)
    except csv.Error as error:
        return error


@given(texts)
@example('a;b\n"c"d;e\n')
@example('a;"b')
@example('a;b\nc;"')
@example('"a";""\n"\n";b"c\n')
def test_any_text_is_cut_as_python_cuts_it(text: str) -> None:
    assert list(csv_rows(text, ";", DEFAULT_BOUNDS)) == told(text)


@given(others, even, others, line_ends, st.booleans())
def test_a_table_with_other_rows_around_it_is_cut_as_python_cuts_it(
    above: list[str], rows: list[str], below: list[str], line_end: str, is_ended: bool
) -> None:
    text = line_end.join([*above, *rows, *below]) + line_end * is_ended
    assert list(csv_rows(text, ";", DEFAULT_BOUNDS)) == told(text)


@pytest.mark.parametrize("text", ["a;b\n" * 103, "a;b\n" + "c\n" * 102], ids=["even", "uneven"])
def test_more_rows_than_allowed_are_too_many(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="too_large"):
        csv_rows(text, ";", Bounds(rows=2))


@pytest.mark.parametrize("head", ["a;b\n", "a;b;c\n"], ids=["even", "uneven"])
def test_a_cell_without_an_end_is_damage(head: str) -> None:
    with pytest.raises(UnreadableFileError, match="damaged_file"):
        csv_rows(f"{head}c;{'d' * 1_000_001}\n", ";", DEFAULT_BOUNDS)


def test_a_row_of_very_many_cells_is_read() -> None:
    [row] = csv_rows("a;" * 5000 + "b\n", ";", DEFAULT_BOUNDS)
    assert row == ("a",) * 5000 + ("b",)
