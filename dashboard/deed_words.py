"""What was done to sessions, instructions, meetings and requests for help, in words; and their attributes."""

from collections.abc import Sequence

from dashboard.instruction_words import ATTRIBUTE_WORDS
from dashboard.texts import Texts, _
from data_access.model import Kind
from data_access.reads.acts import Act
from data_access.reads.deeds import Deed

_SHOWN = 2  # deeds of one change in a list of changes
_LETTERS = 90  # of a text in such a list

ACT_WORDS: dict[Act, str] = {
    Act.SESSION_PREPARED: _("session prepared"),
    Act.SESSION_CHANGED: _("settings of the session changed"),
    Act.SESSION_OPENED: _("session opened"),
    Act.SESSION_TOOK_IN: _("newer figures let onto the wall"),
    Act.SESSION_CLOSED: _("session closed"),
    Act.SESSION_REMOVED: _("session removed"),
    Act.AGENDA_ARRANGED: _("agenda arranged"),
    Act.INSTRUCTION_GIVEN: _("instruction given"),
    Act.INSTRUCTION_REPORTED: _("report on an instruction"),
    Act.INSTRUCTION_TERM_MOVED: _("term of an instruction moved"),
    Act.INSTRUCTION_TAKEN_OFF: _("instruction taken off control"),
    Act.INSTRUCTION_BROUGHT_BACK: _("instruction back under control"),
    Act.INSTRUCTION_CHANGED: _("instruction changed"),
    Act.INSTRUCTION_REMOVED: _("instruction removed"),
    Act.MEETING_RECORDED: _("working meeting recorded"),
    Act.MEETING_CORRECTED: _("working meeting corrected"),
    Act.MEETING_REMOVED: _("working meeting removed"),
    Act.HELP_ASKED: _("request for help recorded"),
    Act.HELP_GIVEN: _("help given"),
    Act.HELP_CORRECTED: _("request for help corrected"),
    Act.HELP_REMOVED: _("request for help removed"),
}

_KIND_WORDS: dict[Kind, str] = {
    Kind.SESSION: _("Session"),
    Kind.AGENDA_ITEM: _("Agenda"),
    Kind.INSTRUCTION: _("Instruction"),
    Kind.MEETING: _("Working meeting"),
    Kind.HELP_REQUEST: _("Request for help"),
}

_SUBJECT = _("Field or problem")
_WORDS: dict[Kind, dict[str, str]] = {
    Kind.SESSION: {
        "name_kk": _("Title in Kazakh"),
        "name_ru": _("Title in Russian"),
        "name_en": _("Title in English"),
        "held_on": _("Held on"),
        "chair": _("Chair"),
        "state": _("State"),
        "update_days": _("Days for updates"),
        "check_days": _("Days for checking"),
        "screen_height": _("Height of the screen, cm"),
        "farthest_seat": _("Farthest seat, cm"),
        "theme": _("Colours of the wall"),
        "frozen_version": _("Version on the wall"),
        "frozen_day": _("Day on the wall"),
    },
    Kind.AGENDA_ITEM: {
        "session_id": _("Session"),
        "subject_id": _SUBJECT,
        "position": _("Place"),
        "minutes": _("Minutes"),
        "question": _("The question in one line"),
        "ask": _("What is asked of the chair"),
        "note": _("Note"),
    },
    Kind.INSTRUCTION: {"session_id": _("Session"), "subject_id": _SUBJECT, **ATTRIBUTE_WORDS},
    Kind.MEETING: {
        "subject_id": _SUBJECT,
        "held_on": _("Held on"),
        "participants": _("Who met"),
        "about": _("About what"),
    },
    Kind.HELP_REQUEST: {
        "subject_id": _SUBJECT,
        "what": _("What help is asked for"),
        "asked_of": _("Of whom"),
        "asked_on": _("Since when"),
        "given_on": _("Help given on"),
    },
}


def deeds_line(texts: Texts, done: Sequence[Deed]) -> str:
    """What one change did, in a line of a list: its first deeds, and how many more; empty where there are none."""
    told = [deed_words(texts, deed, letters=_LETTERS) for deed in done[:_SHOWN]]
    if len(done) > _SHOWN:
        rest = len(done) - _SHOWN
        told.append(texts.ngettext("and {number} more", "and {number} more", rest))
    return "; ".join(told)


def deed_words(texts: Texts, deed: Deed, *, letters: int | None = None) -> str:
    """What was done and to what; its text is cut to so many letters."""
    text = deed.text
    if letters is not None and len(text) > letters:
        text = f"{text[:letters].rstrip()}…"
    code = deed.code if deed.kind is Kind.INSTRUCTION else ""
    day = texts.day(deed.day) if deed.day is not None else ""
    about = " · ".join(part for part in (code, deed.subject, day, text) if part)
    done = texts.gettext(ACT_WORDS[deed.act])
    return f"{done}: {about}" if about else done


def kind_words(texts: Texts, kind: Kind) -> str:
    """What a thing of one of these kinds is called."""
    return texts.gettext(_KIND_WORDS[kind])


def attribute_words(texts: Texts, kind: Kind, attribute: str) -> str | None:
    """What an attribute of a thing of these kinds is called; None for another."""
    message = _WORDS.get(kind, {}).get(attribute)
    return None if message is None else texts.gettext(message)
