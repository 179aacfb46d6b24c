"""Giving an instruction, reporting on it, moving its term, taking it off control; each is one change."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Row, select

from data_access.database import Database
from data_access.model import Instruction, Kind
from data_access.sessions.edit import current_row, editing, revise

TERM_DAYS = 30  # from the day that an instruction is given to the term that is suggested for it
_SATURDAY = 5


class InstructionError(Exception):
    """What was asked of an instruction cannot be done; nothing was written."""


class EmptyTextError(InstructionError):
    """An instruction says nothing."""


class TermInPastError(InstructionError):
    """A term is before the day on which it is set."""


class DayOutOfRangeError(InstructionError):
    """A day lies in the future, or before the instruction was given."""


class OlderReportError(InstructionError):
    """A later report is there already; carries its day."""

    def __init__(self, reported_on: date) -> None:
        super().__init__(reported_on)
        self.reported_on = reported_on


class UnprovenError(InstructionError):
    """Taking off control needs both a reason and evidence."""


class TakenOffError(InstructionError):
    """The instruction has been taken off control."""


class UnderControlError(InstructionError):
    """The instruction has not been taken off control."""


def suggested_term(day: date) -> date:
    """The term that is suggested for an instruction given on `day`: thirty days ahead, moved to a Monday
    where that is a Saturday or Sunday (which days else are free, a closed network does not know)."""
    term = day + timedelta(days=TERM_DAYS)
    return term + timedelta(days=7 - term.weekday()) if term.weekday() >= _SATURDAY else term


def give_instruction(
    database: Database,
    programme_id: int,
    *,
    text: str,
    ministry_id: int,
    co_executors: Collection[int] = (),
    term: date,
    session_id: int | None = None,
    subject_id: int | None = None,
    day: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Give an instruction on `day`; returns its entity id. Its code is I-<year>-<number>, never given twice.

    `subject_id` is a field or a problem. Raises EmptyTextError or TermInPastError.
    """
    said = " ".join(text.split())
    if not said:
        raise EmptyTextError
    if term < day:
        raise TermInPastError
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = {
            "code": _new_code(change.connection, programme_id, day.year),
            "session_id": session_id,
            "subject_id": subject_id,
            "text": said,
            "ministry_id": ministry_id,
            "co_executors": sorted(set(co_executors) - {ministry_id}),
            "given_on": day,
            "term": term,
            "baseline": term,
            "note": "",
            "close_reason": "",
            "evidence": "",
        }
        [instruction_id] = change.add(Kind.INSTRUCTION, [row])
    return instruction_id


def report_on(
    database: Database,
    programme_id: int,
    instruction_id: int,
    *,
    as_of: date,
    today: date,
    progress: int | None = None,
    forecast: date | None = None,
    reported_done_on: date | None = None,
    note: str = "",
    actor: str,
    recorded_at: datetime,
) -> None:
    """Say how an instruction stands on the day `as_of`; `progress` in hundredths of a percent.

    The report replaces the one before it, which the instruction's history keeps. Raises TakenOffError,
    OlderReportError, or DayOutOfRangeError for a day before it was given or after `today`, or for one done
    after `as_of`.
    """
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = _under_control(change.connection, instruction_id)
        _require_between(row.given_on, as_of, today)
        if reported_done_on is not None and reported_done_on > as_of:
            raise DayOutOfRangeError
        if row.reported_on is not None and row.reported_on > as_of:
            raise OlderReportError(row.reported_on)
        revise(
            change,
            Kind.INSTRUCTION,
            row,
            reported_on=as_of,
            progress=progress,
            forecast=forecast,
            reported_done_on=reported_done_on,
            note=note.strip(),
        )


def move_term(
    database: Database,
    programme_id: int,
    instruction_id: int,
    *,
    term: date,
    today: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Move an instruction's term; its first one stays what its light is judged by.

    Raises TakenOffError or TermInPastError.
    """
    if term < today:
        raise TermInPastError
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = _under_control(change.connection, instruction_id)
        revise(change, Kind.INSTRUCTION, row, term=term)


def take_off_control(
    database: Database,
    programme_id: int,
    instruction_id: int,
    *,
    day: date,
    today: date,
    reason: str,
    evidence: str,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Take an instruction off control on `day`. Raises UnprovenError, TakenOffError or DayOutOfRangeError."""
    why, proof = reason.strip(), evidence.strip()
    if not why or not proof:
        raise UnprovenError
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = _under_control(change.connection, instruction_id)
        _require_between(row.given_on, day, today)
        revise(change, Kind.INSTRUCTION, row, closed_on=day, close_reason=why, evidence=proof)


def bring_back_on_control(
    database: Database, programme_id: int, instruction_id: int, *, actor: str, recorded_at: datetime
) -> None:
    """Put an instruction under control again; why it was taken off stays in its history.

    Raises UnderControlError.
    """
    with editing(database, programme_id, actor=actor, recorded_at=recorded_at) as change:
        row = current_row(change.connection, Kind.INSTRUCTION, instruction_id)
        if row.closed_on is None:
            raise UnderControlError
        revise(change, Kind.INSTRUCTION, row, closed_on=None, close_reason="", evidence="")


def _under_control(connection: Connection, instruction_id: int) -> Row[tuple[object, ...]]:
    row = current_row(connection, Kind.INSTRUCTION, instruction_id)
    if row.closed_on is not None:
        raise TakenOffError
    return row


def _require_between(earliest: date, day: date, latest: date) -> None:
    if not earliest <= day <= latest:
        raise DayOutOfRangeError


def _new_code(connection: Connection, programme_id: int, year: int) -> str:
    """The next number of a year. Those of instructions taken back count: protocols may bear them."""
    stem = f"I-{year}-"
    codes = connection.scalars(
        select(Instruction.code).where(
            Instruction.programme_id == programme_id, Instruction.code.startswith(stem, autoescape=True)
        )
    )
    numbers = [int(digits) for code in codes if (digits := code.removeprefix(stem)).isdecimal()]
    return f"{stem}{max(numbers, default=0) + 1:03}"
