"""Texts of the sender's choice stand in for cells, wherever these are."""

from datetime import date

import pytest
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Milestone, Report
from data_access.uploads.bring import apply
from data_access.uploads.choices import Choices
from data_access.uploads.encoded import rows_of
from data_access.uploads.files.grid import Grid
from data_access.uploads.read import read_workbook
from data_access.uploads.replacement import place_of, replaced
from tests.data_access.uploads.bringing import (
    RECORDED_AT,
    milestones,
    prepared,
    with_first_edition,
    workbook,
)

HEADERS = ("Code", "Forecast", "Percent")


def test_a_taken_proposal_is_applied_and_its_origin_stays_the_cell(database: Database) -> None:
    with_first_edition(database)
    content = milestones(("CON-01-M01", "31.04.2026", 40), ("CON-01-M02", None, "135"), headers=HEADERS)
    first = prepared(database, content)
    taken = {(one.sheet, one.cell): one.proposal for one in first.faults if one.proposal is not None}
    assert taken == {("Milestones", "B2"): "30.04.2026"}
    choices = Choices(replacements={**taken, ("Milestones", "C3"): "35%"})
    found = prepared(database, content, choices=choices)
    assert found.faults == ()
    apply(database, found, actor="a", recorded_at=RECORDED_AT)
    with database.reading() as connection:
        statement = (
            select(Report.forecast, Report.progress, Report.source_sheet, Report.source_row)
            .join(Milestone, Milestone.entity_id == Report.milestone_id)
            .where(
                Report.from_change
                == select(Report.from_change).order_by(Report.id.desc()).limit(1).scalar_subquery()
            )
            .order_by(Milestone.code)
        )
        rows = [tuple(row) for row in connection.execute(statement)]
    assert rows == [(date(2026, 4, 30), 4000, "Milestones", 2), (None, 3500, "Milestones", 3)]


def test_the_day_of_the_file_can_be_replaced(database: Database) -> None:
    with_first_edition(database)
    content = milestones(("As at", "31.02.2026"), HEADERS, ("CON-01-M01", None, 40), headers=())
    [fault] = prepared(database, content).faults
    choices = Choices(replacements={(fault.sheet, fault.cell): str(fault.proposal)})
    found = prepared(database, content, choices=choices)
    assert (found.faults, found.as_at) == ((), date(2026, 2, 28))


def test_only_the_named_cells_change_and_the_book_itself_does_not() -> None:
    book = read_workbook("f.xlsx", milestones(("M1", "x", 1), ("M2", "y", 2), headers=HEADERS))
    before = [list(row) for row in book.tables[0].body]
    after = replaced(book, {("Milestones", "B3"): "new", ("Other", "B2"): "x", ("Milestones", "Z99"): "x"})
    assert [list(row) for row in book.tables[0].body] == before
    assert [list(row) for row in after.tables[0].body] == [before[0], [before[1][0], "new", before[1][2]]]
    assert replaced(book, {}) is book


def test_sheets_that_are_still_to_be_mapped_are_changed_too() -> None:
    book = read_workbook("f.xlsx", workbook({"Ours": [HEADERS, ("M1", None, 1)], "Work": [("what", 3)]}))
    [grid] = replaced(book, {("Work", "A1"): "new"}).others
    assert list(grid.rows[0]) == ["new", 3]


GRID = Grid(name="S", rows=rows_of([["a", "b"], ["c", "d"]]), first_row=3, first_column=2)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("C3", (0, 0)),
        ("D4", (1, 1)),
        ("B3", None),
        ("C2", None),
        ("E3", None),
        ("C5", None),
        ("", None),
        ("!", None),
    ],
)
def test_places_by_address(cell: str, place: tuple[int, int] | None) -> None:
    assert place_of(GRID, cell) == place
    if place is not None:
        assert GRID.place(*place) == cell


def test_places_in_a_sheet_that_lies_on_its_side() -> None:
    turned = GRID.turned()
    assert place_of(turned, "D3") == (1, 0)
    assert turned.place(1, 0) == "D3"
