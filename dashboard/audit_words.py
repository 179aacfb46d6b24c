"""The state of the audit in words: its newest line, and what is wrong with it."""

from dashboard.texts import Texts, _
from data_access.access.audit import Damage, Found, Head

DAMAGE_WORDS = {
    Damage.CHANGED: _("Line {line} is not what was written: it was changed, or put in without the key."),
    Damage.MISSING: _("Lines {line} to {until} were removed."),
    Damage.DOES_NOT_FOLLOW: _(
        "Line {line} does not follow on the line before it: lines were exchanged or put in."
    ),
    Damage.CUT_OFF: _(
        "The hash that you gave is not there: the lines after {line} were cut off, or they were replaced."
    ),
}


def head_in_words(texts: Texts, newest: Head | None) -> str:
    """The number and hash of the newest line, to be kept elsewhere."""
    if newest is None:
        return texts.gettext("The audit has no lines yet.")
    return texts.gettext("Newest line: {line}, hash {hash}", line=newest.id, hash=newest.hash)


def damage_in_words(texts: Texts, found: Found) -> str:
    """What is wrong, and where."""
    return texts.gettext(DAMAGE_WORDS[found.damage], line=found.line, until=found.until)
