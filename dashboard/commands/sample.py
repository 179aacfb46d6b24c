"""python -m dashboard sample: loads the sample programme into an empty database."""

from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.commands.call import Call, Commands
from dashboard.refusals import RefusedError
from dashboard.sample_record import record_of
from dashboard.texts import Texts
from data_access.copy import copy_rows
from data_access.database import Database
from data_access.migrate import migrate
from data_access.programme import ProgrammeExistsError
from data_access.reads.point import programmes
from sample_data.load import load


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "sample", help=words.gettext("load the sample programme into an empty database")
    )
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Migrate the database and load the sample; refused when there is a programme already."""
    with call.database() as database:
        migrate(database)
        try:
            load_sample(call, database)
        except ProgrammeExistsError as error:
            raise RefusedError(
                call.texts.gettext(
                    "The database {database} holds a programme already. Only an empty one takes the sample.",
                    database=database.name,
                )
            ) from error
    return 0


def is_empty(database: Database) -> bool:
    """Whether there is no programme yet."""
    with database.reading() as connection:
        return not programmes(connection)


def load_sample(call: Call, database: Database) -> None:
    """Load the sample, telling how far it is; raises ProgrammeExistsError unless the database is empty.

    The database gets all of it or, when the loading is interrupted, nothing.
    """
    if not is_empty(database):
        raise ProgrammeExistsError(database.name)
    call.say(call.texts.gettext("Loading the sample programme into {database}.", database=database.name))
    with TemporaryDirectory() as folder:
        staged = Database(f"sqlite:///{Path(folder) / 'sample.db'}")
        try:
            migrate(staged)
            load(staged, now=call.now, say=call.say, record=record_of)
            copy_rows(staged, database)
        finally:
            staged.close()
