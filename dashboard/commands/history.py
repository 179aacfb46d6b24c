"""python -m dashboard history: the changes, newest first, with the numbers that undo takes."""

import argparse
from collections.abc import Iterator

from dashboard.commands.call import Call, Commands, add_language, add_person
from dashboard.deed_words import deeds_line
from dashboard.texts import Texts, _
from data_access.model import ChangeKind
from data_access.reads.changes import ChangeInfo, changes
from data_access.reads.deeds import deeds
from data_access.reads.point import open_reader

KIND_WORDS = {
    ChangeKind.SETUP: _("set-up"),
    ChangeKind.UPLOAD: _("file"),
    ChangeKind.EDIT: _("edit"),
    ChangeKind.TAKE_BACK: _("taking back"),
}
_SHOWN = 40
_MOST = 1_000_000


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("history", help=words.gettext("list the changes, newest first"))
    parser.add_argument(
        "--limit",
        metavar="NUMBER",
        type=lambda text: _number(words, text),
        default=_SHOWN,
        help=words.gettext("how many changes to list; without it, {number}", number=_SHOWN),
    )
    add_person(parser, words)
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """List the newest changes, a line each."""
    with call.migrated_database() as database:
        programme = call.programme(database)
        view = call.newest_view(database, programme, call.person(database))
        with open_reader(database, view) as reader:
            listed = changes(reader, limit=call.arguments.limit)
            done = deeds(reader, tuple(one.id for one in listed))
            for change in listed:
                moment = call.texts.moment(change.recorded_at, programme.time_zone)
                told = _told(call.texts, change, deeds_line(call.texts, done.get(change.id, ())))
                print(f"{change.id:>6}", moment, *told, sep="  ")
    return 0


def _told(words: Texts, change: ChangeInfo, done: str) -> Iterator[str]:
    yield change.actor
    if not done or change.kind is not ChangeKind.EDIT:
        yield words.gettext(KIND_WORDS[change.kind])
    if done:
        yield done
    if change.takes_back:
        yield words.gettext("of version {version}", version=change.takes_back)
    if change.file_name:
        yield change.file_name
    if change.as_at:
        yield words.gettext("as at {day}", day=words.day(change.as_at))
    if change.note:
        yield change.note
    if change.taken_back_by:
        yield words.gettext("taken back in version {version}", version=change.taken_back_by)


def _number(words: Texts, text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= _MOST):
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no number of changes", text=text))
    return int(text)
