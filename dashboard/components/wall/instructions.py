"""The first and the last screen of the wall: what became of the last instructions, and those of today."""

from collections import Counter

from dashboard import session_reads
from dashboard.components.wall.letters import HEIGHT, INNER, MARGINS, Letters, height_of, lines_of
from dashboard.components.wall.since import lines_that_fit
from dashboard.components.wall.slide import Line, Slide
from dashboard.instruction_words import state_words
from dashboard.request import Request
from dashboard.texts import Texts
from dashboard.traffic_words import reason_words
from data_access.sessions.instruction_state import InstructionState
from data_access.sessions.instructions import InstructionFilter, InstructionInfo
from data_access.sessions.schedule import SessionInfo, session_before

_MORE = 46


def last_instructions_slide(request: Request, session: SessionInfo, letters: Letters, texts: Texts) -> Slide:
    """What became of the instructions of the session before, and of older ones that are still open."""
    before = session_before(session_reads.sessions(request.current), session)
    found = [
        one
        for one in session_reads.instructions(request.current, InstructionFilter())
        if one.session_id != session.id
        and (one.is_open or (before is not None and one.session_id == before.id))
    ]
    if before is not None:
        found.sort(key=lambda one: one.session_id != before.id)
    states = Counter(one.state for one in found)
    counted = ", ".join(
        f"{state_words(texts, state).lower()}: {states[state]}" for state in InstructionState if states[state]
    )
    headline = texts.gettext("What became of the instructions")
    return _slide(
        "instructions",
        headline if not counted else f"{headline}: {counted}",
        _context(session, texts),
        [_line(one, texts) for one in found],
        letters,
        texts,
        nothing=texts.gettext("There are no instructions to look back on."),
    )


def summary_slide(request: Request, session: SessionInfo, letters: Letters, texts: Texts) -> Slide:
    """What the chair asked for today."""
    found = session_reads.instructions(request.current, InstructionFilter(session_id=session.id))
    lines = [_line(one, texts) for one in sorted(found, key=lambda one: one.id)]
    return _slide(
        "summary",
        texts.ngettext("{number} instruction today", "{number} instructions today", len(lines)),
        _context(session, texts),
        lines,
        letters,
        texts,
        nothing=texts.gettext("No instruction has been recorded yet."),
    )


def _slide(
    kind: str,
    headline: str,
    context: str,
    lines: list[Line],
    letters: Letters,
    texts: Texts,
    *,
    nothing: str,
) -> Slide:
    used = MARGINS + height_of(
        lines_of(headline, size=letters.headline, width=INNER, is_bold=True), letters.headline
    )
    shown = lines_that_fit(lines, HEIGHT - used - 16 - _MORE, width=INNER)
    more = len(lines) - len(shown)
    return Slide(
        kind=kind,
        context=context,
        headline=headline,
        lines=shown or (Line(mark="", text=nothing),),
        more_lines=texts.ngettext("and {number} more", "and {number} more", more) if more else "",
    )


def _line(one: InstructionInfo, texts: Texts) -> Line:
    said = [state_words(texts, one.state), texts.gettext("term {day}", day=texts.day(one.term))]
    if one.state is not InstructionState.TAKEN_OFF:
        said.append(reason_words(texts, one.verdict))
    executor = texts.spoken(one.executor.name)
    return Line(
        mark=one.code,
        text=one.text,
        light=one.verdict.light.value,
        light_word=texts.light(one.verdict.light),
        note=f"{executor} · {' · '.join(said)}",
    )


def _context(session: SessionInfo, texts: Texts) -> str:
    return " · ".join(word for word in (texts.spoken(session.title), texts.day(session.held_on)) if word)
