"""Recognising our sheets: which row holds the headers, which kind of thing is listed below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from data_access.model import Kind
from data_access.uploads.book import Cell, Grid, Header, Table
from data_access.uploads.columns import SHEETS, Sheet
from data_access.uploads.values import text_of
from data_access.uploads.vocabulary import plain
from data_access.words import LANGUAGES

_ROWS_SEARCHED = 40
_PARTS = re.compile(r"[/|\n]")


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a row serves as the headers of a kind; the greatest wins."""

    matched: int
    is_titled: bool
    is_complete: bool
    fewer_columns: int


def find_table(grid: Grid) -> Table | None:
    """The sheet with its headers and kind; None when no row is the headers of any kind of ours.

    Headers are a row with the header of a code and of one more column. Of several readings the one with
    most headers is taken, then the one that the sheet's name speaks for.
    """
    best: tuple[_Fit, Table] | None = None
    for place, row in enumerate(grid.rows[:_ROWS_SEARCHED]):
        texts = [text_of(cell) for cell in row]
        for sheet in SHEETS.values():
            attributes = [attribute_of(sheet.kind, text) for text in texts]
            named = {attribute for attribute in attributes if attribute is not None}
            if "code" not in named or len(named) < 2:
                continue
            fit = _fit(sheet, named, grid.name)
            if best is None or fit > best[0]:
                headers = tuple(
                    Header(column=column, text=text, attribute=attribute)
                    for column, (text, attribute) in enumerate(zip(texts, attributes, strict=True))
                )
                best = fit, Table(grid=grid, kind=sheet.kind, header_row=place, headers=headers)
    return best[1] if best else None


def known_words(cells: Sequence[Cell]) -> int:
    """How many headers of ours a row holds, read as the kind that it fits best."""
    texts = [text_of(cell) for cell in cells]
    return max(sum(attribute_of(kind, text) is not None for text in texts) for kind in SHEETS)


def attribute_of(kind: Kind, text: str) -> str | None:
    """The attribute that a header names on a sheet of a kind; one of several words for it is enough."""
    words = _words(kind)
    whole = words.get(plain(text))
    if whole is not None:
        return whole
    parts = (words.get(plain(part)) for part in _PARTS.split(text))
    return next((part for part in parts if part is not None), None)


@cache
def _words(kind: Kind) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in SHEETS[kind].columns:
        headers = (getattr(column.header, language) for language in LANGUAGES)
        for word in (*headers, *column.synonyms):
            found[plain(word)] = column.attribute
    return found


def _fit(sheet: Sheet, named: set[str], name: str) -> _Fit:
    titles = {plain(getattr(sheet.title, language)) for language in LANGUAGES}
    return _Fit(
        matched=len(named),
        is_titled=plain(name) in titles,
        is_complete=all(column.attribute in named for column in sheet.columns if column.is_required),
        fewer_columns=-len(sheet.columns),
    )
