"""The screen of an agenda item: question, light and reason, timeline, what changed, what is asked."""

from dataclasses import dataclass

from dashboard import reads
from dashboard.components.wall.bars import bars_that_fit
from dashboard.components.wall.letters import FLOOR, HEIGHT, INNER, MARGINS, Letters, height_of, lines_of
from dashboard.components.wall.since import line_height, lines_that_fit, since_lines
from dashboard.components.wall.slide import Line, Slide
from dashboard.standing import Group, standing
from dashboard.texts import Texts
from dashboard.traffic_words import group_reason_words
from data_access.model import Kind
from data_access.reads.milestones import MilestoneFilter, MilestoneState
from data_access.sessions.comparison import compare
from data_access.sessions.schedule import AgendaEntry
from data_access.view import View

_TIMELINE_HEAD = 44
_MORE = 46
_TITLE = 56
_LIST = 560
_CONTEXT_WIDTH = 1000  # beside the clock, the day and version, and the mark of newer data


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What the wall shows (`now`) and what the session before it showed; None: there was none."""

    now: View
    before: View | None


def item_slide(entry: AgendaEntry, sides: Sides, letters: Letters, texts: Texts, extra: list[Line]) -> Slide:
    """The screen of one item; `extra`: lines on meetings and requests for help, which always fit."""
    view, subject = sides.now, entry.subject
    group = Group(kind=subject.kind.value, id=subject.id, code=subject.code)
    now = standing(view, group)
    headline = entry.question or texts.spoken(subject.name)
    reason = group_reason_words(texts, now.members, now.days_past, now.days_slip)
    rosy = texts.gettext("ministry says green: {count}", count=now.too_rosy) if now.too_rosy else ""
    room = _room(headline, reason, entry.ask, letters)
    milestones = milestones_of(view, entry)
    bars, today = bars_that_fit(milestones, view.day, texts, room - _TIMELINE_HEAD - _MORE)
    lines = _since(entry, sides, milestones, texts)
    spare = room - _TITLE - _MORE - sum(line_height(line, width=_LIST) for line in extra)
    shown = lines_that_fit(lines, spare, width=_LIST)
    return Slide(
        kind="item",
        context=_context(entry, view, texts),
        headline=headline,
        light=now.light.value,
        light_word=texts.light(now.light),
        reason=reason,
        rosy=rosy,
        bars=bars,
        today=today,
        today_word=texts.gettext("today"),
        more_bars=_more(texts, len(milestones) - len(bars)),
        list_title=texts.gettext("Since the last session"),
        lines=(*shown, *extra),
        more_lines=_more(texts, len(lines) - len(shown)),
        asked_title=texts.gettext("Asked of the chair today:") if entry.ask else "",
        asked=entry.ask,
        minutes=entry.minutes,
        subject=subject.code,
        subject_id=subject.id,
        subject_kind=subject.kind.value,
    )


def milestones_of(view: View, entry: AgendaEntry) -> tuple[MilestoneState, ...]:
    """The milestones of an item's field or problem, the most urgent first."""
    is_field = entry.subject.kind is Kind.FIELD
    wanted = MilestoneFilter(
        field_id=entry.subject.id if is_field else None,
        problem_id=None if is_field else entry.subject.id,
    )
    return reads.list_milestones(view, wanted)


def _since(
    entry: AgendaEntry, sides: Sides, milestones: tuple[MilestoneState, ...], texts: Texts
) -> list[Line]:
    if sides.before is None:
        return [Line(mark="", text=texts.gettext("There was no session before this one."))]
    stem = entry.subject.code if entry.subject.kind is Kind.PROBLEM else ""
    lines = since_lines(compare(milestones_of(sides.before, entry), milestones), texts, stem=stem)
    return lines or [Line(mark="", text=texts.gettext("Nothing has moved."))]


def _room(headline: str, reason: str, ask: str, letters: Letters) -> int:
    """The height that is left for the timeline and the list beside it."""
    lines = lines_of(headline, size=letters.headline, width=INNER, is_bold=True)
    used = MARGINS + height_of(lines, letters.headline) + 16
    reasons = lines_of(reason, size=letters.text, width=INNER - 12 * letters.light - 440)
    used += max(height_of(reasons, letters.text), height_of(1, letters.light)) + 2 * 16 + 18
    if ask:
        used += height_of(lines_of(ask, size=letters.text, width=INNER - 560), letters.text) + 30
    return HEIGHT - used


def _context(entry: AgendaEntry, view: View, texts: Texts) -> str:
    """Field, code and lead ministry, as far as the one line at the top takes them."""
    field = next((one for one in reads.fields(view) if one.id == entry.subject.field_id), None)
    spoken = [texts.spoken(field.name), texts.spoken(field.ministry)] if field else ["", ""]
    candidates = ([spoken[0], entry.subject.code, spoken[1]], [spoken[0], entry.subject.code])
    for names in candidates:
        context = " · ".join(name for name in names if name)
        if lines_of(context, size=FLOOR, width=_CONTEXT_WIDTH) == 1:
            return context
    return entry.subject.code


def _more(texts: Texts, count: int) -> str:
    return texts.ngettext("and {number} more", "and {number} more", count) if count > 0 else ""
