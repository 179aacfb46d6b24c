"""Sheets whose headers are not ours are asked about, and read as their sender says. On both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from data_access.database import Database
from data_access.model import Kind, Milestone, Report, Upload
from data_access.uploads.bring import UploadRefusedError, apply
from data_access.uploads.choices import Choices
from data_access.uploads.foreign.mapping import FileMapping, SheetMapping
from data_access.view import Scope
from tests.data_access.uploads.bringing import (
    RECORDED_AT,
    bring,
    entity_id,
    first_edition,
    new_programme,
    prepared,
    workbook,
)
from tests.data_access.uploads.foreign_files import OFFICER, proposed, read_once, sent
from tests.data_access.uploads.foreign_ground import MILESTONES, TITLES_RU, ground
from tests.data_access.uploads.foreign_sheets import (
    BILINGUAL,
    FOREIGN,
    STATUSES,
    TWO_TITLES,
    WITHOUT_PROBLEM,
    Foreign,
)


@pytest.fixture
def known(database: Database) -> Database:
    """A database that knows what foreign sheets refer to."""
    new_programme(database)
    bring(database, ground())
    return database


def current(database: Database, code: str) -> Any:
    with database.reading() as connection:
        return connection.execute(
            select(*Milestone.__table__.columns).where(Milestone.code == code, Milestone.to_change.is_(None))
        ).one()


def test_a_foreign_sheet_is_asked_about_and_nothing_else_is_said_yet(known: Database) -> None:
    found = sent(known, BILINGUAL)
    assert found.needs_mapping
    assert found.mapped.asked == {"Жол картасы"}
    assert (found.faults, found.comparison.is_empty) == ((), True)
    with pytest.raises(UploadRefusedError):
        apply(known, found, actor=OFFICER, recorded_at=RECORDED_AT)


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_what_is_proposed_can_be_brought_in(known: Database, foreign: Foreign) -> None:
    asked = sent(known, foreign)
    found = sent(known, foreign, proposed(asked))
    assert (found.needs_mapping, found.faults) == (False, ())
    assert {**found.book.letters()[foreign.name]} == {
        attribute: letters for letters, attribute in foreign.columns.items()
    }
    counts = found.comparison.counts
    assert counts.added + counts.changed + counts.unchanged == len(found.checked.sheets[0].rows) > 0


def test_a_foreign_sheet_becomes_milestones_whose_cells_are_known(known: Database) -> None:
    found = read_once(known, STATUSES)
    law = current(known, "HEA-01-M02")
    assert (law.name_ru, law.term) == (TITLES_RU[1], date(2026, 9, 15))
    assert law.problem_id == entity_id(known, Kind.PROBLEM, "HEA-01")
    assert law.ministry_id == entity_id(known, Kind.MINISTRY, "MHC")
    assert (law.source_sheet, law.source_row) == ("Статусы", 3)
    with known.reading() as connection:
        columns = connection.scalar(select(Upload.columns).order_by(Upload.change_id.desc()).limit(1))
        lights = connection.execute(select(Report.declared).order_by(Report.id)).scalars().all()
    assert columns == {"Статусы": {attribute: letters for letters, attribute in STATUSES.columns.items()}}
    assert lights == ["amber", "green", "amber"]
    assert [one.header for one in found.ignored] == ["№ п/п"]


def test_a_word_that_nobody_explained_is_a_fault(known: Database) -> None:
    found = sent(known, STATUSES).mapped
    mapping = FileMapping(sheets=(found.proposals[0].mapping(found.names),))
    assert [(fault.cell, fault.found) for fault in sent(known, STATUSES, mapping).faults] == [
        ("G5", "на паузе")
    ]


def test_our_own_headers_are_never_asked_about(known: Database) -> None:
    found = prepared(known, first_edition())
    assert (found.needs_mapping, found.mapped.proposals) == (False, ())


def test_headers_of_ours_among_others_go_through_and_the_others_are_proposed(known: Database) -> None:
    headers = ("Code", "Title (ru)", "Problem", "Term", "Степень готовности")
    content = workbook({"Sheet1": [headers, (MILESTONES[0], TITLES_RU[0], "HEA-01", "01.06.2026", 0.5)]})
    found = prepared(known, content)
    assert (found.needs_mapping, found.faults, len(found.comparison.added)) == (False, (), 1)
    assert [one.header for one in found.ignored] == ["Степень готовности"]
    [proposal] = found.mapped.proposals
    mapping = FileMapping(sheets=(proposal.mapping(found.mapped.names),))
    [added] = prepared(known, content, choices=Choices(mapping=mapping)).comparison.added
    assert added.values["progress"] == 5000


def test_a_sheet_of_notes_beside_ours_is_not_asked_about(known: Database) -> None:
    sheets: Mapping[str, Any] = {
        "Milestones": [("Code", "Title", "Problem", "Term"), ("M1", "a", "HEA-01", "01.06.2026")],
        "Заметки": [("Кому", "Что"), ("Банку", "позвонить"), ("Складу", "написать")],
    }
    found = prepared(known, workbook(sheets))
    assert (found.needs_mapping, found.faults) == (False, ())
    assert [one.sheet for one in found.ignored] == ["Заметки"]


def test_a_sheet_that_lists_nothing_by_name_is_asked_about_only_where_it_is_alone(known: Database) -> None:
    rows = [("Ответственный", "Срок", "Процент", "Примечание"), ("Омаров А.", "01.06.2026", "5%", "ход")]
    assert prepared(known, workbook({"Люди": rows})).mapped.asked == {"Люди"}
    ours = [("Code", "Name (en)"), ("MX", "New")]
    assert not prepared(known, workbook({"Ministries": ours, "Сводка": rows})).needs_mapping


def test_a_likely_sheet_beside_ours_is_asked_about(known: Database) -> None:
    sheets: Mapping[str, Any] = {
        "Ministries": [("Code", "Name (en)"), ("MX", "New")],
        "План": [*TWO_TITLES.rows],
    }
    assert prepared(known, workbook(sheets)).mapped.asked == {"План"}


def test_where_nothing_can_be_proposed_the_headers_are_missing(known: Database) -> None:
    found = prepared(known, workbook({"Sheet1": [("Hello", "world")]}))
    assert (found.needs_mapping, [fault.code for fault in found.faults]) == (False, ["no_header"])


def test_what_holds_for_all_rows_is_wrong_once(known: Database) -> None:
    asked = sent(known, WITHOUT_PROBLEM)
    found = sent(known, WITHOUT_PROBLEM, proposed(asked, constants={"problem_id": "HEA-99"}))
    assert [(fault.cell, fault.code, fault.found) for fault in found.faults] == [
        ("", "unknown_code", "HEA-99")
    ]


def test_what_holds_for_all_rows_may_be_a_name(known: Database) -> None:
    asked = sent(known, WITHOUT_PROBLEM)
    found = sent(known, WITHOUT_PROBLEM, proposed(asked, constants={"problem_id": "Queues in clinics"}))
    assert {one.values["problem_id"] for one in found.comparison.added} == {"HEA-02"}


def test_names_outside_a_senders_scope_are_not_offered(known: Database) -> None:
    scope = Scope(frozenset({entity_id(known, Kind.FIELD, "LOG")}))
    rows = [("Очереди в поликлиниках",), *WITHOUT_PROBLEM.rows[1:]]
    foreign = replace(WITHOUT_PROBLEM, name="План", rows=rows)
    assert sent(known, foreign).mapped.proposals[0].constants == {"problem_id": "HEA-02"}
    found = sent(known, foreign, scope=scope)
    assert found.mapped.proposals[0].constants == {}
    assert found.mapped.names.seen[Kind.PROBLEM] == {"LOG-01"}


def test_an_answer_for_other_headers_is_asked_for_anew(known: Database) -> None:
    other = FileMapping(sheets=(SheetMapping(sheet="Другой", kind=None),))
    assert sent(known, BILINGUAL, other).needs_mapping
