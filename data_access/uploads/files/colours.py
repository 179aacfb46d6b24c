"""From a cell's fill to the light that it shows: reds, ambers and greens by their hue."""

from colorsys import hls_to_rgb, rgb_to_hls

from data_access.traffic_light import Light

_PALEST = 0.12  # the least difference between the strongest and the weakest of red, green and blue
_STRONG = 0.5
_DARKEST = 0.3
_HUES = ((18, Light.RED), (70, Light.AMBER), (172, Light.GREEN), (335, None), (360, Light.RED))

# Excel's palette: eight colours, the same again, and 48 more.
_FIRST_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
PALETTE = tuple(
    f"{_FIRST_EIGHT} {_FIRST_EIGHT} "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 "
    "0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 "
    "99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 "
    "003300 333300 993300 993366 333399 333333".split()
)
"""The colours that old workbooks name by number, as RRGGBB."""

THEME = (
    *("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31"),
    *("A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72"),
)
"""The colours that a workbook without a theme of its own names by number."""


def light_of(colour: str) -> str | None:
    """The light of a colour written as RRGGBB or AARRGGBB; None for blues, greys, black and white."""
    channels = _channels(colour)
    if channels is None:
        return None
    hue, _, _ = rgb_to_hls(*channels)
    if max(channels) - min(channels) < _PALEST or max(channels) < _DARKEST:
        return None
    light = next(light for limit, light in _HUES if 360 * hue <= limit)
    return None if light is None else light.value


def is_pale(colour: str) -> bool:
    """Whether a colour is one that also serves to shade every other row."""
    channels = _channels(colour)
    return channels is None or max(channels) - min(channels) < _STRONG


def tinted(colour: str, tint: float) -> str:
    """A theme's colour made lighter (tint above 0) or darker (below)."""
    channels = _channels(colour)
    if channels is None or not tint:
        return colour
    hue, lightness, saturation = rgb_to_hls(*channels)
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    made = hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation)
    return "".join(f"{round(channel * 255):02X}" for channel in made)


def _channels(colour: str) -> tuple[float, float, float] | None:
    written = colour.lstrip("#")[-6:]
    try:
        red, green, blue = bytes.fromhex(written)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255
