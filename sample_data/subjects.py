"""What the sample is about: fields, ministries, teams, problems and milestones with their names."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data_access.words import Words

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A thing with a code and a name; `parent`: the code of a field's ministry or of a team's field."""

    code: str
    name: Words
    parent: str = ""

    @property
    def field(self) -> str:
        """The code of the field that a problem or a milestone belongs to."""
        return self.code[:3]

    @property
    def problem(self) -> str:
        """The code of the problem that a milestone belongs to."""
        return self.code[:6]


def rows_of(name: str, folder: str = "subjects") -> list[dict[str, str]]:
    """The rows of a file in a folder beside this one, by header."""
    with (_FOLDER / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def ministries() -> tuple[Subject, ...]:
    """The ministries that answer for milestones."""
    return _subjects("ministries")


@cache
def fields() -> tuple[Subject, ...]:
    """The policy fields in their order; the parent is the lead ministry."""
    return _subjects("fields", "ministry")


@cache
def teams() -> tuple[Subject, ...]:
    """Industry teams (code T-field) and project teams (code T-number); the parent is the field."""
    return _subjects("teams", "field")


@cache
def problems() -> tuple[Subject, ...]:
    """The problems, field by field."""
    return tuple(subject for subject in _field_files() if len(subject.code) == len("CON-01"))


@cache
def milestones() -> tuple[Subject, ...]:
    """The milestones that the programme began with, problem by problem, in the order of the work."""
    return tuple(subject for subject in _field_files() if len(subject.code) > len("CON-01"))


@cache
def added_milestones() -> tuple[Subject, ...]:
    """The milestones that were added midway."""
    return _subjects("added")


def _field_files() -> list[Subject]:
    return [subject for field in fields() for subject in _subjects(field.code)]


def _subjects(name: str, parent: str = "") -> tuple[Subject, ...]:
    return tuple(
        Subject(
            code=row["code"],
            name=Words(row["kk"], row["ru"], row["en"]),
            parent=row[parent] if parent else "",
        )
        for row in rows_of(name)
    )
