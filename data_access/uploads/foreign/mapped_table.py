"""A sheet's layout and a sender's mapping -> the table that the sender means. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data_access.model import Kind
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.book import Book
from data_access.uploads.files.grid import Cell, Grid, is_blank
from data_access.uploads.files.table import Header, Table
from data_access.uploads.foreign.mapping import (
    CONSTANT_TYPES,
    ColumnMapping,
    SheetMapping,
    Words,
    header_key,
    letters_in,
    signature_of,
)
from data_access.uploads.foreign.more_headings import with_more_headings
from data_access.uploads.tables.header_block import LaidHeader, laid_headers
from data_access.uploads.tables.header_score import names_a_column
from data_access.uploads.tables.layout import Layout, find_layout
from data_access.uploads.values.value import text_of
from data_access.uploads.values.vocabulary import plain

_IGNORED = ColumnMapping(header="")


def foreign_layout(grid: Grid) -> Layout | None:
    """Where the table lies in a sheet whose headers are not ours, if it holds one."""
    return find_layout(grid, _likely_words)


def layout_of(table: Table) -> Layout:
    """Where a table of ours lies."""
    rows = range(table.first_header_row, table.header_row + 1)
    return Layout(
        grid=table.grid,
        header_rows=rows,
        headers=laid_headers(table.grid, rows),
        things=table.things,
        left_out=table.left_out,
        score=0.0,
    )


@dataclass(frozen=True, slots=True)
class LaidSheet:
    """A sheet that holds a table: where it lies, and `own`: the table that our own headers make of it."""

    layout: Layout
    own: Table | None

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.layout.grid.name

    @property
    def signature(self) -> str:
        """What the sheet's next edition is recognised by; see `mapping.signature_of`."""
        return signature_of(header.text for header in self.layout.headers)

    @property
    def is_plain(self) -> bool:
        """Whether our own headers say all of it."""
        if self.own is None:
            return False
        named = [header for header in self.own.headers if header.text]
        return all(header.attribute is not None for header in named) and len(self.own.columns) == len(named)

    @property
    def says_all(self) -> bool:
        """Whether our own headers say what each new thing refers to, which may hold for several rows."""
        return self.own is not None and all(
            column.attribute in self.own.columns
            for column in SHEETS[self.own.kind].columns
            if column.is_required and column.type in CONSTANT_TYPES
        )


def laid_sheets(book: Book) -> list[LaidSheet]:
    """The sheets of a book that hold a table, whoever's its headers are."""
    foreign = (foreign_layout(grid) for grid in book.others)
    return [
        *(LaidSheet(layout_of(table), table) for table in book.tables),
        *(LaidSheet(layout, None) for layout in foreign if layout is not None),
    ]


def mapped_table(layout: Layout, mapping: SheetMapping) -> Table | None:
    """The table that a mapping makes of a sheet; None where it leaves the sheet out or gives no codes."""
    if mapping.kind is None:
        return None
    attributes = attributes_of(layout, mapping.columns)
    if "code" not in attributes.values():
        return None
    by_section = tuple(name for name in mapping.by_section if name not in attributes.values())
    if by_section:
        layout = with_more_headings(layout, mapping.kind, attributes)
    table = Table(
        grid=layout.grid,
        kind=mapping.kind,
        header_row=layout.header_rows[-1],
        first_header_row=layout.header_rows[0],
        headers=tuple(
            Header(
                column=header.column,
                row=header.row,
                text=header.text,
                attribute=attributes.get(header.column),
            )
            for header in layout.headers
        ),
        things=layout.things,
        left_out=layout.left_out,
        by_section=by_section if layout.has_sections else (),
        constants={name: text for name, text in mapping.constants.items() if name not in attributes.values()},
    )
    return with_meanings(table, mapping.words)


def with_meanings(table: Table, words: Words) -> Table:
    """A table whose cells that hold one of these words (by attribute, made `plain`) are read as it means."""
    meanings = dict(table.meanings)
    for attribute, meant in words.items():
        if attribute in table.columns or attribute in table.by_section:
            texts: Iterable[Cell] = (
                table.cells(attribute).cells
                if attribute in table.columns
                else (heading.text for heading in table.headings().cells)
            )
            cells = {cell for cell in texts if not is_blank(cell)}
            told = {cell: text for cell in cells if (text := meant.get(plain(text_of(cell)))) is not None}
            meanings[attribute] = {**meanings.get(attribute, {}), **told}
    return replace(table, meanings={name: told for name, told in meanings.items() if told})


def attributes_of(layout: Layout, columns: Sequence[ColumnMapping]) -> dict[int, str]:
    """The attribute of each column of a layout, by its header.

    As many columns of one name as before are the same ones in order; else, and without a name, letters tell.
    """
    told: defaultdict[str, list[ColumnMapping]] = defaultdict(list)
    for mapping in columns:
        told[header_key(mapping.header)].append(mapping)
    laid: defaultdict[str, list[LaidHeader]] = defaultdict(list)
    for header in layout.headers:
        laid[header_key(header.text)].append(header)
    found: dict[int, str] = {}
    for key, headers in laid.items():
        mappings = told[key]
        if not key or len(mappings) != len(headers):
            by_letters = {mapping.column: mapping for mapping in mappings}
            mappings = [
                by_letters.get(letters_in(layout.grid, header.column), _IGNORED) for header in headers
            ]
        for header, mapping in zip(headers, mappings, strict=True):
            if mapping.attribute is not None:
                found[header.column] = mapping.attribute
    return found


def _likely_words(headers: Sequence[LaidHeader]) -> int:
    """How many columns some headers name in words that ministries use, as the kind that they fit best.

    A header of several texts counts by the share of them that is known: one of them may be a value.
    """
    texts = [(*header.groups, *header.texts) for header in headers if header.texts]
    return max(int(sum(_known_share(kind, of_one) for of_one in texts)) for kind in SHEETS)


def _known_share(kind: Kind, texts: Sequence[str]) -> float:
    return sum(names_a_column(kind, text) for text in texts) / len(texts)
