"""Words of a mapping: its columns, samples and the choices that are offered for them."""

from datetime import date, datetime

from dashboard.fault_words import shortened
from dashboard.texts import Texts, _
from data_access.model import Kind
from data_access.traffic_light import Light
from data_access.uploads.columns import SHEETS, CellType, Column
from data_access.uploads.files.grid import Cell, Share
from data_access.uploads.foreign.column_match import Basis
from data_access.uploads.foreign.names import KnownNames
from data_access.uploads.values.value import text_of
from data_access.uploads.values.vocabulary import ROLE_WORDS

NOTHING = ""
"""The choice of no column, no value for all rows, or an empty cell."""

BASIS_WORDS: dict[Basis, str] = {
    Basis.OURS: _("by its header"),
    Basis.REMEMBERED: _("as before"),
    Basis.HEADER: _("by its header"),
    Basis.VALUES: _("by its values"),
}


def kind_choices(texts: Texts) -> dict[str, str]:
    """The kinds of things that a sheet may list, and leaving it out."""
    kinds = {kind.value: texts.spoken(SHEETS[kind].title) for kind in reversed(SHEETS)}
    return {**kinds, NOTHING: texts.gettext("Leave this sheet out")}


def column_choices(texts: Texts, kind: Kind) -> dict[str, str]:
    """The attributes that a column may fill, and not reading it."""
    columns = {column.attribute: texts.spoken(column.header) for column in SHEETS[kind].columns}
    return {NOTHING: texts.gettext("Do not read"), **columns}


def value_choices(texts: Texts, column: Column, known: KnownNames) -> dict[str, str]:
    """The values that a column of lights, roles or references may hold, without none."""
    if column.refers_to is not None:
        names = known.names.get(column.refers_to, {})
        seen = known.seen.get(column.refers_to, frozenset())
        return {code: f"{code} · {texts.spoken(words)}" for code, words in names.items() if code in seen}
    if column.type is CellType.LIGHT:
        return {light.value: texts.light(light) for light in Light}
    return {role: texts.spoken(words) for role, words in ROLE_WORDS.items()}


def sample_words(texts: Texts, cell: Cell) -> str:
    """A value as its sender sees it: a date in figures, a percentage, a long text cut short."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return texts.day(cell)
    if isinstance(cell, Share):
        return texts.exact_percent(round(cell.value * 10000))
    return shortened(text_of(cell))
