"""What a sender decides about a file, besides sending it; the data layer asks, screens and commands answer."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from data_access.model import Kind
from data_access.uploads.foreign.mapping import FileMapping


class Side(enum.StrEnum):
    """Whose value is taken where both sides changed one."""

    THEIRS = "theirs"  # the file's
    CURRENT = "current"  # what others have made of it meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The answers of a sender; the defaults ask for nothing.

    `day_first`: whether 03/04/2026 is the third of April; None: not answered yet.
    `replacements`: a text taken instead of a cell's, by (sheet, cell).
    `accepts_good_rows`: rows without faults may be applied though others have faults; nothing is removed then.
    `base`: the data version that the sender worked from; None: what the file says of itself, else the
    sender's last edition.
    `decisions`: whose value is taken in a conflict, by (kind, code, attribute), where a thing as a whole has
    an empty attribute (`Conflict.key`); `decides_all`: in all others.
    `confirmed_removals`: how many removals the sender has confirmed by typing their number.
    `mapping`: how sheets are to be read whose headers are not ours (or that are to be read otherwise).
    """

    day_first: bool | None = None
    replacements: Mapping[tuple[str, str], str] = field(default_factory=dict)
    accepts_good_rows: bool = False
    base: int | None = None
    decisions: Mapping[tuple[Kind, str, str], Side] = field(default_factory=dict)
    decides_all: Side | None = None
    confirmed_removals: int | None = None
    mapping: FileMapping | None = None
