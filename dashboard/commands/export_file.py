"""python -m dashboard export FILE: writes the workbook that imports again with no change."""

import argparse
from pathlib import Path

from dashboard.commands.call import Call, Commands, add_language
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.model import Kind
from data_access.reads.lookup import find
from data_access.reads.point import open_reader
from data_access.reads.snapshot import Reader
from data_access.uploads.export import export_workbook


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "export", help=words.gettext("write everything, or one field, as a workbook (XLSX)")
    )
    parser.add_argument("file", metavar="FILE", type=lambda name: _workbook(words, name))
    parser.add_argument("--field", metavar="CODE", help=words.gettext("only this field, for example CON"))
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Write the workbook, with headers in the asked language, else in the programme's."""
    arguments = call.arguments
    with call.migrated_database() as database:
        programme = call.programme(database)
        view = call.newest_view(database, programme)
        with open_reader(database, view) as reader:
            content = export_workbook(
                reader, field_id=_field(call, reader), language=arguments.lang or programme.language
            )
    try:
        arguments.file.write_bytes(content)
    except OSError as error:
        raise RefusedError(
            call.texts.gettext("The file {file} cannot be written.", file=arguments.file)
        ) from error
    call.say(
        call.texts.gettext(
            "{file} holds version {version}, figures as at {day}.",
            file=arguments.file,
            version=view.version,
            day=call.texts.day(view.day),
        )
    )
    return 0


def _field(call: Call, reader: Reader) -> int | None:
    code = call.arguments.field
    if code is None:
        return None
    field_id = find(reader, Kind.FIELD, code)
    if field_id is None:
        raise RefusedError(call.texts.gettext("There is no field with the code {code}.", code=code))
    return field_id


def _workbook(words: Texts, name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(words.gettext("the name of the file has to end in .xlsx"))
    return path
