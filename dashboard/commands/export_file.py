"""python -m dashboard export FILE: writes the workbook that imports again with no change."""

from dashboard.commands.call import Call, Commands, add_language, add_person, workbook_path
from dashboard.documents.template_words import template_words
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.access.audit import AuditEntry, Noted, note
from data_access.model import Kind
from data_access.reads.lookup import find
from data_access.reads.point import open_reader
from data_access.reads.snapshot import Reader
from data_access.uploads.columns import SHEETS
from data_access.uploads.workbooks.template import template_workbook


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "export", help=words.gettext("write everything, or one field, as a workbook (XLSX)")
    )
    parser.add_argument("file", metavar="FILE", type=lambda name: workbook_path(words, name))
    parser.add_argument("--field", metavar="CODE", help=words.gettext("only this field, for example CON"))
    add_person(parser, words)
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Write the workbook, with headers in the asked language, else in the programme's."""
    arguments = call.arguments
    with call.migrated_database() as database:
        programme = call.programme(database)
        person = call.person(database)
        view = call.newest_view(database, programme, person)
        with open_reader(database, view) as reader:
            content = template_workbook(
                reader,
                kinds=SHEETS,
                field_ids=_fields(call, reader),
                words=template_words(view),
                languages=(arguments.lang or programme.language,),
            )
        taken = AuditEntry(
            at=call.now, actor=person.actor, action=Noted.DOWNLOADED, object=arguments.file.name
        )
        note(database, taken)
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


def _fields(call: Call, reader: Reader) -> list[int] | None:
    code = call.arguments.field
    if code is None:
        return None
    field_id = find(reader, Kind.FIELD, code)
    if field_id is None:
        raise RefusedError(call.texts.gettext("There is no field with the code {code}.", code=code))
    return [field_id]
