"""What is written in several ways is known again; what is another thing is not."""

import pytest

from data_access.uploads.values.likeness import code_key, name_key, nearest


@pytest.mark.parametrize(
    "written",
    ["CON-03", "con-03", "CON-3", " CON 03 ", "CON–03", "CON_03", "СОN-03", "CON-O3", "CON-ОO3", "C0N-03"],
)
def test_ways_to_write_a_code(written: str) -> None:
    assert code_key(written) == "CON-3"


@pytest.mark.parametrize("other", ["CON-30", "CON-13", "CON-0-3", "CO-03", "CON", "03", "CON-03-M01"])
def test_other_codes(other: str) -> None:
    assert code_key(other) != "CON-3"


def test_the_places_of_numbers_count() -> None:
    assert code_key("CON-1-11") != code_key("CON-11-1")


@pytest.mark.parametrize("written", ["Маңғыстау", "Мангыстау", "МАҢҒЫСТАУ", " Мангистау. ", "Mаңғыcтaу"])
def test_ways_to_write_a_name(written: str) -> None:
    assert name_key(written) == name_key("Маңғыстау")


def test_words_of_latin_letters_stay_latin() -> None:
    assert name_key("Ace Motors") == "ace motors"


def test_slips_are_few_and_none_in_short_words() -> None:
    assert nearest("grene", ["green", "grey", "red"]) == ["green"]
    assert nearest("rad", ["red"]) == []
    assert nearest("constrcution", ["construction", "tourism"]) == ["construction"]
    assert nearest("mangystaul", ["mangystau", "mangystauu", "aktau"]) == ["mangystau", "mangystauu"]
