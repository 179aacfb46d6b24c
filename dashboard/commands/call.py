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

from dashboard.audit_key import audit_keys
from dashboard.refusals import RefusedError
from dashboard.settings import Settings
from dashboard.texts import Texts
from data_access.access.demand import refused
from data_access.access.roles import Action, Person, local_person, may_somewhere, scope_of
from data_access.access.sign_in import person_called
from data_access.database import Database
from data_access.reads.point import ProgrammeInfo, latest_version, programmes
from data_access.revision import check_migrated
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
        key = audit_keys(self.settings)[0]
        database = Database(self.settings.database_url, audit_key=key)
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

    def person(self, database: Database) -> Person:
        """As whom the command acts: --person with the roles of that moment, else who holds the database.

        That one may do everything: who can run commands has the database anyway (docs/decisions/0011).
        """
        email = self.arguments.person
        if email is None:
            return local_person(getattr(self.arguments, "actor", None) or system_user())
        with database.reading() as connection:
            found = person_called(connection, email)
        if found is None:
            raise RefusedError(self.texts.gettext("Nobody with the e-mail {email} may come in.", email=email))
        return found

    def newest_view(self, database: Database, programme: ProgrammeInfo, person: Person) -> View:
        """The programme as it stands now, for today, as far as a person sees it; refused who sees nothing."""
        if not may_somewhere(person, Action.SEE):
            raise refused(database, person, Action.SEE, at=self.now)
        with database.reading() as connection:
            version = latest_version(connection, programme.id)
        today = programme.today(self.now)
        return View(programme_id=programme.id, version=version, day=today, scope=scope_of(person))


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


def add_person(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller act as somebody who has an account, with that person's roles and no others."""
    parser.add_argument(
        "--person",
        metavar="EMAIL",
        help=words.gettext(
            "act as this person, with the roles that the account has; without it, everything is allowed"
        ),
    )


def add_actor(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller say in whose name the change is recorded."""
    parser.add_argument(
        "--actor",
        metavar="NAME",
        default=system_user(),
        help=words.gettext("in whose name the change is recorded; without it, the user of the system"),
    )


def system_user() -> str:
    """The user of the system who called the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that has no name
        return f"uid {os.getuid()}"
