"""Each value leads back to the cell in which it last changed, through what was taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from data_access.change import recording
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reads.history import Event, HistoryEntry, milestone_history
from data_access.reads.origins import Origin, origins
from data_access.reads.point import open_reader
from data_access.reports import withdraw_reports
from data_access.take_back import take_back
from data_access.view import Scope, View
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    bring,
    entity_id,
    milestones,
    newest_view,
    with_first_edition,
)

MAY = date(2026, 3, 2)
JUNE = date(2026, 3, 3)
CODE = "CON-01-M01"


def brought(database: Database, headers: Sequence[str], *rows: Sequence[Any], **options: Any) -> int:
    version = bring(database, milestones(*rows, headers=headers), **options).version
    assert version is not None
    return version


def undo(database: Database, version: int) -> int:
    undone = take_back(database, version, actor="coordinator@example.kz", recorded_at=RECORDED_AT).version
    assert undone is not None
    return undone


def origin(database: Database, name: str, view: View | None = None) -> Origin:
    with open_reader(database, view or newest_view(database)) as reader:
        return origins(reader, entity_id(database, Kind.MILESTONE, CODE))[name]


def place(
    database: Database, name: str, view: View | None = None
) -> tuple[str | None, str | None, str | None]:
    """File, sheet and cell of a value's origin."""
    found = origin(database, name, view)
    return found.file_name, found.sheet, found.cell


def history(database: Database, view: View | None = None) -> list[HistoryEntry]:
    with open_reader(database, view or newest_view(database)) as reader:
        return milestone_history(reader, entity_id(database, Kind.MILESTONE, CODE))


def told(entries: Sequence[HistoryEntry]) -> list[tuple[Event, date | None, dict[str, tuple[Any, Any]]]]:
    return [
        (entry.event, entry.as_at, {one.attribute: (one.old, one.new) for one in entry.values})
        for entry in entries
    ]


def test_a_value_leads_to_its_cell(database: Database) -> None:
    with_first_edition(database)
    found = origin(database, "progress")
    assert (found.file_name, found.sheet, found.cell) == ("edition.xlsx", "Milestones", "G3")
    assert (found.actor, found.recorded_at, found.as_at, found.kind) == (
        "officer@example.kz",
        RECORDED_AT,
        AS_AT,
        ChangeKind.UPLOAD,
    )
    assert place(database, "term")[2] == "E3"
    assert place(database, "baseline")[2] == "E3"
    assert place(database, "problem_id")[2] == "C3"
    assert place(database, "declared")[2] == "J3"


def test_an_edition_that_repeats_a_value_is_not_its_origin(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Title", "Percent", "Note")
    brought(database, headers, (CODE, "Survey", 35, "new"), as_at=MAY, file_name="May.xlsx")
    assert place(database, "progress") == ("edition.xlsx", "Milestones", "G3")
    assert place(database, "name_en") == ("edition.xlsx", "Milestones", "B3")
    assert place(database, "note") == ("May.xlsx", "Milestones", "D2")
    assert origin(database, "note").as_at == MAY


def test_a_value_that_came_back_comes_from_the_file_that_brought_it_back(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Percent", "Term")
    brought(database, headers, (CODE, 50, date(2026, 8, 1)), as_at=MAY)
    brought(database, headers, (CODE, 35, date(2026, 6, 1)), as_at=JUNE, file_name="June.xlsx")
    assert place(database, "progress") == ("June.xlsx", "Milestones", "B2")
    assert place(database, "term") == ("June.xlsx", "Milestones", "C2")
    assert place(database, "baseline") == ("edition.xlsx", "Milestones", "E3")


def test_what_was_taken_back_is_looked_through(database: Database) -> None:
    with_first_edition(database)
    version = brought(
        database, ("Code", "Percent", "Term", "Owner"), (CODE, 50, date(2026, 8, 1), "Aidos"), as_at=MAY
    )
    brought(database, ("Code", "Owner"), (CODE, "Azamat"), file_name="June.xlsx")
    undo(database, version)
    assert place(database, "progress") == ("edition.xlsx", "Milestones", "G3")
    assert place(database, "term") == ("edition.xlsx", "Milestones", "E3")
    # The part that could not be taken back, since it was changed again.
    assert place(database, "owner") == ("June.xlsx", "Milestones", "B2")


def test_what_was_taken_back_and_brought_again_comes_from_its_own_file(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Percent", "Term")
    version = brought(database, headers, (CODE, 50, date(2026, 8, 1)), as_at=MAY, file_name="May.xlsx")
    undo(database, undo(database, version))
    assert place(database, "progress") == ("May.xlsx", "Milestones", "B2")
    assert place(database, "term") == ("May.xlsx", "Milestones", "C2")


def test_a_corrected_value_taken_back_leads_to_the_first_file_of_the_day(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, ("Code", "Percent"), (CODE, 50), as_at=AS_AT, file_name="again.xlsx")
    assert place(database, "progress") == ("again.xlsx", "Milestones", "B2")
    undo(database, version)
    assert place(database, "progress") == ("edition.xlsx", "Milestones", "G3")


def test_a_late_edition_between_two_others_moves_no_origin(database: Database) -> None:
    with_first_edition(database)
    brought(database, ("Code", "Percent"), (CODE, 60), as_at=JUNE, file_name="June.xlsx")
    brought(database, ("Code", "Percent"), (CODE, 50), as_at=MAY, file_name="May.xlsx")
    assert place(database, "progress") == ("June.xlsx", "Milestones", "B2")
    view = newest_view(database, day=MAY)
    assert place(database, "progress", view) == ("May.xlsx", "Milestones", "B2")
    assert place(database, "progress", newest_view(database, day=AS_AT))[2] == "G3"


def test_a_report_that_shows_again_leads_to_the_file_that_brought_it(database: Database) -> None:
    programme = with_first_edition(database)
    brought(database, ("Code", "Percent"), (CODE, 60), as_at=JUNE)
    with recording(
        database,
        kind=ChangeKind.EDIT,
        actor="coordinator@example.kz",
        recorded_at=RECORDED_AT,
        programme_id=programme.id,
    ) as change:
        withdraw_reports(change, [(entity_id(database, Kind.MILESTONE, CODE), JUNE)])
    assert place(database, "progress") == ("edition.xlsx", "Milestones", "G3")


def test_origins_are_those_of_the_view(database: Database) -> None:
    with_first_edition(database)
    view = newest_view(database)
    brought(database, ("Code", "Term"), (CODE, date(2026, 8, 1)), file_name="May.xlsx")
    assert place(database, "term", view) == ("edition.xlsx", "Milestones", "E3")
    assert place(database, "term") == ("May.xlsx", "Milestones", "B2")


def test_without_a_report_there_are_no_figures_and_beyond_the_scope_nothing(database: Database) -> None:
    with_first_edition(database)
    milestone = entity_id(database, Kind.MILESTONE, CODE)
    with open_reader(database, newest_view(database, day=date(2026, 2, 1))) as reader:
        assert "progress" not in origins(reader, milestone)
        assert "term" in origins(reader, milestone)
    tourism = Scope(frozenset({entity_id(database, Kind.FIELD, "TOU")}))
    with open_reader(database, newest_view(database, scope=tourism)) as reader:
        assert origins(reader, milestone) == {}
        assert milestone_history(reader, milestone) == []
        assert origins(reader, entity_id(database, Kind.MILESTONE, "TOU-01-M01")) != {}
    with open_reader(database, newest_view(database)) as reader:
        assert origins(reader, 10**6) == {}


def test_the_history_says_what_each_change_did_newest_first(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Percent", "Term", "Problem")
    moved = brought(database, headers, (CODE, 0, date(2026, 8, 1), "TOU-01"), as_at=MAY, file_name="May.xlsx")
    refreshed = brought(database, ("Code", "Percent"), (CODE, 0), as_at=JUNE)
    undone = undo(database, refreshed)
    entries = history(database)
    assert [entry.change for entry in entries] == [undone, refreshed, moved, moved, moved - 1, moved - 1]
    assert told(entries) == [
        (Event.WITHDRAWN, JUNE, {}),
        (Event.REFRESHED, JUNE, {}),
        (Event.CHANGED, MAY, {"progress": (3500, 0)}),
        (
            Event.CHANGED,
            None,
            {"problem_id": ("CON-01", "TOU-01"), "term": (date(2026, 6, 1), date(2026, 8, 1))},
        ),
        (
            Event.CHANGED,
            AS_AT,
            {
                "forecast": (None, date(2026, 6, 1)),
                "progress": (None, 3500),
                "declared": (None, "green"),
            },
        ),
        (
            Event.ADDED,
            None,
            {
                "code": (None, CODE),
                "name_en": (None, "Survey"),
                "problem_id": (None, "CON-01"),
                "start": (None, date(2026, 1, 1)),
                "term": (None, date(2026, 6, 1)),
                "baseline": (None, date(2026, 6, 1)),
            },
        ),
    ]
    assert (entries[0].kind, entries[0].takes_back) == (ChangeKind.TAKE_BACK, refreshed)
    [progress] = entries[2].values
    assert (entries[2].file_name, entries[2].sheet, progress.cell) == ("May.xlsx", "Milestones", "B2")


def test_an_emptied_text_is_in_the_history(database: Database) -> None:
    with_first_edition(database)
    brought(database, ("Code", "Owner"), (CODE, "Aidos"))
    brought(database, ("Code", "Owner"), (CODE, None))
    assert told(history(database))[0] == (Event.CHANGED, None, {"owner": ("Aidos", None)})


def test_the_history_ends_at_the_version_of_the_view(database: Database) -> None:
    with_first_edition(database)
    view = newest_view(database)
    version = brought(database, ("Code", "Percent"), (CODE, 50), as_at=MAY)
    undo(database, version)
    assert [entry.event for entry in history(database, view)] == [Event.CHANGED, Event.ADDED]
    assert view.day == DAY


def test_a_removed_milestone_keeps_its_history(database: Database) -> None:
    with_first_edition(database)
    milestone = entity_id(database, Kind.MILESTONE, CODE)
    sent = milestones(("CON-01-M02", "CON-01"), headers=("Code", "Problem"))
    assert bring(database, sent, whole=True).counts.removed == 1
    with open_reader(database, newest_view(database)) as reader:
        assert milestone_history(reader, milestone)[0].event is Event.REMOVED
        assert origins(reader, milestone) == {}
