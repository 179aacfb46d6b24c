"""What a file would change is said exactly, and exactly that is applied: on both databases."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from data_access.database import Database
from data_access.model import Change, ChangeKind, Kind, Milestone, Report, Upload
from data_access.uploads.bring import StateMovedError, UploadRefusedError, apply
from data_access.uploads.sides.comparison import Counts
from data_access.view import Scope
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    bring,
    entity_id,
    first_edition,
    milestones,
    new_programme,
    prepared,
    with_first_edition,
    workbook,
)
from tests.factories import change_of

LATER = date(2026, 3, 4)
TERM = date(2026, 6, 1)
EVERYTHING_KNOWN = Counts(unchanged=15)


def update(*rows: Sequence[Any], headers: Sequence[str]) -> bytes:
    """An edition with some columns only."""
    return milestones(*rows, headers=headers)


def current(database: Database, code: str) -> Any:
    with database.reading() as connection:
        return connection.execute(
            select(*Milestone.__table__.columns).where(Milestone.code == code, Milestone.to_change.is_(None))
        ).one()


def reports(database: Database, code: str) -> list[Any]:
    """The current reports of a milestone, oldest day first."""
    with database.reading() as connection:
        statement = (
            select(*Report.__table__.columns)
            .where(
                Report.milestone_id == entity_id(database, Kind.MILESTONE, code), Report.to_change.is_(None)
            )
            .order_by(Report.as_at)
        )
        return list(connection.execute(statement))


def changes(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Change)) or 0


def moves(database: Database, content: bytes, **options: Any) -> dict[str, dict[str, tuple[Any, Any]]]:
    """What a file would change: by code and attribute, old and new."""
    comparison = prepared(database, content, **options).comparison
    return {
        one.code: {value.attribute: (value.old, value.new) for value in one.values}
        for one in comparison.changed
    }


def test_a_first_edition_brings_everything(database: Database) -> None:
    new_programme(database)
    before = prepared(database, first_edition())
    assert (before.as_at, before.faults, before.ignored) == (AS_AT, (), ())
    applied = bring(database, first_edition())
    assert applied.counts == Counts(added=15)
    law = current(database, "CON-01-M02")
    assert (law.term, law.baseline, law.resets) == (date(2026, 9, 1), date(2026, 9, 1), 0)
    assert law.problem_id == entity_id(database, Kind.PROBLEM, "CON-01")
    assert (law.source_sheet, law.source_row) == ("Milestones", 4)
    [report] = reports(database, "CON-01-M02")
    assert (report.as_at, report.progress, report.declared, report.note) == (AS_AT, 1000, "red", "-5 days")
    assert (report.source_sheet, report.source_row) == ("Milestones", 4)


def test_the_file_is_kept_with_its_day_and_the_map_of_its_columns(database: Database) -> None:
    new_programme(database)
    version = bring(database, first_edition(), file_name="March.xlsx").version
    with database.reading() as connection:
        upload = connection.execute(
            select(*Upload.__table__.columns).where(Upload.change_id == version)
        ).one()
        kind = connection.scalar(select(Change.kind).where(Change.id == version))
    assert (upload.file_name, upload.content, upload.as_at) == ("March.xlsx", first_edition(), AS_AT)
    assert upload.columns["Milestones"]["progress"] == "G"
    assert upload.columns["Fields"]["ministry_id"] == "C"
    assert kind == ChangeKind.UPLOAD


def test_the_same_file_for_the_same_day_writes_nothing(database: Database) -> None:
    with_first_edition(database)
    before = changes(database)
    applied = bring(database, first_edition())
    assert (applied.version, applied.counts) == (None, EVERYTHING_KNOWN)
    assert changes(database) == before


def test_for_a_later_day_freshness_alone_changes(database: Database) -> None:
    with_first_edition(database)
    version = current(database, "CON-01-M01").from_change
    applied = bring(database, first_edition(), as_at=LATER)
    assert applied.counts == Counts(unchanged=12, refreshed=3)
    assert current(database, "CON-01-M01").from_change == version
    assert [(one.as_at, one.progress) for one in reports(database, "CON-01-M01")] == [
        (AS_AT, 3500),
        (LATER, 3500),
    ]


def test_the_day_is_that_of_the_caller_then_of_the_file_then_today(database: Database) -> None:
    new_programme(database)
    assert prepared(database, first_edition(), as_at=LATER).as_at == LATER
    assert prepared(database, first_edition()).as_at == AS_AT
    assert prepared(database, update(("M1",), headers=("Code", "Percent"))).as_at == DAY


def test_a_day_in_the_future_is_a_fault(database: Database) -> None:
    new_programme(database)
    [fault] = prepared(database, first_edition(), day=date(2026, 2, 28)).faults
    assert (fault.cell, fault.code, fault.found) == ("B1", "day_in_future", "2026-03-01")


def test_a_changed_forecast_is_one_changed_value(database: Database) -> None:
    with_first_edition(database)
    later = update(("CON-01-M01", date(2026, 7, 16)), headers=("Code", "Forecast"))
    assert moves(database, later) == {"CON-01-M01": {"forecast": (TERM, date(2026, 7, 16))}}
    assert bring(database, later, as_at=LATER).counts == Counts(changed=1)
    newest = reports(database, "CON-01-M01")[-1]
    # A report carries all figures: those that the file did not have as they were last told.
    assert (newest.as_at, newest.forecast, newest.progress, newest.declared) == (
        LATER,
        date(2026, 7, 16),
        3500,
        "green",
    )
    assert current(database, "CON-01-M01").from_change < newest.from_change


def test_an_empty_cell_empties_its_value_and_a_missing_column_keeps_it(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Percent", "Note")
    sent = update(("CON-01-M02", None, None), headers=headers)
    assert moves(database, sent) == {"CON-01-M02": {"progress": (1000, None), "note": ("-5 days", "")}}
    bring(database, sent, as_at=LATER)
    assert (reports(database, "CON-01-M02")[-1].forecast, current(database, "CON-01-M02").name_en) == (
        date(2026, 9, 1),
        "Law",
    )


def test_a_correction_for_the_same_day_replaces_the_report(database: Database) -> None:
    with_first_edition(database)
    bring(database, update(("CON-01-M01", 80), headers=("Code", "Percent")), as_at=AS_AT)
    assert [(one.as_at, one.progress) for one in reports(database, "CON-01-M01")] == [(AS_AT, 8000)]


def test_an_edition_that_comes_late_is_compared_with_what_held_on_its_day(database: Database) -> None:
    with_first_edition(database)
    sent = update(("CON-01-M01", 60), headers=("Code", "Percent"))
    bring(database, sent, as_at=LATER)
    late = update(("CON-01-M01", 50), headers=("Code", "Percent"))
    assert moves(database, late, as_at=date(2026, 3, 2)) == {"CON-01-M01": {"progress": (3500, 5000)}}


def test_a_changed_term_is_a_reset_and_leaves_the_baseline(database: Database) -> None:
    with_first_edition(database)
    for term, resets in ((date(2026, 8, 1), 1), (date(2026, 9, 1), 2)):
        bring(database, update(("CON-01-M01", term), headers=("Code", "Term")))
        row = current(database, "CON-01-M01")
        assert (row.term, row.baseline, row.resets) == (term, TERM, resets)
    bring(database, update(("CON-01-M01", "Survey 2"), headers=("Code", "Title")))
    assert current(database, "CON-01-M01").resets == 2


def test_a_changed_plan_is_no_report(database: Database) -> None:
    with_first_edition(database)
    bring(database, update(("CON-01-M01", "A. Omarov"), headers=("Code", "Owner")), as_at=LATER)
    assert current(database, "CON-01-M01").owner == "A. Omarov"
    assert len(reports(database, "CON-01-M01")) == 1


def test_no_figures_are_no_report(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Title", "Problem", "Term", "Percent", "Note")
    bring(database, update(("M9", "New", "CON-01", TERM, None, None), headers=headers))
    assert reports(database, "M9") == []
    assert bring(database, update(("M9", None), headers=("Code", "Percent"))).version is None


def test_references_are_compared_by_code(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Problem", "Team", "Ministry")
    sent = update(("CON-01-M01", "TOU-01", None, "MTS"), headers=headers)
    assert moves(database, sent) == {
        "CON-01-M01": {"problem_id": ("CON-01", "TOU-01"), "ministry_id": (None, "MTS")}
    }
    bring(database, sent)
    row = current(database, "CON-01-M01")
    assert row.problem_id == entity_id(database, Kind.PROBLEM, "TOU-01")
    assert row.ministry_id == entity_id(database, Kind.MINISTRY, "MTS")


def test_what_a_file_leaves_out_stays(database: Database) -> None:
    with_first_edition(database)
    sent = update(("CON-01-M01", 35), headers=("Code", "Percent"))
    assert prepared(database, sent).comparison.removed == ()


def test_a_whole_list_removes_within_the_fields_that_it_speaks_of(database: Database) -> None:
    with_first_edition(database)
    sent = update(("CON-01-M01", "CON-01"), headers=("Code", "Problem"))
    removed = prepared(database, sent, whole=True).comparison.removed
    assert [(gone.kind, gone.code, gone.name.en) for gone in removed] == [
        (Kind.MILESTONE, "CON-01-M02", "Law")
    ]
    assert bring(database, sent, whole=True).counts == Counts(removed=1, unchanged=1)
    with database.reading() as connection:
        left = connection.scalars(select(Milestone.code).where(Milestone.to_change.is_(None))).all()
    assert sorted(left) == ["CON-01-M01", "TOU-01-M01"]


def test_what_is_still_used_cannot_be_removed(database: Database) -> None:
    with_first_edition(database)
    sent = workbook({"Problems": [("Code", "Name", "Field"), ("CON-02", "New", "CON")]})
    [fault] = prepared(database, sent, whole=True).faults
    assert (fault.code, fault.found) == ("still_used", "CON-01")
    assert fault.params == {"kind": "problem", "by_kind": "milestone", "by": "CON-01-M01"}


def test_a_row_of_the_file_may_not_refer_to_what_the_file_removes(database: Database) -> None:
    with_first_edition(database)
    sent = workbook(
        {
            "Problems": [("Code", "Name", "Field"), ("CON-02", "New", "CON")],
            "Milestones": [("Code", "Problem"), ("CON-01-M01", "CON-02"), ("CON-01-M02", "CON-01")],
        }
    )
    [fault] = prepared(database, sent, whole=True).faults
    assert (fault.code, fault.found, fault.params["by"]) == ("still_used", "CON-01", "CON-01-M02")


def test_what_is_no_more_used_after_the_file_can_be_removed(database: Database) -> None:
    with_first_edition(database)
    sent = workbook(
        {
            "Problems": [("Code", "Name", "Field"), ("CON-02", "New", "CON")],
            "Milestones": [("Code", "Problem"), ("CON-01-M01", "CON-02"), ("CON-01-M02", "CON-02")],
        }
    )
    assert bring(database, sent, whole=True).counts == Counts(added=1, changed=2, removed=1)


def test_a_file_with_faults_changes_nothing(database: Database) -> None:
    with_first_edition(database)
    before = changes(database)
    sent = update(("CON-01-M01", 80), ("CON-01-M02", 180), headers=("Code", "Percent"))
    found = prepared(database, sent)
    assert found.comparison.is_empty
    with pytest.raises(UploadRefusedError):
        apply(database, found, actor="a", recorded_at=RECORDED_AT)
    assert changes(database) == before


def test_an_unreadable_file_is_a_fault_of_the_file(database: Database) -> None:
    new_programme(database)
    [fault] = prepared(database, b"PK\x03\x04").faults
    assert (fault.sheet, fault.cell, fault.code) == ("", "", "damaged_file")


def test_what_is_ignored_is_said(database: Database) -> None:
    with_first_edition(database)
    sent = workbook(
        {
            "Milestones": [("Code", "Percent", "Weather"), ("CON-01-M01", 35, "fine")],
            "Notes": [("Hello",)],
        }
    )
    assert [(one.sheet, one.cell, one.header) for one in prepared(database, sent).ignored] == [
        ("Notes", "", ""),
        ("Milestones", "C1", "Weather"),
    ]


def test_a_change_elsewhere_does_not_stop_a_prepared_file(database: Database) -> None:
    with_first_edition(database)
    waiting = prepared(database, update(("CON-01-M01", 80), headers=("Code", "Percent")))
    bring(database, update(("TOU-01-M01", 50), headers=("Code", "Percent")))
    assert apply(database, waiting, actor="b", recorded_at=RECORDED_AT).counts == Counts(changed=1)


def test_a_change_of_the_same_value_meanwhile_is_shown_before_it_is_overwritten(database: Database) -> None:
    with_first_edition(database)
    waiting = prepared(database, update(("CON-01-M01", 80), headers=("Code", "Percent")))
    bring(database, update(("CON-01-M01", 70), headers=("Code", "Percent")))
    before = changes(database)
    with pytest.raises(StateMovedError) as caught:
        apply(database, waiting, actor="b", recorded_at=RECORDED_AT)
    assert changes(database) == before
    [changed] = caught.value.prepared.comparison.changed
    assert [(value.old, value.new) for value in changed.values] == [(7000, 8000)]
    assert apply(database, caught.value.prepared, actor="b", recorded_at=RECORDED_AT).version == before + 1


def test_a_reference_removed_meanwhile_is_a_fault(database: Database) -> None:
    programme = with_first_edition(database)
    sent = update(("CON-01-M01", "MTS"), headers=("Code", "Ministry"))
    waiting = prepared(database, sent)
    with change_of(database, programme.id) as change:
        change.remove(Kind.MINISTRY, [entity_id(database, Kind.MINISTRY, "MTS")])
    with pytest.raises(StateMovedError) as caught:
        apply(database, waiting, actor="b", recorded_at=RECORDED_AT)
    assert [fault.code for fault in caught.value.prepared.faults] == ["unknown_code"]


def test_nothing_is_left_of_an_application_that_fails(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_programme(database)
    found = prepared(database, first_edition())

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("data_access.uploads.apply.put_reports", fail)
    before = changes(database)
    with pytest.raises(OSError, match="the disk is full"):
        apply(database, found, actor="a", recorded_at=RECORDED_AT)
    assert changes(database) == before
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Milestone)) == 0


def test_a_person_changes_only_what_is_in_scope(database: Database) -> None:
    with_first_edition(database)
    tourism = Scope(frozenset({entity_id(database, Kind.FIELD, "TOU")}))
    sent = update(("CON-01-M01", 80), ("TOU-01-M01", 50), headers=("Code", "Percent"))
    found = prepared(database, sent, scope=tourism)
    assert [(fault.cell, fault.code) for fault in found.faults] == [("A2", "not_yours")]
    ministries = workbook({"Ministries": [("Code", "Name (en)"), ("MIC", "Industry"), ("MTS", "Other")]})
    found = prepared(database, ministries, scope=tourism)
    assert [(fault.cell, fault.code) for fault in found.faults] == [("A3", "not_yours")]
    assert prepared(database, first_edition(), scope=tourism).faults != ()


def test_a_text_file_comes_in_as_well(database: Database) -> None:
    with_first_edition(database)
    content = "Код;Процент;Прогноз;Примечание\nCON-01-M01;40,5 %;01.08.2026;да\n".encode("cp1251")
    assert bring(database, content, file_name="update.csv").counts == Counts(changed=1)
    newest = reports(database, "CON-01-M01")[-1]
    assert (newest.progress, newest.forecast, newest.note) == (4050, date(2026, 8, 1), "да")
    assert (newest.source_sheet, newest.source_row) == ("", 2)
