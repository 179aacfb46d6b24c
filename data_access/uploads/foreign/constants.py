"""What a sheet says of all its rows above its headers or in its name: the problem, the team. Pure."""

from collections.abc import Iterator

from data_access.model import Kind
from data_access.uploads.foreign.names import KnownNames, named_in
from data_access.uploads.tables.layout import Layout
from data_access.uploads.values.value import text_of


def named_above(layout: Layout, kind: Kind, known: KnownNames) -> str | None:
    """The one thing of a kind whose code or name stands above the headers or in the sheet's name, if any."""
    return named_in(list(_texts(layout)), kind, known)


def _texts(layout: Layout) -> Iterator[str]:
    yield layout.grid.name
    for row in layout.grid.rows[: layout.header_rows[0]]:
        yield from (text_of(cell) for cell in row if isinstance(cell, str))
