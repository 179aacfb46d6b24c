"""What is asked of a meeting or a request for help before it is recorded, corrected or removed."""

import enum
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import NoResultFound

from data_access.change import ChangeWriter
from data_access.model import Field, Kind, Problem
from data_access.sessions.edit import current_row


class Mistake(enum.StrEnum):
    """Why something cannot be recorded as it was said."""

    IN_THE_FUTURE = "in_the_future"  # a day that has not come yet
    BEFORE_IT_WAS_ASKED = "before_it_was_asked"  # help given before anybody asked for it
    GIVEN_ALREADY = "given_already"  # help that was marked as given
    NOTHING_SAID = "nothing_said"  # a text that is needed is empty
    NO_SUBJECT = "no_subject"  # no field or problem of the programme, or none any more
    GONE = "gone"  # what was to be changed has been removed


class EntryRefusedError(Exception):
    """A meeting or request for help cannot be recorded so; carries the mistake, nothing was written."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake)
        self.mistake = mistake


def require(is_right: bool, mistake: Mistake) -> None:
    """Raise EntryRefusedError unless it is right."""
    if not is_right:
        raise EntryRefusedError(mistake)


def require_past(day: date | None, today: date) -> None:
    """Refuse a day after `today`."""
    require(day is None or day <= today, Mistake.IN_THE_FUTURE)


def require_subject(change: ChangeWriter, subject_id: int) -> None:
    """Refuse a subject that is no current field or problem of the change's programme."""
    found = any(
        change.connection.scalar(
            select(model.entity_id).where(
                model.entity_id == subject_id,
                model.programme_id == change.programme_id,
                model.to_change.is_(None),
            )
        )
        for model in (Field, Problem)
    )
    require(found, Mistake.NO_SUBJECT)


def require_columns(values: Collection[str], allowed: Collection[str]) -> None:
    """Raise ValueError for columns that nobody may set: a fault of the caller, not of a person."""
    if wrong := sorted(set(values) - set(allowed)):
        raise ValueError(f"Not to be set: {wrong}")


def standing_row(change: ChangeWriter, kind: Kind, entity_id: int) -> Row[Any]:
    """A thing as it is now; refused where it has been removed."""
    try:
        return current_row(change.connection, kind, entity_id)
    except NoResultFound as error:
        raise EntryRefusedError(Mistake.GONE) from error
