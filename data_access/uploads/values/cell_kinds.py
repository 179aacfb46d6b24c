"""What a cell looks like before anybody knows its column: text, a number or a date, or nothing."""

import re
from typing import Final

from data_access.uploads.files.grid import Cell, CellError

BLANK: Final = 0
TEXT: Final = 1
TYPED: Final = 2
"""A number, a percentage, a date, or text that is written as one."""
NEUTRAL: Final = 3
"""A mark that stands for no value, or an error."""

# Texts that say that there is no value, made `plain` (see vocabulary); a dash of any length besides.
NO_VALUE_WORDS = frozenset(
    {
        *("n/a", "na", "n.a", "none", "nil", "tbc", "tbd", "pns", "unknown", "not applicable", "not set"),
        *("to be confirmed", "to be determined", "no", "no date", "not available", "pending"),
        *("нет", "н/д", "нд", "н/о", "б/д", "не определено", "не определен", "не определена", "неизвестно"),
        *("нет данных", "не установлен", "не установлено", "уточняется", "отсутствует", "не требуется"),
        *("жоқ", "белгісіз", "анықталмаған", "нақтылануда", "деректер жоқ", "мәлімет жоқ", "қажет емес"),
    }
)
_DASHES = re.compile(r"[-\u2010-\u2015\u2212_.?xхXХ*/\\]{1,5}")
_LONGEST_OTHER_THAN_TEXT = 40
_DASH = re.compile(r"[-\u2010-\u2015\u2212_]{1,5}")
_WRITTEN_NUMBER = re.compile(r"[+-]?\d[\d\s.,'\u2019]*%?")
_WRITTEN_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:\s*(?:г|ж)\.?)?|\d{4}[./-]\d{1,2}[./-]\d{1,2}(?:[T ][\d:.]+Z?)?"
)


def says_nothing(word: str) -> bool:
    """Whether a text, made `plain`, stands for no value: "n/a", "TBC", a dash."""
    return not word or word in NO_VALUE_WORDS or _DASHES.fullmatch(word) is not None


def is_dash(word: str) -> bool:
    """Whether a text, made `plain`, is a dash."""
    return _DASH.fullmatch(word) is not None


def kind_of(cell: Cell) -> int:
    """BLANK, TEXT, TYPED or NEUTRAL."""
    if cell is None:
        return BLANK
    if not isinstance(cell, str):
        return NEUTRAL if isinstance(cell, CellError) else TYPED
    text = cell.strip()
    if not text:
        return BLANK
    if len(text) > _LONGEST_OTHER_THAN_TEXT:
        return TEXT
    may_be_typed = text[0] in "+-" or text[0].isdigit()
    if may_be_typed and (_WRITTEN_NUMBER.fullmatch(text) or _WRITTEN_DATE.fullmatch(text)):
        return TYPED
    return NEUTRAL if says_nothing(text.casefold()) else TEXT
