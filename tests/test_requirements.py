"""What requirements files name is what their lock files install."""

import re
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+(?:\[[^\]]*\])?==[^\s;\\]+)", re.MULTILINE)


def _pinned(path: Path) -> set[str]:
    return {re.sub(r"\[.*\]", "", pin).lower() for pin in _PINNED.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_all_that_is_named_is_locked(name: str) -> None:
    named, locked = _pinned(_PROJECT / f"{name}.txt"), _pinned(_PROJECT / f"{name}.lock")
    assert named
    assert named - locked == set()
