"""Where an instruction stands on a day, and its light, by the one rule (docs/decisions/0009-instructions.md). Pure."""

import enum
from dataclasses import dataclass
from datetime import date

from data_access.traffic_light import Facts, Thresholds, Verdict, light_of

ALL_DONE = 10000  # hundredths of a percent


class InstructionState(enum.StrEnum):
    """Where an instruction stands; those that somebody must act on first."""

    OVERDUE = "overdue"  # past its first term, and nobody has reported it done
    REPORTED_DONE = "reported_done"  # the executor says so; a coordinator has yet to look at it
    UNDER_CONTROL = "under_control"
    TAKEN_OFF = "taken_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What has become of an instruction, as `data_access.model.session.Instruction` keeps it."""

    given_on: date
    baseline: date
    reported_on: date | None = None
    progress: int | None = None
    forecast: date | None = None
    reported_done_on: date | None = None
    closed_on: date | None = None


def state_of(course: Course, day: date) -> InstructionState:
    """Where an instruction stands on `day`; what was reported or closed for a later day does not count yet."""
    if course.closed_on is not None and course.closed_on <= day:
        return InstructionState.TAKEN_OFF
    is_told_done = course.reported_done_on is not None and course.reported_done_on <= day
    if is_told_done and _newest_report(course, day) is not None:
        return InstructionState.REPORTED_DONE
    return InstructionState.OVERDUE if day > course.baseline else InstructionState.UNDER_CONTROL


def verdict_of(course: Course, day: date, thresholds: Thresholds) -> Verdict:
    """The light of an instruction on `day`.

    Until its first report it counts as reported on the day it was given: by then all was known of it.
    One that is reported done waits for a coordinator: it is judged for the day of that report, with all
    of it done and no forecast, so that waiting makes it neither late nor stale.
    """
    state = state_of(course, day)
    start, baseline = course.given_on, course.baseline
    if state is InstructionState.TAKEN_OFF:
        # Who takes it off control has seen it done, whatever later day a report names.
        done_on = min(filter(None, (course.reported_done_on, course.closed_on)))
        return light_of(Facts(start=start, baseline=baseline, done_on=done_on), day, thresholds)
    reported_on = _newest_report(course, day)
    if reported_on is None:
        return light_of(Facts(start=start, baseline=baseline, reported_on=start), day, thresholds)
    if state is InstructionState.REPORTED_DONE:
        facts = Facts(start=start, baseline=baseline, progress=ALL_DONE, reported_on=reported_on)
        return light_of(facts, reported_on, thresholds)
    facts = Facts(
        start=start,
        baseline=baseline,
        forecast=course.forecast,
        progress=course.progress,
        reported_on=reported_on,
    )
    return light_of(facts, day, thresholds)


def _newest_report(course: Course, day: date) -> date | None:
    """The day of the newest report, if it counts on `day`."""
    return course.reported_on if course.reported_on is not None and course.reported_on <= day else None
