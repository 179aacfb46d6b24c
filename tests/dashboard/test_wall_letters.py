"""Letters on the wall: large enough for the farthest seat, and content is cut instead of them."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.wall.letters import FLOOR, fitting, letters_for, lines_of

CAPITAL = 0.66  # of Source Sans: its capitals are 660 of 1000 units high


@given(screen_height=st.integers(60, 600), farthest_seat=st.integers(100, 3000))
def test_lights_and_headlines_are_a_150th_of_the_distance_high(
    screen_height: int, farthest_seat: int
) -> None:
    letters = letters_for(screen_height=screen_height, farthest_seat=farthest_seat)
    for size in (letters.headline, letters.light):
        assert size / 1080 * screen_height * CAPITAL >= farthest_seat / 150
    assert min(letters.headline, letters.light, letters.text, letters.small) >= FLOOR == 30


@given(heights=st.lists(st.integers(1, 300)), room=st.integers(-50, 1200))
def test_as_many_rows_as_fit_and_not_one_more(heights: list[int], room: int) -> None:
    count = fitting(heights, room)
    assert sum(heights[:count]) <= max(0, room)
    assert count == len(heights) or sum(heights[: count + 1]) > room


def test_a_long_name_takes_more_lines_in_larger_letters() -> None:
    name = "Мемлекеттік қызметтер көрсету процестерін цифрландыру және бірыңғай терезені іске қосу"
    assert lines_of(name, size=30, width=1800) == 1
    assert lines_of(name, size=30, width=600) > lines_of(name, size=30, width=900) > 1
    assert lines_of(name, size=60, width=900) > lines_of(name, size=30, width=900)
