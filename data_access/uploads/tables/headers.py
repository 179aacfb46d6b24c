"""Recognising our sheets: which row holds the headers, which kind of thing is listed below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from data_access.model import Kind
from data_access.uploads.columns import SHEETS, Sheet
from data_access.uploads.files.grid import Grid
from data_access.uploads.files.table import Header, Table
from data_access.uploads.tables.header_block import LaidHeader
from data_access.uploads.tables.header_groups import attribute_of_laid
from data_access.uploads.tables.layout import Layout, find_layout
from data_access.uploads.values.vocabulary import plain
from data_access.words import LANGUAGES, Words

_PARTS = re.compile(r"[/|\n]")
_DASH = re.compile(r"\s[–—-]\s")
_NO_MEANINGS: tuple[str | None, ...] = (None,) * len(SHEETS)


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well a row serves as the headers of a kind; the greatest wins."""

    matched: int
    is_titled: bool
    is_complete: bool
    fewer_columns: int


def find_table(grid: Grid) -> Table | None:
    """The sheet with its headers and kind; None when it holds no table of any kind of ours.

    A table of ours has the header of a code and of one more column. Of several kinds the one with most
    headers is taken, then the one that the sheet's name speaks for.
    """
    layout = find_layout(grid, known_words)
    return None if layout is None else table_of(layout)


def table_of(layout: Layout) -> Table | None:
    """A laid out sheet as a table of the kind of ours that it fits best, if any."""
    best: tuple[_Fit, int, Kind] | None = None
    meanings = [
        _meanings(header.groups, header.texts) if header.texts else _NO_MEANINGS for header in layout.headers
    ]
    for place, sheet in enumerate(SHEETS.values()):
        named = {name for one in meanings if (name := one[place]) is not None}
        if not {"code", sheet.known_by} <= named or len(named) < 2:
            continue
        fit = _fit(sheet, named, layout.grid.name)
        if best is None or fit > best[0]:
            best = fit, place, sheet.kind
    if best is None:
        return None
    _, place, kind = best
    return Table(
        grid=layout.grid,
        kind=kind,
        header_row=layout.header_rows[-1],
        first_header_row=layout.header_rows[0],
        headers=tuple(
            Header(column=header.column, row=header.row, text=header.text, attribute=meaning[place])
            for header, meaning in zip(layout.headers, meanings, strict=True)
        ),
        things=layout.things,
        left_out=layout.left_out,
    )


def known_words(headers: Sequence[LaidHeader]) -> int:
    """How many columns of ours some headers name, read as the kind that they fit best."""
    meanings = [_meanings(header.groups, header.texts) for header in headers if header.texts]
    return max(len({one[place] for one in meanings} - {None}) for place in range(len(SHEETS)))


@lru_cache(maxsize=50_000)
def _meanings(groups: tuple[str, ...], texts: tuple[str, ...]) -> tuple[str | None, ...]:
    """What a header names on a sheet of each kind."""
    header = LaidHeader(column=0, row=0, groups=groups, texts=texts)
    return tuple(_attribute(kind, header) for kind in SHEETS)


def _attribute(kind: Kind, header: LaidHeader) -> str | None:
    return attribute_of_laid(header, partial(attribute_of, kind)) if header.texts else None


@lru_cache(maxsize=50_000)
def attribute_of(kind: Kind, text: str) -> str | None:
    """The attribute that a header names on a sheet of a kind; one of several words for it is enough."""
    words = _words(kind)
    whole = words.get(plain(text))
    if whole is not None:
        return whole
    parts = (words.get(plain(part)) for part in _PARTS.split(text))
    return next((part for part in parts if part is not None), None)


def is_named(name: str, title: Words) -> bool:
    """Whether a sheet's name is a title in one of our languages, or in several with a dash between them."""
    titles = {plain(getattr(title, language)) for language in LANGUAGES}
    return all(plain(part) in titles for part in _DASH.split(name))


@cache
def _words(kind: Kind) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in SHEETS[kind].columns:
        headers = (getattr(column.header, language) for language in LANGUAGES)
        for word in (*headers, *column.synonyms):
            found[plain(word)] = column.attribute
    return found


def _fit(sheet: Sheet, named: set[str], name: str) -> _Fit:
    return _Fit(
        matched=len(named),
        is_titled=is_named(name, sheet.title),
        is_complete=all(column.attribute in named for column in sheet.columns if column.is_required),
        fewer_columns=-len(sheet.columns),
    )
