"""python -m dashboard import FILE: brings a spreadsheet in, or says all that is wrong with it."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from dashboard.commands.call import REFUSED, Call, Commands, add_actor, add_language, add_person
from dashboard.commands.import_findings import (
    add_options,
    findings_in_json,
    findings_in_words,
    write_findings,
)
from dashboard.commands.import_mapping import (
    add_mapping_options,
    mapping_in_json,
    mapping_in_words,
    remember_mapping,
    write_proposal,
)
from dashboard.commands.import_reading import add_reading_options, reading_choices, reading_in_words
from dashboard.commands.import_sides import (
    add_side_options,
    side_choices,
    sides_in_json,
    sides_in_words,
    unknown_base,
)
from dashboard.commands.upload_words import comparison_in_words
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.access import guard
from data_access.access.roles import Person
from data_access.database import Database
from data_access.uploads.bring import Prepared, StateMovedError
from data_access.uploads.choices import Choices
from data_access.uploads.sides.base import UnknownBaseError
from data_access.uploads.values.value import date_of


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("import", help=words.gettext("bring a spreadsheet in (XLSX or CSV)"))
    parser.add_argument("file", metavar="FILE", type=lambda name: _file(words, name))
    add_actor(parser, words)
    add_person(parser, words)
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
    add_side_options(parser, words)
    add_options(parser, words)
    add_mapping_options(parser, words)
    add_reading_options(parser, words)
    parser.add_argument("--json", action="store_true", help=words.gettext("answer as JSON"))
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Import the file; 0 when it was applied or there was nothing to do, 1 when it was (or would be) refused."""
    arguments = call.arguments
    name, content = arguments.file
    with call.migrated_database() as database:
        programme, person = call.programme(database), call.person(database)
        try:
            prepared = guard.prepare(
                person,
                database,
                programme=programme,
                file_name=name,
                content=content,
                as_at=arguments.as_at,
                day=programme.today(call.now),
                whole=arguments.whole,
                bounds=call.settings.upload_bounds,
                choices=Choices(
                    accepts_good_rows=arguments.accept_good,
                    mapping=arguments.map,
                    **side_choices(arguments),
                    **reading_choices(arguments),
                ),
            )
        except UnknownBaseError as error:
            raise RefusedError(unknown_base(call.texts, error)) from error
        if arguments.propose is not None:
            print(write_proposal(arguments.propose, call.texts, prepared))
            return 0
        version = None
        # First of all, so that no row is held back that is not handed out.
        said = _written(call, prepared)
        if not arguments.dry_run:
            before = prepared
            prepared, version = _apply(call, database, person, prepared)
            if arguments.remember and not _is_held_up(prepared):
                remember_mapping(call, database, person, prepared)
            said = said if prepared is before else _written(call, prepared)
    if arguments.json:
        print(_as_json(call.texts, prepared, version))
        return REFUSED if _is_held_up(prepared) else 0
    findings = [
        *reading_in_words(call.texts, prepared),
        *mapping_in_words(call.texts, prepared),
        *findings_in_words(call.texts, prepared),
    ]
    if findings:
        print(*findings, sep="\n", file=sys.stderr)
    if not prepared.is_refused:
        print(*comparison_in_words(call.texts, prepared), sep="\n")
        print(_outcome(call.texts, prepared, version), flush=True)
        for line in sides_in_words(call.texts, prepared, programme.time_zone):
            print(line, file=sys.stderr)
    if said is not None:
        print(said, file=sys.stderr)
    return REFUSED if _is_held_up(prepared) else 0


def _is_held_up(prepared: Prepared) -> bool:
    return prepared.is_refused or prepared.waits_for_sender


def _written(call: Call, prepared: Prepared) -> str | None:
    path = call.arguments.faults
    return write_findings(path, call.texts, prepared) if path is not None else None


def _apply(call: Call, database: Database, person: Person, prepared: Prepared) -> tuple[Prepared, int | None]:
    """Apply unless faults, conflicts or removals hold the file up; returns what was applied and its version.

    What others change meanwhile is compared anew and applied: nobody looked at the first comparison.
    """
    while not _is_held_up(prepared):
        try:
            applied = guard.apply(person, database, prepared, recorded_at=call.now)
        except StateMovedError as moved:
            prepared = moved.prepared
        else:
            return prepared, applied.version
    return prepared, None


def _outcome(words: Texts, prepared: Prepared, version: int | None) -> str:
    if prepared.waits_for_sender:
        return words.gettext("Nothing was written.")
    if prepared.comparison.is_empty:
        return words.gettext("This file changes nothing.")
    if version is None:
        return words.gettext("Nothing was written: this was a dry run.")
    return words.gettext("Applied as version {version}.", version=version)


def _as_json(words: Texts, prepared: Prepared, version: int | None) -> str:
    return json.dumps(
        {
            **asdict(prepared.comparison.counts),
            **findings_in_json(words, prepared),
            **sides_in_json(prepared),
            **mapping_in_json(prepared),
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
