"""The sessions of a programme and their agendas, as they are known at a view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from data_access.model import AgendaItem, Session, SessionState
from data_access.reads.snapshot import Reader, of_programme
from data_access.sessions.subject import Subject, subjects, subjects_table
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """A session; sizes in centimetres, see `data_access.model.session.Session`."""

    id: int
    code: str
    title: Words
    held_on: date
    chair: str
    state: SessionState
    update_days: int
    check_days: int
    screen_height: int
    farthest_seat: int
    theme: str
    frozen_version: int | None
    frozen_day: date | None

    @property
    def updates_from(self) -> date:
        """The first day of the window in which ministries bring their figures."""
        return self.held_on - timedelta(days=self.update_days + self.check_days)

    @property
    def updates_until(self) -> date:
        """The last day of that window; the days after it, before the session, are for checking."""
        return self.held_on - timedelta(days=self.check_days + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """An item of an agenda, with what it is about."""

    id: int
    subject: Subject
    position: int
    minutes: int
    question: str
    ask: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSize:
    """How many items an agenda has, and how many minutes they take together."""

    items: int
    minutes: int


def sessions(reader: Reader) -> tuple[SessionInfo, ...]:
    """All sessions, the latest first."""
    statement = (
        select(Session)
        .where(of_programme(Session, reader.view))
        .order_by(Session.held_on.desc(), Session.code.desc())
    )
    return tuple(
        SessionInfo(
            id=row.entity_id,
            code=row.code,
            title=Words(row.name_kk, row.name_ru, row.name_en),
            held_on=row.held_on,
            chair=row.chair,
            state=SessionState(row.state),
            update_days=row.update_days,
            check_days=row.check_days,
            screen_height=row.screen_height,
            farthest_seat=row.farthest_seat,
            theme=row.theme,
            frozen_version=row.frozen_version,
            frozen_day=row.frozen_day,
        )
        for row in reader.connection.execute(statement)
    )


def opened_before(all_sessions: tuple[SessionInfo, ...], session: SessionInfo) -> tuple[SessionInfo, ...]:
    """The sessions held before another one, of those that were opened; the latest first."""
    return tuple(
        one
        for one in all_sessions
        if (one.held_on, one.code) < (session.held_on, session.code) and one.frozen_version is not None
    )


def session_of_today(all_sessions: tuple[SessionInfo, ...]) -> SessionInfo | None:
    """The session of a wall that names none: the open one, else the next that is prepared, else the last."""
    for state in (SessionState.OPEN, SessionState.PREPARED):
        found = [one for one in all_sessions if one.state is state]
        if found:
            return found[-1]
    return all_sessions[0] if all_sessions else None


def session_before(all_sessions: tuple[SessionInfo, ...], session: SessionInfo) -> SessionInfo | None:
    """The session held last before another one, of those that were opened."""
    earlier = opened_before(all_sessions, session)
    return earlier[0] if earlier else None


def agenda(reader: Reader, session_id: int) -> tuple[AgendaEntry, ...]:
    """The items of a session in their order; those about what is out of scope or gone are left out."""
    known = subjects(reader)
    statement = (
        select(AgendaItem)
        .where(of_programme(AgendaItem, reader.view), AgendaItem.session_id == session_id)
        .order_by(AgendaItem.position, AgendaItem.code)
    )
    return tuple(
        AgendaEntry(
            id=row.entity_id,
            subject=known[row.subject_id],
            position=row.position,
            minutes=row.minutes,
            question=row.question,
            ask=row.ask,
            note=row.note,
        )
        for row in reader.connection.execute(statement)
        if row.subject_id in known
    )


def agenda_sizes(reader: Reader) -> Mapping[int, AgendaSize]:
    """How long each session's agenda is, by the session's entity id; what `agenda` leaves out is not counted."""
    known = subjects_table(reader)
    statement = (
        select(
            AgendaItem.session_id, func.count().label("items"), func.sum(AgendaItem.minutes).label("minutes")
        )
        .join(known, known.c.entity_id == AgendaItem.subject_id)
        .where(of_programme(AgendaItem, reader.view))
        .group_by(AgendaItem.session_id)
    )
    return {
        row.session_id: AgendaSize(items=row._mapping["items"], minutes=row.minutes)
        for row in reader.connection.execute(statement)
    }
