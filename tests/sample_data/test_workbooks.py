"""The committed workbooks: what the script builds, small, in three languages, with real subjects."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sample_data import subjects
from sample_data.build import FOLDER, content_of, file_name
from sample_data.editions import Edition, editions
from sample_data.people import members, owners, people
from sample_data.plan import ANCHOR

ALL_SUBJECTS = (
    *subjects.ministries(),
    *subjects.fields(),
    *subjects.teams(),
    *subjects.problems(),
    *subjects.milestones(),
    *subjects.added_milestones(),
)
GENERIC = re.compile(
    r"(milestone|problem|task|stage|веха|проблема|задача|этап|кезең|мәселе|тапсырма)\W*\w{0,3}", re.IGNORECASE
)
Cells = dict[str, list[tuple[object, ...]]]


def _cells(content: bytes) -> Cells:
    book = load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: file_name(edition, ANCHOR))
def test_building_again_gives_the_committed_cells(edition: Edition) -> None:
    """Whoever changes the story commits the workbooks that it gives."""
    committed = FOLDER / file_name(edition, ANCHOR)
    assert _cells(content_of(edition)) == _cells(committed.read_bytes())


def test_the_folder_holds_these_workbooks_alone_and_is_small() -> None:
    """No file is left over from an earlier story."""
    files = sorted(FOLDER.iterdir())
    assert files == sorted(FOLDER / file_name(edition, ANCHOR) for edition in editions())
    assert sum(map(_size, files)) < 3_000_000


def _size(file: Path) -> int:
    return file.stat().st_size


def test_no_edition_overwrites_the_file_of_another() -> None:
    """Each has a name of its own."""
    names = [file_name(edition, ANCHOR) for edition in editions()]
    assert len(set(names)) == len(names)


def test_names_are_in_three_languages_and_say_something() -> None:
    """Each thing has a name in Kazakh, Russian and English, and none is a mere kind with a number."""
    for subject in ALL_SUBJECTS:
        for name in (subject.name.kk, subject.name.ru, subject.name.en):
            assert name == name.strip() != "", subject.code
            assert not GENERIC.fullmatch(name), subject.code
        assert re.search("[а-яА-Я]", subject.name.kk), subject.code
        assert re.search("[а-яА-Я]", subject.name.ru), subject.code
        assert not re.search("[а-яА-Я]", subject.name.en), subject.code


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_two_milestones_have_the_same_title(language: str) -> None:
    """In each language."""
    titles = [getattr(one.name, language) for one in (*subjects.milestones(), *subjects.added_milestones())]
    assert len(set(titles)) == len(titles)


def test_people_have_names_of_their_own() -> None:
    """230 change managers, 52 mentors and those in ministries, no two of the same name."""
    answering = [name for ministry in subjects.ministries() for name in owners(ministry.code)]
    names = [*people().values(), *answering]
    assert len({name.en for name in names}) == len({name.kk for name in names}) == len(names)
    assert all(name.kk and name.ru and name.en for name in names)


def test_every_team_has_one_leader_and_a_mentor() -> None:
    """23 teams, each with people of every role."""
    for team in subjects.teams():
        roles = [member.role for member in members() if member.team == team.code]
        assert roles.count("leader") == 1
        assert roles.count("change_manager") >= 5
        assert roles.count("mentor") >= 1
