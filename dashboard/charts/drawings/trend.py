"""The trend: a column a month; how many milestones had which light at its end.

Blanks: `rows` (data), `months` and `words` (of the lights, worst first) in their order, `tallest` column, and
the `least` number that has room for its figure.
"""

from typing import Any

import altair as alt

from dashboard.charts.palette import COLOURS, LETTER, UPON_COLOURS
from dashboard.charts.trend import ORDER
from data_access.traffic_light import Light

_HEIGHT = 330


def trend_drawing() -> dict[str, Any]:
    """The drawing, checked by Altair."""
    base = alt.Chart(alt.NamedData("$rows")).encode(
        x=alt.X("month:N", sort=["$months"], title=None, axis=alt.Axis(labelAngle=0, labelOverlap="parity"))
    )
    bars = base.mark_bar(stroke="#FFFFFF", strokeWidth=1).encode(
        y=alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[0, "$tallest"])),
        y2="high:Q",
        color=alt.Color(
            "word:N",
            title=None,
            sort=["$words"],
            scale=alt.Scale(domain=["$words"], range=[COLOURS[light] for light in reversed(ORDER)]),
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
        base.transform_filter("datum.number >= $least")
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
    layers: alt.LayerChart = alt.layer(bars, numbers).resolve_scale(color="independent")
    return layers.properties(width="container", height=_HEIGHT).to_dict()
