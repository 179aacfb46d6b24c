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
from data_access.uploads.files.book import Book
from data_access.uploads.files.grid import Cell, is_blank
from data_access.uploads.files.table import Table
from data_access.uploads.values.likeness import code_key, name_key, only
from data_access.uploads.values.value import code_of
from data_access.words import LANGUAGES, Words

REFERRED = (Kind.MINISTRY, Kind.FIELD, Kind.TEAM, Kind.PERSON, Kind.PROBLEM)
"""The kinds that others refer to."""

_CODES = re.compile(r"[^\W_]+(?:[-_./][^\W_]+)*")
_MARK_IN_CODE = re.compile(r"([-_./])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# 2. or 2) or II. or № 2 before the name in a heading
_NUMBERING = re.compile(r"\s*(?:№\s*)?(?:\d+(?:\.\d+)*|[IVXІХ]+)[.)]?\s+")
_MOST_PARTS = 13  # of a word that are looked at: seven and the marks between them
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
    """The one thing of a kind, of those seen, whose code, or else whose name, stands in some texts, if any.

    A likely answer, to be shown before it is used: see `named_by_heading` for a sure one.
    """
    seen = known.seen.get(kind, frozenset())
    words = [word for text in texts for word in _words_like_codes(text)]
    code = only(word for word in words if word in seen)
    if code is None:
        by_key = {code_key(one): one for one in seen}
        code = only(by_key[key] for word in words if (key := code_key(word)) in by_key)
    return code if code is not None else only(_named(texts, kind, known))


def named_by_heading(text: str, names: Names, codes: Mapping[str, str]) -> str | None:
    """The thing that a heading surely names: by the one code in it, else as its whole text after its number.

    `names` and `codes`: as in `KnownNames`, of one kind.
    """
    found = {word for word in _words_like_codes(text) if word in names}
    if found:
        return only(found)
    return codes.get(key_of(text)) or codes.get(key_of(_NUMBERING.sub("", text, count=1)))


def _words_like_codes(text: str) -> Iterator[str]:
    """All that may be a code in a text: words joined by marks, and the parts of them that are joined so."""
    for word in _CODES.findall(text.translate(_DASHES)):
        parts = _MARK_IN_CODE.split(word)
        most = min(len(parts), _MOST_PARTS)
        yield from (
            "".join(parts[begin:end]) for begin in range(0, most, 2) for end in range(begin + 1, most + 1, 2)
        )


def _named(texts: Iterable[str], kind: Kind, known: KnownNames) -> Iterator[str]:
    keys = [f" {key_of(text)} " for text in texts]
    for name, code in known.codes.get(kind, {}).items():
        if len(name) >= _SHORTEST_NAME and any(f" {name} " in key for key in keys):
            yield code


def with_names(book: Book, known: KnownNames) -> Book:
    """The same book, in which a name that only one thing has is read as that thing's code.

    The heading of a section may say more than the code or the name; where none of them names anything they say
    nothing of their rows. Things that the book itself brings count as well. What is a code already is left alone.
    """
    brought = {kind: _brought(book, kind) for kind in REFERRED}
    names = {kind: {**known.names.get(kind, {}), **brought[kind]} for kind in REFERRED}
    codes = {
        kind: _codes_by_name({**_those(known.names.get(kind, {}), known.seen, kind), **brought[kind]})
        if brought[kind]
        else known.codes.get(kind, {})
        for kind in REFERRED
    }
    return replace(book, tables=tuple(_with_names(table, names, codes) for table in book.tables))


def _with_names(table: Table, names: Mapping[Kind, Names], codes: Mapping[Kind, Mapping[str, str]]) -> Table:
    meanings = dict(table.meanings)
    by_section = list(table.by_section)
    constants = dict(table.constants)
    for column in SHEETS[table.kind].columns:
        kind, attribute = column.refers_to, column.attribute
        if kind is None:
            continue
        if attribute in by_section:
            texts = {heading.text for heading in table.headings().cells} - {""}
            read = ((text, named_by_heading(text, names[kind], codes[kind])) for text in texts)
            meanings[attribute] = {
                **{text: code for text, code in read if code is not None},
                **table.meanings.get(attribute, {}),
            }
            if not any(meanings[attribute].values()):
                by_section.remove(attribute)
        elif attribute in table.columns:
            meant = _meant(table.cells(attribute).cells, names[kind], codes[kind])
            told = {cell: meant.get(text, text) for cell, text in table.meanings.get(attribute, {}).items()}
            meanings[attribute] = {**meant, **told}
        elif attribute in constants:
            text = constants[attribute]
            constants[attribute] = _meant([text], names[kind], codes[kind]).get(text, text)
    return replace(
        table,
        by_section=tuple(by_section),
        meanings={name: meant for name, meant in meanings.items() if meant},
        constants=constants,
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
