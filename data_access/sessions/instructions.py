"""Instructions as they are known at a view: filtered, with their states and lights, the most urgent first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from data_access.model import Change, ChangeKind, Instruction, Ministry, Session
from data_access.reads.board import MinistryInfo
from data_access.reads.snapshot import Reader, of_programme
from data_access.reads.takings_back import taken_back
from data_access.sessions.instruction_state import Course, InstructionState, state_of, verdict_of
from data_access.sessions.subject import Subject, subjects
from data_access.traffic_light import URGENCY, Verdict
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionFilter:
    """Which instructions are asked for; None: no restriction.

    `ministry_id` is the executor or a co-executor. `field_id` asks for those of a field and of its problems,
    `subject_id` for those of the one field or problem alone. `is_open`: those not taken off control.
    """

    entity_id: int | None = None
    session_id: int | None = None
    subject_id: int | None = None
    field_id: int | None = None
    ministry_id: int | None = None
    state: InstructionState | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionInfo:
    """An instruction as it stands at a view; columns as in `data_access.model.session.Instruction`.

    `subject` is None where it belongs to none, or to one that is gone. `resets`: how often its term was moved
    and stayed moved.
    """

    id: int
    code: str
    text: str
    session_id: int | None
    session_code: str
    session_title: Words
    subject: Subject | None
    executor: MinistryInfo
    co_executors: tuple[MinistryInfo, ...]
    given_on: date
    term: date
    baseline: date
    resets: int
    reported_on: date | None
    progress: int | None
    forecast: date | None
    reported_done_on: date | None
    note: str
    closed_on: date | None
    close_reason: str
    evidence: str
    state: InstructionState
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        """It has not been taken off control."""
        return self.state is not InstructionState.TAKEN_OFF


ALL = InstructionFilter()


def instructions(reader: Reader, wanted: InstructionFilter = ALL) -> tuple[InstructionInfo, ...]:
    """The instructions that a filter asks for, those with the worst lights first.

    Within the reader's scope: by the field of the subject; one without a subject is seen by those alone who
    see everything.
    """
    found = [one for one in _all(reader, wanted) if _matches(one, wanted)]
    return tuple(sorted(found, key=_urgency))


def count_by_state(reader: Reader, wanted: InstructionFilter = ALL) -> dict[InstructionState, int]:
    """How many instructions a filter finds in each state; the state that it asks for itself does not matter."""
    counted = Counter(one.state for one in instructions(reader, replace(wanted, state=None)))
    return {state: counted[state] for state in InstructionState}


def _all(reader: Reader, wanted: InstructionFilter) -> Iterable[InstructionInfo]:
    view = reader.view
    statement = select(Instruction.__table__).where(
        of_programme(Instruction, view), Instruction.given_on <= view.day
    )
    for name in ("entity_id", "session_id", "subject_id"):
        value = getattr(wanted, name)
        if value is not None:
            statement = statement.where(getattr(Instruction, name) == value)
    rows = reader.connection.execute(statement).all()
    if not rows:
        return
    known, ministries = subjects(reader), ministries_ever(reader)
    sessions = {
        row.entity_id: (row.code, Words(row.name_kk, row.name_ru, row.name_en))
        for row in reader.connection.execute(select(Session).where(of_programme(Session, view)))
    }
    resets, thresholds = _resets(reader), reader.thresholds()
    for row in rows:
        subject = known.get(row.subject_id)
        if subject is None and view.scope.fields is not None:
            continue
        course = course_of(row)
        session_code, session_title = sessions.get(row.session_id, ("", Words()))
        yield InstructionInfo(
            id=row.entity_id,
            code=row.code,
            text=row.text,
            session_id=row.session_id,
            session_code=session_code,
            session_title=session_title,
            subject=subject,
            executor=ministries[row.ministry_id],
            co_executors=tuple(ministries[one] for one in row.co_executors),
            given_on=row.given_on,
            term=row.term,
            baseline=row.baseline,
            resets=resets[row.entity_id],
            reported_on=row.reported_on,
            progress=row.progress,
            forecast=row.forecast,
            reported_done_on=row.reported_done_on,
            note=row.note,
            closed_on=row.closed_on,
            close_reason=row.close_reason,
            evidence=row.evidence,
            state=state_of(course, view.day),
            verdict=verdict_of(course, view.day, thresholds),
        )


def _matches(one: InstructionInfo, wanted: InstructionFilter) -> bool:
    if wanted.state is not None and one.state is not wanted.state:
        return False
    if wanted.is_open and not one.is_open:
        return False
    if wanted.field_id is not None and (one.subject is None or one.subject.field_id != wanted.field_id):
        return False
    return wanted.ministry_id is None or wanted.ministry_id in {
        one.executor.id,
        *(other.id for other in one.co_executors),
    }


def _urgency(one: InstructionInfo) -> tuple[int, int, str]:
    return URGENCY[one.verdict.light], -(one.verdict.days or 0), one.code


def course_of(row: Any) -> Course:
    """What has become of an instruction, from its row."""
    return Course(**{name: getattr(row, name) for name in Course.__dataclass_fields__})


def ministries_ever(reader: Reader) -> Mapping[int, MinistryInfo]:
    """All ministries that were ever there up to the view, each as last known: an instruction outlives them."""
    statement = (
        select(Ministry)
        .where(Ministry.programme_id == reader.view.programme_id, Ministry.from_change <= reader.view.version)
        .order_by(Ministry.from_change)
    )
    return {
        row.entity_id: MinistryInfo(
            id=row.entity_id, code=row.code, name=Words(row.name_kk, row.name_ru, row.name_en)
        )
        for row in reader.connection.execute(statement)
    }


def _resets(reader: Reader) -> Counter[int]:
    """How often each instruction's term was moved, moves that were taken back left out."""
    view = reader.view
    undone = taken_back(reader.connection, up_to=view.version)
    statement = (
        select(Instruction.entity_id, Instruction.term, Change.id, Change.kind)
        .join(Change, Change.id == Instruction.from_change)
        .where(Instruction.programme_id == view.programme_id, Change.id <= view.version)
        .order_by(Instruction.entity_id, Change.id)
    )
    found: Counter[int] = Counter()
    terms: dict[int, date] = {}
    for row in reader.connection.execute(statement):
        is_own = row.kind != ChangeKind.TAKE_BACK and row.id not in undone
        if is_own and terms.get(row.entity_id, row.term) != row.term:
            found[row.entity_id] += 1
        terms[row.entity_id] = row.term
    return found
