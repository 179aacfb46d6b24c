"""A group's light says what the words of the rule say, on both sides of every share."""

import pytest

from data_access.roll_up import Counts, count, roll_up
from data_access.traffic_light import Light, Thresholds

# Done when all are; red when at least a quarter of those not done are red; grey when at least half of those
# not done are grey; amber when any is red or at least a quarter is amber; green; nothing at all: grey.
TRUTH_TABLE = [
    ("nothing at all", Counts(), Light.GREY),
    ("one and done", Counts(done=1), Light.DONE),
    ("all done", Counts(done=40), Light.DONE),
    ("all but one done, that one green", Counts(green=1, done=40), Light.GREEN),
    ("1 red of 4 is a quarter", Counts(red=1, green=3), Light.RED),
    ("1 red of 5", Counts(red=1, green=4), Light.AMBER),
    ("1 red of 3", Counts(red=1, green=2), Light.RED),
    ("25 red of 100", Counts(red=25, green=75), Light.RED),
    ("24 red of 100", Counts(red=24, green=76), Light.AMBER),
    ("1 red of 4 not done, the done do not count", Counts(red=1, green=3, done=96), Light.RED),
    ("1 red of 5 not done, the done do not count", Counts(red=1, green=4, done=3), Light.AMBER),
    ("the only one not done is red", Counts(red=1, done=9), Light.RED),
    ("a quarter red comes before half grey", Counts(red=1, grey=2, green=1), Light.RED),
    ("1 grey of 2 is half", Counts(grey=1, green=1), Light.GREY),
    ("1 grey of 3", Counts(grey=1, green=2), Light.GREEN),
    ("49 grey of 100", Counts(grey=49, green=51), Light.GREEN),
    ("50 grey of 100", Counts(grey=50, green=50), Light.GREY),
    ("half grey of those not done", Counts(grey=1, green=1, done=8), Light.GREY),
    ("half grey comes before any red", Counts(red=1, grey=5, green=4), Light.GREY),
    ("half grey comes before half amber", Counts(amber=2, grey=2), Light.GREY),
    ("under half grey and any red", Counts(red=1, grey=4, green=5), Light.AMBER),
    ("1 amber of 4 is a quarter", Counts(amber=1, green=3), Light.AMBER),
    ("1 amber of 5", Counts(amber=1, green=4), Light.GREEN),
    ("24 amber of 100", Counts(amber=24, green=76), Light.GREEN),
    ("25 amber of 100", Counts(amber=25, green=75), Light.AMBER),
    ("1 amber of 4 not done", Counts(amber=1, green=3, done=50), Light.AMBER),
    ("all amber", Counts(amber=3), Light.AMBER),
    ("1 red of 1,000", Counts(red=1, green=999), Light.AMBER),
    ("a fifth red and a fifth amber", Counts(red=1, amber=1, green=3), Light.AMBER),
    ("under a quarter amber and under half grey", Counts(amber=2, grey=4, green=4), Light.GREEN),
    ("all green", Counts(green=7), Light.GREEN),
]


@pytest.mark.parametrize(
    ("counts", "light"), [case[1:] for case in TRUTH_TABLE], ids=[case[0] for case in TRUTH_TABLE]
)
def test_truth_table(counts: Counts, light: Light) -> None:
    assert roll_up(counts, Thresholds()) is light


@pytest.mark.parametrize(
    ("counts", "light"),
    [
        (Counts(red=4, green=6), Light.AMBER),
        (Counts(red=5, green=5), Light.RED),
        (Counts(grey=7, green=3), Light.GREEN),
        (Counts(grey=8, green=2), Light.GREY),
        (Counts(amber=3, green=7), Light.GREEN),
        (Counts(amber=4, green=6), Light.AMBER),
    ],
)
def test_shares_are_the_programmes_own(counts: Counts, light: Light) -> None:
    own = Thresholds(red_share_percent=50, grey_share_percent=80, amber_share_percent=40)
    assert roll_up(counts, own) is light


def test_lights_are_counted() -> None:
    lights = [Light.RED, Light.DONE, Light.AMBER, Light.RED, Light.GREY, Light.GREEN, Light.DONE, Light.DONE]
    counts = count(lights)
    assert counts == Counts(red=2, amber=1, grey=1, green=1, done=3)
    assert (counts.total, counts.not_done) == (8, 5)
    assert {light: counts.of(light) for light in Light} == {
        Light.RED: 2,
        Light.AMBER: 1,
        Light.GREY: 1,
        Light.GREEN: 1,
        Light.DONE: 3,
    }


def test_no_lights_are_no_counts() -> None:
    assert count([]) == Counts()


def test_counts_add_up() -> None:
    first = Counts(red=1, amber=2, grey=3, green=4, done=5)
    second = Counts(red=10, amber=20, grey=30, green=40, done=50)
    assert first + second == Counts(red=11, amber=22, grey=33, green=44, done=55)


def test_three_levels_use_the_same_words() -> None:
    """One red milestone of two makes its problem red, one red problem of four its field, and so on up."""
    red_problem = roll_up(count([Light.RED, Light.GREEN]), Thresholds())
    field = roll_up(count([red_problem, Light.GREEN, Light.GREEN, Light.GREEN]), Thresholds())
    programme = roll_up(count([field, *[Light.GREEN] * 4]), Thresholds())
    assert (red_problem, field, programme) == (Light.RED, Light.RED, Light.AMBER)
