"""What a sheet says of all its rows above its headers or in its name: the problem, the team. Pure."""

import re
from collections.abc import Iterable, Iterator

from data_access.model import Kind
from data_access.uploads.foreign.names import KnownNames, key_of
from data_access.uploads.tables.layout import Layout
from data_access.uploads.values.likeness import only
from data_access.uploads.values.value import text_of
from data_access.words import LANGUAGES

_CODES = re.compile(r"[^\W_]+(?:[-_./][^\W_]+)*")
_SHORTEST_NAME = 6  # of letters: a shorter one stands in too many sentences


def named_above(layout: Layout, kind: Kind, known: KnownNames) -> str | None:
    """The one thing of a kind whose code or name stands above the headers or in the sheet's name, if any."""
    seen = known.seen.get(kind, frozenset())
    texts = list(_texts(layout))
    code = only(word for text in texts for word in _CODES.findall(text) if word in seen)
    return code if code is not None else only(_named(texts, kind, known))


def _texts(layout: Layout) -> Iterator[str]:
    yield layout.grid.name
    for row in layout.grid.rows[: layout.header_rows[0]]:
        yield from (text_of(cell) for cell in row if isinstance(cell, str))


def _named(texts: Iterable[str], kind: Kind, known: KnownNames) -> Iterator[str]:
    keys = [f" {key_of(text)} " for text in texts]
    for code, words in known.names.get(kind, {}).items():
        names = {key_of(getattr(words, language)) for language in LANGUAGES}
        if code in known.seen[kind] and any(
            f" {name} " in key for name in names if len(name) >= _SHORTEST_NAME for key in keys
        ):
            yield code
