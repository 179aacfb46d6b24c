"""Cells merged downwards below the headers: what is written once holds for each of their rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from data_access.uploads.encoded import EncodedColumn, EncodedRows, Flags, Places, places_of
from data_access.uploads.files.grid import Area, Grid, are_filled


def filled_down(grid: Grid, things: Sequence[int]) -> Grid:
    """The sheet with what merged cells say in each of their rows that lists a thing, its light as well.

    `things`: the rows of `grid.rows` that list something, empty ones among them; those stay empty. Cells
    merged sideways say what they say in their first column alone. Where it is written is kept in `said_in`.
    """
    by_column: defaultdict[int, list[Area]] = defaultdict(list)
    for area in grid.merged:
        if area.bottom > area.top >= 0 and 0 <= area.left < len(grid.rows.columns):
            by_column[area.left].append(area)
    if not by_column or not len(things):
        return grid
    is_filled = [column.where(are_filled(column.cells)) for column in grid.rows.columns]
    is_thing: Flags = np.zeros(len(grid.rows), bool)
    is_thing[places_of(things)] = True
    takes = is_thing & np.logical_or.reduce(is_filled)
    columns = list(grid.rows.columns)
    fills = dict(grid.fills)
    said_in: dict[int, Places] = {}
    for at, areas in by_column.items():
        places = columns[at].places.copy()
        said_in[at] = np.arange(len(places))
        end = 0  # areas that lie over one another are no merged cells: the first counts
        for area in sorted(areas, key=lambda one: one.top):
            if area.top < end or area.top >= len(places) or not takes[area.top]:
                continue
            end = area.bottom + 1
            below = slice(area.top + 1, end)
            rows = area.top + 1 + np.flatnonzero(takes[below] & ~is_filled[at][below])
            places[rows] = places[area.top]
            said_in[at][rows] = area.top
            if light := grid.fills.get((area.top, at)):
                fills.update(((row, at), light) for row in rows.tolist())
        columns[at] = EncodedColumn(columns[at].cells, places)
    return replace(grid, rows=EncodedRows(columns, len(grid.rows)), fills=fills, said_in=said_in)
