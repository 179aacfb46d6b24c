"""The wall's timeline: the most urgent milestones as bars, each with who answers for it where it is late."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.components.wall.letters import FLOOR, fitting, height_of, lines_of
from dashboard.components.wall.slide import Bar
from dashboard.texts import Texts
from data_access.reads.milestones import MilestoneState
from data_access.sessions.comparison import expected
from data_access.traffic_light import Light

NAMES_WIDTH = 660
_GAP = 16
_MARGIN = timedelta(days=20)
_TRACK = 500  # the width of the bars
_LETTER = 0.58 * FLOOR  # of the words behind a slip, bold


def bars_that_fit(
    milestones: Sequence[MilestoneState], day: date, texts: Texts, room: int
) -> tuple[tuple[Bar, ...], float | None]:
    """The bars of as many milestones as fit into so much height, and where today is."""
    heights = (_height(one, texts) for one in milestones)
    shown = milestones[: fitting(heights, room)]
    if not shown:
        return (), None
    first = min(day, *(one.start or one.baseline for one in shown)) - _MARGIN
    last = max(day, *(one.baseline for one in shown), *(expected(one) for one in shown)) + _MARGIN
    longest = max(len(_slip_words(one, texts)) for one in shown)
    room_for_words = (longest * _LETTER + FLOOR) / _TRACK
    span = _Span(first, first + (last - first) / (1 - room_for_words))
    return tuple(_bar(one, span, texts) for one in shown), span.place(day)


class _Span:
    """Days as places in percent of the width."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._days = max(1, (last - first).days)

    def place(self, day: date) -> float:
        """Where a day is."""
        return round(100 * (day - self._first).days / self._days, 2)


def owner_words(milestone: MilestoneState, texts: Texts) -> str:
    """The word of a milestone's light and, where that calls for somebody, who answers: a person, else the ministry."""
    word = texts.light(milestone.verdict.light)
    if milestone.verdict.light not in {Light.RED, Light.AMBER, Light.GREY}:
        return word
    return f"{word} · {milestone.owner or texts.spoken(milestone.ministry)}"


def _height(milestone: MilestoneState, texts: Texts) -> int:
    width = NAMES_WIDTH - 2 * FLOOR
    lines = lines_of(texts.spoken(milestone.name), size=FLOOR, width=width, is_bold=True)
    lines += lines_of(owner_words(milestone, texts), size=FLOOR, width=width)
    return height_of(lines, FLOOR) + _GAP


def _slip_words(milestone: MilestoneState, texts: Texts) -> str:
    slip = (expected(milestone) - milestone.baseline).days
    return texts.ngettext("+{number} day", "+{number} days", slip) if slip > 0 else ""


def _bar(milestone: MilestoneState, span: _Span, texts: Texts) -> Bar:
    start, baseline, end = milestone.start or milestone.baseline, milestone.baseline, expected(milestone)
    left = span.place(min(start, baseline))
    slip = (end - baseline).days
    is_done = milestone.done_on is not None and milestone.verdict.light is Light.DONE
    return Bar(
        light=milestone.verdict.light.value,
        code=milestone.code,
        name=texts.spoken(milestone.name),
        owner=owner_words(milestone, texts),
        left=left,
        width=round(span.place(baseline) - left, 2),
        slip_left=span.place(baseline) if slip > 0 else None,
        slip_width=round(span.place(end) - span.place(baseline), 2) if slip > 0 else None,
        slip_words=_slip_words(milestone, texts),
        dot=span.place(end) if is_done else None,
    )
