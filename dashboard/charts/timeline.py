"""The timeline's values and data (`drawings/timeline.py` says how it looks)."""

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dashboard.charts.filled_in import filled_in
from dashboard.charts.palette import COLOURS, INK, WORD_COLOURS
from dashboard.texts import Texts
from data_access.reads.milestones import MilestoneState
from data_access.traffic_light import Light

SELECTION = "milestone"
ROW_HEIGHT = 45  # the least: rows are as high as the longest name needs
_LINE_HEIGHT = 20
_TICKS = 7
_LABEL_LETTERS = 48


def timeline(milestones: Sequence[MilestoneState], day: date, texts: Texts) -> dict[str, Any]:
    """The specification of the chart, with its data; rows in the order given.

    A click on a row selects its milestone's code in the parameter `SELECTION`.
    """
    first, last = _span(milestones, day)
    names = _names(milestones, texts)
    height = max(ROW_HEIGHT, _LINE_HEIGHT * max(len(lines) for lines in names.values()) + 5)
    ticks = _ticks(first, last)
    span = {"first": _moment(first), "last": _moment(last)}
    chart = filled_in(
        "timeline",
        {
            **span,
            "names": names,
            "ticks": [{"year": tick.year, "month": tick.month, "date": 1} for tick in ticks],
            "tick_words": _tick_words(ticks, texts),
            "height": height,
        },
        {
            "rows": [{**_row(milestone, day, texts), **span} for milestone in milestones],
            "today": [{"day": _moment(day), "word": texts.gettext("today")}],
        },
    )
    return {**chart, "height": {"step": height}}


def _row(milestone: MilestoneState, day: date, texts: Texts) -> dict[str, Any]:
    light = milestone.verdict.light
    done = light is Light.DONE
    end = (milestone.done_on if done else milestone.forecast) or milestone.baseline
    if not done and milestone.baseline < day:
        end = max(end, day)  # whatever the forecast says, it is late by today
    slip = (end - milestone.baseline).days
    return {
        "code": milestone.code,
        "start": _moment(milestone.start or milestone.baseline - timedelta(days=14)),
        "baseline": _moment(milestone.baseline),
        "end": _moment(end),
        "light": light.value,
        "colour": COLOURS[light],
        "word_colour": WORD_COLOURS[light],
        "done": done,
        "slipped": slip > 0,
        "slip": texts.ngettext("+{number} day", "+{number} days", slip) if slip > 0 else "",
        "sign": {Light.RED: "✕", Light.AMBER: "!", Light.GREY: "?", Light.GREEN: "✓", Light.DONE: "✓"}[light],
        "sign_colour": INK if light in {Light.AMBER, Light.GREY} else "#FFFFFF",
        "tip": f"{milestone.code} · {texts.spoken(milestone.name)} · {texts.light(light)}",
    }


def _span(milestones: Sequence[MilestoneState], day: date) -> tuple[date, date]:
    days = [day]
    for one in milestones:
        days += [d for d in (one.start, one.baseline, one.forecast, one.done_on) if d is not None]
    first, last = min(days), max(days)
    return first, last + (last - first) / 7  # room for the words behind the arrows


def _moment(day: date) -> str:
    return day.isoformat() + "T00:00:00"


def _names(milestones: Sequence[MilestoneState], texts: Texts) -> dict[str, list[str]]:
    """From a milestone's code to the lines of its name: no name is cut."""
    return {
        one.code: textwrap.wrap(texts.spoken(one.name), _LABEL_LETTERS) or [one.code] for one in milestones
    }


def _ticks(first: date, last: date) -> list[date]:
    """First days of months within the span, as many as can be read."""
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    step = next((step for step in (1, 2, 3, 6) if len(months) / step <= _TICKS), 12)
    return [day for day in months if (day.month - 1) % step == 0]


def _tick_words(ticks: Sequence[date], texts: Texts) -> dict[str, str]:
    """From the year and month of a tick to its words in our language (Vega speaks English), with each new year."""
    words = {}
    for place, day in enumerate(ticks):
        is_new_year = place == 0 or ticks[place - 1].year != day.year
        words[day.strftime("%Y-%m")] = (
            f"{texts.month_name(day)} {day.year}" if is_new_year else texts.month_name(day)
        )
    return words
