"""Foreign sheets are asked about once: next month's edition goes straight through. On both databases."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update

from data_access.database import Database
from data_access.model import ColumnMap, Kind, Milestone
from data_access.uploads.choices import Choices
from data_access.uploads.foreign.mapped import remember
from data_access.uploads.foreign.mapping import FileMapping
from tests.data_access.uploads.bringing import DAY, bring, entity_id, new_programme, prepared, workbook
from tests.data_access.uploads.foreign_files import (
    COLLEAGUE,
    NEXT_MONTH,
    OFFICER,
    SAVED_AT,
    edition,
    proposed,
    read_once,
    sent,
)
from tests.data_access.uploads.foreign_ground import MILESTONES, TITLES_RU, ground
from tests.data_access.uploads.foreign_sheets import BILINGUAL, STATUSES, TWO_TITLES, WITHOUT_PROBLEM, Foreign


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


def maps(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(ColumnMap)) or 0


def test_next_months_edition_goes_straight_through(known: Database) -> None:
    read_once(known, TWO_TITLES)
    found = sent(known, edition(TWO_TITLES), as_at=NEXT_MONTH, day=NEXT_MONTH)
    assert (found.needs_mapping, found.faults) == (False, ())
    assert found.comparison.counts.refreshed == 3
    [one] = found.mapped.remembered
    assert (one.saved_by, one.saved_at) == (OFFICER, SAVED_AT)


def test_a_colleague_of_the_ministry_need_not_answer_again(known: Database) -> None:
    read_once(known, TWO_TITLES)
    assert not sent(known, edition(TWO_TITLES), actor=COLLEAGUE).needs_mapping


def of_logistics(foreign: Foreign) -> Foreign:
    """The same form filled in by another ministry."""
    rows = [
        tuple(
            "Простой на границе" if cell in {"Нехватка врачей на селе", "Очереди в поликлиниках"} else cell
            for cell in row
        )
        for row in foreign.rows
    ]
    return replace(
        foreign,
        rows=[
            tuple(
                str(cell).replace("HEA-01-M", "LOG-01-M") if isinstance(cell, str) else cell for cell in row
            )
            for row in rows
        ],
    )


def test_another_ministry_is_asked_itself(known: Database) -> None:
    read_once(known, TWO_TITLES)
    assert sent(known, of_logistics(TWO_TITLES), actor="officer@mt.example.kz").needs_mapping
    # Whoever filled in the form of several ministries is asked for each as well.
    assert sent(known, of_logistics(TWO_TITLES)).needs_mapping


def test_rows_of_no_one_ministry_are_remembered_for_their_sender(known: Database) -> None:
    read_once(known, STATUSES)
    assert not sent(known, edition(STATUSES)).needs_mapping
    assert sent(known, edition(STATUSES), actor=COLLEAGUE).needs_mapping


def test_what_was_said_of_all_rows_is_said_again_only_of_the_same_rows(known: Database) -> None:
    """Another problem's sheet has the same headers: its rows must not silently go to the first problem."""
    read_once(known, WITHOUT_PROBLEM)
    assert current(known, MILESTONES[0]).problem_id == entity_id(known, Kind.PROBLEM, "HEA-01")
    assert not sent(known, edition(WITHOUT_PROBLEM)).needs_mapping
    assert not sent(known, edition(WITHOUT_PROBLEM), actor=COLLEAGUE).needs_mapping
    rows = [
        tuple(cell.replace("HEA-01", "HEA-02") if isinstance(cell, str) else cell for cell in row)
        for row in WITHOUT_PROBLEM.rows
    ]
    other = sent(known, replace(WITHOUT_PROBLEM, rows=rows, name="Март"))
    assert other.needs_mapping
    assert other.mapped.proposals[0].constants == {"problem_id": "HEA-02"}


def test_rows_known_to_belong_elsewhere_are_not_moved_by_what_was_said_before(known: Database) -> None:
    read_once(known, WITHOUT_PROBLEM)
    headers = ("Code", "Title", "Problem", "Term")
    codes = [code.replace("HEA-01", "HEA-02") for code in MILESTONES]
    bring(known, workbook({"Milestones": [headers, *((code, "a", "HEA-02", NEXT_MONTH) for code in codes)]}))
    rows = [(code, *row[1:]) for code, row in zip(codes, WITHOUT_PROBLEM.rows[2:], strict=True)]
    foreign = replace(WITHOUT_PROBLEM, name="Март", rows=[WITHOUT_PROBLEM.rows[1], *rows])
    assert sent(known, foreign).needs_mapping


def test_a_new_word_of_status_is_a_fault_that_says_so(known: Database) -> None:
    read_once(known, STATUSES)
    rows = [*STATUSES.rows[:-1], (*STATUSES.rows[-1][:-1], "сомнительно")]
    found = sent(known, replace(STATUSES, rows=rows))
    assert [(fault.cell, fault.code, fault.found) for fault in found.faults] == [
        ("G5", "unknown_light", "сомнительно")
    ]
    [proposal] = found.mapped.proposals
    words = proposal.unread_words(Kind.MILESTONE, "declared", 6, found.mapped.names)
    assert {word.text: word.meaning for word in words}["в работе"] == "amber"


def test_a_corrected_answer_takes_the_place_of_the_first(known: Database) -> None:
    found = read_once(known, STATUSES)
    assert found.mapped.mapping is not None
    [answer] = found.mapped.mapping.sheets
    corrected = replace(answer, words={"declared": {**answer.words["declared"], "в работе": "green"}})
    again = sent(known, STATUSES, FileMapping(sheets=(corrected,)))
    remember(known, again.programme.id, again.mapped, sender=OFFICER, saved_at=SAVED_AT)
    assert maps(known) == 1
    found = sent(known, edition(STATUSES))
    assert {change.values[0].new for change in found.comparison.changed} == {"green"}


def test_a_sheet_that_was_left_out_is_left_out_again(known: Database) -> None:
    [asked] = sent(known, BILINGUAL).mapped.proposals
    left_out = FileMapping(sheets=(replace(asked.mapping(sent(known, BILINGUAL).mapped.names), kind=None),))
    found = sent(known, BILINGUAL, left_out)
    assert not found.needs_mapping
    assert [one.sheet for one in found.ignored] == ["Жол картасы"]
    remember(known, found.programme.id, found.mapped, sender=OFFICER, saved_at=SAVED_AT)
    assert not sent(known, edition(BILINGUAL)).needs_mapping


def test_the_order_of_day_and_month_is_remembered(known: Database) -> None:
    headers = ("Шифр", "Мероприятие", "Решаемая проблема", "Дедлайн")
    rows = [(code, title, "HEA-01", "03/04/2026") for code, title in zip(MILESTONES, TITLES_RU, strict=True)]
    slashed = Foreign(name="План", rows=[headers, *rows], kind=Kind.MILESTONE, columns={})
    mapping = proposed(sent(known, slashed))
    asked = sent(known, slashed, mapping)
    assert {fault.code for fault in asked.faults} == {"ambiguous_date"}
    answered = prepared(
        known, slashed.content(), actor=OFFICER, choices=Choices(mapping=mapping, day_first=True)
    )
    assert answered.faults == ()
    remember(known, answered.programme.id, answered.mapped, sender=OFFICER, saved_at=SAVED_AT)
    found = sent(known, edition(slashed))
    assert found.faults == ()
    assert {one.values["term"] for one in found.comparison.added} == {date(2026, 4, 3)}


def test_a_map_that_cannot_be_read_any_more_is_asked_for_anew(known: Database) -> None:
    found = read_once(known, TWO_TITLES)
    with known.writing() as connection:
        connection.execute(update(ColumnMap).values(mapping={"sheets": [{"sheet": "x"}]}))
    assert sent(known, edition(TWO_TITLES)).needs_mapping
    assert found.day == DAY
