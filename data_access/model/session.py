"""Sessions with their agendas, the instructions given in them, working meetings and requests for help."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base, Coded, Names


class SessionState(enum.StrEnum):
    """Where a session stands."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class Session(Names, Coded, Base):
    """A review session; its names are its title.

    `frozen_version` and `frozen_day` say which data the wall shows, from its opening on. `update_days` and
    `check_days` are the windows before it: for updates, then for checking them. Sizes are in centimetres.
    """

    __tablename__ = "session"

    held_on: Mapped[date] = mapped_column(Date)
    chair: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(10))
    update_days: Mapped[int] = mapped_column(SmallInteger, default=3)
    check_days: Mapped[int] = mapped_column(SmallInteger, default=1)
    screen_height: Mapped[int] = mapped_column(Integer, default=150)
    farthest_seat: Mapped[int] = mapped_column(Integer, default=600)
    theme: Mapped[str] = mapped_column(String(5), default="light")
    frozen_version: Mapped[int | None]
    frozen_day: Mapped[date | None] = mapped_column(Date)


class AgendaItem(Coded, Base):
    """A field or a problem (`subject_id`) on a session's agenda, in the order of `position` (from 1).

    `question` is what the chair is told in one line, `ask` what is asked of the chair; both may be empty.
    """

    __tablename__ = "agenda_item"

    session_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    minutes: Mapped[int] = mapped_column(SmallInteger, default=10)
    question: Mapped[str] = mapped_column(default="")
    ask: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Instruction(Coded, Base):
    """What the chair asked for: one responsible ministry, co-executors, a term (docs/decisions/0009).

    `subject_id` is the field or problem that it belongs to; `co_executors` are ministries' entity ids.
    `baseline` is the first term. `reported_on`, `progress` (hundredths of a percent), `forecast`,
    `reported_done_on` and `note` are the executor's newest report. `closed_on` with `close_reason` and
    `evidence`: a coordinator has taken it off control.
    """

    __tablename__ = "instruction"

    session_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    text: Mapped[str]
    ministry_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    co_executors: Mapped[list[Any]] = mapped_column(JSON, default=list)
    given_on: Mapped[date] = mapped_column(Date)
    term: Mapped[date] = mapped_column(Date)
    baseline: Mapped[date] = mapped_column(Date)
    reported_on: Mapped[date | None] = mapped_column(Date)
    progress: Mapped[int | None] = mapped_column(Integer)
    forecast: Mapped[date | None] = mapped_column(Date)
    reported_done_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(Date)
    close_reason: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")


class Meeting(Coded, Base):
    """A working meeting of a minister with the teams of a field or problem (`subject_id`)."""

    __tablename__ = "meeting"

    subject_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    held_on: Mapped[date] = mapped_column(Date)
    participants: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")


class HelpRequest(Coded, Base):
    """What a team of a field or problem (`subject_id`) asks for, of whom, since when, and when it was given."""

    __tablename__ = "help_request"

    subject_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    what: Mapped[str]
    asked_of: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date] = mapped_column(Date)
    given_on: Mapped[date | None] = mapped_column(Date)


class WallPosition(Base):
    """What a session's wall shows right now; not versioned. `step` grows with every move."""

    __tablename__ = "wall_position"

    session_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), primary_key=True, autoincrement=False)
    item: Mapped[int] = mapped_column(SmallInteger)
    is_blank: Mapped[bool] = mapped_column(Boolean)
    since: Mapped[datetime]
    step: Mapped[int]


class SessionRecord(Base):
    """A closed session exactly as it was seen: written once with the change that closed it, never altered.

    `content` is JSON text; `sha256` is taken over it.
    """

    __tablename__ = "session_record"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), primary_key=True, autoincrement=False)
    session_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    content: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
