"""python -m dashboard restore FILE: puts a back-up into an empty database, of either engine."""

from pathlib import Path

from dashboard.audit_words import head_in_words
from dashboard.commands.call import Call, Commands, add_actor, add_language
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.backup.archive import DamagedBackupError, NewerBackupError
from data_access.backup.manifest import Manifest
from data_access.backup.restore import DatabaseNotEmptyError, UnfitBackupError, restore
from data_access.database import Database


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("restore", help=words.gettext("put a back-up into an empty database"))
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--replace",
        action="store_true",
        help=words.gettext("throw away what the database holds now"),
    )
    add_actor(parser, words)
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Restore and say what is there now; refused in one sentence, with nothing written."""
    with call.database() as database:
        made = _restored(call, database)
        call.say(
            call.texts.gettext(
                "{database} holds the back-up of {moment} now. Newest version: {version}. Rows: {rows}.",
                database=database.name,
                moment=made.made_at.isoformat(timespec="seconds"),
                version=made.version,
                rows=made.rows,
            )
        )
        call.say(head_in_words(call.texts, made.audit_head))
    return 0


def _restored(call: Call, database: Database) -> Manifest:
    arguments, texts = call.arguments, call.texts
    file = arguments.file
    try:
        return restore(file, database, replace=arguments.replace, actor=arguments.actor, now=call.now)
    except OSError as error:
        raise RefusedError(texts.gettext("The file {file} cannot be read.", file=file)) from error
    except DamagedBackupError as error:
        raise RefusedError(
            texts.gettext(
                "{file} is no whole back-up: it is damaged, cut off or another kind of file. "
                "Nothing was written.",
                file=file,
            )
        ) from error
    except NewerBackupError as error:
        raise RefusedError(
            texts.gettext(
                "{file} was made by a newer version of this software. Update the software first. "
                "Nothing was written.",
                file=file,
            )
        ) from error
    except DatabaseNotEmptyError as error:
        raise RefusedError(
            texts.gettext(
                "The database {database} holds data already. Choose an empty one with DATABASE_URL, or throw "
                "its data away with --replace.",
                database=database.name,
            )
        ) from error
    except UnfitBackupError as error:
        raise RefusedError(
            texts.gettext(
                "The database {database} does not take what the back-up holds in the table {table}. "
                "Nothing was written.",
                database=database.name,
                table=error.table,
            )
        ) from error
