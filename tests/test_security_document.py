"""docs/security.md forgets no point of the standard, and every test that it names exists."""

import ast
import re
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[1]
DOCUMENT = (_PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT)))
# How many points each section of OWASP ASVS 5.0.0 has at levels 1 and 2: in all of them the first ones.
POINTS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip


def _mentioned(text: str) -> list[str]:
    """The points that the first cells of the tables name, ranges written out."""
    points: list[str] = []
    for cell in re.findall(r"^\| (V[^|]*) \|", text, re.MULTILINE):
        for section, first, last in re.findall(r"V(\d+\.\d+)\.(\d+)(?:–(\d+))?", cell):
            points += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return points


def test_no_point_is_forgotten_and_none_is_there_twice() -> None:
    wanted = {f"{section}.{number}" for section, most in POINTS.items() for number in range(1, most + 1)}
    mentioned = _mentioned(DOCUMENT)
    assert sorted(wanted - set(mentioned)) == []
    assert sorted(set(mentioned) - wanted) == []
    assert sorted({point for point in mentioned if mentioned.count(point) > 1}) == []


def test_what_applies_names_a_test() -> None:
    applies = DOCUMENT.split("## ASVS 5.0.0: what applies")[1].split("## ")[0]
    for row in re.findall(r"^\| V.*$", applies, re.MULTILINE):
        assert "::" in row, row


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda text: text.rsplit("/", maxsplit=1)[-1])
def test_each_test_that_is_named_exists(path: str, name: str) -> None:
    tree = ast.parse((_PROJECT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_make_check_looks_for_what_is_unsafe() -> None:
    makefile = (_PROJECT / "Makefile").read_text(encoding="utf-8")
    check = makefile.split("\ncheck:")[1].split("\n\n")[0]
    assert "bandit --quiet --recursive app.py dashboard data_access pages sample_data" in check
    assert "bandit" not in (_PROJECT / "pyproject.toml").read_text(encoding="utf-8"), "nothing is left out"
