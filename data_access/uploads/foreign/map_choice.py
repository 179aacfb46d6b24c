"""Which remembered maps apply by themselves: those of the ministry whose rows a file holds, or of its sender."""

from collections.abc import Mapping, Sequence
from typing import Any

from data_access.model import MODELS
from data_access.reads.snapshot import Reader
from data_access.uploads.files.book import Book
from data_access.uploads.files.table import Table
from data_access.uploads.foreign.column_maps import RememberedMap
from data_access.uploads.foreign.mapped_table import LaidSheet, mapped_table
from data_access.uploads.foreign.ministries import ministries_of
from data_access.uploads.foreign.names import KnownNames, with_names
from data_access.uploads.rows import sheet_rows
from data_access.uploads.values.value import code_of, text_of
from data_access.uploads.values.vocabulary import ROLES, plain

_CHUNK = 5000


def chosen_maps(
    reader: Reader,
    known: KnownNames,
    sheets: Sequence[LaidSheet],
    maps: Sequence[RememberedMap],
    sender: str | None,
) -> dict[str, RememberedMap]:
    """By sheet, the map that applies; `maps`: all of sheets with these headers, the newest first.

    A ministry's map applies where the rows are that ministry's alone, a sender's where the sender is the
    same. What was said of all rows, or by headings, (a problem, say) must be so of those that are known
    already: another problem's sheet may have the same headers.
    """
    owners = dict.fromkeys((one.ministry_id, one.sender) for one in maps)
    for ministry_id, owner in sorted(owners, key=lambda one: one[0] is None):
        if ministry_id is None and owner != sender:
            continue
        of_owner = [one for one in maps if (one.ministry_id, one.sender) == (ministry_id, owner)]
        found = {sheet.name: one for sheet in sheets if (one := _of_sheet(sheet, of_owner)) is not None}
        tables = _tables(known, sheets, found)
        if ministry_id is not None and ministries_of(reader, tables.values()) != {ministry_id}:
            continue
        return {
            name: one
            for name, one in found.items()
            if name not in tables or _is_borne_out(reader, tables[name])
        }
    return {}


def _of_sheet(sheet: LaidSheet, maps: Sequence[RememberedMap]) -> RememberedMap | None:
    """The newest map of a sheet's headers; one of a sheet of its name comes first."""
    alike = [one for one in maps if one.mapping.signature == sheet.signature]
    named = [one for one in alike if plain(one.mapping.sheet) == plain(sheet.name)]
    return next(iter((*named, *alike)), None)


def _tables(
    known: KnownNames, sheets: Sequence[LaidSheet], maps: Mapping[str, RememberedMap]
) -> dict[str, Table]:
    """The tables that the sheets are with these maps, and with our own headers where there is none."""
    read = [
        mapped_table(sheet.layout, maps[sheet.name].mapping) if sheet.name in maps else sheet.own
        for sheet in sheets
    ]
    book = with_names(Book(file_name="", tables=tuple(table for table in read if table is not None)), known)
    return {table.grid.name: table for table in book.tables}


def _is_borne_out(reader: Reader, table: Table) -> bool:
    """Whether what is said of several rows at once is so of those that are known; of all rows: and some are."""
    names = (*table.by_section, *table.constants)
    if not names:
        return True
    codes = [code_of(cell) for cell in table.cells("code").whole()]
    said = [[ROLES.get(plain(text), code_of(text)) for text in _texts(table, name)] for name in names]
    told = dict(zip(codes, zip(*said, strict=True), strict=True))
    wanted = sorted(told.keys() - {""})
    model: Any = MODELS[table.kind]
    statement = sheet_rows(reader.view, table.kind).select.where(model.to_change.is_(None))
    rows = [
        row
        for place in range(0, len(wanted), _CHUNK)
        for row in reader.connection.execute(statement.where(model.code.in_(wanted[place : place + _CHUNK])))
    ]
    is_so = all(
        value in ("", getattr(row, name))
        for row in rows
        for name, value in zip(names, told[row.code], strict=True)
    )
    return is_so and (bool(rows) or not table.constants)


def _texts(table: Table, attribute: str) -> list[str]:
    return [text_of(cell) for cell in table.cells(attribute).whole()]
