"""Working meetings and help in words: how long ago, how many wait, and why something cannot be recorded."""

from datetime import date

from dashboard.texts import Texts, _
from data_access.sessions.entry import EntryRefusedError, Mistake
from data_access.sessions.help import OpenHelp

_MISTAKE_WORDS: dict[Mistake, str] = {
    Mistake.IN_THE_FUTURE: _("A day lies in the future."),
    Mistake.BEFORE_IT_WAS_ASKED: _("Help cannot be given before it was asked for."),
    Mistake.GIVEN_ALREADY: _("Somebody has marked it as given meanwhile."),
    Mistake.NOTHING_SAID: _("Fill in all of the texts."),
    Mistake.NO_SUBJECT: _("Choose a field or a problem."),
    Mistake.GONE: _("Somebody has removed it meanwhile."),
}


def met_words(texts: Texts, met: date | None, day: date) -> str:
    """How long before `day` the teams were last met."""
    if met is None:
        return texts.gettext("The teams have not been met yet.")
    if met == day:
        return texts.gettext("Last met today")
    return texts.ngettext("Last met {number} day ago", "Last met {number} days ago", (day - met).days)


def help_words(texts: Texts, asked: OpenHelp | None, day: date) -> str:
    """How many requests are open on `day` and how old the oldest is; empty where there are none."""
    if asked is None:
        return ""
    number = texts.ngettext("{number} request open", "{number} requests open", asked.number)
    days = (day - asked.oldest).days
    oldest = texts.ngettext("the oldest for {number} day", "the oldest for {number} days", days)
    return f"{number}, {oldest}"


def mistake_words(texts: Texts, error: EntryRefusedError) -> str:
    """Why a meeting or a request for help cannot be recorded so."""
    return texts.gettext(_MISTAKE_WORDS[error.mistake])
