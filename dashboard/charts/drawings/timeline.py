"""The timeline: a row a milestone; its plan as a grey bar, slip as an arrow, today as a dotted line.

Blanks: `rows` and `today` (data), `names` (from code to lines), `first` and `last` moment, `ticks` with
`tick_words`, `height` of a row.
"""

from typing import Any

import altair as alt

from dashboard.charts.palette import BASELINE, INK, LETTER
from dashboard.charts.timeline import ROW_HEIGHT, SELECTION
from data_access.traffic_light import Light

_LABELS_WIDTH = 480
# The shapes of the lights within a square of side 2 around the origin, as Vega wants them.
_SHAPES = {
    Light.RED: "M-.41 -1L.41 -1L1 -.41L1 .41L.41 1L-.41 1L-1 .41L-1 -.41Z",
    Light.AMBER: "M0 -1L1 .85L-1 .85Z",
    Light.GREY: "M-.9 -.9L.9 -.9L.9 .9L-.9 .9Z",
    Light.GREEN: "circle",
    Light.DONE: "square",
}


def timeline_drawing() -> dict[str, Any]:
    """The drawing, checked by Altair. A click on a row selects its milestone's code in the parameter `SELECTION`."""
    y = alt.Y(
        "code:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            labelExpr="($names)[datum.value]",
            labelLimit=1000,
            labelPadding=_LABELS_WIDTH - 40,
            labelColor=INK,
            labelAlign="left",
            minExtent=_LABELS_WIDTH,
            maxExtent=_LABELS_WIDTH,
        ),
    )
    x_scale = alt.Scale(domain=["$first", "$last"])
    x = alt.X(
        "start:T",
        scale=x_scale,
        title=None,
        axis=alt.Axis(
            orient="top",
            grid=True,
            gridColor="#E6E9EC",
            values=["$ticks"],
            labelExpr="($tick_words)[timeFormat(datum.value, '%Y-%m')]",
        ),
    )
    colour = alt.Color("colour:N", scale=None)
    word_colour = alt.Color("word_colour:N", scale=None)
    base = alt.Chart(alt.NamedData("$rows")).encode(y=y)
    chosen = alt.selection_point(name=SELECTION, fields=["code"], on="click", toggle=False, empty=False)
    today = alt.Chart(alt.NamedData("$today")).encode(x=alt.X("day:T", scale=x_scale))
    slipped = base.transform_filter("datum.slipped")
    layers = alt.layer(
        base.mark_bar(opacity=0, height=alt.expr("$height - 4"), cursor="pointer")
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
        height=alt.Step(ROW_HEIGHT),
        padding={"left": 8, "top": 4, "right": 8, "bottom": 12},
    )
    return chart.to_dict()
