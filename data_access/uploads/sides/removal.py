"""What goes, or stays gone, may still be referred to by what stays or comes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from data_access.change import chunks
from data_access.model import MODELS, Kind
from data_access.reads.reach import within_reach
from data_access.reads.snapshot import Reader
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.columns import SHEETS, Column
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.sides.comparison import Added, Changed, Comparison, Conflict
from data_access.uploads.values.value import Value


def faults_of_removals(reader: Reader, book: Book, known: Known, comparison: Comparison) -> Iterator[Fault]:
    """A fault for each thing that would be removed while something that stays refers to it."""
    removed: dict[Kind, dict[str, int]] = {}
    for gone in comparison.removed:
        entity_id = known.listed[gone.kind][gone.code].entity_id
        removed.setdefault(gone.kind, {})[gone.code] = entity_id
    for kind, ids in removed.items():
        sheet = next(table.grid.name for table in book.tables if table.kind is kind)
        users: dict[str, tuple[Kind, str]] = {}
        unseen: set[str] = set()
        for user_kind, attribute in _referring(kind):
            told = _told(comparison, user_kind, attribute)
            for user, code, is_seen in _stored(reader, user_kind, attribute, ids):
                if not is_seen:
                    unseen.add(code)
                elif user not in told and user not in removed.get(user_kind, {}):
                    users.setdefault(code, (user_kind, user))
            for user, becomes in told.items():
                if becomes in ids:
                    users.setdefault(str(becomes), (user_kind, user))
        for code in sorted({*users, *unseen}):
            params: dict[str, str] = {"kind": kind}
            if code in users:
                params["by_kind"], params["by"] = users[code]
            yield Fault(sheet=sheet, cell="", code=FaultCode.STILL_USED, found=code, params=params)


def faults_of_references(book: Book, known: Known, comparison: Comparison) -> Iterator[Fault]:
    """A fault for each value that would refer to a thing of the file that others removed and that stays gone.

    A thing that returns is at fault where what it must refer to is gone.
    """
    if not any(known.gone.values()):
        return
    there = _there(known, comparison)
    tables = {table.grid.name: table for table in book.tables}
    touched: list[Added | Changed] = [*comparison.added, *comparison.changed]
    for one in touched:
        for column, code in _references(one, known):
            if code is not None and code not in there.get(column.refers_to, ()):
                table = tables[one.sheet]
                yield Fault(
                    sheet=one.sheet,
                    cell=table.place_of(one.row, column.attribute) or table.place_of(one.row, "code"),
                    code=FaultCode.UNKNOWN_CODE,
                    found=str(code),
                    params={"column": column.attribute, "kind": str(column.refers_to)},
                    row=one.row,
                )


def _there(known: Known, comparison: Comparison) -> dict[Kind | None, set[str]]:
    """The codes that there will be, those included that are still to be decided about."""
    found: dict[Kind | None, set[str]] = {kind: set(ids) for kind, ids in known.ids.items()}
    returning = (one for one in comparison.changed if one.returns)
    coming: list[Added | Changed | Conflict] = [*comparison.added, *returning, *comparison.undecided]
    for one in coming:
        found.setdefault(one.kind, set()).add(one.code)
    return found


def _references(one: Added | Changed, known: Known) -> Iterator[tuple[Column, Value]]:
    """The references that a row writes; of a thing that returns also those that it must have."""
    if isinstance(one, Added):
        told: Mapping[str, Value] = one.values
    else:
        told = {value.attribute: value.new for value in one.values}
    last = known.gone[one.kind][one.code] if isinstance(one, Changed) and one.returns else None
    for column in SHEETS[one.kind].columns:
        if column.refers_to is None or (one.kind, column.attribute) == (Kind.MILESTONE, "field_id"):
            continue
        if column.attribute in told:
            yield column, told[column.attribute]
        elif last is not None and column.is_required:
            yield column, getattr(last, column.attribute)


def _referring(kind: Kind) -> Iterator[tuple[Kind, str]]:
    """The kinds and their columns that hold references to a kind."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.refers_to is kind and hasattr(MODELS[sheet.kind], column.attribute):
                yield sheet.kind, column.attribute


def _told(comparison: Comparison, kind: Kind, attribute: str) -> dict[str, Value]:
    """What an attribute becomes, by the code of each thing in which it does."""
    added = ((one.code, one.values[attribute]) for one in comparison.added if _has(one, kind, attribute))
    changed = (
        (one.code, value.new)
        for one in comparison.changed
        for value in one.values
        if one.kind is kind and value.attribute == attribute
    )
    return dict((*added, *changed))


def _has(one: Added, kind: Kind, attribute: str) -> bool:
    return one.kind is kind and attribute in one.values


def _stored(
    reader: Reader, kind: Kind, attribute: str, ids: Mapping[str, int]
) -> Iterable[tuple[str, str, bool]]:
    """The things of a kind that now refer to any of `ids`: with the code meant, and whether one may see them."""
    model: Any = MODELS[kind]
    codes = {entity_id: code for code, entity_id in ids.items()}
    for some in chunks(codes):
        statement = select(
            model.code, getattr(model, attribute), within_reach(kind, reader.view).label("is_seen")
        ).where(getattr(model, attribute).in_(some), model.to_change.is_(None))
        for user, entity_id, is_seen in reader.connection.execute(statement):
            yield user, codes[entity_id], is_seen
