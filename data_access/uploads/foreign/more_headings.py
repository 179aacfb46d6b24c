"""Headings of sections that only a mapping tells from things: they have no code, or nothing but a code. Pure."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from data_access.model import Kind
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.encoded import Flags, places_of
from data_access.uploads.files.grid import LeftOut, RowRole, are_filled
from data_access.uploads.tables.layout import Layout
from data_access.uploads.values.cell_text import text_of


def with_more_headings(layout: Layout, kind: Kind, attributes: Mapping[int, str]) -> Layout:
    """The layout with those rows as headings that stand above things and are none themselves.

    `attributes`: of the columns. Such a row has neither a code nor a day, or a code and nothing else that is
    read: a number and a heading beside it, a heading with a sum, a problem's code alone. Taken for a thing it
    would leave the rows below it in the section before.
    """
    grid, things = layout.grid, places_of(layout.things)
    if not len(things):
        return layout
    own = {
        column: grid.rows.columns[column].where(are_filled(grid.rows.columns[column].cells))
        & ~grid.is_repeated(column)
        for column in range(len(grid.rows.columns))
    }
    days = {one.attribute for one in SHEETS[kind].columns if one.type is CellType.DATE}
    nothing: Flags = np.zeros(len(grid.rows), bool)
    has_code, has_day, has_more = nothing.copy(), nothing.copy(), nothing.copy()
    for column, attribute in attributes.items():
        said = has_code if attribute == "code" else has_day if attribute in days else has_more
        said |= own[column]
    is_filled = np.logical_or.reduce(list(own.values()))
    # A day of the row's own or of merged cells that it is in.
    for column, attribute in attributes.items():
        if attribute in days:
            has_day |= grid.is_repeated(column)
    is_thing = np.where(has_code, has_day | has_more, has_day)
    rows = things[is_filled[things]]
    is_above_thing = np.append(is_thing[rows[1:]] & has_code[rows[1:]], False)
    headings = rows[~is_thing[rows] & is_above_thing]
    found = [row for row in headings.tolist() if any(isinstance(cell, str) for cell in grid.rows[row])]
    if not found:
        return layout
    among = frozenset(found)
    more = (LeftOut(row=row, role=RowRole.SECTION, text=_text(layout, row)) for row in found)
    return replace(
        layout,
        things=[row for row in things.tolist() if row not in among],
        left_out=tuple(sorted((*layout.left_out, *more), key=lambda one: one.row)),
    )


def _text(layout: Layout, row: int) -> str:
    return " ".join(text for cell in layout.grid.rows[row] if (text := text_of(cell)))
