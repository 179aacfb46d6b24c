"""What the protocol of a session says, wholly in words; the XLSX and the DOCX set it in their own way."""

from dataclasses import dataclass
from datetime import date

from dashboard import session_reads
from dashboard.components.wall.stage import stage_of
from dashboard.request import Request
from data_access.sessions.instructions import InstructionFilter, InstructionInfo
from data_access.sessions.schedule import SessionInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolItem:
    """An item of the agenda as the wall showed it: what it is about, its light in words, why, what was asked."""

    number: int
    subject: str
    question: str
    light: str
    reason: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolInstruction:
    """An instruction as it was given: a term that was moved since is told elsewhere."""

    code: str
    text: str
    executor: str
    co_executors: str
    term: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A session on paper; `data` says which data its lights come from."""

    title: str
    held_on: str
    chair: str
    data: str
    items: tuple[ProtocolItem, ...]
    instructions: tuple[ProtocolInstruction, ...]


def protocol(request: Request, session: SessionInfo) -> Protocol:
    """The protocol in the viewer's language.

    Lights and reasons are those of the wall: of the frozen data, of the record once the session is closed,
    and of today before it is opened.
    """
    texts = request.texts
    stage = stage_of(request, session, request.language)
    names = {one.id: texts.spoken(one.name) for one in session_reads.subjects(request.current).values()}
    slides = [slide for slide in stage.slides if slide["kind"] == "item"]
    given = session_reads.instructions(request.current, InstructionFilter(session_id=session.id))
    return Protocol(
        title=texts.spoken(session.title) or session.code,
        held_on=texts.day(session.held_on),
        chair=session.chair,
        data=stage.state,
        items=tuple(
            ProtocolItem(
                number=number,
                subject=f"{slide['subject']} {names.get(slide['subject_id'], '')}".strip(),
                question=slide["headline"] if slide["headline"] != names.get(slide["subject_id"]) else "",
                light=slide["light_word"],
                reason=slide["reason"],
                asked=slide["asked"],
            )
            for number, slide in enumerate(slides, start=1)
        ),
        instructions=tuple(_given(request, one) for one in sorted(given, key=lambda one: one.code)),
    )


def _given(request: Request, one: InstructionInfo) -> ProtocolInstruction:
    texts = request.texts
    return ProtocolInstruction(
        code=one.code,
        text=one.text,
        executor=texts.spoken(one.executor.name),
        co_executors=", ".join(texts.spoken(other.name) for other in one.co_executors),
        term=one.baseline,
    )
