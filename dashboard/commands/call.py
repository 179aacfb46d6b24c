"""What every command is given: its arguments, the settings, the reader's words, and the moment."""

import argparse
import getpass
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from dashboard.refusals import RefusedError
from dashboard.settings import Settings
from dashboard.texts import Texts
from data_access.database import Database
from data_access.migrate import check_migrated
from data_access.reads.point import ProgrammeInfo, latest_version, programmes
from data_access.view import View
from data_access.words import LANGUAGES

REFUSED = 1  # the exit code; argparse itself ends with 2 on wrong usage

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a command; `now` is its moment, in UTC."""

    arguments: Namespace
    settings: Settings
    texts: Texts
    now: datetime

    def say(self, sentence: str) -> None:
        """Tell the reader how far the work is."""
        print(sentence, flush=True)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The database of the settings, in whatever state its tables are."""
        database = Database(self.settings.database_url)
        try:
            yield database
        finally:
            database.close()

    @contextmanager
    def migrated_database(self) -> Iterator[Database]:
        """The database, refused unless its tables are those of the code."""
        with self.database() as database:
            check_migrated(database)
            yield database

    def programme(self, database: Database) -> ProgrammeInfo:
        """The programme that the command works on; refused when there is none yet."""
        with database.reading() as connection:
            found = programmes(connection)
        if not found:
            raise RefusedError(self.without_programme())
        return found[0]

    def without_programme(self) -> str:
        """What to do about an empty database."""
        return self.texts.gettext(
            "The database holds no programme yet. Load the sample (python -m dashboard sample) or make "
            "your own (python -m dashboard programme CODE)."
        )

    def newest_view(self, database: Database, programme: ProgrammeInfo) -> View:
        """The programme as it stands now, for today."""
        with database.reading() as connection:
            version = latest_version(connection, programme.id)
        return View(programme_id=programme.id, version=version, day=programme.today(self.now))


def add_language(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller choose the language of what the command says and writes."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=words.gettext("the language of the answer; without it, the one that the system is set to"),
    )


def workbook_path(words: Texts, name: str) -> Path:
    """A path to which a workbook may be written; raises ArgumentTypeError for another."""
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(words.gettext("the name of the file has to end in .xlsx"))
    return path


def add_actor(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller say in whose name the change is recorded."""
    parser.add_argument(
        "--actor",
        metavar="NAME",
        default=_system_user(),
        help=words.gettext("in whose name the change is recorded; without it, the user of the system"),
    )


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that has no name
        return f"uid {os.getuid()}"
