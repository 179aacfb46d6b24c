"""The rule for lights says what its words say, on both sides of every boundary."""

from datetime import date

import pytest

from data_access.traffic_light import URGENCY, Light, light_of, straight_line
from tests.data_access.truth_table import TRUTH_TABLE, Case


@pytest.mark.parametrize("case", TRUTH_TABLE, ids=lambda case: case.words)
def test_truth_table(case: Case) -> None:
    assert light_of(case.facts, case.day, case.thresholds) == case.verdict


def test_worst_light_is_most_urgent() -> None:
    assert sorted(Light, key=lambda light: URGENCY[light]) == [
        Light.RED,
        Light.AMBER,
        Light.GREY,
        Light.GREEN,
        Light.DONE,
    ]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2023-12-31", None),
        ("2024-01-01", 0),
        ("2024-02-29", 59),
        ("2024-03-01", 60),
        ("2024-04-09", 99),
        ("2024-04-10", 100),
        ("2024-04-11", 100),
    ],
)
def test_percent_due_by_a_straight_line(day: str, due: int | None) -> None:
    assert straight_line(date(2024, 1, 1), date(2024, 4, 10), date.fromisoformat(day)) == due


def test_percent_due_is_rounded_down() -> None:
    assert straight_line(date(2024, 1, 1), date(2024, 3, 31), date(2024, 2, 16)) == 51  # 46 of 90 days


@pytest.mark.parametrize("start", [None, date(2024, 4, 10), date(2024, 4, 11)])
def test_nothing_is_due_without_a_line(start: date | None) -> None:
    assert straight_line(start, date(2024, 4, 10), date(2024, 4, 12)) is None
