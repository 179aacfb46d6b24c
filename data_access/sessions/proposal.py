"""A proposal for a session's agenda by rule: which fields and problems to speak of, and why. Pure.

Each concern that holds for a field or problem is a reason with its figures; a subject has all of its
reasons. A reason weighs:

    5  it turned red since the last session (or is new since then, and red)
    4  the ministry says green (or done) of milestones that the rule calls red; counted for problems
    4  an instruction that belongs to it is overdue
    3  it has no data: the roll-up of its milestones is grey
    2  it is red or amber and was not on an agenda for more than three sessions, or never
    1  a request for help has been open for too long
    1  the last working meeting was too long ago; a field that never met counts where others have met

A subject weighs the sum of its reasons. The heaviest come first; of the same weight, the worst light, then
the furthest behind its term, then fields before problems, then by code. What is done asks for no meeting.
"""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data_access.field_board import FieldLight
from data_access.model import Kind
from data_access.reads.board import ProblemLight
from data_access.sessions import help as help_requests
from data_access.sessions import meetings
from data_access.sessions.help import OpenHelp
from data_access.sessions.preparing import MOST_ITEMS
from data_access.sessions.subject import Subject
from data_access.traffic_light import URGENCY, Light

LONG_SESSIONS = 3  # what was on an agenda so many sessions ago, or fewer, was spoken of lately


class Concern(enum.StrEnum):
    """Why a subject belongs on an agenda; the comment names the figures that go with it."""

    TURNED_RED = "turned_red"  # before: its light at the last session; None: it was not known then
    DECLARED_GREEN = "declared_green"  # number of milestones
    INSTRUCTION_OVERDUE = "instruction_overdue"  # number; days that the oldest is over its term
    NOT_REPORTED = "not_reported"  # number of milestones without data
    LONG_OFF_AGENDA = "long_off_agenda"  # number of sessions since it was on one; None: never
    HELP_OVERDUE = "help_overdue"  # number of open requests; days that the oldest is open
    MEETING_OVERDUE = "meeting_overdue"  # days since the last one; None: never


WEIGHT: dict[Concern, int] = {
    Concern.TURNED_RED: 5,
    Concern.DECLARED_GREEN: 4,
    Concern.INSTRUCTION_OVERDUE: 4,
    Concern.NOT_REPORTED: 3,
    Concern.LONG_OFF_AGENDA: 2,
    Concern.HELP_OVERDUE: 1,
    Concern.MEETING_OVERDUE: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaReason:
    """A concern with its figures (see `Concern`)."""

    concern: Concern
    number: int | None = None
    days: int | None = None
    before: Light | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a field or problem stands: its light, the days that its worst milestone is late or slips (0: none),
    how many milestones have no data, how many are declared green and computed red.
    """

    subject: Subject
    light: Light
    days_behind: int = 0
    without_data: int = 0
    declared_green: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueInstructions:
    """How many instructions of a subject are overdue, and the term of the oldest."""

    number: int
    oldest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of subjects beside their figures, each by entity id.

    `sessions_ago`: how many sessions ago it was on an agenda; 1: at the last one.
    """

    overdue: Mapping[int, OverdueInstructions]
    last_met: Mapping[int, date]
    open_help: Mapping[int, OpenHelp]
    sessions_ago: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A subject with its light and all the reasons to speak of it, the heaviest first."""

    standing: Standing
    reasons: tuple[AgendaReason, ...]

    @property
    def subject(self) -> Subject:
        """The field or problem."""
        return self.standing.subject

    @property
    def weight(self) -> int:
        """The sum of the weights of its reasons."""
        return sum(WEIGHT[reason.concern] for reason in self.reasons)


def standings(fields: Iterable[FieldLight], problems: Iterable[ProblemLight]) -> tuple[Standing, ...]:
    """Fields and problems as they stand on a board.

    What is declared counts for the problem alone, or each field would be proposed for each of its problems.
    """
    of_fields = (
        Standing(
            subject=Subject(
                id=one.field.id,
                kind=Kind.FIELD,
                code=one.field.code,
                name=one.field.name,
                field_id=one.field.id,
            ),
            light=one.light,
            days_behind=max(one.days_past, one.days_slip),
            without_data=one.milestones.grey,
        )
        for one in fields
    )
    of_problems = (
        Standing(
            subject=Subject(
                id=one.id, kind=Kind.PROBLEM, code=one.code, name=one.name, field_id=one.field_id
            ),
            light=one.light,
            days_behind=max(one.days_past, one.days_slip),
            without_data=one.counts.grey,
            declared_green=one.declared_green_but_red,
        )
        for one in problems
    )
    return (*of_fields, *of_problems)


def concerns(
    now: Iterable[Standing], before: Mapping[int, Light] | None, known: Circumstances, day: date
) -> tuple[Proposed, ...]:
    """Every subject that has a reason to be spoken of on `day`, in the order of the rule.

    `before`: the lights that were on the wall of the last session; None: there was none.
    """
    found = [Proposed(standing=one, reasons=_reasons(one, before, known, day)) for one in now]
    return tuple(sorted((one for one in found if one.reasons), key=_order))


def propose(
    found: Sequence[Proposed], *, without: Collection[int] = (), most: int = MOST_ITEMS
) -> tuple[Proposed, ...]:
    """The first of what `concerns` found, without the subjects that are on the agenda already."""
    return tuple(one for one in found if one.subject.id not in without)[:most]


def _reasons(
    one: Standing, before: Mapping[int, Light] | None, known: Circumstances, day: date
) -> tuple[AgendaReason, ...]:
    found: list[AgendaReason] = []
    entity = one.subject.id
    if one.light is Light.RED and before is not None and before.get(entity) is not Light.RED:
        found.append(AgendaReason(concern=Concern.TURNED_RED, before=before.get(entity)))
    if one.declared_green:
        found.append(AgendaReason(concern=Concern.DECLARED_GREEN, number=one.declared_green))
    if entity in known.overdue:
        overdue = known.overdue[entity]
        days = (day - overdue.oldest).days
        found.append(AgendaReason(concern=Concern.INSTRUCTION_OVERDUE, number=overdue.number, days=days))
    if one.light is Light.GREY:
        found.append(AgendaReason(concern=Concern.NOT_REPORTED, number=one.without_data))
    ago = known.sessions_ago.get(entity)
    if one.light in {Light.RED, Light.AMBER} and (ago is None or ago > LONG_SESSIONS):
        found.append(AgendaReason(concern=Concern.LONG_OFF_AGENDA, number=ago))
    return (*found, *_assistance(one, known, day))


def _assistance(one: Standing, known: Circumstances, day: date) -> list[AgendaReason]:
    found: list[AgendaReason] = []
    asked = known.open_help.get(one.subject.id)
    if asked is not None and (day - asked.oldest).days > help_requests.OVERDUE_DAYS:
        days = (day - asked.oldest).days
        found.append(AgendaReason(concern=Concern.HELP_OVERDUE, number=asked.number, days=days))
    if one.light is Light.DONE:
        return found
    met = known.last_met.get(one.subject.id)
    if met is not None and (day - met).days > meetings.OVERDUE_DAYS:
        found.append(AgendaReason(concern=Concern.MEETING_OVERDUE, days=(day - met).days))
    # Where nobody's meetings are recorded, their absence says nothing.
    if met is None and known.last_met and one.subject.kind is Kind.FIELD:
        found.append(AgendaReason(concern=Concern.MEETING_OVERDUE))
    return found


def _order(one: Proposed) -> tuple[int, int, int, bool, str]:
    standing = one.standing
    is_problem = standing.subject.kind is Kind.PROBLEM
    return (-one.weight, URGENCY[standing.light], -standing.days_behind, is_problem, standing.subject.code)
