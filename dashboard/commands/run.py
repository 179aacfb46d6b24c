"""python -m dashboard run: prepares the database and serves the screens."""

import os
import sys
from contextlib import suppress

from dashboard.address import check_address
from dashboard.commands.call import Call, Commands
from dashboard.commands.sample import is_empty, load_sample
from dashboard.settings import PROJECT
from dashboard.stopping import hold_stops, stop_quietly
from dashboard.texts import Texts
from data_access.migrate import migrate
from data_access.programme import ProgrammeExistsError


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "run",
        help=words.gettext("prepare the database, load the sample if it is empty and serve the screens"),
    )
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Check, migrate, load the sample into an empty embedded database, and become the server."""
    stop_quietly()
    settings = call.settings
    check_address(settings.host, settings.port, has_sign_in=settings.has_sign_in)
    with call.database() as database:
        migrate(database)
        if database.is_sqlite:
            with suppress(ProgrammeExistsError):
                load_sample(call, database)
        elif is_empty(database):
            call.say(call.without_programme())
    # The server takes the place of this process, so that a stop sent to it arrives there.
    hold_stops()
    os.execv(sys.executable, [sys.executable, str(PROJECT / "app.py")])  # nosec B606 # our own interpreter and file, no shell
