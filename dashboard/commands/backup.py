"""python -m dashboard backup FILE: writes all data into one file, while people work."""

from pathlib import Path

from dashboard.audit_words import head_in_words
from dashboard.commands.call import Call, Commands, add_actor, add_language
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from dashboard.version import version
from data_access.access.audit import AuditEntry, Noted, note
from data_access.backup.back_up import back_up


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "backup", help=words.gettext("write all data into one file, while people work")
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    add_actor(parser, words)
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Note it in the audit, write the file, and say what is in it; never over a file that is there."""
    path, texts = call.arguments.file, call.texts
    with call.migrated_database() as database:
        try:
            if path.exists():
                raise FileExistsError(path)
            note(
                database,
                AuditEntry(at=call.now, actor=call.arguments.actor, action=Noted.BACKED_UP, object=path.name),
            )
            made = back_up(database, path, software=version(), made_at=call.now)
        except FileExistsError as error:
            raise RefusedError(
                texts.gettext("The file {file} is there already. Choose another name.", file=path)
            ) from error
        except OSError as error:
            raise RefusedError(texts.gettext("The file {file} cannot be written.", file=path)) from error
        call.say(
            texts.gettext(
                "{file} holds all data of {database}. Newest version: {version}. Rows: {rows}.",
                file=path,
                database=database.name,
                version=made.version,
                rows=made.rows,
            )
        )
        call.say(head_in_words(texts, made.audit_head))
    return 0
