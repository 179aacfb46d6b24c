"""What one screen of the wall says, wholly in words: as it is drawn, and as it is kept when a session closes."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A milestone's row of the timeline; places are percent of the width.

    `slip_left` to `slip_right` is the arrow from the baseline to the day that is expected; `dot` is where
    it was done. None: there is no such mark.
    """

    light: str
    code: str
    name: str
    owner: str
    left: float
    width: float
    slip_left: float | None
    slip_width: float | None
    slip_words: str
    dot: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a list: what it is about in bold, what is said of it, its light where it has one."""

    mark: str
    text: str
    light: str = ""
    light_word: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One screen; empty texts and lists are not drawn. `today` is a place in percent, as in `Bar`.

    `kind`: item, instructions or summary.
    """

    kind: str
    context: str
    headline: str
    light: str = ""
    light_word: str = ""
    reason: str = ""
    rosy: str = ""
    bars: tuple[Bar, ...] = ()
    today: float | None = None
    today_word: str = ""
    more_bars: str = ""
    list_title: str = ""
    lines: tuple[Line, ...] = ()
    more_lines: str = ""
    asked_title: str = ""
    asked: str = ""
    minutes: int = 0
    subject: str = ""
    subject_id: int = 0
    subject_kind: str = ""


def plain(slide: Slide) -> dict[str, Any]:
    """The slide as JSON can keep it; what templates draw."""
    return asdict(slide)
