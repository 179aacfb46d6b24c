"""The timeline: a row a milestone; its plan as a grey bar, slip as an arrow, today as a dotted line."""

import json
import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.palette import BASELINE, COLOURS, INK, LETTER, WORD_COLOURS, config
from dashboard.texts import Texts
from data_access.reads.milestones import MilestoneState
from data_access.traffic_light import Light

SELECTION = "milestone"
ROW_HEIGHT = 45  # the least: rows are as high as the longest name needs
_LINE_HEIGHT = 20
_TICKS = 7
_LABEL_LETTERS = 48
_LABELS_WIDTH = 480
# The shapes of the lights within a square of side 2 around the origin, as Vega wants them.
_SHAPES = {
    Light.RED: "M-.41 -1L.41 -1L1 -.41L1 .41L.41 1L-.41 1L-1 .41L-1 -.41Z",
    Light.AMBER: "M0 -1L1 .85L-1 .85Z",
    Light.GREY: "M-.9 -.9L.9 -.9L.9 .9L-.9 .9Z",
    Light.GREEN: "circle",
    Light.DONE: "square",
}


def timeline(milestones: Sequence[MilestoneState], day: date, texts: Texts) -> dict[str, Any]:
    """The specification of the chart, with its data; rows in the order given.

    A click on a row selects its milestone's code in the parameter `SELECTION`.
    """
    first, last = _span(milestones, day)
    rows = pd.DataFrame([_row(milestone, day, texts) for milestone in milestones])
    rows["first"], rows["last"] = _moment(first), _moment(last)
    names = _names(milestones, texts)
    height = max(ROW_HEIGHT, _LINE_HEIGHT * max(len(lines) for lines in names.values()) + 5)
    y = alt.Y(
        "code:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            labelExpr=_labels(names),
            labelLimit=1000,
            labelPadding=_LABELS_WIDTH - 40,
            labelColor=INK,
            labelAlign="left",
            minExtent=_LABELS_WIDTH,
            maxExtent=_LABELS_WIDTH,
        ),
    )
    ticks = _ticks(first, last)
    x_scale = alt.Scale(domain=[_moment(first), _moment(last)])
    x = alt.X(
        "start:T",
        scale=x_scale,
        title=None,
        axis=alt.Axis(
            orient="top",
            grid=True,
            gridColor="#E6E9EC",
            values=[alt.DateTime(year=tick.year, month=tick.month, date=1) for tick in ticks],
            labelExpr=_tick_words(ticks, texts),
        ),
    )
    colour = alt.Color("colour:N", scale=None)
    word_colour = alt.Color("word_colour:N", scale=None)
    base = alt.Chart(rows).encode(y=y)
    chosen = alt.selection_point(name=SELECTION, fields=["code"], on="click", toggle=False, empty=False)
    marked_day = pd.DataFrame({"day": [_moment(day)], "word": [texts.gettext("today")]})
    today = alt.Chart(marked_day).encode(x=alt.X("day:T", scale=x_scale))
    slipped = base.transform_filter("datum.slipped")
    layers = alt.layer(
        base.mark_bar(opacity=0, height=height - 4, cursor="pointer")
        .encode(x=alt.X("first:T", scale=x_scale), x2="last:T", tooltip=["tip:N"])
        .add_params(chosen),
        base.mark_bar(height=18, cornerRadius=2, color=BASELINE, cursor="pointer").encode(
            x=x, x2="baseline:T"
        ),
        slipped.mark_rule(strokeWidth=4, cursor="pointer").encode(
            x=alt.X("baseline:T", scale=x_scale), x2="end:T", color=colour
        ),
        slipped.transform_filter("!datum.done")
        .mark_point(shape="M-1 -1L1 0L-1 1Z", size=110, filled=True, opacity=1)
        .encode(x=alt.X("end:T", scale=x_scale), color=colour),
        base.transform_filter("datum.done")
        .mark_point(shape="circle", size=260, filled=True, opacity=1)
        .encode(x=alt.X("end:T", scale=x_scale), color=colour),
        slipped.mark_text(align="left", dx=16, fontSize=LETTER, fontWeight="bold").encode(
            x=alt.X("end:T", scale=x_scale), text="slip:N", color=word_colour
        ),
        base.mark_point(size=430, filled=True, opacity=1, stroke="#6B4700", strokeWidth=0).encode(
            x=alt.value(20 - _LABELS_WIDTH),
            color=colour,
            shape=alt.Shape(
                "light:N",
                scale=alt.Scale(domain=[str(one) for one in Light], range=[_SHAPES[one] for one in Light]),
                legend=None,
            ),
        ),
        base.mark_text(fontSize=LETTER, fontWeight="bold", dy=1).encode(
            x=alt.value(20 - _LABELS_WIDTH), text="sign:N", color=alt.Color("sign_colour:N", scale=None)
        ),
        today.mark_rule(strokeDash=[3, 4], strokeWidth=2, color=INK),
        today.mark_text(fontSize=LETTER, fontWeight="bold", color=INK, dy=9).encode(
            y=alt.value(alt.expr("height")), text="word:N"
        ),
    )
    chart = layers.properties(
        width="container",
        height=alt.Step(height),
        padding={"left": 8, "top": 4, "right": 8, "bottom": 12},
    )
    return {**chart.to_dict(), "config": config()}


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


def _labels(names: dict[str, list[str]]) -> str:
    """The expression that gives an axis its labels."""
    return f"({json.dumps(names, ensure_ascii=False)})[datum.value]"


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


def _tick_words(ticks: Sequence[date], texts: Texts) -> str:
    """An expression from a tick to its month in our language (Vega speaks English), with each new year."""
    words = {}
    for place, day in enumerate(ticks):
        is_new_year = place == 0 or ticks[place - 1].year != day.year
        words[day.strftime("%Y-%m")] = (
            f"{texts.month_name(day)} {day.year}" if is_new_year else texts.month_name(day)
        )
    return f"({json.dumps(words, ensure_ascii=False)})[timeFormat(datum.value, '%Y-%m')]"
