"""Whatever is edited in an exported workbook: importing it changes exactly that, and can be undone."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data_access.database import Database
from data_access.model import Kind
from data_access.take_back import take_back
from data_access.traffic_light import Light
from data_access.uploads.bring import Prepared, apply
from data_access.uploads.columns import SHEETS, CellType, Column
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from tests.data_access.test_take_back import State, on
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    exported,
    prepared,
    with_first_edition,
)

LATER = DAY + timedelta(days=9)
CODES = {
    Kind.MINISTRY: ["MIC", "MTS"],
    Kind.FIELD: ["CON", "TOU"],
    Kind.TEAM: ["T-CON", "T-TOU"],
    Kind.PERSON: ["P1", "P2"],
    Kind.MEMBERSHIP: ["P1-T-CON", "P2-T-TOU"],
    Kind.PROBLEM: ["CON-01", "TOU-01"],
    Kind.MILESTONE: ["CON-01-M01", "CON-01-M02", "TOU-01-M01"],
}
# A milestone's row says its problem's field too: to change only one of the two is a fault.
TOLD_TWICE = {(Kind.PROBLEM, "field_id"), (Kind.MILESTONE, "field_id"), (Kind.MILESTONE, "problem_id")}

texts = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="_"), max_size=20),
    st.sampled_from(["=1+1", "-", "@x", "+7", "#REF!", "01.03.2026", "35%", "  ", "<&>\"'"]),
)
dates = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@dataclass(frozen=True)
class Edit:
    """A cell written anew: what is written, how it is shown, and the value that it then stands for."""

    code: str
    column: Column
    written: Any
    number_format: str | None
    stored: Any


@st.composite
def edits(draw: st.DrawFn, kind: Kind) -> Edit:
    columns = [
        column
        for column in SHEETS[kind].columns
        if column.type is not CellType.CODE and (kind, column.attribute) not in TOLD_TWICE
    ]
    column = draw(st.sampled_from(columns))
    code = draw(st.sampled_from(CODES[kind]))
    written, number_format, stored = draw(cells(column))
    return Edit(code=code, column=column, written=written, number_format=number_format, stored=stored)


@st.composite
def cells(draw: st.DrawFn, column: Column) -> tuple[Any, str | None, Any]:
    """What to write into a cell of a column, its number format, and what it stands for."""
    # A name stays, so that no thing becomes nameless.
    if not column.is_required and column.attribute != "name_en" and draw(st.booleans()):
        return None, None, column.blank
    if column.type is CellType.TEXT:
        text = draw(texts)
        if column.attribute == "name_en":
            text = f"x{text}"
        return text, None, text.strip()
    if column.type is CellType.DATE:
        day = draw(dates)
        return draw(st.sampled_from([day, day.isoformat(), f"{day:%d.%m.%Y}"])), "dd.mm.yyyy", day
    if column.type is CellType.PERCENT:
        stored = draw(st.integers(0, 10000))
        return (*draw(st.sampled_from([(stored / 10000, "0.00%"), (f"{stored / 100} %", "@")])), stored)
    if column.type is CellType.LIGHT:
        light = draw(st.sampled_from(list(Light))).value
        return draw(st.sampled_from([LIGHT_WORDS[light].kk, LIGHT_WORDS[light].en])), None, light
    if column.type is CellType.ROLE:
        role = draw(st.sampled_from(list(ROLE_WORDS)))
        return ROLE_WORDS[role].ru, None, role
    if column.type is CellType.NUMBER:
        number = draw(st.integers(0, 99))
        return number, None, number
    assert column.refers_to is not None
    reference = draw(st.sampled_from(CODES[column.refers_to]))
    return reference, None, reference


def edited(content: bytes, changes: list[Edit]) -> bytes:
    """A workbook with cells written anew, as another program does it."""
    book = load_workbook(io.BytesIO(content))
    for edit in changes:
        kind = next(kind for kind, codes in CODES.items() if edit.code in codes)
        sheet = book[SHEETS[kind].title.en]
        header_row = 2 if kind is Kind.MILESTONE else 1
        column = next(cell.column for cell in sheet[header_row] if cell.value == edit.column.header.en)
        row = next(cell.row for cell in sheet["A"] if cell.value == edit.code)
        cell = sheet.cell(row, column)
        cell.value = edit.written
        if isinstance(edit.written, str):
            cell.data_type = "s"
        if edit.number_format is not None:
            cell.number_format = edit.number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def moved(found: Prepared) -> dict[tuple[str, str], Any]:
    assert found.faults == ()
    return {
        (one.code, value.attribute): value.new for one in found.comparison.changed for value in one.values
    }


def known_values(found: Prepared) -> dict[tuple[str, str], Any]:
    """The values before the edits."""
    return {
        (code, column.attribute): getattr(row, column.attribute)
        for kind, rows in found.known.rows.items()
        for code, row in rows.items()
        for column in SHEETS[kind].columns
    }


def states(database: Database) -> list[State]:
    return [on(database, day) for day in (AS_AT, DAY, LATER)]


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with the first edition, to which each example leads back."""
    with_first_edition(database)
    return database


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.sampled_from(list(CODES)).flatmap(edits), min_size=1, max_size=8),
    as_at=st.sampled_from([AS_AT, DAY, LATER]),
)
def test_an_import_changes_exactly_what_was_edited(
    filled: Database, changes: list[Edit], as_at: date
) -> None:
    database = filled
    before = states(database)
    content = edited(exported(database, day=as_at, language="en"), changes)
    found = prepared(database, content, day=LATER)
    assert found.as_at == as_at
    was = known_values(found)
    wanted = {(edit.code, edit.column.attribute): edit.stored for edit in changes}
    assert moved(found) == {key: value for key, value in wanted.items() if was[key] != value}
    assert (found.comparison.added, found.comparison.removed, found.comparison.refreshed) == ((), (), ())
    version = apply(database, found, actor="officer@example.kz", recorded_at=RECORDED_AT).version
    again = prepared(database, content, day=LATER)
    assert again.comparison.is_empty
    if version is not None:
        after = known_values(again)
        assert {key: after[key] for key in was} == {**was, **wanted}
        outcome = take_back(database, version, actor="c@example.kz", recorded_at=RECORDED_AT)
        assert outcome.conflicts == ()
    assert states(database) == before
