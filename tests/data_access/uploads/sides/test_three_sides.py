"""What only the sender changed goes in, what only others changed stays, what both changed is asked."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from data_access.database import Database
from data_access.model import Change, Kind
from data_access.take_back import take_back
from data_access.uploads.bring import ConflictsUndecidedError, StateMovedError, apply
from data_access.uploads.choices import Choices, Side
from data_access.uploads.sides.base import BaseSource
from data_access.uploads.sides.comparison import Author, Clash
from tests.data_access.test_take_back import on
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    exported,
    with_first_edition,
)
from tests.data_access.uploads.edited_sides import (
    MINISTRY,
    OFFICE,
    conflicts,
    decided,
    filled_in,
    kept,
    moves,
    plan,
    reported,
    rows,
    seen,
    sent,
)

MAY = date(2026, 3, 2)
PERCENT = ("Code", "Percent")
SURVEY, LAW = "CON-01-M01", "CON-01-M02"


def changes(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Change)) or 0


@pytest.fixture
def filled(database: Database) -> Database:
    with_first_edition(database)
    return database


@pytest.fixture
def download(filled: Database) -> bytes:
    """A template, with milestones alone, of the state with the first edition."""
    return exported(filled, day=AS_AT, language="en", kinds=[Kind.MILESTONE])


def test_lone_changes_of_both_sides_survive(filled: Database, download: bytes) -> None:
    sent(filled, rows((SURVEY, 50), headers=PERCENT), actor=OFFICE)
    found = seen(filled, filled_in(download, {(SURVEY, "note"): "begun", (LAW, "progress"): 0.2}))
    assert moves(found) == {(SURVEY, "note"): ("", "begun"), (LAW, "progress"): (1000, 2000)}
    assert (kept(found), conflicts(found)) == ([(SURVEY, "progress")], {})
    assert (found.base.source, found.comparison.counts.kept) == (BaseSource.TEMPLATE, 1)
    apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT)
    assert reported(filled, SURVEY, "progress") == [(AS_AT, 5000)]
    assert reported(filled, SURVEY, "note") == [(AS_AT, "begun")]


def test_the_same_change_on_both_sides_is_none(filled: Database, download: bytes) -> None:
    sent(filled, rows((SURVEY, 50), headers=PERCENT), actor=OFFICE)
    found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.5}))
    assert found.comparison.is_empty
    assert (kept(found), conflicts(found)) == ([], {})


def test_different_changes_are_a_conflict_and_nothing_is_written_before_it_is_decided(
    filled: Database, download: bytes
) -> None:
    moment = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    found = seen(filled, rows((SURVEY, 50), headers=PERCENT), actor=OFFICE)
    version = apply(filled, found, actor=OFFICE, recorded_at=moment).version
    assert version is not None
    found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6, (SURVEY, "note"): "begun"}))
    [conflict] = found.comparison.conflicts
    assert (conflict.key, conflict.clash) == ((Kind.MILESTONE, SURVEY, "progress"), Clash.VALUE)
    assert (conflict.base, conflict.theirs, conflict.current) == (3500, 6000, 5000)
    assert conflict.changed_by == Author(change=version, actor=OFFICE, recorded_at=moment)
    column = found.book.letters()["Milestones"]["progress"]
    assert (conflict.sheet, conflict.cell) == ("Milestones", f"{column}{conflict.row}")
    before = changes(filled)
    with pytest.raises(ConflictsUndecidedError):
        apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT)
    assert changes(filled) == before


@pytest.mark.parametrize(("side", "percent"), [(Side.THEIRS, 6000), (Side.CURRENT, 5000)])
@pytest.mark.parametrize("is_for_all", [True, False])
def test_a_conflict_is_decided_by_its_sender(
    filled: Database, download: bytes, side: Side, percent: int, is_for_all: bool
) -> None:
    sent(filled, rows((SURVEY, 50), headers=PERCENT), actor=OFFICE)
    one = Choices(decisions={(Kind.MILESTONE, SURVEY, "progress"): side}, decides_all=_other(side))
    content = filled_in(download, {(SURVEY, "progress"): 0.6, (SURVEY, "note"): "begun"})
    found = seen(filled, content, choices=decided(side) if is_for_all else one)
    assert [conflict.decision for conflict in found.comparison.conflicts] == [side]
    apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT)
    assert reported(filled, SURVEY, "progress") == [(AS_AT, percent)]
    assert reported(filled, SURVEY, "note") == [(AS_AT, "begun")]


def _other(side: Side) -> Side:
    return Side.THEIRS if side is Side.CURRENT else Side.CURRENT


def test_a_decision_holds_only_for_what_was_seen(filled: Database, download: bytes) -> None:
    sent(filled, rows((SURVEY, 50), headers=PERCENT), actor=OFFICE)
    content = filled_in(download, {(SURVEY, "progress"): 0.6})
    found = seen(filled, content, choices=decided(Side.THEIRS))
    sent(filled, rows((SURVEY, 70), headers=PERCENT), actor=OFFICE)
    with pytest.raises(StateMovedError) as caught:
        apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT)
    assert conflicts(caught.value.prepared) == {(SURVEY, "progress"): (3500, 6000, 7000)}


def test_two_at_the_same_moment_both_succeed_where_they_touch_different_values(
    filled: Database, download: bytes
) -> None:
    first = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6}), actor=OFFICE)
    second = seen(filled, filled_in(download, {(SURVEY, "note"): "begun", (LAW, "progress"): 0.3}))
    for found, actor in ((first, OFFICE), (second, MINISTRY)):
        assert apply(filled, found, actor=actor, recorded_at=RECORDED_AT).version is not None
    assert reported(filled, SURVEY, "progress") == [(AS_AT, 6000)]
    assert reported(filled, SURVEY, "note") == [(AS_AT, "begun")]


def test_of_two_at_the_same_moment_the_second_sees_the_conflict(filled: Database, download: bytes) -> None:
    first = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6}), actor=OFFICE)
    second = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.4}))
    apply(filled, first, actor=OFFICE, recorded_at=RECORDED_AT)
    before = changes(filled)
    with pytest.raises(StateMovedError) as caught:
        apply(filled, second, actor=MINISTRY, recorded_at=RECORDED_AT)
    assert changes(filled) == before
    assert conflicts(caught.value.prepared) == {(SURVEY, "progress"): (3500, 4000, 6000)}
    [conflict] = caught.value.prepared.comparison.conflicts
    assert conflict.changed_by is not None
    assert conflict.changed_by.actor == OFFICE


def test_what_others_did_meanwhile_in_the_same_way_is_not_done_twice(
    filled: Database, download: bytes
) -> None:
    content = filled_in(download, {(SURVEY, "term"): date(2026, 8, 1)})
    first, second = seen(filled, content, actor=OFFICE), seen(filled, content)
    assert apply(filled, first, actor=OFFICE, recorded_at=RECORDED_AT).version is not None
    assert apply(filled, second, actor=MINISTRY, recorded_at=RECORDED_AT).version is None
    assert plan(filled, SURVEY).resets == 1


def test_both_adding_the_same_thing_differently_is_asked(filled: Database, download: bytes) -> None:
    headers = ("Code", "Title (en)", "Problem", "Term")
    sent(filled, rows(("M9", "Office's", "CON-01", date(2026, 8, 1)), headers=headers), actor=OFFICE)
    content = filled_in(download, {(LAW, "code"): "M9"})
    found = seen(filled, content)
    assert conflicts(found)["M9", "name_en"] == (None, "Law", "Office's")
    assert ("M9", "problem_id") not in conflicts(found)


def test_figures_that_stay_are_carried_on_and_go_back_with_the_change_that_brought_them(
    filled: Database, download: bytes
) -> None:
    """The file of a later day says 35% as it was downloaded; the 50% that stay are the office's alone."""
    brought = sent(filled, rows((SURVEY, 50), headers=PERCENT), actor=OFFICE).version
    assert brought is not None
    content = filled_in(download, {(SURVEY, "note"): "begun"}, day=MAY)
    assert kept(seen(filled, content, as_at=None)) == [(SURVEY, "progress")]
    sent(filled, content, as_at=None)
    assert reported(filled, SURVEY, "progress") == [(AS_AT, 5000), (MAY, 5000)]
    take_back(filled, brought, actor=OFFICE, recorded_at=RECORDED_AT)
    assert reported(filled, SURVEY, "progress") == [(AS_AT, 3500), (MAY, 3500)]
    assert reported(filled, SURVEY, "note")[-1] == (MAY, "begun")


def test_a_row_is_news_of_a_later_day_only_by_figures_that_stand(filled: Database) -> None:
    one_figure = ("Code", "Percent")
    sent(filled, rows((SURVEY, 35), (LAW, 10), headers=one_figure), as_at=MAY)
    sent(filled, rows((SURVEY, 50), headers=one_figure), actor=OFFICE, as_at=MAY)
    found = seen(filled, rows((SURVEY, 35), (LAW, 10), headers=one_figure), as_at=DAY)
    assert kept(found) == [(SURVEY, "progress")]
    assert [code for one in found.comparison.refreshed for code in one.codes] == [LAW]
    assert found.comparison.counts.unchanged == 1


def test_taking_a_merged_import_back_leaves_what_others_did(filled: Database, download: bytes) -> None:
    sent(filled, rows((SURVEY, 50, "office"), (LAW, 20, "office")), actor=OFFICE)
    before = [on(filled, day) for day in (AS_AT, MAY, DAY)]
    content = filled_in(download, {(SURVEY, "progress"): 0.6, (LAW, "term"): date(2026, 8, 1)}, day=MAY)
    found = seen(filled, content, as_at=None, choices=decided(Side.THEIRS))
    version = apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT).version
    assert version is not None
    assert take_back(filled, version, actor=MINISTRY, recorded_at=RECORDED_AT).conflicts == ()
    assert [on(filled, day) for day in (AS_AT, MAY, DAY)] == before
