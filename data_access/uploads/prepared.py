"""A file that is read, checked and compared, and not yet applied."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data_access.reads.point import ProgrammeInfo
from data_access.uploads.checks.check import Checked
from data_access.uploads.checks.doubt import Doubt
from data_access.uploads.checks.fault import Fault
from data_access.uploads.checks.grouping import told_once
from data_access.uploads.checks.held_back import HeldBack
from data_access.uploads.choices import Choices
from data_access.uploads.files.book import Book
from data_access.uploads.foreign.mapped import Mapped
from data_access.uploads.known import Known
from data_access.uploads.sides.base import Base
from data_access.uploads.sides.comparison import Comparison
from data_access.view import Scope


class Stage(enum.StrEnum):
    """What is being done with a file."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing"
    WRITING = "writing"


Progress = Callable[[Stage, int, int], None]
"""Told, as work goes on, its stage and how much of it is done, of how much (in writing: rows)."""


def untold(_stage: Stage, _done: int, _total: int) -> None:
    """The progress that nobody wants to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A column or (no cell) a whole sheet that holds something but is none of ours."""

    sheet: str
    cell: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file read, checked and compared with the data as of `version`; nothing is written yet.

    `as_at` is the day that the file's figures speak of. `actor` is its sender, and `base` what the sender
    had before working on it, as far as that matters. `doubts` are about rows without faults. `held_back`:
    the rows that stay out where the sender accepts that the others go in; `checked` is without them then.
    Where that is not so and there are faults, or no rows are left, the file is refused: the comparison is
    empty. `mapped` says how its sheets were read; while that needs an answer, nothing else is found yet.
    """

    programme: ProgrammeInfo
    file_name: str
    content: bytes
    as_at: date
    day: date
    whole: bool
    scope: Scope
    actor: str | None
    choices: Choices
    version: int
    mapped: Mapped
    checked: Checked
    known: Known
    base: Base
    comparison: Comparison
    faults: tuple[Fault, ...]
    ignored: tuple[Ignored, ...]
    held_back: HeldBack = HeldBack()
    doubts: tuple[Doubt, ...] = ()

    @property
    def book(self) -> Book:
        """The file as it was read."""
        return self.mapped.book

    @property
    def needs_mapping(self) -> bool:
        """Whether the sender must say first how a sheet is to be read."""
        return self.mapped.needs_answer

    @property
    def faults_told(self) -> tuple[Fault, ...]:
        """The faults as they are told: that of a heading, or of merged cells, once, though several rows have it."""
        if not any(table.by_section or table.grid.said_in for table in self.book.tables):
            return self.faults
        return told_once(self.faults)

    @property
    def is_refused(self) -> bool:
        """Whether faults, or sheets that nobody can read yet, keep the whole file out."""
        if self.needs_mapping:
            return True
        return bool(self.faults) and not (self.choices.accepts_good_rows and self.held_back.can_rest_go_in)

    @property
    def is_confirmed(self) -> bool:
        """Whether the sender has confirmed the number of removals, if there are any."""
        removals = len(self.comparison.removed)
        return removals in (0, self.choices.confirmed_removals)

    @property
    def waits_for_sender(self) -> bool:
        """Whether conflicts are to be decided or removals to be confirmed before anything is applied."""
        return bool(self.comparison.undecided) or not self.is_confirmed
