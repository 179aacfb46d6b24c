"""What a change did: each thing that it touched, value by value, with the cells that the values came from.

The things as their sheets would show them just before the change are held against those just after it.
"""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select, union

from data_access.model import MODELS, Kind, Report, Upload
from data_access.reads.snapshot import Reader, in_scope
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.addresses import address_of
from data_access.uploads.rows import sheet_rows
from data_access.view import View
from data_access.words import Words


class Touch(enum.StrEnum):
    """What a change did to a thing."""

    ADDED = "added"
    CHANGED = "changed"
    REFRESHED = "refreshed"  # the same figures for a later day
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A value that a change moved; references are codes. `cell` is its address in the thing's `sheet`."""

    attribute: str
    old: Any
    new: Any
    cell: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A thing that a change touched; `sheet` and `row` say where it stood in the change's file."""

    kind: Kind
    code: str
    name: Words
    touch: Touch
    sheet: str | None
    row: int | None
    values: tuple[Rewritten, ...]


def change_content(reader: Reader, version: int, day: date, limit: int) -> tuple[tuple[Touched, ...], int]:
    """At most `limit` of the things that change `version` touched, by kind and code, and how many it did.

    `day` is the day that the change's figures speak of, or on which it was recorded.
    """
    letters = _letters(reader, version)
    found: list[Touched] = []
    total = 0
    for kind in SHEETS:
        if kind is Kind.INSTRUCTION:
            continue  # told by `reads.deeds`, however they came about
        ids = _touched_ids(reader, kind, version)
        total += len(ids)
        room = limit - len(found)
        if ids and room > 0:
            found += _of_kind(reader, kind, version, day, ids[:room], letters)
    return tuple(found), total


def _touched_ids(reader: Reader, kind: Kind, version: int) -> list[int]:
    """The entity ids of a kind's things in scope that a change wrote or ended, by code."""
    model = MODELS[kind]
    touched = select(model.entity_id).where(or_(model.from_change == version, model.to_change == version))
    if kind is Kind.MILESTONE:
        reported = select(Report.milestone_id).where(
            or_(Report.from_change == version, Report.to_change == version)
        )
        wanted = union(touched, reported).subquery()
    else:
        wanted = touched.distinct().subquery()
    codes: dict[int, str] = {}
    for at in (version - 1, version):
        rows = sheet_rows(replace(reader.view, version=at), kind)
        statement = rows.select.with_only_columns(model.entity_id, model.code).where(
            model.entity_id.in_(select(wanted.c[0])), in_scope(rows.field_id, reader.view)
        )
        codes |= {row.entity_id: row.code for row in reader.connection.execute(statement)}
    return sorted(codes, key=lambda one: codes[one])


def _of_kind(
    reader: Reader,
    kind: Kind,
    version: int,
    day: date,
    ids: list[int],
    letters: Mapping[str, Mapping[str, str]],
) -> Iterator[Touched]:
    view = replace(reader.view, day=day)
    before = _states(reader, replace(view, version=version - 1), kind, ids)
    after = _states(reader, replace(view, version=version), kind, ids)
    places = _places(reader, kind, version, ids)
    for one in ids:
        old, new = before.get(one), after.get(one)
        row = new or old
        if row is None:
            continue
        sheet, number = places.get(one, (None, None))
        values = tuple(_moved(kind, old, new, letters.get(sheet or "", {}), number)) if new else ()
        yield Touched(
            kind=kind,
            code=row.code,
            name=Words(*(getattr(row, f"name_{tag}", "") for tag in ("kk", "ru", "en"))),
            touch=_touch(old, new, values),
            sheet=sheet,
            row=number,
            values=values if old else (),
        )


def _touch(old: Row[Any] | None, new: Row[Any] | None, values: tuple[Rewritten, ...]) -> Touch:
    if new is None:
        return Touch.REMOVED
    if old is None:
        return Touch.ADDED
    return Touch.CHANGED if values else Touch.REFRESHED


def _moved(
    kind: Kind, old: Row[Any] | None, new: Row[Any], letters: Mapping[str, str], number: int | None
) -> Iterator[Rewritten]:
    for column in SHEETS[kind].columns:
        name = column.attribute
        was, value = getattr(old, name, None), getattr(new, name)
        if was != value:
            letter = letters.get(name)
            cell = address_of(letter, number) if letter and number else None
            yield Rewritten(attribute=name, old=was, new=value, cell=cell)


def _states(reader: Reader, view: View, kind: Kind, ids: list[int]) -> dict[int, Row[Any]]:
    statement = sheet_rows(view, kind).select.where(MODELS[kind].entity_id.in_(ids))
    return {row.entity_id: row for row in reader.connection.execute(statement)}


def _places(reader: Reader, kind: Kind, version: int, ids: list[int]) -> dict[int, tuple[str, int]]:
    """Where in the change's file each thing stood."""
    model = MODELS[kind]
    sources = [
        select(model.entity_id, model.source_sheet, model.source_row).where(
            model.from_change == version, model.entity_id.in_(ids)
        )
    ]
    if kind is Kind.MILESTONE:
        # A report that was only written anew keeps its source of an earlier file: the newest day's counts.
        sources.append(
            select(Report.milestone_id, Report.source_sheet, Report.source_row)
            .where(Report.from_change == version, Report.milestone_id.in_(ids))
            .order_by(Report.as_at)
        )
    return {
        one: (sheet or "", row)
        for source in sources
        for one, sheet, row in reader.connection.execute(source)
        if row is not None
    }


def _letters(reader: Reader, version: int) -> Mapping[str, Mapping[str, str]]:
    """For each sheet of the change's file, the letters of the columns."""
    found: Mapping[str, Mapping[str, str]] | None = reader.connection.scalar(
        select(Upload.columns).where(Upload.change_id == version)
    )
    return found or {}
