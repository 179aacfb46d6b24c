"""The truth table of the traffic light, written by hand from the words of the rule.

Two lines a case: what it is about and the light with its reason and figures; then the day and the facts,
with those thresholds that are not the usual ones. No figure was taken from the code: count the days on a
calendar. 1 January to 10 April 2024 are 100 days, over 29 February, so that each day is one percent.
"""

from dataclasses import dataclass
from datetime import date

from data_access.traffic_light import Facts, Light, Reason, Thresholds, Verdict

TEXT = """\
# 1. done, when done (late or on time told apart)
done a day early -> done done_on_time, days 1
  on 2024-05-10: baseline 2024-05-10, done 2024-05-09, percent 100, reported 2024-05-09
done on the baseline -> done done_on_time, days 0
  on 2024-05-10: baseline 2024-05-10, done 2024-05-10, percent 100, reported 2024-05-10
done a day late -> done done_late, days 1
  on 2024-06-30: baseline 2024-05-10, done 2024-05-11, percent 100, reported 2024-05-11
done today -> done done_late, days 2
  on 2024-05-12: baseline 2024-05-10, done 2024-05-12, percent 100, reported 2024-05-12
late over a leap day -> done done_late, days 2
  on 2024-03-05: baseline 2024-02-28, done 2024-03-01, percent 100, reported 2024-03-01
late without a leap day -> done done_late, days 1
  on 2023-03-05: baseline 2023-02-28, done 2023-03-01, percent 100, reported 2023-03-01
done on a leap day -> done done_on_time, days 0
  on 2024-02-29: baseline 2024-02-29, done 2024-02-29, percent 100, reported 2024-02-29
done stays done, however old its report -> done done_on_time, days 0
  on 2026-05-10: baseline 2024-05-10, done 2024-05-10, percent 100, reported 2024-05-10
done although forecast far behind -> done done_late, days 8
  on 2024-05-10: baseline 2024-05-01, forecast 2024-12-31, done 2024-05-09, reported 2024-05-09
done tomorrow is not done -> red past_term, days 1
  on 2024-05-10: baseline 2024-05-09, done 2024-05-11, percent 100, reported 2024-05-10
done tomorrow, long before its baseline -> green on_track, days 112
  on 2024-05-10: baseline 2024-08-30, done 2024-05-11, percent 100, reported 2024-05-10

# 2. red, when past its baseline and not done, or forecast over 30 days behind it
not past on the baseline itself -> green on_track, days 0
  on 2024-05-10: baseline 2024-05-10, percent 100, reported 2024-05-10
past a day after the baseline, at 100% but not done -> red past_term, days 1
  on 2024-05-11: baseline 2024-05-10, percent 100, reported 2024-05-11
not past on 29 February -> green on_track, days 0
  on 2024-02-29: baseline 2024-02-29, percent 100, reported 2024-02-29
past a day after 29 February -> red past_term, days 1
  on 2024-03-01: baseline 2024-02-29, percent 100, reported 2024-02-29
past over a leap day -> red past_term, days 2
  on 2024-03-01: baseline 2024-02-28, percent 100, reported 2024-02-28
past comes before the forecast -> red past_term, days 1
  on 2024-05-11: baseline 2024-05-10, forecast 2024-12-31, percent 100, reported 2024-05-11
past and never reported -> red past_term, days 1
  on 2024-05-11: baseline 2024-05-10
past and reported long ago -> red past_term, days 1
  on 2024-05-11: baseline 2024-05-10, reported 2023-01-01
30 days behind -> amber forecast_behind, days 30
  on 2024-05-01: baseline 2024-06-01, forecast 2024-07-01, percent 100, reported 2024-05-01
31 days behind -> red forecast_far_behind, days 31
  on 2024-05-01: baseline 2024-06-01, forecast 2024-07-02, percent 100, reported 2024-05-01
30 days behind over a leap day -> amber forecast_behind, days 30
  on 2024-01-10: baseline 2024-01-31, forecast 2024-03-01, percent 100, reported 2024-01-10
31 days behind over a leap day -> red forecast_far_behind, days 31
  on 2024-01-10: baseline 2024-01-31, forecast 2024-03-02, percent 100, reported 2024-01-10
30 days behind without a leap day -> amber forecast_behind, days 30
  on 2023-01-10: baseline 2023-01-31, forecast 2023-03-02, percent 100, reported 2023-01-10
far behind and reported 60 days ago -> red forecast_far_behind, days 31
  on 2024-05-01: baseline 2024-06-01, forecast 2024-07-02, percent 100, reported 2024-03-02

# 3. grey, when the newest report is over 45 days old or there is none
never reported -> grey never_reported
  on 2024-05-10: baseline 2024-08-30
never reported and due soon -> grey never_reported
  on 2024-05-10: baseline 2024-05-11
never reported and half of the line gone -> grey never_reported
  on 2024-02-20: start 2024-01-01, baseline 2024-04-10
reported today -> green on_track, days 112
  on 2024-05-10: baseline 2024-08-30, reported 2024-05-10
reported 45 days ago -> green on_track, days 106
  on 2024-05-16: baseline 2024-08-30, reported 2024-04-01
reported 46 days ago -> grey report_too_old, days 46
  on 2024-05-17: baseline 2024-08-30, reported 2024-04-01
45 days, to a leap day -> green on_track, days 183
  on 2024-02-29: baseline 2024-08-30, reported 2024-01-15
46 days, over a leap day -> grey report_too_old, days 46
  on 2024-03-01: baseline 2024-08-30, reported 2024-01-15
45 days, no leap day -> green on_track, days 182
  on 2023-03-01: baseline 2023-08-30, reported 2023-01-15
46 days, no leap day -> grey report_too_old, days 46
  on 2023-03-02: baseline 2023-08-30, reported 2023-01-15
grey comes before the forecast that is a little behind -> grey report_too_old, days 46
  on 2024-05-17: baseline 2024-08-30, forecast 2024-09-29, percent 100, reported 2024-04-01
grey comes before due soon -> grey report_too_old, days 46
  on 2024-05-17: baseline 2024-05-18, reported 2024-04-01

# 4. amber, when the forecast is behind the baseline at all, or it falls due within 14 days with under 80%
#    done, or progress is over 20 points behind a straight line from start to baseline
a day behind -> amber forecast_behind, days 1
  on 2024-05-10: baseline 2024-08-30, forecast 2024-08-31, percent 100, reported 2024-05-10
not behind -> green on_track, days 112
  on 2024-05-10: baseline 2024-08-30, forecast 2024-08-30, percent 100, reported 2024-05-10
a day ahead -> green on_track, days 112
  on 2024-05-10: baseline 2024-08-30, forecast 2024-08-29, percent 100, reported 2024-05-10
the forecast comes before due soon -> amber forecast_behind, days 1
  on 2024-05-10: baseline 2024-05-12, forecast 2024-05-13, percent 10, reported 2024-05-10
14 days, 79% -> amber due_soon, days 14, percent 79
  on 2024-05-10: baseline 2024-05-24, percent 79, reported 2024-05-10
14 days, 79.99% -> amber due_soon, days 14, percent 79
  on 2024-05-10: baseline 2024-05-24, percent 79.99, reported 2024-05-10
14 days, 80% -> green on_track, days 14
  on 2024-05-10: baseline 2024-05-24, percent 80, reported 2024-05-10
15 days, 79% -> green on_track, days 15
  on 2024-05-10: baseline 2024-05-25, percent 79, reported 2024-05-10
15 days, no percent -> green on_track, days 15
  on 2024-05-10: baseline 2024-05-25, reported 2024-05-10
14 days, no percent -> amber due_soon, days 14, percent 0
  on 2024-05-10: baseline 2024-05-24, reported 2024-05-10
14 days over a leap day -> amber due_soon, days 14, percent 0
  on 2024-02-16: baseline 2024-03-01, reported 2024-02-16
15 days over a leap day -> green on_track, days 15
  on 2024-02-15: baseline 2024-03-01, reported 2024-02-15
due today, 79% -> amber due_soon, days 0, percent 79
  on 2024-05-10: baseline 2024-05-10, percent 79, reported 2024-05-10
due soon comes before progress -> amber due_soon, days 14, percent 10
  on 2024-03-27: start 2024-01-01, baseline 2024-04-10, percent 10, reported 2024-03-27
20 points behind -> green on_track, days 50
  on 2024-02-20: start 2024-01-01, baseline 2024-04-10, percent 30, reported 2024-02-20
20.01 points behind -> amber progress_behind, percent 29, due 50
  on 2024-02-20: start 2024-01-01, baseline 2024-04-10, percent 29.99, reported 2024-02-20
21 points behind -> amber progress_behind, percent 29, due 50
  on 2024-02-20: start 2024-01-01, baseline 2024-04-10, percent 29, reported 2024-02-20
20 points behind, no percent -> green on_track, days 80
  on 2024-01-21: start 2024-01-01, baseline 2024-04-10, reported 2024-01-21
21 points behind, no percent -> amber progress_behind, percent 0, due 21
  on 2024-01-22: start 2024-01-01, baseline 2024-04-10, reported 2024-01-22
20 points behind on a leap day -> green on_track, days 41
  on 2024-02-29: start 2024-01-01, baseline 2024-04-10, percent 39, reported 2024-02-29
21 points behind after a leap day -> amber progress_behind, percent 39, due 60
  on 2024-03-01: start 2024-01-01, baseline 2024-04-10, percent 39, reported 2024-03-01
59 of 100 days, no leap day -> green on_track, days 41
  on 2023-03-01: start 2023-01-01, baseline 2023-04-11, percent 39, reported 2023-03-01
46 of 90 days are 51.11%, 20.001 points behind -> amber progress_behind, percent 31, due 51
  on 2024-02-16: start 2024-01-01, baseline 2024-03-31, percent 31.11, reported 2024-02-16
46 of 90 days are 51.11%, 19.99 points behind -> green on_track, days 44
  on 2024-02-16: start 2024-01-01, baseline 2024-03-31, percent 31.12, reported 2024-02-16

# 5. green
ahead of the line -> green on_track, days 50
  on 2024-02-20: start 2024-01-01, baseline 2024-04-10, percent 90, reported 2024-02-20
it starts today -> green on_track, days 100
  on 2024-01-01: start 2024-01-01, baseline 2024-04-10, percent 0, reported 2024-01-01
it starts tomorrow -> green on_track, days 101
  on 2023-12-31: start 2024-01-01, baseline 2024-04-10, reported 2023-12-31
no start -> green on_track, days 50
  on 2024-02-20: baseline 2024-04-10, percent 0, reported 2024-02-20
start on the baseline -> green on_track, days 50
  on 2024-02-20: start 2024-04-10, baseline 2024-04-10, percent 0, reported 2024-02-20
start after the baseline -> green on_track, days 50
  on 2024-02-20: start 2024-04-11, baseline 2024-04-10, percent 0, reported 2024-02-20

# Thresholds are the programme's data
11 days behind where 10 are red -> red forecast_far_behind, days 11
  on 2024-05-01: baseline 2024-06-01, forecast 2024-06-12, percent 100, reported 2024-05-01, red_slip_days 10
reported 46 days ago where 60 may pass -> green on_track, days 105
  on 2024-05-17: baseline 2024-08-30, reported 2024-04-01, grey_age_days 60
30 days, 49% where 30 days ask for 50% -> amber due_soon, days 30, percent 49
  on 2024-05-10: baseline 2024-06-09, percent 49, reported 2024-05-10, amber_due_days 30, amber_due_percent 50
30 days, 50% where 30 days ask for 50% -> green on_track, days 30
  on 2024-05-10: baseline 2024-06-09, percent 50, reported 2024-05-10, amber_due_days 30, amber_due_percent 50
6 points behind where 5 are allowed -> amber progress_behind, percent 44, due 50
  on 2024-02-20: start 2024-01-01, baseline 2024-04-10, percent 44, reported 2024-02-20, amber_behind_points 5
"""


@dataclass(frozen=True, slots=True)
class Case:
    """On `day` a milestone of these facts has this verdict; `words` say what the case is about."""

    words: str
    day: date
    facts: Facts
    verdict: Verdict
    thresholds: Thresholds


def _case(heading: str, line: str) -> Case:
    words, _, outcome = heading.partition(" -> ")
    lights, *figures = outcome.split(", ")
    light, reason = lights.split()
    day, _, known = line.strip().removeprefix("on ").partition(": ")
    given = _pairs(known.split(", "))
    found = _pairs(figures)
    return Case(
        words,
        date.fromisoformat(day),
        Facts(
            start=_day(given.pop("start", None)),
            baseline=date.fromisoformat(given.pop("baseline")),
            forecast=_day(given.pop("forecast", None)),
            done_on=_day(given.pop("done", None)),
            progress=_hundredths(given.pop("percent", None)),
            reported_on=_day(given.pop("reported", None)),
        ),
        Verdict(
            Light(light),
            Reason(reason),
            _whole(found.pop("days", None)),
            _whole(found.pop("percent", None)),
            _whole(found.pop("due", None)),
        ),
        Thresholds(**{name: int(value) for name, value in given.items()}),
    )


def _pairs(parts: list[str]) -> dict[str, str]:
    return dict(part.partition(" ")[::2] for part in parts)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _whole(text: str | None) -> int | None:
    return None if text is None else int(text)


def _hundredths(text: str | None) -> int | None:
    return None if text is None else round(float(text) * 100)


_LINES = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
TRUTH_TABLE = [_case(*pair) for pair in zip(_LINES[::2], _LINES[1::2], strict=True)]
