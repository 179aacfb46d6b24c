"""A table is found by its shape, without knowing any of its words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from data_access.uploads.encoded import rows_of
from data_access.uploads.files.grid import Area, Grid, RowRole
from data_access.uploads.tables.layout import Layout, find_layout

DAY = date(2026, 6, 1)
HEADERS = ("№", "Іс-шара", "Жауапты", "Уақыты", "Қаржы")
ROWS = ((1, "Мектеп салу", "Серік", DAY, 10.5), (2, "Жол салу", "Айгүл", DAY, 20.0))


def grid(*rows: Sequence[Any], merged: Sequence[tuple[int, int, int, int]] = ()) -> Grid:
    width = max(map(len, rows))
    return Grid(
        name="Sheet",
        rows=rows_of([[*row, *[""] * (width - len(row))] for row in rows]),
        merged=tuple(
            Area(top=top, left=left, bottom=bottom, right=right) for top, left, bottom, right in merged
        ),
    )


def layout(*rows: Sequence[Any], merged: Sequence[tuple[int, int, int, int]] = ()) -> Layout:
    found = find_layout(grid(*rows, merged=merged))
    assert found is not None
    return found


def texts(found: Layout) -> list[str]:
    return [header.text for header in found.headers]


def test_unknown_words_above_numbers_and_dates_are_headers() -> None:
    found = layout(("Бағдарлама",), (), HEADERS, *ROWS)
    assert (found.header_rows, texts(found)) == (range(2, 3), list(HEADERS))
    assert list(found.things) == [3, 4]


def test_headers_in_groups() -> None:
    found = layout(
        ("№", "Іс-шара", "Уақыты", "", "Қаржы"),
        ("", "", "басы", "аяғы", ""),
        (1, "Мектеп", DAY, DAY, 1.5),
        (2, "Жол", DAY, DAY, 2.5),
        merged=[(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)],
    )
    assert found.header_rows == range(2)
    assert texts(found) == ["№", "Іс-шара", "Уақыты\nбасы", "Уақыты\nаяғы", "Қаржы"]
    assert found.headers[2].groups == ("Уақыты",)


def test_headers_in_two_languages_one_above_the_other() -> None:
    found = layout(HEADERS, ("№ п/п", "Мероприятие", "Ответственный", "Время", "Финансы"), *ROWS)
    assert found.header_rows == range(2)
    assert found.headers[1].texts == ("Іс-шара", "Мероприятие")


def test_the_row_of_column_numbers_ends_the_headers() -> None:
    found = layout(
        ("Атауы", "Сипаты"), ("Название", "Описание"), ("1", "2"), ("Мектеп", "жаңа"), ("Жол", "ескі")
    )
    assert list(found.things)[-1] == 4
    three = layout(("a", "b", "c"), (1, 2, 3), ("x", "y", "z"))
    assert [(one.row, one.role) for one in three.left_out] == [(1, RowRole.NUMBERS)]
    assert list(three.things) == [2]


def test_sections_subtotals_repeated_headers_and_notes_are_left_out_and_told() -> None:
    found = layout(
        HEADERS,
        ("I тарау. Құрылыс",),
        ROWS[0],
        ("Барлығы", "", "", "", 10.5),
        HEADERS,
        ROWS[1],
        (),
        ("Ескерту: болжамды деректер",),
    )
    assert [row for row in found.things if any(found.grid.rows[row])] == [2, 5]
    assert [(one.row, one.role.value) for one in found.left_out] == [
        (1, "section"),
        (3, "subtotal"),
        (4, "headers"),
        (7, "note"),
    ]


def test_a_row_of_few_cells_is_not_taken_for_a_section() -> None:
    found = layout(HEADERS, *ROWS, (3, "Көпір салу"), ("4-іс", "", "", DAY))
    assert list(found.things) == [1, 2, 3, 4]
    assert not found.left_out


def test_a_table_on_its_side_is_turned() -> None:
    found = layout(
        ("Іс-шара", "Мектеп", "Жол", "Көпір"),
        ("Басы", DAY, DAY, DAY),
        ("Аяғы", DAY, DAY, DAY),
        ("Жауапты", "Серік", "Айгүл", "Асан"),
    )
    assert found.grid.is_turned
    assert texts(found) == ["Іс-шара", "Басы", "Аяғы", "Жауапты"]
    assert list(found.grid.rows[found.things[0]]) == ["Мектеп", DAY, DAY, "Серік"]
    assert found.grid.place(1, 3) == "B4"


@pytest.mark.parametrize("rows", [[("Құрметті әріптестер!",)], [("",)], [(1.5, 2.5), (3.5, 4.5)]])
def test_what_is_no_table(rows: Sequence[Sequence[Any]]) -> None:
    assert find_layout(grid(*rows)) is None


def test_an_empty_sheet_has_no_layout() -> None:
    assert find_layout(Grid(name="", rows=rows_of([]))) is None


def test_known_words_decide_where_shapes_do_not() -> None:
    rows = (("Жалпы", "мәлімет"), ("Код", "Атауы"), ("A", "бір"), ("B", "екі"))
    found = find_layout(
        grid(*rows), lambda headers: sum(header.text in {"Код", "Атауы"} for header in headers)
    )
    assert found is not None
    assert found.header_rows == range(1, 2)
