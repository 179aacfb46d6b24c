"""Ministries report on instructions by spreadsheet: what was given stays, the report goes in."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import latest_version, newest_version, open_reader
from data_access.sessions.instruction_changes import (
    give_instruction,
    move_term,
    report_on,
    take_off_control,
)
from data_access.sessions.instructions import InstructionFilter, InstructionInfo, instructions
from data_access.take_back import take_back
from data_access.uploads.bring import Prepared
from data_access.uploads.checks.fault import FaultCode
from data_access.uploads.sides.comparison import Counts
from data_access.uploads.workbooks.template import template_workbook
from data_access.view import Scope, View
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    OFFICER,
    RECORDED_AT,
    TEMPLATE_WORDS,
    bring,
    entity_id,
    first_edition,
    prepared,
    the_programme,
    with_first_edition,
    workbook,
)

GIVEN = date(2026, 2, 2)
TERM = date(2026, 6, 30)
HEADERS = (
    "Code",
    "Text of the instruction",
    "Executor",
    "Term",
    "Percent",
    "Forecast",
    "Reported done on",
    "Note",
)
WHO: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": RECORDED_AT}
CODE = "I-2026-001"


@dataclass(frozen=True, slots=True)
class Desk:
    """A programme with two instructions: on a problem of construction, and on tourism."""

    database: Database
    programme: int
    road: int
    lake: int

    def view(self, day: date = DAY, scope: Scope | None = None) -> View:
        with self.database.reading() as connection:
            version = latest_version(connection, self.programme)
        return View(programme_id=self.programme, version=version, day=day, scope=scope or Scope())

    def one(self, instruction: int) -> InstructionInfo:
        with open_reader(self.database, self.view()) as reader:
            [found] = instructions(reader, InstructionFilter(entity_id=instruction))
        return found

    def template(self, **options: Any) -> bytes:
        """The template of instructions, of now."""
        wanted: dict[str, Any] = {
            "kinds": [Kind.INSTRUCTION],
            "field_ids": None,
            "languages": ["en"],
            **options,
        }
        with open_reader(self.database, self.view()) as reader:
            return template_workbook(reader, words=TEMPLATE_WORDS, **wanted)

    def brought(self, content: bytes, **options: Any) -> int:
        version = bring(self.database, content, **options).version
        assert version is not None
        return version


@pytest.fixture
def desk(database: Database) -> Desk:
    """Two instructions given on 2 February."""
    programme = with_first_edition(database).id
    mic, mts = (entity_id(database, Kind.MINISTRY, code) for code in ("MIC", "MTS"))

    def give(text: str, ministry: int, subject: int) -> int:
        return give_instruction(
            database,
            programme,
            text=text,
            ministry_id=ministry,
            co_executors={mic, mts} - {ministry},
            term=TERM,
            subject_id=subject,
            day=GIVEN,
            **WHO,
        )

    return Desk(
        database,
        programme,
        give("Build the road", mic, entity_id(database, Kind.PROBLEM, "CON-01")),
        give("Clean the lake", mts, entity_id(database, Kind.FIELD, "TOU")),
    )


def row(**values: Any) -> tuple[Any, ...]:
    """The row of the first instruction as it was given, but for some cells."""
    given = {
        "Code": CODE,
        "Text of the instruction": "Build the road",
        "Executor": "MIC",
        "Term": TERM,
        **{name.replace("_", " "): value for name, value in values.items()},
    }
    return tuple(given.get(name) for name in HEADERS)


def sheet(*rows: Sequence[Any], headers: Sequence[str] = HEADERS) -> bytes:
    return workbook({"Given instructions": [headers, *rows]})


def faults(found: Prepared) -> list[tuple[FaultCode, str]]:
    return [(fault.code, fault.cell) for fault in found.faults]


def test_report_goes_in_and_all_else_stays(desk: Desk) -> None:
    before = desk.one(desk.road)
    content = sheet(row(Percent=(0.4, "0%"), Forecast=date(2026, 7, 5), Note="Half of the piles"))
    version = desk.brought(content, as_at=AS_AT)
    one = desk.one(desk.road)
    assert (one.reported_on, one.progress, one.forecast) == (AS_AT, 4000, date(2026, 7, 5))
    assert one.note == "Half of the piles"
    for name in ("code", "text", "executor", "co_executors", "term", "baseline", "given_on", "subject"):
        assert getattr(one, name) == getattr(before, name)
    assert desk.one(desk.lake).reported_on is None
    take_back(desk.database, version, **WHO)
    assert desk.one(desk.road) == before


def test_columns_that_the_file_lacks_keep_what_was_reported(desk: Desk) -> None:
    desk.brought(sheet(row(Percent=(0.4, "0%"), Note="Piles")), as_at=AS_AT)
    headers = ("Code", "Text of the instruction", "Reported done on")
    desk.brought(sheet((CODE, "Build the road", date(2026, 3, 3)), headers=headers), as_at=DAY)
    one = desk.one(desk.road)
    assert (one.reported_done_on, one.progress, one.note, one.reported_on) == (
        date(2026, 3, 3),
        4000,
        "Piles",
        DAY,
    )


def test_the_same_figures_for_a_later_day_are_news(desk: Desk) -> None:
    desk.brought(sheet(row(Percent=(0.4, "0%"))), as_at=AS_AT)
    found = prepared(desk.database, sheet(row(Percent=(0.4, "0%"))), as_at=DAY)
    assert found.comparison.counts == Counts(refreshed=1)
    desk.brought(sheet(row(Percent=(0.4, "0%"))), as_at=DAY)
    assert (desk.one(desk.road).reported_on, desk.one(desk.road).progress) == (DAY, 4000)


def test_reports_on_instructions_are_no_news_for_a_wall(desk: Desk) -> None:
    def newest() -> int:
        with desk.database.reading() as connection:
            return newest_version(connection, desk.programme)

    before = newest()
    desk.brought(sheet(row(Percent=(0.4, "0%"))), as_at=AS_AT)
    assert newest() == before


@pytest.mark.parametrize(
    ("changed", "cell"),
    [
        ({"Text_of_the_instruction": "Build half of it"}, "B2"),
        ({"Text_of_the_instruction": None}, "B2"),
        ({"Executor": "MTS"}, "C2"),
        ({"Term": date(2026, 12, 31)}, "D2"),
    ],
)
def test_what_was_given_is_not_changed_by_a_file(desk: Desk, changed: dict[str, Any], cell: str) -> None:
    found = prepared(desk.database, sheet(row(**changed)), as_at=AS_AT)
    assert faults(found) == [(FaultCode.GIVEN_OTHERWISE, cell)]


def test_unknown_instruction_is_a_fault(desk: Desk) -> None:
    found = prepared(desk.database, sheet(row(Code="I-2026-099", Percent=(0.4, "0%"))), as_at=AS_AT)
    assert faults(found) == [(FaultCode.UNKNOWN_CODE, "A2")]


def test_one_that_was_taken_off_control_is_not_reported_on(desk: Desk) -> None:
    take_off_control(
        desk.database,
        desk.programme,
        desk.road,
        day=DAY,
        today=DAY,
        reason="Built",
        evidence="Act",
        **WHO,
    )
    assert faults(prepared(desk.database, sheet(row(Percent=(0.4, "0%"))), as_at=DAY)) == [
        (FaultCode.TAKEN_OFF_CONTROL, "A2")
    ]
    assert prepared(desk.database, sheet(row()), as_at=DAY).comparison.is_empty


def test_report_of_an_earlier_day_is_a_fault(desk: Desk) -> None:
    report_on(desk.database, desk.programme, desk.road, as_of=AS_AT, today=DAY, progress=100, **WHO)
    late = prepared(desk.database, sheet(row(Percent=(0.4, "0%"))), as_at=date(2026, 2, 20))
    assert faults(late) == [(FaultCode.REPORTED_LATER, "A2")]
    assert late.faults[0].params["since"] == "2026-03-01"
    assert not prepared(desk.database, sheet(row(Percent=(0.4, "0%"))), as_at=AS_AT).faults


def test_template_comes_back_without_a_change(desk: Desk) -> None:
    report_on(desk.database, desk.programme, desk.road, as_of=AS_AT, today=DAY, progress=1250, **WHO)
    found = prepared(desk.database, desk.template(), actor=OFFICER)
    assert not found.faults
    assert found.comparison.counts == Counts(unchanged=2)


def test_template_lists_those_of_its_fields_that_are_under_control(desk: Desk) -> None:
    def codes(content: bytes) -> list[Any]:
        page = load_workbook(io.BytesIO(content))["Given instructions"]
        return [page.cell(number, 1).value for number in range(3, page.max_row + 1)]

    assert codes(desk.template()) == [CODE, "I-2026-002"]
    construction = entity_id(desk.database, Kind.FIELD, "CON")
    assert codes(desk.template(field_ids=[construction])) == [CODE]
    assert codes(desk.template(kinds=[Kind.MILESTONE, Kind.INSTRUCTION]))[-1:] == ["I-2026-002"]
    take_off_control(
        desk.database,
        desk.programme,
        desk.lake,
        day=DAY,
        today=DAY,
        reason="Clean",
        evidence="Act",
        **WHO,
    )
    assert codes(desk.template()) == [CODE]


def test_term_that_a_coordinator_has_moved_since_stays_moved(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(desk.template()))
    book["Given instructions"]["B1"] = DAY
    book["Given instructions"]["E3"] = 0.4
    content = io.BytesIO()
    book.save(content)
    move_term(desk.database, desk.programme, desk.road, term=date(2026, 9, 30), today=DAY, **WHO)
    found = prepared(desk.database, content.getvalue(), actor=OFFICER)
    assert not found.faults
    assert [one.attribute for one in found.comparison.kept] == ["term"]
    desk.brought(content.getvalue())
    one = desk.one(desk.road)
    assert (one.term, one.progress, one.resets) == (date(2026, 9, 30), 4000, 1)


def test_whole_list_without_an_instruction_does_not_remove_it(desk: Desk) -> None:
    found = prepared(desk.database, sheet(row(Percent=(0.4, "0%"))), as_at=AS_AT, whole=True)
    assert found.comparison.removed == ()
    assert not found.faults


def test_who_may_change_one_field_reports_on_its_instructions_alone(desk: Desk) -> None:
    tourism = Scope(frozenset({entity_id(desk.database, Kind.FIELD, "TOU")}))
    found = prepared(desk.database, sheet(row(Percent=(0.4, "0%"))), as_at=AS_AT, scope=tourism)
    assert faults(found) == [(FaultCode.NOT_YOURS, "A2")]


def test_sheets_without_the_text_of_instructions_are_milestones(desk: Desk) -> None:
    content = workbook({"Report": [("Code", "Percent"), ("CON-01-M01", (0.5, "0%"))]})
    found = prepared(desk.database, content, as_at=DAY)
    assert [one.kind for one in found.comparison.changed] == [Kind.MILESTONE]


def test_first_edition_is_read_as_ever(desk: Desk) -> None:
    assert not prepared(desk.database, first_edition()).faults
    assert the_programme(desk.database).id == desk.programme
