"""python -m dashboard audit: the head of the audit, whether it is whole, and all its lines as a table."""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from dashboard.audit_key import audit_keys
from dashboard.commands.call import REFUSED, Call, Commands, add_language
from dashboard.refusals import RefusedError
from dashboard.texts import Texts, _
from data_access.access.audit import Damage, Found, Head, Verified, head, lines, verify
from data_access.database import Database

_SHOWN = 100  # so many damages are told one by one
_HASH_LETTERS = 64
_COLUMNS = ("id", "at", "actor", "action", "object", "detail", "field_ids", "previous_hash", "hash")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program would compute

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
        call.say(_damage_in_words(texts, found))
    if len(verified.found) > _SHOWN:
        more = len(verified.found) - _SHOWN
        call.say(texts.gettext("Not listed are further places that are not right: {number}.", number=more))
    if verified.found:
        call.say(texts.gettext("The audit is not whole. Lines looked at: {number}.", number=verified.lines))
        return REFUSED
    call.say(texts.gettext("The audit is whole. Lines looked at: {number}.", number=verified.lines))
    call.say(head_in_words(texts, verified.head))
    return 0


def head_in_words(texts: Texts, newest: Head | None) -> str:
    """The newest line of an audit, to be kept elsewhere."""
    if newest is None:
        return texts.gettext("The audit has no lines yet.")
    return texts.gettext("Newest line: {line}, hash {hash}", line=newest.id, hash=newest.hash)


def _damage_in_words(texts: Texts, found: Found) -> str:
    return texts.gettext(DAMAGE_WORDS[found.damage], line=found.line, until=found.until)


def _write(call: Call, database: Database, path: Path) -> int:
    """Write the lines, the oldest first, with the names of the table's columns; returns how many."""
    count = 0
    try:
        # With the mark by which spreadsheet programs know UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as file, database.reading() as connection:
            table = csv.writer(file)
            table.writerow(_COLUMNS)
            for row in lines(connection):
                table.writerow(_cells(row))
                count += 1
    except OSError as error:
        raise RefusedError(call.texts.gettext("The file {file} cannot be written.", file=path)) from error
    return count


def _cells(row: Row[Any]) -> Iterator[str]:
    for name in _COLUMNS:
        value = getattr(row, name)
        text = "" if value is None else value.isoformat() if name == "at" else str(value)
        yield f"'{text}" if text.startswith(_FORMULA) else text


def _hash(words: Texts, text: str) -> str:
    said = text.strip().lower()
    if len(said) != _HASH_LETTERS or not set(said) <= set("0123456789abcdef"):
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no hash of a line", text=text))
    return said
