"""What the sample tells beside figures: sessions, instructions, working meetings, requests for help.

The texts lie in sessions/*.csv, each in the language of whom it concerns. Days are counted from the day of
loading, as in `sample_data.plan`; a session is held four days after the month's update.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.words import Words
from sample_data.subjects import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldItem:
    """An item of an agenda; `subject` is the code of a field or a problem."""

    subject: str
    minutes: int
    question: str
    ask: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSession:
    """A session; one on a day to come is still being prepared."""

    day: int
    title: Words
    chair: str
    agenda: Sequence[ToldItem]

    @property
    def is_held(self) -> bool:
        """It lies in the past."""
        return self.day < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldInstruction:
    """An instruction of the session on day `session`; `key` is what its steps call it."""

    key: str
    session: int
    subject: str
    ministry: str
    co_executors: Sequence[str]
    term: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """What became of an instruction on a day.

    With `reason` it was taken off control, with `term` that was moved, else its ministry reported.
    """

    key: str
    day: int
    percent: int | None
    forecast: int | None
    done: int | None
    note: str
    term: int | None
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMeeting:
    """A working meeting."""

    day: int
    subject: str
    participants: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRequest:
    """A request for help; `given` is None while it is open."""

    asked: int
    subject: str
    asked_of: str
    what: str
    given: int | None


def sessions() -> tuple[ToldSession, ...]:
    """The sessions in their order, each with its agenda."""
    items = rows_of("agenda", folder="sessions")
    return tuple(
        ToldSession(
            day=int(row["day"]),
            title=Words(row["kk"], row["ru"], row["en"]),
            chair=row["chair"],
            agenda=tuple(
                ToldItem(
                    subject=item["subject"],
                    minutes=int(item["minutes"]),
                    question=item["question"],
                    ask=item["ask"],
                    note=item["note"],
                )
                for item in items
                if item["session"] == row["day"]
            ),
        )
        for row in rows_of("sessions", folder="sessions")
    )


def instructions() -> tuple[ToldInstruction, ...]:
    """The instructions of the past sessions, in the order in which they were given."""
    return tuple(
        ToldInstruction(
            key=row["key"],
            session=int(row["session"]),
            subject=row["subject"],
            ministry=row["ministry"],
            co_executors=row["co_executors"].split(),
            term=int(row["term"]),
            text=row["text"],
        )
        for row in rows_of("instructions", folder="sessions")
    )


def steps() -> tuple[ToldStep, ...]:
    """What became of the instructions, day by day."""
    return tuple(
        ToldStep(
            key=row["key"],
            day=int(row["day"]),
            percent=_number(row["percent"]),
            forecast=_number(row["forecast"]),
            done=_number(row["done"]),
            note=row["note"],
            term=_number(row["term"]),
            reason=row["reason"],
            evidence=row["evidence"],
        )
        for row in rows_of("steps", folder="sessions")
    )


def meetings() -> tuple[ToldMeeting, ...]:
    """The working meetings, day by day."""
    return tuple(
        ToldMeeting(
            day=int(row["day"]), subject=row["subject"], participants=row["participants"], about=row["about"]
        )
        for row in rows_of("meetings", folder="sessions")
    )


def requests() -> tuple[ToldRequest, ...]:
    """The requests for help, in the order in which they were made."""
    return tuple(
        ToldRequest(
            asked=int(row["asked"]),
            subject=row["subject"],
            asked_of=row["asked_of"],
            what=row["what"],
            given=_number(row["given"]),
        )
        for row in rows_of("help", folder="sessions")
    )


def _number(text: str) -> int | None:
    return int(text) if text else None
