"""The drawings as the files that the server fills in."""

import json

from dashboard.charts.drawings.timeline import timeline_drawing
from dashboard.charts.drawings.trend import trend_drawing
from dashboard.charts.filled_in import path_of
from dashboard.charts.palette import config

_DRAWINGS = {"timeline": timeline_drawing, "trend": trend_drawing}


def contents() -> dict[str, str]:
    """What the file of each chart has to hold, by the chart's name."""
    return {
        name: json.dumps({**draw(), "config": config()}, ensure_ascii=False, indent=1) + "\n"
        for name, draw in _DRAWINGS.items()
    }


def write() -> None:
    """Write the files."""
    for name, content in contents().items():
        path_of(name).write_text(content, encoding="utf-8")
