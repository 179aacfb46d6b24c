"""Taking back restores what a change did, value by value, and leaves what others did since."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from data_access.database import Database
from data_access.model import Change, Kind, Milestone, Ministry
from data_access.reads.snapshot import Reader
from data_access.take_back import CannotTakeBackError, Outcome, Refusal, preview, take_back
from data_access.take_back_plan import Effect, Obstacle, Restored
from data_access.uploads.columns import SHEETS
from data_access.uploads.rows import sheet_rows
from data_access.view import View
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    bring,
    entity_id,
    first_edition,
    milestones,
    new_programme,
    newest_view,
    with_first_edition,
    workbook,
)
from tests.factories import change_of, ministry_row

MAY = date(2026, 3, 2)
JUNE = date(2026, 3, 3)

State = dict[Kind, set[tuple[Any, ...]]]


def update(headers: Sequence[str], *rows: Sequence[Any]) -> bytes:
    return milestones(*rows, headers=headers)


def brought(database: Database, content: bytes, **options: Any) -> int:
    version = bring(database, content, **options).version
    assert version is not None
    return version


def undo(database: Database, version: int) -> Outcome:
    return take_back(database, version, actor="coordinator@example.kz", recorded_at=RECORDED_AT)


def state(database: Database, view: View | None = None) -> State:
    """All that is known at a view (the newest): the rows of each kind, milestones with their figures."""
    view = view or newest_view(database)
    with database.reading() as connection:
        reader = Reader(connection, view)
        return {
            kind: {tuple(row) for row in reader.connection.execute(sheet_rows(view, kind).select)}
            for kind in SHEETS
        }


def on(database: Database, day: date, version: int | None = None) -> State:
    view = newest_view(database, day=day)
    if version is not None:
        view = View(programme_id=view.programme_id, version=version, day=day)
    return state(database, view)


def figure(database: Database, code: str, name: str, *, day: date = DAY) -> Any:
    view = newest_view(database, day=day)
    with database.reading() as connection:
        found = sheet_rows(view, Kind.MILESTONE).select.where(Milestone.code == code)
        return getattr(connection.execute(found).one(), name)


def obstacles(outcome: Outcome) -> list[tuple[str, str | None, str]]:
    return sorted((one.code, one.attribute or "", one.obstacle.value) for one in outcome.conflicts)


EDITIONS = {
    "first": first_edition(),
    "values": update(
        ("Code", "Title", "Term", "Forecast", "Percent", "Note"),
        ("CON-01-M01", "Other", date(2026, 8, 1), date(2026, 8, 2), 50, "new"),
    ),
    "references": update(("Code", "Problem", "Ministry"), ("CON-01-M01", "TOU-01", "MTS")),
    "refreshed": update(("Code", "Percent"), ("CON-01-M01", 35), ("CON-01-M02", 10)),
    "things": workbook(
        {
            "Fields": [("Code", "Name", "Position"), ("AGR", "Food", 3), ("CON", "Building", 9)],
            "Teams": [("Code", "Name", "Field"), ("T-AGR", "Farmers", "AGR")],
            "Problems": [("Code", "Name", "Field", "Team"), ("AGR-01", "Seed", "AGR", "T-AGR")],
            "Milestones": [
                ("Code", "Title", "Problem", "Term", "Percent"),
                ("AGR-01-M01", "Survey", "AGR-01", date(2026, 6, 1), 5),
            ],
        }
    ),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_taking_the_last_change_back_is_as_if_it_had_never_been(database: Database, edition: str) -> None:
    new_programme(database)
    if edition != "first":
        bring(database, EDITIONS["first"])
    days = (AS_AT, MAY, DAY)
    before = [on(database, day) for day in days]
    version = brought(database, EDITIONS[edition], as_at=MAY)
    after = [on(database, day) for day in days]
    assert after != before
    outcome = undo(database, version)
    assert outcome.version == version + 1
    assert outcome.conflicts == ()
    assert [on(database, day) for day in days] == before
    # What was to be read before reads the same as ever.
    assert [on(database, day, version) for day in days] == after
    assert [on(database, day, version - 1) for day in days] == before


@pytest.mark.parametrize("edition", EDITIONS)
def test_taking_a_taking_back_back_brings_everything_again(database: Database, edition: str) -> None:
    new_programme(database)
    if edition != "first":
        bring(database, EDITIONS["first"])
    version = brought(database, EDITIONS[edition], as_at=MAY)
    after = [on(database, day) for day in (AS_AT, MAY, DAY)]
    first = undo(database, version).version
    assert first is not None
    outcome = undo(database, first)
    assert outcome.conflicts == ()
    assert [on(database, day) for day in (AS_AT, MAY, DAY)] == after
    with pytest.raises(CannotTakeBackError):
        undo(database, first)
    assert undo(database, version).version == version + 3


def test_a_whole_list_taken_back_returns_what_it_removed(database: Database) -> None:
    with_first_edition(database)
    before = state(database)
    version = brought(database, update(("Code", "Problem"), ("CON-01-M01", "CON-01")), whole=True)
    assert state(database) != before
    outcome = undo(database, version)
    assert [(one.code, one.effect) for one in outcome.effects] == [("CON-01-M02", Effect.RETURNED)]
    assert state(database) == before


def test_the_effects_say_what_goes_back_to_what(database: Database) -> None:
    with_first_edition(database)
    version = brought(
        database,
        update(("Code", "Problem", "Percent"), ("CON-01-M01", "TOU-01", 50)),
        as_at=MAY,
    )
    plan, report = preview(database, version).effects
    assert (plan.code, plan.effect, plan.values) == (
        "CON-01-M01",
        Effect.CHANGED,
        (Restored(attribute="problem_id", old="TOU-01", new="CON-01"),),
    )
    assert (report.effect, report.as_at, report.values) == (
        Effect.REPORT_WITHDRAWN,
        MAY,
        (Restored(attribute="progress", old=5000, new=3500),),
    )


def test_a_preview_writes_nothing_and_says_what_then_happens(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, EDITIONS["values"], as_at=MAY)
    before = state(database)
    shown = preview(database, version)
    assert shown.version is None
    assert state(database) == before
    done = undo(database, version)
    assert (done.effects, done.conflicts) == (shown.effects, shown.conflicts)


def test_a_value_changed_again_since_stays_and_the_others_go_back(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, update(("Code", "Title", "Owner"), ("CON-01-M01", "Second", "Aidos")))
    bring(database, update(("Code", "Title"), ("CON-01-M01", "Third")))
    outcome = undo(database, version)
    assert obstacles(outcome) == [("CON-01-M01", "name_en", "changed_since")]
    assert (outcome.conflicts[0].brought, outcome.conflicts[0].now) == ("Second", "Third")
    assert figure(database, "CON-01-M01", "name_en") == "Third"
    assert figure(database, "CON-01-M01", "owner") == ""


def test_a_term_taken_back_takes_its_reset_with_it(database: Database) -> None:
    with_first_edition(database)
    first = brought(database, update(("Code", "Term"), ("CON-01-M01", date(2026, 8, 1))))
    second = brought(database, update(("Code", "Term"), ("CON-01-M01", date(2026, 9, 1))))
    assert obstacles(undo(database, first)) == [("CON-01-M01", "term", "changed_since")]
    assert figure(database, "CON-01-M01", "resets") == 2
    undo(database, second)
    assert figure(database, "CON-01-M01", "resets") == 1
    assert figure(database, "CON-01-M01", "term") == date(2026, 8, 1)


def test_a_figure_corrected_since_for_the_same_day_stays(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, update(("Code", "Percent", "Note"), ("CON-01-M01", 50, "half")), as_at=MAY)
    bring(database, update(("Code", "Percent"), ("CON-01-M01", 60)), as_at=MAY)
    outcome = undo(database, version)
    assert obstacles(outcome) == [("CON-01-M01", "progress", "changed_since")]
    assert outcome.conflicts[0].as_at == MAY
    assert figure(database, "CON-01-M01", "progress") == 6000
    assert figure(database, "CON-01-M01", "note") == ""


def test_a_later_edition_with_its_own_figures_is_not_touched(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, update(("Code", "Percent"), ("CON-01-M01", 50)), as_at=MAY)
    bring(database, update(("Code", "Percent"), ("CON-01-M01", 60)), as_at=JUNE)
    assert undo(database, version).conflicts == ()
    assert figure(database, "CON-01-M01", "progress", day=MAY) == 3500
    assert figure(database, "CON-01-M01", "progress", day=JUNE) == 6000


def test_figures_that_a_later_edition_only_carried_on_go_back_with_it(database: Database) -> None:
    with_first_edition(database)
    version = brought(
        database, update(("Code", "Forecast", "Percent"), ("CON-01-M01", date(2026, 8, 1), 50)), as_at=MAY
    )
    bring(database, update(("Code", "Percent"), ("CON-01-M01", 60)), as_at=JUNE)
    assert figure(database, "CON-01-M01", "forecast", day=JUNE) == date(2026, 8, 1)
    undo(database, version)
    assert figure(database, "CON-01-M01", "forecast", day=JUNE) == date(2026, 6, 1)
    assert figure(database, "CON-01-M01", "progress", day=JUNE) == 6000


def test_figures_that_a_later_edition_told_itself_stay(database: Database) -> None:
    with_first_edition(database)
    sent = update(("Code", "Percent"), ("CON-01-M01", 50))
    version = brought(database, sent, as_at=MAY)
    bring(database, sent, as_at=JUNE)
    undo(database, version)
    assert figure(database, "CON-01-M01", "progress", day=JUNE) == 5000


@pytest.mark.parametrize(
    ("content", "obstacle"),
    [
        (update(("Code", "Title"), ("AGR-01-M01", "Other")), Obstacle.CHANGED_SINCE),
        (update(("Code", "Percent"), ("AGR-01-M01", 7)), Obstacle.USED_SINCE),
    ],
    ids=["changed", "reported"],
)
def test_an_added_thing_that_others_worked_on_stays_with_all_it_needs(
    database: Database, content: bytes, obstacle: Obstacle
) -> None:
    with_first_edition(database)
    version = brought(database, EDITIONS["things"], as_at=MAY)
    bring(database, content, as_at=JUNE)
    before = state(database)
    outcome = undo(database, version)
    assert obstacles(outcome) == [
        ("AGR", "", "used_since"),
        ("AGR-01", "", "used_since"),
        ("AGR-01-M01", "", obstacle.value),
        ("T-AGR", "", "used_since"),
    ]
    after = state(database)
    assert after[Kind.MILESTONE] == before[Kind.MILESTONE]
    # The field that was only renamed goes back all the same.
    assert after[Kind.FIELD] != before[Kind.FIELD]


def test_what_others_hung_on_an_added_thing_keeps_it(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, EDITIONS["things"])
    headers = ("Code", "Title", "Problem", "Term")
    bring(database, update(headers, ("AGR-01-M02", "Law", "AGR-01", date(2026, 9, 1))))
    outcome = undo(database, version)
    assert ("AGR-01", "", "used_since") in obstacles(outcome)
    assert "AGR-01-M01" not in {code for code, *_ in obstacles(outcome)}
    assert figure(database, "AGR-01-M02", "problem_id") == "AGR-01"


def test_later_work_that_was_itself_taken_back_is_no_obstacle(database: Database) -> None:
    with_first_edition(database)
    before = state(database)
    version = brought(database, EDITIONS["things"], as_at=MAY)
    later = brought(database, update(("Code", "Title", "Percent"), ("AGR-01-M01", "Other", 9)), as_at=JUNE)
    undo(database, later)
    assert undo(database, version).conflicts == ()
    assert state(database) == before


def test_a_changed_thing_that_is_gone_is_a_conflict(database: Database) -> None:
    programme = with_first_edition(database)
    version = brought(database, update(("Code", "Title"), ("CON-01-M01", "Other")))
    with change_of(database, programme.id) as change:
        change.remove(Kind.MILESTONE, [entity_id(database, Kind.MILESTONE, "CON-01-M01")])
    outcome = undo(database, version)
    assert obstacles(outcome) == [("CON-01-M01", "", "removed_since")]
    assert outcome.version is None


def test_a_removed_thing_whose_code_is_taken_cannot_return(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, update(("Code", "Problem"), ("CON-01-M01", "CON-01")), whole=True)
    headers = ("Code", "Title", "Problem", "Term")
    bring(database, update(headers, ("CON-01-M02", "Law 2", "CON-01", date(2026, 9, 1))))
    assert obstacles(undo(database, version)) == [("CON-01-M02", "", "code_taken")]


def test_a_removed_thing_whose_problem_is_gone_cannot_return(database: Database) -> None:
    programme = with_first_edition(database)
    milestone, problem = (
        entity_id(database, kind, code)
        for kind, code in ((Kind.MILESTONE, "TOU-01-M01"), (Kind.PROBLEM, "TOU-01"))
    )
    with change_of(database, programme.id) as change:
        change.remove(Kind.MILESTONE, [milestone])
        version = change.version
    with change_of(database, programme.id) as change:
        change.remove(Kind.PROBLEM, [problem])
    assert obstacles(undo(database, version)) == [("TOU-01-M01", "", "reference_gone")]


def test_things_that_had_been_moved_to_an_added_thing_move_back_and_it_ends(database: Database) -> None:
    with_first_edition(database)
    before = state(database)
    version = brought(
        database,
        workbook(
            {
                "Problems": [("Code", "Name", "Field"), ("CON-09", "New", "CON")],
                "Milestones": [("Code", "Problem"), ("CON-01-M01", "CON-09")],
            }
        ),
    )
    assert undo(database, version).conflicts == ()
    assert state(database) == before


def test_a_code_that_had_been_given_to_an_added_thing_goes_back_to_its_owner(database: Database) -> None:
    programme = with_first_edition(database)
    before = state(database)
    with database.reading() as connection:
        found = connection.execute(
            select(*Ministry.__table__.columns).where(Ministry.code == "MIC", Ministry.to_change.is_(None))
        ).one()
    with change_of(database, programme.id) as change:
        renamed = {name: value for name, value in found._mapping.items() if name != "id"}
        change.revise(Kind.MINISTRY, [{**renamed, "code": "OLD"}])
        change.add(Kind.MINISTRY, [ministry_row(code="MIC")])
        version = change.version
    assert undo(database, version).conflicts == ()
    assert state(database) == before


def test_a_value_cannot_go_back_to_what_is_gone(database: Database) -> None:
    programme = with_first_edition(database)
    bring(database, update(("Code", "Ministry"), ("CON-01-M01", "MTS")))
    version = brought(database, update(("Code", "Ministry"), ("CON-01-M01", "MIC")))
    with change_of(database, programme.id) as change:
        change.remove(Kind.MINISTRY, [entity_id(database, Kind.MINISTRY, "MTS")])
    assert obstacles(undo(database, version)) == [("CON-01-M01", "ministry_id", "reference_gone")]


def test_what_cannot_be_taken_back_at_all(database: Database) -> None:
    with_first_edition(database)
    version = brought(database, EDITIONS["values"], as_at=MAY)
    undo(database, version)
    for refused, refusal in (
        (1, Refusal.SETUP),
        (version, Refusal.TAKEN_BACK),
        (version + 1000, Refusal.UNKNOWN),
        (version + 2, Refusal.UNKNOWN),
    ):
        with database.reading() as connection:
            before = connection.scalar(select(func.max(Change.id)))
        for attempt in (undo, preview):
            with pytest.raises(CannotTakeBackError) as caught:
                attempt(database, refused)
            assert caught.value.refusal is refusal
        with database.reading() as connection:
            assert connection.scalar(select(func.max(Change.id))) == before
