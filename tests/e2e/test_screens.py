"""docs/screens shows every screen in every language, and nothing else."""

from tests.e2e.screens import FOLDER, PICTURES


def test_the_pictures_are_those_of_the_screens() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.png")) == sorted(PICTURES)
