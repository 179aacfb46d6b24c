"""What an unreadable cell most likely means, and where that cannot be known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.uploads.checks.value_proposals import proposed_value
from data_access.uploads.columns import CellType


@pytest.mark.parametrize(
    ("found", "proposal"),
    [
        ("31.04.2026", "30.04.2026"),
        ("29.02.2027", "28.02.2027"),
        ("31/06/2026", "30.06.2026"),
        ("2026.11.05", "05.11.2026"),
        ("5/11 2026", "05.11.2026"),
        ("05.13.2026", "13.05.2026"),
        ("O5.1l.2026", "05.11.2026"),
        ("до 31.12.2026", "31.12.2026"),
        ("05.11.26", "05.11.2026"),
    ],
)
def test_days_that_can_be_known(found: str, proposal: str) -> None:
    assert proposed_value(CellType.DATE, found) == proposal


@pytest.mark.parametrize(
    "found",
    [
        "",
        "soon",
        "Spring 2025",
        "31.12",
        "32.01.2026",
        "15.15.2026",
        "00.05.2026",
        "31.12.20266",
        "01.02.3026",
        "01.02.2026 – 03.04.2026",
        "No. 5 of 31.12.2026",
    ],
)
def test_days_that_cannot_be_known(found: str) -> None:
    assert proposed_value(CellType.DATE, found) is None


@pytest.mark.parametrize(
    ("found", "proposal"),
    [("35 проц.", "35%"), ("35%%", "35%"), ("3O", "30%"), ("О,35", "35%"), ("35 пайыз", "35%")],
)
def test_percentages(found: str, proposal: str) -> None:
    assert proposed_value(CellType.PERCENT, found) == proposal


@pytest.mark.parametrize("found", ["135", "-5", "l", "0l", "30-40%", "almost", "3/4"])
def test_percentages_that_cannot_be_known(found: str) -> None:
    assert proposed_value(CellType.PERCENT, found) is None


@pytest.mark.parametrize(("found", "proposal"), [("№ 3", "3"), ("1O", "10"), ("3.", "3"), ("-3", None)])
def test_numbers(found: str, proposal: str | None) -> None:
    assert proposed_value(CellType.NUMBER, found) == proposal


@pytest.mark.parametrize(
    ("found", "proposal"),
    [
        ("зелёнйы", "Зелёный"),
        ("Кызыл", "Қызыл"),
        ("жасл", "Жасыл"),
        ("крас.", "Красный"),
        ("Grean", "Green"),
        ("Complited", "Completed"),
        ("Қызыл / Краснй", "Қызыл"),
    ],
)
def test_lights(found: str, proposal: str) -> None:
    assert proposed_value(CellType.LIGHT, found) == proposal


@pytest.mark.parametrize(
    "found",
    # The first are the opposite of done, or not yet it; a slip must not turn them round.
    ["невыполнено", "орындалмады", "вып", "орында", "uncompleted", "blue", "ок", "Қызыл / Жасыл"],
)
def test_lights_that_cannot_be_known(found: str) -> None:
    assert proposed_value(CellType.LIGHT, found) is None


@pytest.mark.parametrize(("found", "proposal"), [("ментр", "Ментор"), ("Менеджер", "Менеджер изменений")])
def test_roles(found: str, proposal: str) -> None:
    assert proposed_value(CellType.ROLE, found) == proposal


@given(found=st.text(max_size=30), kind=st.sampled_from(CellType))
def test_nothing_breaks_a_proposal(found: str, kind: CellType) -> None:
    proposed_value(kind, found)
