"""python -m dashboard import FILE: brings a spreadsheet in, or says all that is wrong with it."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from dashboard.commands.call import REFUSED, Call, Commands, add_actor, add_language
from dashboard.commands.upload_words import comparison_in_words, faults_in_words
from dashboard.fault_words import fault_message
from dashboard.texts import Texts
from data_access.database import Database
from data_access.uploads.bring import Prepared, StateMovedError, apply, prepare
from data_access.uploads.values import date_of


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("import", help=words.gettext("bring a spreadsheet in (XLSX or CSV)"))
    parser.add_argument("file", metavar="FILE", type=lambda name: _file(words, name))
    add_actor(parser, words)
    parser.add_argument(
        "--as-at",
        metavar="DAY",
        type=lambda text: _day(words, text),
        help=words.gettext("the day that the figures speak of; without it, the day in the file, else today"),
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help=words.gettext("the file is the whole list: what is missing from it is removed"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=words.gettext("say what would change, change nothing")
    )
    parser.add_argument("--json", action="store_true", help=words.gettext("answer as JSON"))
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Import the file; 0 when it was applied or there was nothing to do, 1 when it was refused."""
    arguments = call.arguments
    name, content = arguments.file
    with call.migrated_database() as database:
        programme = call.programme(database)
        prepared = prepare(
            database,
            programme=programme,
            file_name=name,
            content=content,
            as_at=arguments.as_at,
            day=programme.today(call.now),
            whole=arguments.whole,
        )
        version = None
        if not arguments.dry_run:
            prepared, version = _apply(call, database, prepared)
    if arguments.json:
        print(_as_json(call.texts, prepared, version))
    elif prepared.faults:
        print(*faults_in_words(call.texts, prepared), sep="\n", file=sys.stderr)
    else:
        print(*comparison_in_words(call.texts, prepared), sep="\n")
        print(_outcome(call.texts, prepared, version))
    return REFUSED if prepared.faults else 0


def _apply(call: Call, database: Database, prepared: Prepared) -> tuple[Prepared, int | None]:
    """Apply unless there are faults; returns what was applied and its version.

    What others change meanwhile is compared anew and applied: nobody looked at the first comparison.
    """
    while not prepared.faults:
        try:
            applied = apply(database, prepared, actor=call.arguments.actor, recorded_at=call.now)
        except StateMovedError as moved:
            prepared = moved.prepared
        else:
            return prepared, applied.version
    return prepared, None


def _outcome(words: Texts, prepared: Prepared, version: int | None) -> str:
    if prepared.comparison.is_empty:
        return words.gettext("This file changes nothing.")
    if version is None:
        return words.gettext("Nothing was written: this was a dry run.")
    return words.gettext("Applied as version {version}.", version=version)


def _as_json(words: Texts, prepared: Prepared, version: int | None) -> str:
    return json.dumps(
        {
            **asdict(prepared.comparison.counts),
            "faults": [
                {
                    "sheet": fault.sheet,
                    "cell": fault.cell,
                    "code": fault.code.value,
                    "message": fault_message(words, fault),
                }
                for fault in prepared.faults
            ],
            "version": version,
        },
        ensure_ascii=False,
    )


def _file(words: Texts, name: str) -> tuple[str, bytes]:
    path = Path(name)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise argparse.ArgumentTypeError(
            words.gettext("the file {file} cannot be read", file=name)
        ) from error


def _day(words: Texts, text: str) -> date:
    day = date_of(text)
    if not isinstance(day, date):
        raise argparse.ArgumentTypeError(
            words.gettext("“{text}” is no day such as 2026-12-31 or 31.12.2026", text=text)
        )
    return day
