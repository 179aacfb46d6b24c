"""The editions in the order in which they came in: who sent which file when, and what became of it."""

import enum
from dataclasses import dataclass
from functools import cache

from sample_data.plan import ADDED_IN, MONTHS, REMOVED_IN, SENDERS, UPDATE_DAYS, edition_day

OFFICE = "CHANGE"
"""The programme office, which sends what is not one ministry's."""


class Content(enum.Enum):
    """What an edition holds."""

    FIRST = "first"  # everything, as the programme began
    UPDATE = "update"  # how a ministry's milestones stand
    ADDED = "added"  # new milestones, without a word on how they stand
    REMOVED = "removed"  # the whole list of a field's milestones, without those given up
    FORECASTS_MOVED = "forecasts_moved"  # a mistake: each forecast stands one row too low
    ALL_DONE = "all_done"  # a mistake: a problem's milestones are all marked as done
    NO_PERCENT = "no_percent"  # a mistake: the percentages are all nought


MISTAKES = frozenset({Content.FORECASTS_MOVED, Content.ALL_DONE, Content.NO_PERCENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A file that came in on `day` (counted from the day of loading) at `hour`, of the month `month`.

    `taken_back`: the day and hour at which it was taken back.
    """

    sender: str
    month: int
    day: int
    hour: int
    content: Content
    mark: str = ""
    field: str = ""
    as_at: int
    taken_back: tuple[int, int] | None = None

    def file_name(self, period: str) -> str:
        """The name of the file for the year and month that it speaks of, as 2026-05."""
        return f"{self.sender}_{period}{self.mark}.xlsx"

    @property
    def is_whole(self) -> bool:
        """Whether what it does not name is gone."""
        return self.content is Content.REMOVED

    @property
    def header_languages(self) -> tuple[str, ...]:
        """The languages of its headers, one or two beside each other."""
        if self.sender == OFFICE:
            return ("kk",)
        sender = SENDERS[self.sender]
        return ("kk", "ru") if sender.is_bilingual else (sender.language,)


# The editions with a mistake, by ministry and month; a correction follows unless the month was missed.
_MISTAKES = {
    ("MCI", 2): Content.NO_PERCENT,
    ("MOH", 4): Content.FORECASTS_MOVED,
    ("MTI", 5): Content.NO_PERCENT,
    ("MOT", 6): Content.ALL_DONE,
}
# The fields that gave up a milestone.
_SHORTENED_FIELDS = ("CON", "HEA", "LOG", "EDU")
_OFFICE_LEAD = 3  # days by which the office is ahead of the ministries


@cache
def editions() -> tuple[Edition, ...]:
    """All editions, oldest first."""
    found = [
        _of_office(Content.FIRST, month=0, day=UPDATE_DAYS[0], mark="_first"),
        _of_office(Content.ADDED, month=ADDED_IN, day=UPDATE_DAYS[ADDED_IN] - _OFFICE_LEAD, mark="_added"),
    ]
    for place, field in enumerate(_SHORTENED_FIELDS):
        day = UPDATE_DAYS[REMOVED_IN] - _OFFICE_LEAD
        edition = _of_office(
            Content.REMOVED, month=REMOVED_IN, day=day, hour=10 + place, mark=f"_{field}_whole", field=field
        )
        found.append(edition)
    for month in MONTHS[1:]:
        for place, ministry in enumerate(SENDERS):
            found += _of_ministry(ministry, month, hour=9 + place * 8 // len(SENDERS))
    return tuple(sorted(found, key=lambda edition: (edition.day, edition.hour, edition.sender)))


def _of_office(
    content: Content, *, month: int, day: int, hour: int = 10, mark: str, field: str = ""
) -> Edition:
    return Edition(
        sender=OFFICE, month=month, day=day, hour=hour, content=content, mark=mark, field=field, as_at=day
    )


def _of_ministry(ministry: str, month: int, hour: int) -> list[Edition]:
    """A ministry's edition of a month; or one with a mistake, and on the next morning the right one."""
    day = edition_day(ministry, month)
    is_missed = month in SENDERS[ministry].missed
    mistake = _MISTAKES.get((ministry, month))
    right = Edition(sender=ministry, month=month, day=day, hour=hour, content=Content.UPDATE, as_at=day)
    if mistake is None:
        return [] if is_missed else [right]
    wrong = Edition(
        sender=ministry,
        month=month,
        day=day,
        hour=hour,
        content=mistake,
        as_at=day,
        taken_back=(day + 1, 9),
    )
    if is_missed:
        return [wrong]
    corrected = Edition(
        sender=ministry,
        month=month,
        day=day + 1,
        hour=11,
        content=Content.UPDATE,
        mark="_corrected",
        as_at=day,
    )
    return [wrong, corrected]
