"""What is odd in a file, in words: what was found, and what it does not go with."""

from datetime import date

from dashboard.fault_words import shortened
from dashboard.texts import Texts, _, _plural
from dashboard.traffic_words import reason_words
from data_access.model import Kind
from data_access.traffic_light import LIGHT_OF, Light, Reason, Verdict
from data_access.uploads.checks.doubt import Doubt, DoubtCode
from data_access.uploads.columns import SHEETS

DOUBT_WORDS: dict[DoubtCode, str] = {
    DoubtCode.TERM_BEFORE_START: _("The term {found} is before the start {start}."),
    DoubtCode.FORECAST_BEFORE_START: _("The forecast {found} is before the start {start}."),
    DoubtCode.DONE_IN_FUTURE: _("Done on {found}: later than the day of the figures, {as_at}."),
    DoubtCode.NOT_DONE: _("{found} done, but without a day on which it was done."),
    DoubtCode.DECLARED_DONE: _("Declared “{found}”, but without a day on which it was done."),
    DoubtCode.DONE_BELOW_HUNDRED: _("Done on {done_on}, but only {found} of the work."),
    DoubtCode.PERCENT_WENT_DOWN: _("{found} done, less than the {before} reported as at {reported_on}."),
    DoubtCode.TERM_RESET: _(
        "The term moves from {before} to {found}. First term: {baseline}; times moved: {resets}."
    ),
    DoubtCode.OWNER_RESPELLED: _("“{found}” is spelled like “{like}”. Is it the same?"),
    DoubtCode.DECLARED_GREEN: _("Declared “{found}”, but red by the rule: {reason}."),
    DoubtCode.MINISTRY_DIFFERS: _("The ministry changes from {before} to {found}."),
    DoubtCode.CODE_LIKE_KNOWN: _(
        "“{found}” would be new in the list “{kind}”, but is written like “{like}”. Is it the same?"
    ),
}

_AS_AT_OLDER = _plural(
    "The figures are as at {found}, but {number} milestone has later ones, as at {newest}.",
    "The figures are as at {found}, but {number} milestones have later ones, the latest as at {newest}.",
)
_PERCENTAGES = {DoubtCode.NOT_DONE, DoubtCode.DONE_BELOW_HUNDRED, DoubtCode.PERCENT_WENT_DOWN}
_LIGHTS = {DoubtCode.DECLARED_DONE, DoubtCode.DECLARED_GREEN}
_DAYS = {
    DoubtCode.TERM_BEFORE_START,
    DoubtCode.FORECAST_BEFORE_START,
    DoubtCode.DONE_IN_FUTURE,
    DoubtCode.TERM_RESET,
    DoubtCode.AS_AT_OLDER,
}
_DAYS_IN_PARAMS = ("start", "as_at", "done_on", "reported_on", "baseline", "newest")


def doubt_message(texts: Texts, doubt: Doubt) -> str:
    """What is odd at the doubt's cell; the cell itself is not named."""
    values = _values(texts, doubt)
    if doubt.code is DoubtCode.AS_AT_OLDER:
        return texts.ngettext(*_AS_AT_OLDER, int(doubt.params["count"]), **values)
    return texts.gettext(DOUBT_WORDS[doubt.code], **values)


def doubt_found(texts: Texts, doubt: Doubt) -> str:
    """The odd value as its reader knows it."""
    return _value(texts, doubt.code, doubt.found)


def _values(texts: Texts, doubt: Doubt) -> dict[str, str]:
    params = doubt.params
    values = {**params, "found": doubt_found(texts, doubt)}
    for name in _DAYS_IN_PARAMS:
        if params.get(name):
            values[name] = texts.day(date.fromisoformat(params[name]))
    if "before" in params:
        values["before"] = _value(texts, doubt.code, params["before"])
    if "kind" in params:
        values["kind"] = texts.spoken(SHEETS[Kind(params["kind"])].title)
    if "reason" in params:
        reason = Reason(params["reason"])
        values["reason"] = reason_words(texts, Verdict(LIGHT_OF[reason], reason, int(params["days"])))
    return values


def _value(texts: Texts, code: DoubtCode, value: str) -> str:
    if code in _DAYS:
        return texts.day(date.fromisoformat(value))
    if code in _PERCENTAGES:
        return texts.exact_percent(int(value))
    return texts.light(Light(value)) if code in _LIGHTS else shortened(value)
