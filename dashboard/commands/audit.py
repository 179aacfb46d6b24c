"""python -m dashboard audit: the head of the audit, whether it is whole, and all its lines as a table."""

import argparse
from pathlib import Path

from dashboard.audit_key import audit_keys
from dashboard.audit_words import damage_in_words, head_in_words
from dashboard.commands.call import REFUSED, Call, Commands, add_language
from dashboard.documents.audit_table import write_audit
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.access.audit import Verified, head, verify
from data_access.database import Database

_SHOWN = 100  # so many damages are told one by one
_HASH_LETTERS = 64


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "audit", help=words.gettext("show the head of the audit, verify it, or write it as a table (CSV)")
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help=words.gettext("look for lines that were changed, removed, put in between or cut off"),
    )
    parser.add_argument(
        "--head",
        metavar="HASH",
        type=lambda text: _hash(words, text),
        help=words.gettext("the hash of a line as the log or a back-up has it, which must still be there"),
    )
    parser.add_argument(
        "--csv", metavar="OUT.csv", type=Path, help=words.gettext("write all lines as a table (CSV)")
    )
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Do what is asked for; 1 where the audit is not whole."""
    arguments = call.arguments
    with call.migrated_database() as database:
        newest = head(database)
        if arguments.csv is not None:
            count = _write(call, database, arguments.csv)
            call.say(call.texts.gettext("{file}: {number} audit lines.", file=arguments.csv, number=count))
        if arguments.verify or arguments.head is not None:
            return _tell(call, verify(database, audit_keys(call.settings), arguments.head))
        if arguments.csv is None:
            call.say(head_in_words(call.texts, newest))
    return 0


def _tell(call: Call, verified: Verified) -> int:
    texts = call.texts
    for found in verified.found[:_SHOWN]:
        call.say(damage_in_words(texts, found))
    if len(verified.found) > _SHOWN:
        more = len(verified.found) - _SHOWN
        call.say(texts.gettext("Not listed are further places that are not right: {number}.", number=more))
    if verified.found:
        call.say(texts.gettext("The audit is not whole. Lines looked at: {number}.", number=verified.lines))
        return REFUSED
    call.say(texts.gettext("The audit is whole. Lines looked at: {number}.", number=verified.lines))
    call.say(head_in_words(texts, verified.head))
    return 0


def _write(call: Call, database: Database, path: Path) -> int:
    """Write the lines, the oldest first, with the names of the table's columns; returns how many."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file, database.reading() as connection:
            return write_audit(connection, file)
    except OSError as error:
        raise RefusedError(call.texts.gettext("The file {file} cannot be written.", file=path)) from error


def _hash(words: Texts, text: str) -> str:
    said = text.strip().lower()
    if len(said) != _HASH_LETTERS or not set(said) <= set("0123456789abcdef"):
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no hash of a line", text=text))
    return said
