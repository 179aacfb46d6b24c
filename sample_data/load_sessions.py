"""The steps of the sample that bring no figures: sessions, instructions, meetings, requests for help."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeAlias

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.lookup import find
from data_access.reads.point import ProgrammeInfo, latest_version, newest_version, open_reader
from data_access.sessions.help import ask_for_help, mark_given
from data_access.sessions.instruction_changes import give_instruction, move_term, report_on, take_off_control
from data_access.sessions.meetings import record_meeting
from data_access.sessions.preparing import (
    PlannedItem,
    arrange_agenda,
    change_session,
    close_session,
    open_session,
    prepare_session,
)
from data_access.view import View
from sample_data import sessions as told
from sample_data.steps import OFFICE_NAME, Step, sender_name

Record: TypeAlias = Callable[[Database, ProgrammeInfo, int, datetime], str]
"""Makes the content of the record of an open session (its entity id) that is closed at a moment."""

_UPDATE_DAYS = 5  # the slowest ministries send their figures two days before the others
_PREPARED_BEFORE = 8
_ARRANGED_BEFORE = 2


class SessionLoader:
    """Takes the steps; what one makes, the later ones find by its day or key."""

    def __init__(self, database: Database, programme: ProgrammeInfo, today: date, record: Record) -> None:
        self.database = database
        self.programme = programme
        self.today = today
        self.record = record
        self._sessions: dict[int, int] = {}
        self._instructions: dict[str, int] = {}
        self._requests: dict[told.ToldRequest, int] = {}
        self._found: dict[tuple[Kind, str], int] = {}

    def steps(self) -> Iterator[Step]:
        """All steps, in the order in which those of one minute are to be taken."""
        for one in told.meetings():
            yield Step(day=one.day, hour=15, minute=30, take=partial(self._meet, one))
        for request in told.requests():
            yield Step(day=request.asked, hour=11, minute=15, take=partial(self._ask, request))
            if request.given is not None:
                yield Step(day=request.given, hour=16, take=partial(self._give_help, request))
        for session in told.sessions():
            yield from self._session_steps(session)
        for step in told.steps():
            # What is taken off control on the day of a session is so before it begins.
            yield Step(day=step.day, hour=9 if step.reason else 14, take=partial(self._follow, step))

    def _session_steps(self, session: told.ToldSession) -> Iterator[Step]:
        day = session.day
        yield Step(day=day - _PREPARED_BEFORE, hour=15, take=partial(self._prepare, session))
        yield Step(day=day - _ARRANGED_BEFORE, hour=17, take=partial(self._arrange, session))
        if not session.is_held:
            return
        yield Step(day=day, hour=10, take=partial(self._open, session))
        given = [one for one in told.instructions() if one.session == day]
        for place, one in enumerate(given):
            yield Step(day=day, hour=10, minute=9 + 4 * place, take=partial(self._instruct, one))
        yield Step(day=day, hour=12, take=partial(self._close, session))

    def _day(self, day: int) -> date:
        return self.today + timedelta(days=day)

    def _later(self, day: int | None) -> date | None:
        return None if day is None else self._day(day)

    def _find(self, code: str, *kinds: Kind) -> int:
        """The entity that a code of the sample means; they are never renamed."""
        for kind in kinds:
            if (kind, code) not in self._found:
                with self.database.reading() as connection:
                    version = latest_version(connection, self.programme.id)
                view = View(programme_id=self.programme.id, version=version, day=self.today)
                with open_reader(self.database, view) as reader:
                    found = find(reader, kind, code)
                if found is None:
                    continue
                self._found[kind, code] = found
            return self._found[kind, code]
        raise KeyError(code)

    def _subject(self, code: str) -> int:
        return self._find(code, Kind.PROBLEM, Kind.FIELD)

    def _meet(self, one: told.ToldMeeting, moment: datetime) -> None:
        record_meeting(
            self.database,
            self.programme.id,
            subject_id=self._subject(one.subject),
            held_on=self._day(one.day),
            participants=one.participants,
            about=one.about,
            today=moment.date(),
            actor=OFFICE_NAME,
            recorded_at=moment,
        )

    def _ask(self, one: told.ToldRequest, moment: datetime) -> None:
        self._requests[one] = ask_for_help(
            self.database,
            self.programme.id,
            subject_id=self._subject(one.subject),
            what=one.what,
            asked_of=one.asked_of,
            asked_on=self._day(one.asked),
            today=moment.date(),
            actor=OFFICE_NAME,
            recorded_at=moment,
        )

    def _give_help(self, one: told.ToldRequest, moment: datetime) -> None:
        mark_given(
            self.database,
            self.programme.id,
            self._requests[one],
            given_on=moment.date(),
            today=moment.date(),
            actor=OFFICE_NAME,
            recorded_at=moment,
        )

    def _prepare(self, one: told.ToldSession, moment: datetime) -> None:
        session = prepare_session(
            self.database,
            self.programme.id,
            held_on=self._day(one.day),
            title=one.title,
            chair=one.chair,
            actor=OFFICE_NAME,
            recorded_at=moment,
        )
        change_session(
            self.database,
            self.programme.id,
            session,
            update_days=_UPDATE_DAYS,
            actor=OFFICE_NAME,
            recorded_at=moment,
        )
        self._sessions[one.day] = session

    def _arrange(self, one: told.ToldSession, moment: datetime) -> None:
        items = [
            PlannedItem(
                subject_id=self._subject(item.subject),
                minutes=item.minutes,
                question=item.question,
                ask=item.ask,
                note=item.note,
            )
            for item in one.agenda
        ]
        session = self._sessions[one.day]
        arrange_agenda(
            self.database, self.programme.id, session, items, actor=OFFICE_NAME, recorded_at=moment
        )

    def _open(self, one: told.ToldSession, moment: datetime) -> None:
        with self.database.reading() as connection:
            version = newest_version(connection, self.programme.id)
        open_session(
            self.database,
            self.programme.id,
            self._sessions[one.day],
            version=version,
            day=moment.date(),
            actor=OFFICE_NAME,
            recorded_at=moment,
        )

    def _close(self, one: told.ToldSession, moment: datetime) -> None:
        session = self._sessions[one.day]
        close_session(
            self.database,
            self.programme.id,
            session,
            content=self.record(self.database, self.programme, session, moment),
            actor=OFFICE_NAME,
            recorded_at=moment,
        )

    def _instruct(self, one: told.ToldInstruction, moment: datetime) -> None:
        self._instructions[one.key] = give_instruction(
            self.database,
            self.programme.id,
            text=one.text,
            ministry_id=self._find(one.ministry, Kind.MINISTRY),
            co_executors=[self._find(code, Kind.MINISTRY) for code in one.co_executors],
            term=self._day(one.term),
            session_id=self._sessions[one.session],
            subject_id=self._subject(one.subject),
            day=moment.date(),
            actor=OFFICE_NAME,
            recorded_at=moment,
        )

    def _follow(self, step: told.ToldStep, moment: datetime) -> None:
        where = (self.database, self.programme.id, self._instructions[step.key])
        today = moment.date()
        if step.reason:
            take_off_control(
                *where,
                day=today,
                today=today,
                reason=step.reason,
                evidence=step.evidence,
                actor=OFFICE_NAME,
                recorded_at=moment,
            )
        elif step.term is not None:
            move_term(*where, term=self._day(step.term), today=today, actor=OFFICE_NAME, recorded_at=moment)
        else:
            report_on(
                *where,
                as_of=today,
                today=today,
                progress=None if step.percent is None else step.percent * 100,
                forecast=self._later(step.forecast),
                reported_done_on=self._later(step.done),
                note=step.note,
                actor=self._reporter(step.key),
                recorded_at=moment,
            )

    def _reporter(self, key: str) -> str:
        [ministry] = [one.ministry for one in told.instructions() if one.key == key]
        return sender_name(ministry)
