"""What every command is given: its arguments, the settings, the reader's words, and the moment."""

import argparse
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from dashboard.refusals import RefusedError
from dashboard.settings import Settings
from dashboard.texts import Texts
from data_access.database import Database
from data_access.migrate import check_migrated
from data_access.reads.point import ProgrammeInfo, programmes

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
            raise RefusedError(
                self.texts.gettext(
                    "The database holds no programme yet. Load the sample with: python -m dashboard sample"
                )
            )
        return found[0]

    def today(self, programme: ProgrammeInfo) -> date:
        """The day in the programme's time zone."""
        return programme.today(self.now)
