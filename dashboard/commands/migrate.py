"""python -m dashboard migrate: creates or upgrades the tables; safe from several replicas at once."""

from dashboard.commands.call import Call, Commands
from dashboard.texts import Texts
from data_access.migrate import migrate


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "migrate", help=words.gettext("bring the tables of the database up to this version")
    )
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Migrate the database of the settings."""
    with call.database() as database:
        migrate(database)
        call.say(call.texts.gettext("The database {database} is up to date.", database=database.name))
    return 0
