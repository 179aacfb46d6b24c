"""Numbers as people write them: 1 000,00 and 1.000,00 and 1,000.00, with spaces of any kind."""

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s'’]")
_PLAIN = re.compile(r"[+-]?\d+(?:([.,])\d+)?")
# Groups of three digits with one mark between them, and perhaps decimals after the other mark.
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPS_BY_SPACES = re.compile(r"[+-]?\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?")
_DIGITS = 30


def decimal_of(text: str) -> Decimal | None:
    """The number that a text says; None when it says none."""
    written = text.strip()
    if len(written) > _DIGITS:
        return None
    if _GROUPS_BY_SPACES.fullmatch(written):
        written = _SPACES.sub("", written)
        if match := _PLAIN.fullmatch(written):
            return Decimal(written.replace(match[1], ".") if match[1] else written)
    if match := _GROUPED.fullmatch(written):
        return Decimal(written.replace(match[1], "").replace(",", "."))
    return None


def is_ambiguous(text: str) -> bool:
    """Whether a text is a thousand or so in one country and a fraction in another: 1.000 or 1,000."""
    return _ONE_GROUP.fullmatch(text.strip()) is not None
