"""What is odd is told, at its cell and with its figures; what is usual, and what did not move, is not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.uploads.checks.doubt import Doubt, DoubtCode
from data_access.uploads.choices import Choices
from data_access.view import Scope
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    bring,
    entity_id,
    first_edition,
    milestones,
    new_programme,
    prepared,
    with_first_edition,
    workbook,
)

HEADERS = (
    *("Code", "Title (en)", "Problem", "Start", "Term", "Forecast", "Done on"),
    *("Percent", "Declared light", "Owner", "Ministry"),
)
NEW = {
    "Title (en)": "Bridge",
    "Problem": "CON-01",
    "Start": date(2026, 1, 1),
    "Term": date(2026, 8, 1),
}


def sent(code: str, **cells: Any) -> bytes:
    """A file with one milestone and only the columns of these cells."""
    return milestones((code, *cells.values()), headers=("Code", *cells))


def new(**cells: Any) -> bytes:
    """A file with one new milestone, usual but for these cells."""
    return sent("M1", **{**NEW, **{name.replace("_", " "): value for name, value in cells.items()}})


def told(doubts: tuple[Doubt, ...]) -> list[tuple[str, str, Mapping[str, str]]]:
    return [
        (
            doubt.code.value,
            doubt.found,
            {k: v for k, v in doubt.params.items() if k not in {"column", "row_code"}},
        )
        for doubt in doubts
    ]


@pytest.fixture
def ground(database: Database) -> Database:
    with_first_edition(database)
    return database


@pytest.mark.parametrize(
    ("cells", "doubts"),
    [
        ({}, []),
        ({"Term": date(2025, 12, 31)}, [("term_before_start", "2025-12-31", {"start": "2026-01-01"})]),
        ({"Term": date(2026, 1, 1)}, []),
        ({"Forecast": date(2025, 12, 1)}, [("forecast_before_start", "2025-12-01", {"start": "2026-01-01"})]),
        (
            {"Done_on": date(2026, 3, 6), "Percent": "100%"},
            [("done_in_future", "2026-03-06", {"as_at": "2026-03-05"})],
        ),
        ({"Done_on": DAY, "Percent": "100%"}, []),
        ({"Percent": "100%"}, [("not_done", "10000", {})]),
        ({"Percent": "99%"}, []),
        ({"Declared_light": "Done"}, [("declared_done", "done", {})]),
        ({"Declared_light": "Done", "Percent": "100%"}, [("not_done", "10000", {})]),
        ({"Done_on": DAY, "Percent": "80%"}, [("done_below_hundred", "8000", {"done_on": "2026-03-05"})]),
        ({"Done_on": DAY}, []),
        (
            {"Forecast": date(2026, 9, 1), "Declared_light": "Green"},
            [("declared_green", "green", {"reason": "forecast_far_behind", "days": "31"})],
        ),
        ({"Forecast": date(2026, 8, 31), "Declared_light": "Green"}, []),
        ({"Forecast": date(2026, 9, 1), "Declared_light": "Red"}, []),
    ],
)
def test_oddities_of_a_new_milestone(
    ground: Database, cells: dict[str, Any], doubts: list[tuple[str, str, dict[str, str]]]
) -> None:
    found = prepared(ground, new(**cells)).doubts
    if cells.get("Term") == date(2025, 12, 31):
        found = tuple(doubt for doubt in found if doubt.code is not DoubtCode.DECLARED_GREEN)
    assert told(found) == doubts


def test_a_doubt_stands_at_its_cell_and_names_its_row(ground: Database) -> None:
    [doubt] = prepared(ground, new(Term=date(2025, 12, 31))).doubts
    assert (doubt.sheet, doubt.cell, doubt.row) == ("Milestones", "E2", 2)
    assert (doubt.params["column"], doubt.params["row_code"]) == ("term", "M1")


def test_what_no_column_gives_is_told_at_another_that_it_speaks_of(ground: Database) -> None:
    content = milestones(("CON-01-M01", "x", date(2026, 6, 2)), headers=("Code", "Note", "Start"))
    found = [(doubt.code, doubt.cell, doubt.params["column"]) for doubt in prepared(ground, content).doubts]
    assert found == [
        ("term_before_start", "C2", "term"),
        ("forecast_before_start", "C2", "forecast"),
    ]


def test_a_percentage_that_went_down(ground: Database) -> None:
    assert told(prepared(ground, sent("CON-01-M01", Percent="30%")).doubts) == [
        ("percent_went_down", "3000", {"before": "3500", "reported_on": "2026-03-01"})
    ]
    assert prepared(ground, sent("CON-01-M01", Percent="40%")).doubts == ()
    assert prepared(ground, sent("CON-01-M01", Percent=None)).doubts == ()


def test_each_term_set_anew_is_counted(ground: Database) -> None:
    for term, before, resets in (("2026-07-01", "2026-06-01", "1"), ("2026-08-01", "2026-07-01", "2")):
        content = sent("CON-01-M01", Term=date.fromisoformat(term))
        assert told(prepared(ground, content).doubts) == [
            ("term_reset", term, {"before": before, "baseline": "2026-06-01", "resets": resets})
        ]
        bring(ground, content)


def test_what_does_not_move_is_doubted_once(ground: Database) -> None:
    content = sent("CON-01-M01", Percent="100%", Forecast=date(2025, 12, 1))
    assert [doubt.code for doubt in prepared(ground, content).doubts] == ["not_done", "forecast_before_start"]
    bring(ground, content)
    assert prepared(ground, content).doubts == ()
    more = sent("CON-01-M01", Percent="100%", Forecast=date(2025, 12, 1), Note="x")
    assert prepared(ground, more).doubts == ()


def test_green_is_doubted_again_each_time_it_is_declared(ground: Database) -> None:
    bring(ground, sent("CON-01-M01", Forecast=date(2026, 9, 1)), as_at=AS_AT)
    content = milestones(
        ("As at", date(2026, 3, 4)), ("Code", "Declared light"), ("CON-01-M01", "Green"), headers=()
    )
    [doubt] = prepared(ground, content).doubts
    assert (doubt.code, doubt.cell, doubt.params["days"]) == ("declared_green", "B4", "92")


def test_figures_older_than_others_are_doubted_for_the_whole_file(ground: Database) -> None:
    bring(ground, sent("CON-01-M01", Percent="40%"), as_at=DAY)
    bring(ground, sent("CON-01-M02", Percent="40%"), as_at=date(2026, 3, 3))
    bring(ground, sent("TOU-01-M01", Note="x"), as_at=DAY)
    content = milestones(("CON-01-M01", 60), ("CON-01-M02", 60), headers=("Code", "Percent"))
    assert told(prepared(ground, content, as_at=date(2026, 3, 2)).doubts) == [
        ("as_at_older", "2026-03-02", {"newest": "2026-03-05", "count": "2"})
    ]
    assert prepared(ground, content, as_at=DAY).doubts == ()
    plan = milestones(("CON-01-M01", "Survey 2"), headers=("Code", "Title"))
    assert prepared(ground, plan, as_at=date(2026, 3, 2)).doubts == ()
    [doubt] = prepared(ground, first_edition()).doubts
    assert (doubt.sheet, doubt.cell, doubt.code) == ("Milestones", "B1", "as_at_older")


def test_another_ministry(ground: Database) -> None:
    assert prepared(ground, sent("CON-01-M01", Ministry="MIC")).doubts == ()
    bring(ground, sent("CON-01-M01", Ministry="MIC"))
    [doubt] = prepared(ground, sent("CON-01-M01", Ministry="MTS")).doubts
    assert (doubt.code, doubt.found, doubt.params["before"]) == ("ministry_differs", "MTS", "MIC")
    fields = workbook({"Fields": [("Code", "Ministry"), ("CON", "MTS")]})
    assert [(one.code, one.cell) for one in prepared(ground, fields).doubts] == [("ministry_differs", "B2")]


def test_an_owner_spelled_in_a_new_way(ground: Database) -> None:
    bring(ground, sent("CON-01-M01", Owner="Маңғыстау облысы"))
    [doubt] = prepared(ground, sent("CON-01-M02", Owner="Мангыстау облысы")).doubts
    assert (doubt.code, doubt.cell, doubt.proposal) == ("owner_respelled", "B2", "Маңғыстау облысы")
    assert prepared(ground, sent("CON-01-M02", Owner="Маңғыстау облысы")).doubts == ()
    taken = Choices(replacements={("Milestones", "B2"): "Маңғыстау облысы"})
    assert prepared(ground, sent("CON-01-M02", Owner="Мангыстау облысы"), choices=taken).doubts == ()


def test_owners_of_other_fields_are_not_told(ground: Database) -> None:
    bring(ground, sent("CON-01-M01", Owner="Tourism board"))
    tourism = Scope(frozenset({entity_id(ground, Kind.FIELD, "TOU")}))
    content = sent("TOU-01-M01", Owner="Tourism baord")
    assert prepared(ground, content, scope=tourism).doubts == ()
    assert len(prepared(ground, content).doubts) == 1


@pytest.mark.parametrize(
    ("code", "like", "proposal"),
    [
        ("СON-01-M01", "CON-01-M01", "CON-01-M01"),  # a Cyrillic С
        ("CON-1-M1", "CON-01-M01", "CON-01-M01"),
        ("CON-01-M03", None, None),
    ],
)
def test_a_new_code_written_like_a_known_one(
    ground: Database, code: str, like: str | None, proposal: str | None
) -> None:
    content = milestones([code, *NEW.values()], headers=("Code", *NEW))
    found = [(one.params["like"], one.proposal) for one in prepared(ground, content).doubts]
    assert found == ([] if like is None else [(like, proposal)])


def test_a_new_code_written_like_another_of_the_file(ground: Database) -> None:
    rows = [[code, *NEW.values()] for code in ("CON-01-M01", "CON-01-M1", "X-1", "X-01")]
    content = milestones(*rows, headers=("Code", *NEW))
    doubts = [one for one in prepared(ground, content).doubts if one.code is DoubtCode.CODE_LIKE_KNOWN]
    # Nothing is proposed where the code would stand twice.
    assert [(one.cell, one.params["like"], one.proposal) for one in doubts] == [
        ("A3", "CON-01-M01", None),
        ("A5", "X-1", None),
    ]


def test_doubts_come_with_faults_in_other_rows(ground: Database) -> None:
    content = milestones(("CON-01-M01", "135"), ("CON-01-M02", "5%"), headers=("Code", "Percent"))
    found = prepared(ground, content)
    assert ([fault.cell for fault in found.faults], [doubt.cell for doubt in found.doubts]) == (
        ["B2"],
        ["B3"],
    )


def test_a_usual_first_edition_has_no_doubts(database: Database) -> None:
    new_programme(database)
    found = prepared(database, first_edition())
    assert [doubt.code for doubt in found.doubts] == ["not_done"]
    assert found.as_at == AS_AT
