"""Things by their names: what a file may refer to, and names that stand in it where a code should."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from data_access.model import MODELS, Kind
from data_access.reads.reach import within_reach
from data_access.reads.snapshot import Reader, of_programme
from data_access.uploads.columns import SHEETS
from data_access.uploads.encoded import EncodedColumn
from data_access.uploads.files.book import Book, Cell, Table, is_blank
from data_access.uploads.values.likeness import name_key, only
from data_access.uploads.values.value import code_of
from data_access.words import LANGUAGES, Words

REFERRED = (Kind.MINISTRY, Kind.FIELD, Kind.TEAM, Kind.PERSON, Kind.PROBLEM)
"""The kinds that others refer to."""

_CODES = re.compile(r"[^\W_]+(?:[-_./][^\W_]+)*")
_SHORTEST_NAME = 6  # of letters: a shorter one stands in too many sentences

# The state, which a ministry's name may carry or not.
_STATE = re.compile(
    "|".join(
        rf"\b{name_key(words)}\b"
        for words in (
            *("Республики Казахстан", "Қазақстан Республикасының", "Қазақстан Республикасы"),
            *("of the Republic of Kazakhstan", "РК", "ҚР"),
        )
    )
)

Names = Mapping[str, Words]
"""What things of one kind are called, by their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """What others may refer to: `names` by kind; `seen`: the codes of those within the sender's scope.

    `codes`: by kind and `key_of` a name the code of the one thing seen that is called so in any language.
    """

    names: Mapping[Kind, Names]
    seen: Mapping[Kind, frozenset[str]]
    codes: Mapping[Kind, Mapping[str, str]]


def known_names(names: Mapping[Kind, Names], seen: Mapping[Kind, frozenset[str]] | None = None) -> KnownNames:
    """Names, made ready to be found; without `seen` all are."""
    return KnownNames(
        names=names,
        seen=seen if seen is not None else {kind: frozenset(found) for kind, found in names.items()},
        codes={kind: _codes_by_name(_those(found, seen, kind)) for kind, found in names.items()},
    )


def _those(found: Names, seen: Mapping[Kind, frozenset[str]] | None, kind: Kind) -> Names:
    return found if seen is None else {code: words for code, words in found.items() if code in seen[kind]}


def load_names(reader: Reader) -> KnownNames:
    """All ministries, fields, teams, people and problems at the reader's view."""
    names: dict[Kind, Names] = {}
    seen: dict[Kind, frozenset[str]] = {}
    for kind in REFERRED:
        model: Any = MODELS[kind]
        statement = select(model.code, model.name_kk, model.name_ru, model.name_en).where(
            of_programme(model, reader.view)
        )
        rows = reader.connection.execute(statement.order_by(model.code)).all()
        names[kind] = {row.code: Words(row.name_kk, row.name_ru, row.name_en) for row in rows}
        reach = select(model.code).where(of_programme(model, reader.view), within_reach(kind, reader.view))
        seen[kind] = frozenset(reader.connection.scalars(reach))
    return known_names(names, seen)


def key_of(name: str) -> str:
    """A name as it is compared: without case, marks, Kazakh letters' twins, and the state's own name."""
    return " ".join(_STATE.sub(" ", name_key(name)).split())


def named_in(texts: Sequence[str], kind: Kind, known: KnownNames) -> str | None:
    """The one thing of a kind, of those seen, whose code, or else whose name, stands in some texts, if any."""
    seen = known.seen.get(kind, frozenset())
    code = only(word for text in texts for word in _CODES.findall(text) if word in seen)
    return code if code is not None else only(_named(texts, kind, known))


def _named(texts: Iterable[str], kind: Kind, known: KnownNames) -> Iterator[str]:
    keys = [f" {key_of(text)} " for text in texts]
    for name, code in known.codes.get(kind, {}).items():
        if len(name) >= _SHORTEST_NAME and any(f" {name} " in key for key in keys):
            yield code


def with_names(book: Book, known: KnownNames) -> Book:
    """The same book, in which a name that only one thing has is read as that thing's code.

    The heading of a section may say more than the code or the name. Things that the book itself brings count
    as well. What is a code already is left alone.
    """
    brought = {kind: _brought(book, kind) for kind in REFERRED}
    names = {kind: {**known.names.get(kind, {}), **brought[kind]} for kind in REFERRED}
    codes = {
        kind: _codes_by_name({**_those(known.names.get(kind, {}), known.seen, kind), **brought[kind]})
        if brought[kind]
        else known.codes.get(kind, {})
        for kind in REFERRED
    }
    return replace(book, tables=tuple(_with_names(table, names, codes, known) for table in book.tables))


def _with_names(
    table: Table, names: Mapping[Kind, Names], codes: Mapping[Kind, Mapping[str, str]], known: KnownNames
) -> Table:
    meanings = dict(table.meanings)
    constants = dict(table.constants)
    for column in SHEETS[table.kind].columns:
        kind, attribute = column.refers_to, column.attribute
        if kind is None:
            continue
        if attribute in table.columns or attribute in table.by_section:
            cells = table.cells(attribute).cells
            meant = _meant(cells, names[kind], codes[kind])
            if attribute in table.by_section:
                texts = [cell for cell in cells if isinstance(cell, str) and cell not in meant]
                meant |= {text: code for text in texts if (code := named_in([text], kind, known)) is not None}
            told = {cell: meant.get(text, text) for cell, text in table.meanings.get(attribute, {}).items()}
            meanings[attribute] = {**meant, **told}
        elif attribute in constants:
            text = constants[attribute]
            constants[attribute] = _meant([text], names[kind], codes[kind]).get(text, text)
    return replace(
        table, meanings={name: meant for name, meant in meanings.items() if meant}, constants=constants
    )


def _meant(cells: Iterable[Cell], names: Names, codes: Mapping[str, str]) -> dict[Cell, str]:
    """Those of some cells that hold no code but the name of one thing, with its code."""
    found: dict[Cell, str] = {}
    for cell in cells:
        if isinstance(cell, str) and not is_blank(cell) and code_of(cell) not in names:
            code = codes.get(key_of(cell))
            if code is not None:
                found[cell] = code
    return found


def _brought(book: Book, kind: Kind) -> dict[str, Words]:
    """The names that the sheets of a book give to things of a kind."""
    found: dict[str, Words] = {}
    for table in book.tables:
        if table.kind is not kind or "code" not in table.columns:
            continue
        empty = [""] * len(table.things)
        told = (
            _codes_in(table.cells(name)) if name in table.columns else empty
            for name in ("code", *(f"name_{language}" for language in LANGUAGES))
        )
        found |= {code: Words(*of_it) for code, *of_it in zip(*told, strict=True) if code}
    return found


def _codes_in(column: EncodedColumn[Cell]) -> list[str]:
    return column.read_as([code_of(cell) for cell in column.cells]).whole()


def _codes_by_name(names: Names) -> dict[str, str]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, words in names.items():
        for language in LANGUAGES:
            if key := key_of(getattr(words, language)):
                found[key].add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}
