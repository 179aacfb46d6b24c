"""Foreign sheets sent, answered for as proposed, and remembered."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from data_access.database import Database
from data_access.uploads.bring import Prepared, apply
from data_access.uploads.choices import Choices
from data_access.uploads.foreign.mapped import remember
from data_access.uploads.foreign.mapping import FileMapping
from tests.data_access.uploads.bringing import RECORDED_AT, prepared
from tests.data_access.uploads.foreign_sheets import Foreign

OFFICER = "officer@mhc.example.kz"
COLLEAGUE = "colleague@mhc.example.kz"
SAVED_AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
NEXT_MONTH = date(2026, 3, 31)


def sent(
    database: Database, foreign: Foreign, mapping: FileMapping | None = None, **options: Any
) -> Prepared:
    """A foreign sheet prepared, by default for its ministry's officer."""
    options = {"actor": OFFICER, **options}
    return prepared(database, foreign.content(), choices=Choices(mapping=mapping), **options)


def proposed(found: Prepared, **answers: Any) -> FileMapping:
    """What was proposed for a file's sheets, taken as the answer with some of it said otherwise.

    Words of which nobody knows the meaning are left empty.
    """
    sheets = [replace(one.mapping(found.mapped.names), **answers) for one in found.mapped.proposals]
    return FileMapping(
        sheets=tuple(
            replace(
                sheet,
                words={
                    attribute: {word: meaning or "" for word, meaning in words.items()}
                    for attribute, words in sheet.words.items()
                },
            )
            for sheet in sheets
        )
    )


def read_once(database: Database, foreign: Foreign, *, sender: str = OFFICER, **answers: Any) -> Prepared:
    """A foreign sheet answered for as proposed, remembered and applied."""
    asked = sent(database, foreign, actor=sender)
    found = sent(database, foreign, proposed(asked, **answers), actor=sender)
    remember(database, found.programme.id, found.mapped, sender=sender, saved_at=SAVED_AT)
    apply(database, found, actor=sender, recorded_at=RECORDED_AT)
    return found


def edition(foreign: Foreign, *, name: str = "Март") -> Foreign:
    """Next month's edition: the same headers on a sheet of another name."""
    return replace(foreign, name=name)
