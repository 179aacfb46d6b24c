"""What the database knows now of the things that a file speaks of; loaded by codes, at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, null, select

from data_access.model import MODELS, Kind
from data_access.reads.snapshot import Reader, of_programme
from data_access.uploads.files.book import Book
from data_access.uploads.rows import sheet_rows
from data_access.uploads.values.value import code_of

_CHUNK = 5000

# The kinds that others refer to, and the column that leads from a thing to its field.
_REFERRED = (Kind.MINISTRY, Kind.FIELD, Kind.TEAM, Kind.PERSON, Kind.PROBLEM)
_PARENTS: dict[Kind, tuple[str, Kind]] = {
    Kind.TEAM: ("field_id", Kind.FIELD),
    Kind.PROBLEM: ("field_id", Kind.FIELD),
    Kind.MEMBERSHIP: ("team_id", Kind.TEAM),
    Kind.MILESTONE: ("problem_id", Kind.PROBLEM),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The current state of what a file speaks of.

    `ids`: the entity ids by code, of all things that others may refer to and of those in the file.
    `rows`: the things in the file, by code (columns: see `rows.SheetRows`).
    `listed`: where the file is a whole list, all things that it should name, by code.
    `field_of_problem`: field codes by problem code, of the problems that this person may see.
    `beyond`: codes of things that are known but that this person may not see or change.
    `absent`: codes in the file's code columns that nothing bears now; of these `gone`: things that the
    sender had and that are not there any more, as they were last.
    """

    ids: Mapping[Kind, Mapping[str, int]]
    rows: Mapping[Kind, Mapping[str, Row[Any]]]
    listed: Mapping[Kind, Mapping[str, Row[Any]]]
    field_of_problem: Mapping[str, str]
    beyond: Mapping[Kind, frozenset[str]]
    absent: Mapping[Kind, Set[str]] = field(default_factory=dict)
    gone: Mapping[Kind, Mapping[str, Row[Any]]] = field(default_factory=dict)

    def of(self, kind: Kind, code: str) -> Row[Any] | None:
        """A thing in the file, or that the file should name: as it is, or as it was last."""
        for things in (self.rows, self.gone, self.listed):
            if (row := things.get(kind, {}).get(code)) is not None:
                return row
        return None


def load_known(reader: Reader, book: Book, *, whole: bool) -> Known:
    """Load what is known of a book's things at the reader's view, which must be of the newest version."""
    referred = {kind: _referred(reader, kind) for kind in _REFERRED}
    mentioned = _mentioned(book)
    rows = {kind: _rows(reader, kind, codes["code"]) for kind, codes in mentioned.items()}
    fields = {kind: {row.code: row.of_field for row in found} for kind, found in referred.items()}
    field_codes = {row.entity_id: row.code for row in referred[Kind.FIELD]}
    ids = {kind: {row.code: row.entity_id for row in found} for kind, found in referred.items()}
    scope = reader.view.scope.fields
    for kind, found in rows.items():
        ids.setdefault(kind, {code: row.entity_id for code, row in found.items()})
    listed: dict[Kind, dict[str, Row[Any]]] = {}
    if whole:
        for kind, codes in mentioned.items():
            if kind is Kind.INSTRUCTION:
                continue  # a file reports on them; what it leaves out was given all the same
            within = {row.of_field for row in rows[kind].values()}
            if kind in _PARENTS:
                parent, parent_kind = _PARENTS[kind]
                within |= {fields[parent_kind].get(code) for code in codes[parent]}
            listed[kind] = _listed(reader, kind, within - {None})
    return Known(
        ids=ids,
        rows=rows,
        listed=listed,
        field_of_problem={
            row.code: field_codes[row.of_field]
            for row in referred[Kind.PROBLEM]
            if row.of_field in field_codes and (scope is None or row.of_field in scope)
        },
        beyond=_beyond(reader, {**{kind: found.values() for kind, found in rows.items()}, **referred}),
        absent={kind: codes["code"] - rows[kind].keys() for kind, codes in mentioned.items()},
    )


def _mentioned(book: Book) -> dict[Kind, dict[str, set[str]]]:
    """For each kind in the book, the codes in its code column and in the column of its parent."""
    found: dict[Kind, dict[str, set[str]]] = {}
    for table in book.tables:
        codes = found.setdefault(table.kind, defaultdict(set))
        wanted = {"code", *(_PARENTS[table.kind][:1] if table.kind in _PARENTS else ())}
        for attribute in wanted.intersection(table.attributes):
            codes[attribute] |= {code_of(cell) for cell in table.cells(attribute).cells} - {""}
    return found


def _referred(reader: Reader, kind: Kind) -> list[Row[Any]]:
    """The id, code and field of all current things of a kind."""
    model: Any = MODELS[kind]
    field = model.entity_id if kind is Kind.FIELD else getattr(model, "field_id", null())
    statement = select(model.entity_id, model.code, field.label("of_field")).where(
        of_programme(model, reader.view)
    )
    return list(reader.connection.execute(statement))


def _rows(reader: Reader, kind: Kind, codes: Collection[str]) -> dict[str, Row[Any]]:
    # "Still true" is said besides "true at the newest version", so that the index of current codes serves.
    model = MODELS[kind]
    statement = sheet_rows(reader.view, kind).select.where(model.to_change.is_(None))
    return {
        row.code: row
        for chunk in _chunks(codes)
        for row in reader.connection.execute(statement.where(model.code.in_(chunk)))
    }


def _listed(reader: Reader, kind: Kind, fields: Collection[int]) -> dict[str, Row[Any]]:
    """All things of a kind in some fields and in scope; of kinds that belong to no field, all."""
    found = sheet_rows(reader.view, kind)
    scope = reader.view.scope.fields
    if kind in _PARENTS:
        seen = sorted(fields if scope is None else set(fields) & scope)
        statement = found.select.where(found.field_id.in_(seen))
    elif scope is None:
        statement = found.select
    else:
        return {}
    return {row.code: row for row in reader.connection.execute(statement)}


def _beyond(reader: Reader, rows: Mapping[Kind, Collection[Row[Any]]]) -> dict[Kind, frozenset[str]]:
    scope = reader.view.scope.fields
    if scope is None:
        return {}
    return {
        kind: frozenset(row.code for row in found if not _is_within(kind, row.of_field, scope))
        for kind, found in rows.items()
    }


def _is_within(kind: Kind, field_id: int | None, scope: frozenset[int]) -> bool:
    """Whether a thing is in a limited scope; an instruction about nothing is in none."""
    return field_id in scope or (field_id is None and kind is not Kind.INSTRUCTION)


def _chunks(codes: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(codes)
    for place in range(0, len(ordered), _CHUNK):
        yield ordered[place : place + _CHUNK]
