"""The trend: how many milestones of a group had which light at the end of each month."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.palette import COLOURS, LETTER, UPON_COLOURS, config
from dashboard.texts import Texts
from data_access.roll_up import Counts
from data_access.traffic_light import Light

HEIGHT = 330
_HEIGHT_OF_BARS = 235  # the rest is for months and words


def trend(months: Sequence[tuple[str, Counts]], texts: Texts) -> dict[str, Any]:
    """The specification of the chart for (name of the month, counts), oldest first."""
    order = [Light.DONE, Light.GREEN, Light.GREY, Light.AMBER, Light.RED]
    rows = []
    for place, (month, counts) in enumerate(months):
        low = 0
        for light in order:
            number = counts.of(light)
            rows.append(
                {
                    "place": place,
                    "month": month,
                    "light": light.value,
                    "word": texts.light(light),
                    "number": number,
                    "low": low,
                    "high": low + number,
                    "middle": low + number / 2,
                }
            )
            low += number
    tallest = max((counts.total for _month, counts in months), default=1) or 1
    data = pd.DataFrame(rows)
    words = [texts.light(light) for light in reversed(order)]
    base = alt.Chart(data).encode(
        x=alt.X(
            "month:N",
            sort=[month for month, _counts in months],
            title=None,
            axis=alt.Axis(labelAngle=0, labelOverlap="parity"),
        )
    )
    bars = base.mark_bar(stroke="#FFFFFF", strokeWidth=1).encode(
        y=alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[0, tallest])),
        y2="high:Q",
        color=alt.Color(
            "word:N",
            title=None,
            sort=words,
            scale=alt.Scale(domain=words, range=[COLOURS[light] for light in reversed(order)]),
            # As narrow as it can be: on a phone three columns just fit.
            legend=alt.Legend(
                orient="bottom",
                direction="horizontal",
                columns=3,
                columnPadding=2,
                labelOffset=2,
                symbolType="square",
            ),
        ),
        tooltip=[alt.Tooltip("month:N"), alt.Tooltip("word:N"), alt.Tooltip("number:Q")],
    )
    numbers = (
        base.transform_filter(alt.datum.high - alt.datum.low >= tallest * 26 / _HEIGHT_OF_BARS)
        .mark_text(fontSize=LETTER, fontWeight="bold")
        .encode(
            y=alt.Y("middle:Q"),
            text="number:Q",
            color=alt.Color(
                "light:N",
                scale=alt.Scale(
                    domain=[str(one) for one in Light], range=[UPON_COLOURS[one] for one in Light]
                ),
                legend=None,
            ),
        )
    )
    chart = (
        alt.layer(bars, numbers)
        .resolve_scale(color="independent")
        .properties(width="container", height=HEIGHT)
    )
    return {**chart.to_dict(), "config": config()}
