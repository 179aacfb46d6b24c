"""The one rule for lights: what a milestone's facts mean on a day (docs/decisions/0002-traffic-light.md).

Pure: no database, no clock. `data_access.traffic_light_sql` says the same to a database, for hundreds of
thousands of rows; a property test holds the two equal and a truth table holds both right.
"""

import enum
from dataclasses import dataclass
from datetime import date

RULE_REVISION = 1  # raised when the words of the rule change, so that a stored light can name its rule


class Light(enum.StrEnum):
    """A traffic light, worst first; the order is the order of all boards and lists."""

    RED = "red"
    AMBER = "amber"
    GREY = "grey"
    GREEN = "green"
    DONE = "done"


URGENCY: dict[str, int] = {light.value: rank for rank, light in enumerate(Light)}


class Reason(enum.StrEnum):
    """Why a milestone has its light; the comment names the figures that go with it."""

    DONE_ON_TIME = "done_on_time"  # days before its baseline (0 or more)
    DONE_LATE = "done_late"  # days after its baseline
    PAST_TERM = "past_term"  # days past its baseline
    FORECAST_FAR_BEHIND = "forecast_far_behind"  # days the forecast is behind the baseline
    NEVER_REPORTED = "never_reported"  # no figures
    REPORT_TOO_OLD = "report_too_old"  # days since the newest report
    FORECAST_BEHIND = "forecast_behind"  # days the forecast is behind the baseline
    DUE_SOON = "due_soon"  # days until the baseline; percent done
    PROGRESS_BEHIND = "progress_behind"  # percent done; percent due by a straight line
    ON_TRACK = "on_track"  # days until the baseline


LIGHT_OF: dict[Reason, Light] = {
    Reason.DONE_ON_TIME: Light.DONE,
    Reason.DONE_LATE: Light.DONE,
    Reason.PAST_TERM: Light.RED,
    Reason.FORECAST_FAR_BEHIND: Light.RED,
    Reason.NEVER_REPORTED: Light.GREY,
    Reason.REPORT_TOO_OLD: Light.GREY,
    Reason.FORECAST_BEHIND: Light.AMBER,
    Reason.DUE_SOON: Light.AMBER,
    Reason.PROGRESS_BEHIND: Light.AMBER,
    Reason.ON_TRACK: Light.GREEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The boundaries of lights, data of a programme; the defaults are the words of the rule.

    Days are whole days, shares are percent of the milestones not done, points are percentage points.
    """

    red_slip_days: int = 30
    grey_age_days: int = 45
    amber_due_days: int = 14
    amber_due_percent: int = 80
    amber_behind_points: int = 20
    red_share_percent: int = 25
    grey_share_percent: int = 50
    amber_share_percent: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a milestone on a day; `progress` in hundredths of a percent (0 to 10000)."""

    start: date | None
    baseline: date
    forecast: date | None = None
    done_on: date | None = None
    progress: int | None = None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A light, its reason, and the figures that the reason is worded with (see `Reason`)."""

    light: Light
    reason: Reason
    days: int | None = None
    percent: int | None = None
    percent_due: int | None = None


def light_of(facts: Facts, day: date, thresholds: Thresholds) -> Verdict:
    """The light of a milestone on `day`; the first matching line of the rule decides."""
    done_on, baseline = facts.done_on, facts.baseline
    if done_on is not None and done_on <= day:
        late = (done_on - baseline).days
        return Verdict(Light.DONE, Reason.DONE_LATE if late > 0 else Reason.DONE_ON_TIME, abs(late))
    if day > baseline:
        return Verdict(Light.RED, Reason.PAST_TERM, (day - baseline).days)
    slip = (facts.forecast - baseline).days if facts.forecast is not None else 0
    if slip > thresholds.red_slip_days:
        return Verdict(Light.RED, Reason.FORECAST_FAR_BEHIND, slip)
    if facts.reported_on is None:
        return Verdict(Light.GREY, Reason.NEVER_REPORTED)
    age = (day - facts.reported_on).days
    if age > thresholds.grey_age_days:
        return Verdict(Light.GREY, Reason.REPORT_TOO_OLD, age)
    return _amber_or_green(facts, day, thresholds, slip)


def _amber_or_green(facts: Facts, day: date, thresholds: Thresholds, slip: int) -> Verdict:
    """The last two lines of the rule, for a milestone that is not done, not red and reported.

    No percent reported counts as nothing done: the rule asks for evidence, not for the benefit of doubt.
    """
    if slip > 0:
        return Verdict(Light.AMBER, Reason.FORECAST_BEHIND, slip)
    left = (facts.baseline - day).days
    progress = facts.progress or 0
    if left <= thresholds.amber_due_days and progress < thresholds.amber_due_percent * 100:
        return Verdict(Light.AMBER, Reason.DUE_SOON, left, progress // 100)
    due = straight_line(facts.start, facts.baseline, day)
    # In hundredths of a percent, times the length of the line: whole numbers, so that both engines agree.
    if facts.start is not None and due is not None:
        length = (facts.baseline - facts.start).days
        elapsed = (day - facts.start).days
        if 10000 * elapsed - progress * length > thresholds.amber_behind_points * 100 * length:
            return Verdict(Light.AMBER, Reason.PROGRESS_BEHIND, None, progress // 100, due)
    return Verdict(Light.GREEN, Reason.ON_TRACK, left)


def straight_line(start: date | None, baseline: date, day: date) -> int | None:
    """Percent (rounded down) that was due on `day` by a straight line from start to baseline.

    None where there is no line: no start, a start not before the baseline, or a day before the start.
    """
    if start is None or start >= baseline or day < start:
        return None
    return min(100, 100 * (day - start).days // (baseline - start).days)
