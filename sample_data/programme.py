"""The programme's milestones: what the plan says of each, and what each month's edition says."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data_access.words import Words
from sample_data.course import Course, Standing
from sample_data.dice import Dice
from sample_data.people import owners
from sample_data.plan import LENT_TEAMS, MONTHS, NEVER_REPORTED, SENDERS, ministry_of
from sample_data.story import ProblemStory, is_there
from sample_data.subjects import Subject, added_milestones, fields, milestones, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMilestone:
    """A milestone as the plan has it; days from the day of loading, `team` only where it is a lent one.

    `standings`: what its ministry said in each month, None where it said nothing.
    """

    code: str
    name: Words
    problem: str
    team: str
    ministry: str
    owner: str
    start: int
    baseline: int
    standings: tuple[Standing | None, ...]

    @property
    def field(self) -> str:
        """The code of its field."""
        return self.code[:3]

    def is_there(self, month: int) -> bool:
        """Whether it is part of the plan in a month."""
        return is_there(self.code, month)


@cache
def planned() -> tuple[PlannedMilestone, ...]:
    """All milestones, field by field and problem by problem."""
    return tuple(_planned())


@cache
def _subjects_of(problem: str) -> tuple[Subject, ...]:
    return tuple(one for one in (*milestones(), *added_milestones()) if one.problem == problem)


def _planned() -> Iterator[PlannedMilestone]:
    leads = {field.code: field.parent for field in fields()}
    added = {one.code for one in added_milestones()}
    for problem in problems():
        ministry = ministry_of(problem.code, leads[problem.field])
        subjects = {one.code: one for one in _subjects_of(problem.code)}
        story = ProblemStory(
            problem.code,
            ministry,
            [code for code in subjects if code not in added],
            [code for code in subjects if code in added],
        )
        for course in story.courses:
            yield _milestone(subjects[course.code], course, story, ministry)


def _milestone(subject: Subject, course: Course, story: ProblemStory, ministry: str) -> PlannedMilestone:
    said = story.editions[subject.code]
    if subject.code in NEVER_REPORTED:
        said = [None for _ in MONTHS]
    owner = Dice(f"owner/{subject.code}").pick(owners(ministry))
    return PlannedMilestone(
        code=subject.code,
        name=subject.name,
        problem=subject.problem,
        team=LENT_TEAMS.get(subject.code, ""),
        ministry=ministry,
        owner=getattr(owner, SENDERS[ministry].language),
        start=course.slot.start,
        baseline=course.baseline,
        standings=tuple(said),
    )
