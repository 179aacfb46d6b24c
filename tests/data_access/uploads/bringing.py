"""Workbooks for the tests, built cell by cell, and a short way to bring them in."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select

from data_access.database import Database
from data_access.model import MODELS, Kind
from data_access.reads.point import ProgrammeInfo, latest_version, open_reader, programmes
from data_access.uploads.bring import Applied, Prepared, apply, prepare
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.workbooks.template import TEMPLATE_LANGUAGES, template_workbook
from data_access.uploads.workbooks.template_words import TemplateWords
from data_access.view import EVERYTHING, Scope, View
from data_access.words import LANGUAGES, Words
from tests.factories import lay_ground

DAY = date(2026, 3, 5)
AS_AT = date(2026, 3, 1)
RECORDED_AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
OFFICER = "officer@example.kz"

MILESTONE_HEADERS = ("Code", "Title (en)", "Problem", "Start", "Term", "Forecast", "Percent", "Note")

TEMPLATE_WORDS = TemplateWords(
    column=lambda kind, column: Words(*(f"{kind} {column.attribute} {tag}" for tag in LANGUAGES)),
    as_at=Words("day kk", "day ru", "day en"),
    refusals={kind: Words(f"no {kind} kk", f"no {kind} ru", f"no {kind} en") for kind in CellType},
    steps=(Words("first kk", "first ru", "first en"), Words("=then kk", "=then ru", "=then en")),
    made_from=Words("made kk", "made ru", "made en"),
)

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of these sheets; a cell may be (value, number format)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells, start=1):
                value, number_format = cell if isinstance(cell, tuple) else (cell, None)
                written = sheet.cell(row, column, value)
                if number_format is not None:
                    written.number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def milestones(*rows: Sequence[Any], headers: Sequence[str] = MILESTONE_HEADERS) -> bytes:
    """A workbook with one sheet of milestones."""
    return workbook({"Milestones": [headers, *rows]})


@cache
def first_edition() -> bytes:
    """A workbook of all kinds: two ministries, fields, teams and problems, three milestones."""
    return workbook(
        {
            "Ministries": [("Code", "Name (en)"), ("MIC", "Industry"), ("MTS", "Tourism")],
            "Fields": [
                ("Code", "Name (en)", "Ministry", "Position"),
                ("CON", "Construction", "MIC", 1),
                ("TOU", "Tourism", "MTS", 2),
            ],
            "Teams": [
                ("Code", "Name (en)", "Field"),
                ("T-CON", "Builders", "CON"),
                ("T-TOU", "Guides", "TOU"),
            ],
            "People": [("Code", "Full name (en)"), ("P1", "Aidos"), ("P2", "Azamat")],
            "Members": [
                ("Code", "Person", "Team", "Role"),
                ("P1-T-CON", "P1", "T-CON", "Leader"),
                ("P2-T-TOU", "P2", "T-TOU", "Mentor"),
            ],
            "Problems": [
                ("Code", "Name (en)", "Field", "Team"),
                ("CON-01", "Quality of sites", "CON", "T-CON"),
                ("TOU-01", "Roads to lakes", "TOU", "T-TOU"),
            ],
            "Milestones": [
                ("As at", AS_AT),
                (*MILESTONE_HEADERS, "Field", "Declared light"),
                *(
                    (code, title, problem, date(2026, 1, 1), term, term, (percent, "0%"), note, field, light)
                    for code, title, problem, term, percent, note, field, light in (
                        ("CON-01-M01", "Survey", "CON-01", date(2026, 6, 1), 0.35, "", "CON", "Green"),
                        ("CON-01-M02", "Law", "CON-01", date(2026, 9, 1), 0.1, "-5 days", "CON", "Red"),
                        ("TOU-01-M01", "Road", "TOU-01", date(2026, 7, 1), 1, "", "TOU", "Amber"),
                    )
                ),
            ],
        }
    )


def the_programme(database: Database) -> ProgrammeInfo:
    """The one programme of a database."""
    with database.reading() as connection:
        return programmes(connection)[0]


def new_programme(database: Database) -> ProgrammeInfo:
    """A programme in which nothing is known but the ground of `tests.factories`."""
    lay_ground(database)
    return the_programme(database)


def prepared(
    database: Database,
    content: bytes,
    *,
    as_at: date | None = None,
    day: date = DAY,
    whole: bool = False,
    scope: Scope = EVERYTHING,
    file_name: str = "edition.xlsx",
    **options: Any,
) -> Prepared:
    """A file prepared on `DAY`."""
    return prepare(
        database,
        programme=the_programme(database),
        file_name=file_name,
        content=content,
        as_at=as_at,
        day=day,
        whole=whole,
        scope=scope,
        **options,
    )


def confirmed(found: Prepared) -> Prepared:
    """A prepared file of which the sender confirms the removals."""
    removals = len(found.comparison.removed)
    return replace(found, choices=replace(found.choices, confirmed_removals=removals))


def bring(database: Database, content: bytes, *, actor: str = OFFICER, **options: Any) -> Applied:
    """Prepare a file and apply it in somebody's name; its base is the one that it names, if it does."""
    found = confirmed(prepared(database, content, **options))
    return apply(database, found, actor=actor, recorded_at=RECORDED_AT)


def with_first_edition(database: Database) -> ProgrammeInfo:
    """A programme into which the first edition has been brought."""
    programme = new_programme(database)
    bring(database, first_edition())
    return programme


def newest_view(database: Database, *, day: date = DAY, scope: Scope = EVERYTHING) -> View:
    """The newest view of a database's one programme."""
    programme = the_programme(database)
    with database.reading() as connection:
        version = latest_version(connection, programme.id)
    return View(programme_id=programme.id, version=version, day=day, scope=scope)


def template(
    database: Database,
    *,
    kinds: Collection[Kind] = tuple(SHEETS),
    field_ids: Collection[int] | None = None,
    day: date = DAY,
    scope: Scope = EVERYTHING,
    words: TemplateWords = TEMPLATE_WORDS,
    languages: Sequence[str] = TEMPLATE_LANGUAGES,
) -> bytes:
    """The template of the newest view."""
    with open_reader(database, newest_view(database, day=day, scope=scope)) as reader:
        return template_workbook(reader, kinds=kinds, field_ids=field_ids, words=words, languages=languages)


def exported(database: Database, *, language: str = "kk", **options: Any) -> bytes:
    """The template in one language."""
    return template(database, languages=[language], **options)


def entity_id(database: Database, kind: Kind, code: str) -> int:
    """The identity of a thing by its current code."""
    model = MODELS[kind]
    with database.reading() as connection:
        found = connection.scalar(
            select(model.entity_id).where(model.code == code, model.to_change.is_(None))
        )
    assert found is not None
    return found
