"""Changes, the uploads that brought them, and the identities of things: written once, never altered."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base


class ChangeKind(enum.StrEnum):
    """What caused a change."""

    SETUP = "setup"
    UPLOAD = "upload"
    EDIT = "edit"
    TAKE_BACK = "take_back"


class Kind(enum.StrEnum):
    """The kinds of things that have an identity, in the order in which one may refer to another."""

    PROGRAMME = "programme"
    MINISTRY = "ministry"
    FIELD = "field"
    TEAM = "team"
    PERSON = "person"
    MEMBERSHIP = "membership"
    PROBLEM = "problem"
    MILESTONE = "milestone"
    SESSION = "session"
    AGENDA_ITEM = "agenda_item"
    INSTRUCTION = "instruction"
    MEETING = "meeting"
    HELP_REQUEST = "help_request"


class Change(Base):
    """One write. Its id is the data version: it only grows, in the order in which writes were committed."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # No foreign key: the change that creates a programme comes before the programme's identity.
    programme_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str]
    recorded_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    takes_back: Mapped[int | None] = mapped_column(ForeignKey("change.id"))
    is_reporting: Mapped[bool] = mapped_column(Boolean, default=True)


class Upload(Base):
    """The file of an uploading change, as it was sent; `columns`: {sheet: {attribute: column letter}}."""

    __tablename__ = "upload"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), primary_key=True, autoincrement=False)
    file_name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    as_at: Mapped[date] = mapped_column(Date)
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)


class Entity(Base):
    """The permanent identity of a thing; all that may change about it lies in version rows."""

    __tablename__ = "entity"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[int] = mapped_column(ForeignKey("change.id"))


class WriterQueue(Base):
    """A single row that each writer locks first, so that changes are committed in the order of their ids."""

    __tablename__ = "writer_queue"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
