"""What a cell holds becomes what is stored, or a fault; nothing is guessed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.model import Kind
from data_access.traffic_light import Light
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.grid import Cell, CellError, Month, Share
from data_access.uploads.values.value import Invalid, Value, values_of

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
    [
        "31.04.2026",
        "2026-02-30",
        "Spring 2026",
        "2026",
        "до июня",
        12,
        0.35,
        True,
        "01.03.0206",
        timedelta(1),
    ],
)
def test_no_dates(cell: Cell) -> None:
    assert fault("term", cell) == "not_a_date"


def test_words_for_no_date() -> None:
    assert [fault("term", word) for word in ("TBC", "n/a", "PNS", "—", "не определено")] == ["no_value"] * 5
    assert read("forecast", "TBC", "n/a", "-", "жоқ") == [None] * 4


def test_a_date_that_may_be_two_days_is_asked_about() -> None:
    assert read("term", "03/04/2026") == [
        Invalid("ambiguous_date", (("day_first", "2026-04-03"), ("month_first", "2026-03-04")))
    ]
    term = MILESTONE.column("term")
    assert values_of(term, ["03/04/2026"], day_first=True) == [date(2026, 4, 3)]
    assert values_of(term, ["03/04/2026"], day_first=False) == [date(2026, 3, 4)]
    assert read("term", "13/04/2026", "04/13/2026", "04/04/2026") == [
        date(2026, 4, day) for day in (13, 13, 4)
    ]


def test_a_month_or_quarter_is_its_last_day_or_its_first_where_something_begins() -> None:
    words = ("март 2026", "наурыз 2026", "March 2026", Month(date(2026, 3, 1)))
    assert read("term", *words, "Q1 2026", "I кв. 2026", "1-тоқсан 2026") == [date(2026, 3, 31)] * 7
    assert read("start", *words) == [date(2026, 3, 1)] * 4
    assert read("start", "II тоқсан 2026 ж.", "2026 жылғы 2-тоқсан") == [date(2026, 4, 1)] * 2


def test_letters_that_could_not_be_read_are_a_fault() -> None:
    assert fault("note", "Шк\ufffdла") == "undecoded_text"


@pytest.mark.parametrize(
    ("cells", "fills", "lights"),
    [
        ((None, "-", "●"), ("red", "amber", "green"), ["red", "amber", "green"]),
        (("красный", "done"), ("green", "red"), ["red", "done"]),
        ((None, "n/a"), (None, None), [None, None]),
    ],
)
def test_a_colour_counts_where_the_text_says_nothing(
    cells: Sequence[Cell], fills: Sequence[str | None], lights: list[str | None]
) -> None:
    assert values_of(MILESTONE.column("declared"), cells, fills=fills) == lights


def test_an_unknown_word_hides_the_colour_but_its_light_is_told() -> None:
    assert values_of(MILESTONE.column("declared"), ["в работе"], fills=["green"]) == [
        Invalid("unknown_light", (("fill", "green"),))
    ]


@pytest.mark.parametrize(
    ("letters", "lights"),
    [
        (("R", "a", "G"), ["red", "amber", "green"]),
        (("К", "Ж", "З"), ["red", "amber", "green"]),
        (("Қ", "С", "Ж"), ["red", "amber", "green"]),
        (("К", "З"), ["red", "green"]),
    ],
)
def test_letters_are_read_in_the_language_of_their_column(
    letters: Sequence[Cell], lights: list[str | None]
) -> None:
    assert read("declared", *letters) == lights


def test_a_letter_that_may_mean_two_lights_is_not_guessed() -> None:
    assert fault("declared", "Ж") == "unknown_light"


def test_numbers_with_spaces_and_marks() -> None:
    position = SHEETS[Kind.FIELD].column("position")
    written = ("1 000,00", "1.000,00", "1,000.00", "1\u00a0000", "1000")
    assert values_of(position, written) == [1000] * 5
    assert values_of(position, ["1.000", "1,5"]) == [Invalid("not_a_number")] * 2


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
        (Light.RED, ("қызыл", "Красный", "red", "RED ", "Қызыл / Красный")),
        (Light.AMBER, ("сары", "жёлтый", "желтый", "amber", "Yellow")),
        (Light.GREEN, ("жасыл", "зелёный", "Зеленый", "green")),
        (Light.GREY, ("сұр", "серый", "grey", "gray", "Дерек жоқ", "Нет данных", "No data")),
        (Light.DONE, ("орындалды", "Выполнено", "done")),
    ],
)
def test_lights_by_their_words(light: Light, words: Sequence[str]) -> None:
    assert read("declared", *words) == [light.value] * len(words)


def test_other_words_are_no_lights() -> None:
    for word in ("turquoise", "Red / turquoise", "Қызыл / Зелёный"):
        assert fault("declared", word) == "unknown_light"


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
