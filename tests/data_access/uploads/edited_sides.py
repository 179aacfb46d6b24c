"""Two people at work on the same things: what each sends, and what comes of it."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Kind, Milestone, Report
from data_access.uploads.bring import Applied, Prepared, apply
from data_access.uploads.choices import Choices, Side
from data_access.uploads.columns import ABOUT_SHEET, SHEETS
from tests.data_access.uploads.bringing import (
    AS_AT,
    RECORDED_AT,
    confirmed,
    entity_id,
    milestones,
    prepared,
)

MINISTRY = "ministry@example.kz"
OFFICE = "office@example.kz"


def rows(*cells: Sequence[Any], headers: Sequence[str] = ("Code", "Percent", "Note")) -> bytes:
    """An edition that says nothing of its origin."""
    return milestones(*cells, headers=headers)


def filled_in(
    content: bytes,
    cells: Mapping[tuple[str, str], Any],
    *,
    day: date | None = None,
    version: int | None = None,
) -> bytes:
    """A template in English with cells written anew, by code and attribute.

    `day`: the day that it speaks of; `version`: that it says it was made from.
    """
    book = load_workbook(io.BytesIO(content))
    for (code, attribute), written in cells.items():
        page, header_row, row = next(
            (page, header_row, cell.row)
            for page in book
            for header_row, header in enumerate(page["A"], start=1)
            if header.value == "Code"
            for cell in page["A"]
            if cell.value == code
        )
        kind = next(sheet for sheet in SHEETS.values() if sheet.title.en == page.title)
        header = kind.column(attribute).header.en
        column = next(cell.column for cell in page[header_row] if cell.value == header)
        page.cell(row, column).value = written
    if version is not None:
        book[ABOUT_SHEET]["B1"] = version
    if day is not None:
        book[SHEETS[Kind.MILESTONE].title.en]["B1"] = day
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def without(content: bytes, *codes: str) -> bytes:
    """A template without the rows of these things."""
    book = load_workbook(io.BytesIO(content))
    for page in book:
        for cell in reversed(page["A"]):
            if cell.value in codes:
                page.delete_rows(cell.row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def seen(database: Database, content: bytes, *, actor: str = MINISTRY, **options: Any) -> Prepared:
    """What a sender sees before applying."""
    return prepared(database, content, actor=actor, **{"as_at": AS_AT, **options})


def sent(database: Database, content: bytes, *, actor: str = MINISTRY, **options: Any) -> Applied:
    """A file prepared and applied by its sender, who confirms removals."""
    found = confirmed(seen(database, content, actor=actor, **options))
    return apply(database, found, actor=actor, recorded_at=RECORDED_AT)


def decided(side: Side) -> Choices:
    """All conflicts decided for one side."""
    return Choices(decides_all=side)


def moves(found: Prepared) -> dict[tuple[str, str], tuple[Any, Any]]:
    """What would change: by code and attribute, old and new."""
    assert found.faults == ()
    return {
        (one.code, value.attribute): (value.old, value.new)
        for one in found.comparison.changed
        for value in one.values
    }


def conflicts(found: Prepared) -> dict[tuple[str, str | None], tuple[Any, Any, Any]]:
    """The conflicts: by code and attribute, base, theirs, current."""
    assert found.faults == ()
    return {
        (one.code, one.attribute): (one.base, one.theirs, one.current) for one in found.comparison.conflicts
    }


def kept(found: Prepared) -> list[tuple[str, str | None]]:
    """What stays as others made it."""
    assert found.faults == ()
    return sorted((one.code, one.attribute) for one in found.comparison.kept)


def reported(database: Database, code: str, name: str) -> list[tuple[Any, Any]]:
    """A figure of a milestone on each day that was reported."""
    with database.reading() as connection:
        statement = (
            select(Report.as_at, getattr(Report, name))
            .where(
                Report.milestone_id == entity_id(database, Kind.MILESTONE, code), Report.to_change.is_(None)
            )
            .order_by(Report.as_at)
        )
        return [(row[0], row[1]) for row in connection.execute(statement)]


def plan(database: Database, code: str) -> Any:
    """A milestone's own row as it is now; None where there is none."""
    with database.reading() as connection:
        return connection.execute(
            select(*Milestone.__table__.columns).where(Milestone.code == code, Milestone.to_change.is_(None))
        ).one_or_none()
