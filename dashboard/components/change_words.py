"""Values of the data in words, as cells of a comparison or a history show them."""

from datetime import date

from dashboard.deed_words import attribute_words
from dashboard.texts import Texts
from data_access.model import Kind
from data_access.traffic_light import Light
from data_access.uploads.columns import SHEETS, CellType, Column


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


def column_words(texts: Texts, kind: Kind, attribute: str) -> str:
    """What an attribute of a thing is called."""
    column = _column(kind, attribute)
    if column is not None:
        return texts.spoken(column.header)
    called = attribute_words(texts, kind, attribute)
    if called is not None:
        return called
    return texts.gettext("First term") if attribute == "baseline" else attribute


def column_type(kind: Kind, attribute: str) -> CellType:
    """What an attribute of a thing holds."""
    column = _column(kind, attribute)
    if column is None and (kind, attribute) == (Kind.INSTRUCTION, "progress"):
        return CellType.PERCENT
    return column.type if column is not None else CellType.TEXT


def _column(kind: Kind, attribute: str) -> Column | None:
    if kind not in SHEETS:
        return None
    return next((one for one in SHEETS[kind].columns if one.attribute == attribute), None)
