"""python -m dashboard sample: loads the sample programme into an empty database."""

from dashboard.commands.call import Call, Commands
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.database import Database
from data_access.migrate import migrate
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
        if not is_empty(database):
            raise RefusedError(
                call.texts.gettext(
                    "The database {database} holds a programme already; the sample goes into an empty one only.",
                    database=database.name,
                )
            )
        load_sample(call, database)
    return 0


def is_empty(database: Database) -> bool:
    """Whether there is no programme yet."""
    with database.reading() as connection:
        return not programmes(connection)


def load_sample(call: Call, database: Database) -> None:
    """Load the sample, telling how far it is."""
    call.say(call.texts.gettext("Loading the sample programme."))
    load(database, now=call.now, say=call.say)
