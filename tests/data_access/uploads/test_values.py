"""What a cell holds becomes what is stored, or a fault; nothing is guessed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.model import Kind
from data_access.traffic_light import Light
from data_access.uploads.book import Cell, CellError, Share
from data_access.uploads.columns import SHEETS
from data_access.uploads.values import Invalid, Value, values_of

MILESTONE = SHEETS[Kind.MILESTONE]


def read(attribute: str, *cells: Cell) -> list[Value | Invalid]:
    return values_of(MILESTONE.column(attribute), cells)


def fault(attribute: str, cell: Cell) -> str | None:
    [value] = read(attribute, cell)
    return value.code if isinstance(value, Invalid) else None


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 3, 1),
        datetime.combine(date(2026, 3, 1), time(14, 30)),
        46082,
        46082.0,
        "01.03.2026",
        "1.3.2026",
        " 01.03.2026 ",
        "2026-03-01",
        "2026-03-01 00:00:00",
        "2026-03-01T00:00",
    ],
)
def test_dates(cell: Cell) -> None:
    assert read("term", cell) == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    "cell",
    ["31.04.2026", "2026-02-30", "03/04/2026", "TBC", "Q2 2026", 12, 0.35, True, "01.03.0206", timedelta(1)],
)
def test_no_dates(cell: Cell) -> None:
    assert fault("term", cell) == "not_a_date"


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        (Share(0.35), 3500),
        (Share(0.005), 50),
        (Share(1.0), 10000),
        (0.35, 3500),
        (35, 3500),
        (35.5, 3550),
        ("35", 3500),
        ("35,5", 3550),
        ("35 %", 3500),
        ("35%", 3500),
        ("35\u00a0%", 3500),
        ("0,35", 3500),
        ("0.5%", 50),
        ("1%", 100),
        (0, 0),
        (100, 10000),
        ("100%", 10000),
    ],
)
def test_percentages_are_hundredths_of_a_percent(cell: Cell, stored: int) -> None:
    assert read("progress", cell) == [stored]


@pytest.mark.parametrize("cell", [101, -1, "half", "35 из 100", "135%", True, Share(1.2), date(2026, 3, 1)])
def test_no_percentages(cell: Cell) -> None:
    assert fault("progress", cell) == "not_a_percent"


@pytest.mark.parametrize(
    ("cells", "stored"),
    [((0.5, 1, 0), [5000, 10000, 0]), ((50, 1, 0), [5000, 100, 0]), (("0,5", "1"), [5000, 10000])],
)
def test_a_bare_one_is_read_as_the_rest_of_its_column(cells: Sequence[Cell], stored: list[int]) -> None:
    assert read("progress", *cells) == stored


@pytest.mark.parametrize(
    ("light", "words"),
    [
        (Light.RED, ("қызыл", "Красный", "red", "RED ")),
        (Light.AMBER, ("сары", "жёлтый", "желтый", "amber", "Yellow")),
        (Light.GREEN, ("жасыл", "зелёный", "Зеленый", "green")),
        (Light.GREY, ("сұр", "серый", "grey", "gray")),
        (Light.DONE, ("орындалды", "Выполнено", "done")),
    ],
)
def test_lights_by_their_words(light: Light, words: Sequence[str]) -> None:
    assert read("declared", *words) == [light.value] * len(words)


def test_other_words_are_no_lights() -> None:
    assert fault("declared", "turquoise") == "unknown_light"


def test_roles_by_their_words() -> None:
    role = SHEETS[Kind.MEMBERSHIP].column("role")
    assert values_of(role, ["Жетекші", "менеджер изменений", "Mentor"]) == [
        "leader",
        "change_manager",
        "mentor",
    ]
    assert values_of(role, ["cook"]) == [Invalid("unknown_role")]


def test_codes_and_texts_are_trimmed_and_numbers_are_text() -> None:
    assert read("code", " CON-01  M1\u00a0", 101.0, 7) == ["CON-01 M1", "101", "7"]
    assert read("note", "  two\r\nlines ", 12.5, date(2026, 3, 1)) == ["two\nlines", "12.5", "2026-03-01"]


def test_what_no_database_can_hold_is_left_out() -> None:
    assert read("note", "a\x00b\x0bc") == ["abc"]


def test_empty_cells_are_the_blank_of_their_column() -> None:
    blanks: tuple[Cell, ...] = (None, "", "  ", "\u00a0")
    for attribute, blank in (("note", ""), ("term", None), ("progress", None), ("team_id", None)):
        assert read(attribute, *blanks) == [blank] * 4
    assert values_of(SHEETS[Kind.FIELD].column("position"), blanks) == [0] * 4


@pytest.mark.parametrize("attribute", ["code", "note", "term", "progress", "declared", "problem_id"])
def test_error_values_are_faults_everywhere(attribute: str) -> None:
    assert fault(attribute, CellError("#REF!")) == "error_value"
    assert fault(attribute, float("nan")) == "error_value"


def test_text_longer_than_its_column_is_a_fault() -> None:
    assert read("code", "x" * 200) == ["x" * 200]
    assert read("code", "x" * 201) == [Invalid("too_long", (("limit", "200"), ("length", "201")))]


def test_equal_cells_of_different_types_are_told_apart() -> None:
    assert [isinstance(value, Invalid) for value in read("progress", 1, True, 1.0)] == [False, True, False]


@given(st.integers(0, 10000))
def test_every_percentage_survives_as_a_share(stored: int) -> None:
    assert read("progress", Share(stored / 10000)) == [stored]


@given(st.dates(date(1950, 1, 1), date(2149, 12, 31)))
def test_every_day_survives_in_each_of_its_forms(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read("term", day, serial, day.isoformat(), f"{day:%d.%m.}{day.year}") == [day] * 4
