"""Values of the data in words, as cells of a comparison or a history show them."""

from datetime import date

from dashboard.texts import Texts
from data_access.traffic_light import Light
from data_access.uploads.columns import CellType


def value_words(texts: Texts, kind: CellType, value: object) -> str:
    """A value as a reader knows it: a day, a percentage, the word of a light; a dash for none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return texts.day(value)
    if kind is CellType.PERCENT and isinstance(value, int):
        return texts.exact_percent(value)
    if kind is CellType.LIGHT:
        return texts.light(Light(str(value)))
    return str(value)
