"""What is odd in one milestone as a file makes it. Pure."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from data_access.traffic_light import Facts, Light, Thresholds, light_of
from data_access.uploads.checks.doubt import DoubtCode

HUNDRED_PERCENT = 10000


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAfter:
    """A milestone as a file makes it: its facts, what the ministry declares, and which attributes move.

    `before`: the values that its attributes had; empty for a new one. `resets`: how often its term has
    been set anew before.
    """

    facts: Facts
    term: date | None
    declared: str | None
    moved: Set[str]
    before: Mapping[str, Any]
    resets: int = 0


class Oddity(NamedTuple):
    """What is odd: the attribute whose value it is, that value, and the parameters of its doubt.

    `others`: further attributes that it speaks of, in the cells of which it can be mended as well.
    """

    code: DoubtCode
    attribute: str
    value: object
    params: Mapping[str, object]
    others: tuple[str, ...] = ()


def oddities(milestone: MilestoneAfter, as_at: date) -> Iterator[Oddity]:
    """What is odd in the figures of the day `as_at`; only what the file itself moves is held against it."""
    for spoken_of, rule in _RULES:
        if spoken_of & milestone.moved and (found := rule(milestone, as_at)) is not None:
            yield found


def declared_green(facts: Facts, declared: str | None, as_at: date, thresholds: Thresholds) -> Oddity | None:
    """A light that the ministry declares green for a day on which the rule makes it red."""
    if declared != Light.GREEN:
        return None
    verdict = light_of(facts, as_at, thresholds)
    if verdict.light is not Light.RED:
        return None
    return Oddity(
        DoubtCode.DECLARED_GREEN, "declared", declared, {"reason": verdict.reason.value, "days": verdict.days}
    )


def _term_before_start(one: MilestoneAfter, _day: date) -> Oddity | None:
    start = one.facts.start
    if start is None or one.term is None or one.term >= start:
        return None
    return Oddity(DoubtCode.TERM_BEFORE_START, "term", one.term, {"start": start}, ("start",))


def _forecast_before_start(one: MilestoneAfter, _day: date) -> Oddity | None:
    start, forecast = one.facts.start, one.facts.forecast
    if start is None or forecast is None or forecast >= start:
        return None
    return Oddity(DoubtCode.FORECAST_BEFORE_START, "forecast", forecast, {"start": start}, ("start",))


def _done_in_future(one: MilestoneAfter, day: date) -> Oddity | None:
    done_on = one.facts.done_on
    if done_on is None or done_on <= day:
        return None
    return Oddity(DoubtCode.DONE_IN_FUTURE, "done_on", done_on, {"as_at": day})


def _not_done(one: MilestoneAfter, _day: date) -> Oddity | None:
    if one.facts.done_on is not None:
        return None
    if one.facts.progress == HUNDRED_PERCENT:
        return Oddity(DoubtCode.NOT_DONE, "progress", one.facts.progress, {}, ("done_on", "declared"))
    if one.declared == Light.DONE:
        return Oddity(DoubtCode.DECLARED_DONE, "declared", one.declared, {}, ("done_on", "progress"))
    return None


def _done_below_hundred(one: MilestoneAfter, _day: date) -> Oddity | None:
    done_on, progress = one.facts.done_on, one.facts.progress
    if done_on is None or progress is None or progress == HUNDRED_PERCENT:
        return None
    return Oddity(DoubtCode.DONE_BELOW_HUNDRED, "progress", progress, {"done_on": done_on}, ("done_on",))


def _percent_went_down(one: MilestoneAfter, _day: date) -> Oddity | None:
    progress, before = one.facts.progress, one.before.get("progress")
    if progress is None or not isinstance(before, int) or progress >= before:
        return None
    params = {"before": before, "reported_on": one.before.get("reported_on")}
    return Oddity(DoubtCode.PERCENT_WENT_DOWN, "progress", progress, params)


def _term_reset(one: MilestoneAfter, _day: date) -> Oddity | None:
    if not one.before or one.term is None:
        return None
    params = {"before": one.before["term"], "baseline": one.facts.baseline, "resets": one.resets + 1}
    return Oddity(DoubtCode.TERM_RESET, "term", one.term, params)


_Rule = Callable[[MilestoneAfter, date], Oddity | None]

# What each rule speaks of, and the rule.
_RULES: tuple[tuple[frozenset[str], _Rule], ...] = (
    (frozenset({"term", "start"}), _term_before_start),
    (frozenset({"term"}), _term_reset),
    (frozenset({"forecast", "start"}), _forecast_before_start),
    (frozenset({"done_on"}), _done_in_future),
    (frozenset({"done_on", "progress", "declared"}), _not_done),
    (frozenset({"done_on", "progress"}), _done_below_hundred),
    (frozenset({"progress"}), _percent_went_down),
)
