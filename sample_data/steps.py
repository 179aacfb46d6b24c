"""The steps of the sample's history: what happens on which day and hour, counted from the day of loading."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sample_data.editions import OFFICE
from sample_data.people import owners
from sample_data.plan import SENDERS

TIME_ZONE = ZoneInfo("Asia/Almaty")
OFFICE_NAME = "Бағдарлама кеңсесі"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happens once; `take` does it, told the moment at which it is to be recorded."""

    day: int
    hour: int
    minute: int = 0
    take: Callable[[datetime], None]


def moment_of(today: date, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the sample's calendar, `day` days from `today`."""
    return datetime.combine(today + timedelta(days=day), time(hour, minute), TIME_ZONE)


def sender_name(sender: str) -> str:
    """Who speaks for a ministry: the first of those who answer in it; or the programme office."""
    if sender == OFFICE:
        return OFFICE_NAME
    name = owners(sender)[0]
    return f"{getattr(name, SENDERS[sender].language)} ({sender})"
