"""Foreign sheets are asked about once: next month's edition goes straight through. On both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update

from data_access.database import Database
from data_access.model import ColumnMap, Kind, Milestone, Report, Upload
from data_access.uploads.bring import Prepared, UploadRefusedError, apply
from data_access.uploads.choices import Choices
from data_access.uploads.mapped import remember
from data_access.uploads.mapping import FileMapping, SheetMapping
from data_access.view import Scope
from tests.data_access.uploads.foreign_sheets import (
    BILINGUAL,
    FOREIGN,
    MILESTONES,
    STATUSES,
    TITLES_RU,
    TWO_TITLES,
    WITHOUT_PROBLEM,
    Foreign,
    ground,
)
from tests.data_access.uploads.workbooks import (
    DAY,
    RECORDED_AT,
    bring,
    entity_id,
    first_edition,
    new_programme,
    prepared,
    workbook,
)

OFFICER = "officer@mhc.example.kz"
COLLEAGUE = "colleague@mhc.example.kz"
SAVED_AT = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
NEXT_MONTH = date(2026, 3, 31)


@pytest.fixture
def known(database: Database) -> Database:
    """A database that knows what foreign sheets refer to."""
    new_programme(database)
    bring(database, ground())
    return database


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


def current(database: Database, code: str) -> Any:
    with database.reading() as connection:
        return connection.execute(
            select(*Milestone.__table__.columns).where(Milestone.code == code, Milestone.to_change.is_(None))
        ).one()


def maps(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(ColumnMap)) or 0


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
    rows = [
        tuple(cell.replace("HEA-01", "HEA-02") if isinstance(cell, str) else cell for cell in row)
        for row in WITHOUT_PROBLEM.rows
    ]
    other = sent(known, replace(WITHOUT_PROBLEM, rows=rows, name="Март"))
    assert other.needs_mapping
    assert other.mapped.proposals[0].constants == {"problem_id": "HEA-02"}


def test_a_word_that_nobody_explained_is_a_fault(known: Database) -> None:
    found = sent(known, STATUSES).mapped
    mapping = FileMapping(sheets=(found.proposals[0].mapping(found.names),))
    assert [(fault.cell, fault.found) for fault in sent(known, STATUSES, mapping).faults] == [
        ("G5", "на паузе")
    ]


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


def test_a_map_that_cannot_be_read_any_more_is_asked_for_anew(known: Database) -> None:
    found = read_once(known, TWO_TITLES)
    with known.writing() as connection:
        connection.execute(update(ColumnMap).values(mapping={"sheets": [{"sheet": "x"}]}))
    assert sent(known, edition(TWO_TITLES)).needs_mapping
    assert found.day == DAY


def test_an_answer_for_other_headers_is_asked_for_anew(known: Database) -> None:
    other = FileMapping(sheets=(SheetMapping(sheet="Другой", kind=None),))
    assert sent(known, BILINGUAL, other).needs_mapping
