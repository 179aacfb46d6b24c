"""How large letters on the wall are, and how much text fits: content is cut, letters never shrink.

Sizes are in parts of a wall 1920 wide and 1080 high, whatever its real pixels.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

FLOOR = 30  # nothing on a wall is smaller
WIDTH, HEIGHT = 1920, 1080
INNER = WIDTH - 2 * 56  # between the margins at the sides
MARGINS = 48 + 40 + 38 + 14  # above and below, and the line at the top
_SECOND = 34
_LIGHT = 44
_HEADLINE = 54
_CAPITAL = 0.66  # of the letter size: how high a capital of Source Sans stands
_DISTANCE_PER_HEIGHT = 150  # a character can be read from this many times its height
# How wide a letter is on average, in parts of its size: Kazakh and Russian words, regular and bold; measured.
_WIDTH, _BOLD_WIDTH = 0.47, 0.5
_LINE = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letter sizes of one room: of headlines, of lights' words, of running text and of the smallest."""

    headline: int
    light: int
    text: int
    small: int


def letters_for(*, screen_height: int, farthest_seat: int) -> Letters:
    """The sizes for a screen so high with the farthest seat so far away, both in centimetres.

    Characters of lights and headlines are at least 1/150 of the distance high (as legibility rules for
    rooms ask of what must be read), nothing is under `FLOOR`.
    """
    height = farthest_seat / _DISTANCE_PER_HEIGHT  # of a capital, in centimetres
    needed = ceil(height / _CAPITAL * HEIGHT / screen_height)
    return Letters(headline=max(_HEADLINE, needed), light=max(_LIGHT, needed), text=_SECOND, small=FLOOR)


def lines_of(text: str, *, size: int, width: int, is_bold: bool = False) -> int:
    """How many lines a text takes; rather too many than too few."""
    letters = max(1, int(width / (size * (_BOLD_WIDTH if is_bold else _WIDTH))))
    return max(1, len(textwrap.wrap(text, letters)))


def height_of(lines: int, size: int) -> int:
    """How high so many lines stand."""
    return ceil(lines * size * _LINE)


def fitting(heights: Iterable[int], room: int) -> int:
    """How many of the rows, from the first on, fit into the room; no more heights are asked for than it takes."""
    used = count = 0
    for height in heights:
        used += height
        if used > room:
            break
        count += 1
    return count
