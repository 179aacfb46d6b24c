"""Colours, shapes and letters of charts: the same lights as in dashboard/style.css."""

from typing import Any

from data_access.traffic_light import Light

INK = "#14202B"
INK_SECOND = "#42505C"
BASELINE = "#C3C9D1"
COLOURS = {
    Light.RED: "#B3142B",
    Light.AMBER: "#F5A800",
    Light.GREY: "#AAB1B8",
    Light.GREEN: "#1E7B4B",
    Light.DONE: "#2F5D8C",
}
# Words on white need more contrast than areas do.
WORD_COLOURS = {**COLOURS, Light.AMBER: "#7D5100", Light.GREY: "#55606A"}
# Words upon areas.
UPON_COLOURS = {**dict.fromkeys(Light, "#FFFFFF"), Light.AMBER: INK, Light.GREY: INK}

LETTER = 18  # pixels at 1920 x 1080


def config() -> dict[str, Any]:
    """The configuration of every chart: our letters, no frame, no toolbar.

    No descriptions of single marks for screen readers: Vega's are English. The chart has a text of ours, and
    a table says the same.
    """
    return {
        "mark": {"aria": False},
        "font": "Source Sans, sans-serif",
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            "aria": False,
            "labelFontSize": LETTER,
            "titleFontSize": LETTER,
            "labelColor": INK_SECOND,
            "domain": False,
            "ticks": False,
            "labelLimit": 600,
        },
        "legend": {"aria": False, "labelFontSize": LETTER, "labelColor": INK, "labelLimit": 400},
        "text": {"fontSize": LETTER, "color": INK},
    }
