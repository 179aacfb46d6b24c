"""Where an instruction stands, and its light, on both sides of every boundary; figures counted on a calendar."""

from datetime import date
from typing import Any

import pytest

from data_access.sessions.instruction_state import Course, InstructionState, state_of, verdict_of
from data_access.traffic_light import Light, Reason, Thresholds, Verdict

OVERDUE = InstructionState.OVERDUE
REPORTED_DONE = InstructionState.REPORTED_DONE
UNDER_CONTROL = InstructionState.UNDER_CONTROL
TAKEN_OFF = InstructionState.TAKEN_OFF

# Given on 1 March 2026 for 30 April; 60 days, and a line of five percent in three days.
GIVEN = "2026-03-01"
TERM = "2026-04-30"

# day, what is known, the state, the verdict
TABLE = [
    ("the day it is given", GIVEN, {}, UNDER_CONTROL, Verdict(Light.GREEN, Reason.ON_TRACK, 60)),
    ("20 points behind", "2026-03-13", {}, UNDER_CONTROL, Verdict(Light.GREEN, Reason.ON_TRACK, 48)),
    (
        "21 points behind",
        "2026-03-14",
        {},
        UNDER_CONTROL,
        Verdict(Light.AMBER, Reason.PROGRESS_BEHIND, None, 0, 21),
    ),
    (
        "given 45 days ago, no report",
        "2026-04-15",
        {},
        UNDER_CONTROL,
        Verdict(Light.AMBER, Reason.PROGRESS_BEHIND, None, 0, 75),
    ),
    (
        "given 46 days ago, no report",
        "2026-04-16",
        {},
        UNDER_CONTROL,
        Verdict(Light.GREY, Reason.REPORT_TOO_OLD, 46),
    ),
    ("on its term", TERM, {}, UNDER_CONTROL, Verdict(Light.GREY, Reason.REPORT_TOO_OLD, 60)),
    ("a day past its term", "2026-05-01", {}, OVERDUE, Verdict(Light.RED, Reason.PAST_TERM, 1)),
    (
        "reported on its way",
        "2026-04-20",
        {"reported_on": "2026-04-18", "progress": 9000},
        UNDER_CONTROL,
        Verdict(Light.GREEN, Reason.ON_TRACK, 10),
    ),
    (
        "due in 14 days, 79%",
        "2026-04-16",
        {"reported_on": "2026-04-16", "progress": 7900},
        UNDER_CONTROL,
        Verdict(Light.AMBER, Reason.DUE_SOON, 14, 79),
    ),
    (
        "forecast a day behind",
        "2026-03-02",
        {"reported_on": "2026-03-02", "forecast": "2026-05-01"},
        UNDER_CONTROL,
        Verdict(Light.AMBER, Reason.FORECAST_BEHIND, 1),
    ),
    (
        "forecast 31 days behind",
        "2026-03-02",
        {"reported_on": "2026-03-02", "forecast": "2026-05-31"},
        UNDER_CONTROL,
        Verdict(Light.RED, Reason.FORECAST_FAR_BEHIND, 31),
    ),
    (
        "past its term at 100%, but nobody says done",
        "2026-05-02",
        {"reported_on": "2026-05-02", "progress": 10000},
        OVERDUE,
        Verdict(Light.RED, Reason.PAST_TERM, 2),
    ),
    (
        "a report for tomorrow does not count yet",
        "2026-03-02",
        {"reported_on": "2026-03-03", "forecast": "2026-12-31", "reported_done_on": "2026-03-03"},
        UNDER_CONTROL,
        Verdict(Light.GREEN, Reason.ON_TRACK, 59),
    ),
    (
        "reported done in time, waiting for long",
        "2026-12-31",
        {"reported_on": "2026-04-29", "reported_done_on": "2026-04-28"},
        REPORTED_DONE,
        Verdict(Light.GREEN, Reason.ON_TRACK, 1),
    ),
    (
        "reported done on its term",
        "2026-12-31",
        {"reported_on": TERM, "reported_done_on": TERM},
        REPORTED_DONE,
        Verdict(Light.GREEN, Reason.ON_TRACK, 0),
    ),
    (
        "reported done a day late: lateness stops at the report",
        "2026-12-31",
        {"reported_on": "2026-05-01", "reported_done_on": "2026-05-01"},
        REPORTED_DONE,
        Verdict(Light.RED, Reason.PAST_TERM, 1),
    ),
    (
        "reported done with an old forecast and percentage: neither counts",
        "2026-04-20",
        {
            "reported_on": "2026-04-20",
            "reported_done_on": "2026-04-20",
            "progress": 1000,
            "forecast": "2026-12-31",
        },
        REPORTED_DONE,
        Verdict(Light.GREEN, Reason.ON_TRACK, 10),
    ),
    (
        "taken off control: done on the day that was reported",
        "2026-06-30",
        {"reported_on": "2026-05-02", "reported_done_on": "2026-04-28", "closed_on": "2026-06-01"},
        TAKEN_OFF,
        Verdict(Light.DONE, Reason.DONE_ON_TIME, 2),
    ),
    (
        "reported done tomorrow is not done",
        "2026-03-02",
        {"reported_on": "2026-03-02", "reported_done_on": "2026-03-03"},
        UNDER_CONTROL,
        Verdict(Light.GREEN, Reason.ON_TRACK, 59),
    ),
    (
        "taken off control before the day that was reported",
        "2026-06-30",
        {"reported_on": "2026-04-20", "reported_done_on": "2026-07-30", "closed_on": "2026-04-29"},
        TAKEN_OFF,
        Verdict(Light.DONE, Reason.DONE_ON_TIME, 1),
    ),
    (
        "taken off control without a report: done that day",
        "2026-06-30",
        {"closed_on": "2026-05-03"},
        TAKEN_OFF,
        Verdict(Light.DONE, Reason.DONE_LATE, 3),
    ),
    (
        "on the day before it was taken off control",
        "2026-05-02",
        {"closed_on": "2026-05-03"},
        OVERDUE,
        Verdict(Light.RED, Reason.PAST_TERM, 2),
    ),
]


@pytest.mark.parametrize(
    ("day", "known", "state", "verdict"), [case[1:] for case in TABLE], ids=[c[0] for c in TABLE]
)
def test_truth_table(
    day: str, known: dict[str, str | int], state: InstructionState, verdict: Verdict
) -> None:
    facts: dict[str, Any] = {
        name: date.fromisoformat(value) if isinstance(value, str) else value for name, value in known.items()
    }
    course = Course(given_on=date.fromisoformat(GIVEN), baseline=date.fromisoformat(TERM), **facts)
    assert state_of(course, date.fromisoformat(day)) is state
    assert verdict_of(course, date.fromisoformat(day), Thresholds()) == verdict


def test_the_programmes_thresholds_count() -> None:
    course = Course(given_on=date(2026, 3, 1), baseline=date(2026, 4, 30))
    patient = Thresholds(grey_age_days=100, amber_due_days=0, amber_behind_points=100)
    assert verdict_of(course, date(2026, 4, 16), patient).light is Light.GREEN


@pytest.mark.parametrize("state", InstructionState)
def test_every_state_is_met_in_the_table(state: InstructionState) -> None:
    assert any(case[3] is state for case in TABLE)
