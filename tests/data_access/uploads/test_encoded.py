"""Rows kept by column are the same rows."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data_access.uploads.encoded import EncodedRows, constant, encoded, rows_of

# Some are equal to one another and yet not the same.
cells = st.sampled_from(
    ["", "a", " a", None, 1, 1.0, True, 0, False, date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)]
)
grids = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
)


def typed(rows: Any) -> list[list[tuple[type, Any]]]:
    return [[(type(cell), cell) for cell in row] for row in rows]


@given(grids)
def test_rows_come_out_as_they_went_in(rows: list[list[Any]]) -> None:
    found = rows_of(rows)
    assert typed(found) == typed(rows)
    assert typed(found[at] for at in range(len(rows))) == typed(rows)
    assert typed(found[1:]) == typed(rows[1:])
    assert len(found) == len(rows)


@given(grids, st.data())
def test_some_rows_are_taken_without_the_cells_of_others(rows: list[list[Any]], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.sampled_from(range(len(rows)))))
    found = rows_of(rows).taken(places)
    assert typed(found) == typed(rows[place] for place in places)
    for at, column in enumerate(found.columns):
        assert {*typed([column.cells])[0]} == {*typed([[rows[place][at] for place in places]])[0]}


@given(grids, st.data())
def test_other_cells_are_put_in(rows: list[list[Any]], data: st.DataObject) -> None:
    place = st.tuples(st.sampled_from(range(len(rows))), st.sampled_from(range(len(rows[0]))))
    put = data.draw(st.dictionaries(place, cells))
    before = rows_of(rows)
    expected = [[put.get((row, at), cell) for at, cell in enumerate(of_it)] for row, of_it in enumerate(rows)]
    assert typed(before.replaced(put)) == typed(expected)
    assert typed(before) == typed(rows)


@given(st.lists(st.tuples(cells, st.sampled_from(["red", None]))))
def test_two_columns_stand_side_by_side(pairs: list[tuple[Any, Any]]) -> None:
    found = encoded([one for one, _ in pairs]).beside(encoded([other for _, other in pairs]))
    assert typed(found.whole()) == typed(pairs)
    assert found.rows_where(light is None for _, light in found.cells) == [
        at for at, (_, light) in enumerate(pairs) if light is None
    ]


def test_rows_without_columns_are_rows() -> None:
    found = EncodedRows[str]((), 2)
    assert (len(found), list(found), found[1]) == (2, [(), ()], ())


def test_a_cell_stands_in_all_rows() -> None:
    assert constant("a", 3).whole() == ["a"] * 3
