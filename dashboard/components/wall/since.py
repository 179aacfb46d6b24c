"""What changed since the last session, as lines of the wall: worse first, then slips, re-sets and the better."""

from collections.abc import Iterator, Sequence

from dashboard.components.wall.letters import FLOOR, fitting, height_of, lines_of
from dashboard.components.wall.slide import Line
from dashboard.texts import Texts
from data_access.reads.milestones import MilestoneState
from data_access.sessions.comparison import Comparison, Move

LIST_WIDTH = 560
_GAP = 21


def since_lines(comparison: Comparison, texts: Texts, *, stem: str = "") -> list[Line]:
    """A line for each milestone that moved, and one each for those added and removed.

    `stem`: what the codes on this screen have in common; it is left out.
    """
    ordered = [
        *comparison.worse,
        *comparison.slipped,
        *comparison.reset,
        *comparison.better,
        *comparison.moved,
    ]
    moves = list(dict.fromkeys(ordered))
    lines = [_line(move, texts, stem) for move in moves]
    if comparison.removed:
        lines.insert(0, Line(mark=texts.gettext("Removed:"), text=_codes(comparison.removed, stem)))
    if comparison.added:
        lines.append(Line(mark=texts.gettext("Added:"), text=_codes(comparison.added, stem)))
    return lines


def lines_that_fit(lines: Sequence[Line], room: int, *, width: int = LIST_WIDTH) -> tuple[Line, ...]:
    """As many of the lines as fit into so much height."""
    heights = [line_height(line, width=width) for line in lines]
    return tuple(lines[: fitting(heights, room)])


def line_height(line: Line, *, width: int) -> int:
    """How high a line stands in a list so wide."""
    spare = 2 * FLOOR if line.light else 0
    count = lines_of(f"{line.mark} {line.text}", size=FLOOR, width=width - spare, is_bold=True)
    if line.note:
        count += lines_of(line.note, size=FLOOR, width=width - spare)
    return height_of(count, FLOOR) + _GAP


def _line(move: Move, texts: Texts, stem: str) -> Line:
    before, after = move.before.verdict.light, move.after.verdict.light
    mark, said = _short(move.after.code, stem), ", ".join(_said(move, texts))
    if before is after:
        return Line(mark=mark, text=said)
    return Line(mark=mark, text=said, light=after.value, light_word=texts.light(after))


def _said(move: Move, texts: Texts) -> Iterator[str]:
    before, after = move.before.verdict.light, move.after.verdict.light
    if before is not after:
        yield f"{texts.light(before).lower()} → {texts.light(after).lower()}"
    if move.slip_days > 0:
        yield texts.ngettext("{number} day later", "{number} days later", move.slip_days)
    elif move.slip_days < 0:
        yield texts.ngettext("{number} day sooner", "{number} days sooner", -move.slip_days)
    if move.new_resets:
        yield texts.ngettext("term re-set {number} time", "term re-set {number} times", move.new_resets)


def _codes(milestones: Sequence[MilestoneState], stem: str) -> str:
    return ", ".join(_short(one.code, stem) for one in milestones)


def _short(code: str, stem: str) -> str:
    return code.removeprefix(f"{stem}-") if stem else code
