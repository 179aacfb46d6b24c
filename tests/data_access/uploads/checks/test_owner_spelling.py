"""Owners spelled in a new way are told; other owners are left alone."""

import pytest

from data_access.uploads.checks.owner_spelling import OwnerSpelling

KNOWN = {
    "Маңғыстау облысы": 5,
    "А. Омаров": 3,
    "Департамент 1": 2,
    "Ковальский И.": 1,
    "Tourism board": 4,
    "School 2024": 1,
}


def usual(owner: str) -> str | None:
    return OwnerSpelling(KNOWN, {owner: 1}).usual(owner)


@pytest.mark.parametrize(
    ("owner", "known"),
    [
        ("Мангыстау облысы", "Маңғыстау облысы"),
        ("Маңғыстау облысы.", "Маңғыстау облысы"),
        ("Mаңғыстау облысы", "Маңғыстау облысы"),  # a Latin M
        ("Омаров А.", "А. Омаров"),
        ("А.Омаров", "А. Омаров"),
        ("Tourism baord", "Tourism board"),
        ("Toursm board", "Tourism board"),
    ],
)
def test_the_same_owner_in_other_letters(owner: str, known: str) -> None:
    assert usual(owner) == known


@pytest.mark.parametrize(
    "owner",
    [
        "Маңғыстау облысы",  # known as it is
        "Б. Омаров",
        "А. Омарова",
        "Ковальская И.",
        "Департамент 2",
        "Департамент",
        "Road board",
        "School 2025",
        "",
        "–",
    ],
)
def test_another_owner(owner: str) -> None:
    assert usual(owner) is None


def test_in_a_first_edition_the_rarer_spelling_is_the_odd_one() -> None:
    told = {"Мангыстау облысы": 2, "Маңғыстау облысы": 7, "Маңгыстау облысы": 1}
    spelling = OwnerSpelling({}, told)
    assert {owner: spelling.usual(owner) for owner in told} == {
        "Мангыстау облысы": "Маңғыстау облысы",
        "Маңғыстау облысы": None,
        "Маңгыстау облысы": "Маңғыстау облысы",
    }


def test_of_two_equally_frequent_the_first_is_usual() -> None:
    spelling = OwnerSpelling({}, {"Tourism board": 1, "Tourism bord": 1, "Tourism  Board": 1})
    assert spelling.usual("Tourism board") is None
    assert spelling.usual("Tourism  Board") == "Tourism board"
