"""What a light says in words: its reason with figures, and the parts of a bar of lights."""

from collections.abc import Callable, Iterator

from dashboard.texts import Texts
from data_access.roll_up import Counts
from data_access.traffic_light import Light, Reason, Verdict


def reason_words(texts: Texts, verdict: Verdict) -> str:
    """The reason of a milestone's light as a phrase, with its figures."""
    return _WORDS[verdict.reason](texts, verdict)


def _days(texts: Texts, singular: str, plural: str, verdict: Verdict, **values: object) -> str:
    return texts.ngettext(singular, plural, verdict.days or 0, **values)


def _done_on_time(texts: Texts, verdict: Verdict) -> str:
    if not verdict.days:
        return texts.gettext("done on the day of its term")
    return _days(texts, "done {number} day before its term", "done {number} days before its term", verdict)


_WORDS: dict[Reason, Callable[[Texts, Verdict], str]] = {
    Reason.DONE_ON_TIME: _done_on_time,
    Reason.DONE_LATE: lambda texts, verdict: _days(
        texts, "done {number} day after its term", "done {number} days after its term", verdict
    ),
    Reason.PAST_TERM: lambda texts, verdict: _days(
        texts, "{number} day over its term", "{number} days over its term", verdict
    ),
    Reason.FORECAST_FAR_BEHIND: lambda texts, verdict: _days(
        texts, "forecast {number} day behind", "forecast {number} days behind", verdict
    ),
    Reason.NEVER_REPORTED: lambda texts, _verdict: texts.gettext("nothing reported yet"),
    Reason.REPORT_TOO_OLD: lambda texts, verdict: _days(
        texts, "nothing reported for {number} day", "nothing reported for {number} days", verdict
    ),
    Reason.FORECAST_BEHIND: lambda texts, verdict: _days(
        texts, "forecast {number} day behind", "forecast {number} days behind", verdict
    ),
    Reason.DUE_SOON: lambda texts, verdict: _days(
        texts,
        "due in {number} day, {percent}% done",
        "due in {number} days, {percent}% done",
        verdict,
        percent=verdict.percent,
    ),
    Reason.PROGRESS_BEHIND: lambda texts, verdict: texts.gettext(
        "{percent}% done where {due}% was due", percent=verdict.percent, due=verdict.percent_due
    ),
    Reason.ON_TRACK: lambda texts, verdict: _days(
        texts, "on track, {number} day left", "on track, {number} days left", verdict
    ),
}


def bar_parts(counts: Counts) -> Iterator[tuple[Light, int]]:
    """The lights of a group with their counts, worst first, empty ones left out."""
    for light in Light:
        if counts.of(light):
            yield light, counts.of(light)


def group_reason_words(texts: Texts, members: Counts, days_past: int, days_slip: int) -> str:
    """Why a group has its light: how many of its members have which, and the worst figure."""
    if members.total == 0:
        return texts.gettext("nothing reported yet")
    if members.not_done == 0:
        return texts.gettext("all done")
    urgent = [
        f"{texts.light(light).lower()}: {texts.number(members.of(light))}"
        for light in (Light.RED, Light.AMBER, Light.GREY)
        if members.of(light)
    ]
    total = texts.number(members.total)
    counted = texts.gettext("{urgent} (of {total})", urgent=", ".join(urgent), total=total)
    if not urgent:
        counted = texts.gettext("all on track (of {total})", total=total)
    if days_past:
        longest = texts.ngettext("up to {number} day late", "up to {number} days late", days_past)
        return f"{counted}; {longest}"
    if days_slip:
        longest = texts.ngettext("slip up to {number} day", "slip up to {number} days", days_slip)
        return f"{counted}; {longest}"
    return counted
