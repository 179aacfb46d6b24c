"""The trend's values and data (`drawings/trend.py` says how it looks)."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.filled_in import filled_in
from dashboard.texts import Texts
from data_access.roll_up import Counts
from data_access.traffic_light import Light

ORDER = (Light.DONE, Light.GREEN, Light.GREY, Light.AMBER, Light.RED)
"""From the bottom of a column to its top."""

_LETTERS_OF_COLUMN = 26 / 235  # what a figure needs of the height of the tallest column


def trend(months: Sequence[tuple[str, Counts]], texts: Texts) -> dict[str, Any]:
    """The specification of the chart, with its data, for (name of the month, counts), oldest first."""
    rows = []
    for month, counts in months:
        low = 0
        for light in ORDER:
            number = counts.of(light)
            rows.append(
                {
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
    return filled_in(
        "trend",
        {
            "months": [month for month, _counts in months],
            "words": [texts.light(light) for light in reversed(ORDER)],
            "tallest": tallest,
            "least": tallest * _LETTERS_OF_COLUMN,
        },
        {"rows": rows},
    )
