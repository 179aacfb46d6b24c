"""Whole lists, and what one side removes while the other works on it: nothing goes, or returns, unasked."""

from datetime import date

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.take_back import take_back
from data_access.uploads.bring import RemovalsUnconfirmedError, StateMovedError, apply
from data_access.uploads.choices import Choices, Side
from data_access.uploads.sides.comparison import Author, Clash
from tests.data_access.test_take_back import on
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    confirmed,
    entity_id,
    exported,
    the_programme,
    with_first_edition,
    workbook,
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
    without,
)
from tests.factories import change_of

MAY = date(2026, 3, 2)
TERM = date(2026, 8, 1)
SURVEY, LAW = "CON-01-M01", "CON-01-M02"
NEW = ("Code", "Title (en)", "Problem", "Term")


@pytest.fixture
def filled(database: Database) -> Database:
    with_first_edition(database)
    return database


@pytest.fixture
def download(filled: Database) -> bytes:
    """A template, with milestones alone, of the state with the first edition."""
    return exported(filled, day=AS_AT, language="en", kinds=[Kind.MILESTONE])


def remove_law(database: Database) -> int:
    version = sent(
        database, rows((SURVEY, "CON-01"), headers=("Code", "Problem")), actor=OFFICE, whole=True
    ).version
    assert version is not None
    assert plan(database, LAW) is None
    return version


def removed(found: object) -> list[str]:
    return [one.code for one in found.comparison.removed]  # type: ignore[attr-defined]


class TestAWholeList:
    """What it leaves out goes, when its sender knew it and has confirmed the number."""

    def test_removals_wait_for_their_number(self, filled: Database, download: bytes) -> None:
        found = seen(filled, without(download, LAW), whole=True)
        assert removed(found) == [LAW]
        for number in (None, 0, 2):
            unconfirmed = seen(
                filled, without(download, LAW), whole=True, choices=Choices(confirmed_removals=number)
            )
            with pytest.raises(RemovalsUnconfirmedError):
                apply(filled, unconfirmed, actor=MINISTRY, recorded_at=RECORDED_AT)
        assert plan(filled, LAW) is not None
        apply(filled, confirmed(found), actor=MINISTRY, recorded_at=RECORDED_AT)
        assert plan(filled, LAW) is None

    def test_what_others_added_since_stays(self, filled: Database, download: bytes) -> None:
        sent(filled, rows(("M9", "Office's", "CON-01", TERM), headers=NEW), actor=OFFICE)
        found = seen(filled, without(download, LAW), whole=True)
        assert (removed(found), kept(found)) == ([LAW], [("M9", None)])

    def test_what_others_changed_since_is_asked(self, filled: Database, download: bytes) -> None:
        version = sent(filled, rows((LAW, 50, "office")), actor=OFFICE).version
        content = without(download, LAW)
        [conflict] = seen(filled, content, whole=True).comparison.conflicts
        assert (conflict.key, conflict.clash) == ((Kind.MILESTONE, LAW, ""), Clash.CHANGED)
        assert [(one.attribute, one.old, one.new) for one in conflict.values] == [
            ("progress", 1000, 5000),
            ("note", "-5 days", "office"),
        ]
        assert conflict.changed_by == Author(change=version or 0, actor=OFFICE, recorded_at=RECORDED_AT)
        assert removed(seen(filled, content, whole=True, choices=decided(Side.THEIRS))) == [LAW]
        assert removed(seen(filled, content, whole=True, choices=decided(Side.CURRENT))) == []

    def test_of_a_sender_with_editions_only_what_came_later_stays(self, filled: Database) -> None:
        headers = ("Code", "Problem", "Percent")
        sent(filled, rows((SURVEY, "CON-01", 40), headers=headers))
        sent(filled, rows(("M9", "Office's", "CON-01", TERM), headers=NEW), actor=OFFICE)
        found = seen(filled, rows((SURVEY, "CON-01", 45), headers=headers), whole=True)
        # The sender never spoke of the law either, but it was there when the last edition was sent.
        assert (removed(found), kept(found)) == ([LAW], [("M9", None)])

    def test_without_a_base_all_that_is_left_out_goes(self, filled: Database) -> None:
        sent(filled, rows(("M9", "Office's", "CON-01", TERM), headers=NEW), actor=OFFICE)
        found = seen(filled, rows((SURVEY, "CON-01"), headers=("Code", "Problem")), whole=True)
        assert removed(found) == [LAW, "M9"]

    def test_what_comes_meanwhile_is_not_removed_unseen(self, filled: Database) -> None:
        found = confirmed(seen(filled, rows((SURVEY, "CON-01"), headers=("Code", "Problem")), whole=True))
        sent(filled, rows(("M9", "Office's", "CON-01", TERM), headers=NEW), actor=OFFICE)
        with pytest.raises(StateMovedError) as caught:
            apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT)
        assert removed(caught.value.prepared) == [LAW, "M9"]


class TestRemovedMeanwhile:
    """Others removed what the sender has in the file."""

    def test_what_the_sender_left_as_it_was_stays_away(self, filled: Database, download: bytes) -> None:
        remove_law(filled)
        found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6}))
        assert (kept(found), conflicts(found)) == ([(LAW, None)], {})
        apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT)
        assert plan(filled, LAW) is None

    def test_what_the_sender_changed_is_asked(self, filled: Database, download: bytes) -> None:
        version = remove_law(filled)
        found = seen(filled, filled_in(download, {(LAW, "progress"): 0.6}))
        [conflict] = found.comparison.conflicts
        assert (conflict.key, conflict.clash) == ((Kind.MILESTONE, LAW, ""), Clash.REMOVED)
        assert [(one.attribute, one.old, one.new) for one in conflict.values] == [("progress", 1000, 6000)]
        assert conflict.changed_by == Author(change=version, actor=OFFICE, recorded_at=RECORDED_AT)
        assert conflict.cell == f"A{conflict.row}"

    def test_decided_for_the_sender_it_returns_as_the_same_thing(
        self, filled: Database, download: bytes
    ) -> None:
        sent(filled, rows((LAW, TERM), headers=("Code", "Term")), actor=OFFICE)
        known_as, before = entity_id(filled, Kind.MILESTONE, LAW), plan(filled, LAW)
        remove_law(filled)
        states = [on(filled, day) for day in (AS_AT, MAY, DAY)]
        content = filled_in(download, {(LAW, "progress"): 0.6, (LAW, "owner"): "Aigul"}, day=MAY)
        found = seen(filled, content, as_at=None, choices=decided(Side.THEIRS))
        version = apply(filled, found, actor=MINISTRY, recorded_at=RECORDED_AT).version
        assert version is not None
        after = plan(filled, LAW)
        assert (after.entity_id, after.owner) == (known_as, "Aigul")
        assert (after.term, after.baseline, after.resets) == (TERM, before.baseline, 1)
        assert reported(filled, LAW, "progress") == [(AS_AT, 1000), (MAY, 6000)]
        outcome = take_back(filled, version, actor=MINISTRY, recorded_at=RECORDED_AT)
        assert outcome.conflicts == ()
        assert [on(filled, day) for day in (AS_AT, MAY, DAY)] == states

    def test_what_came_back_by_taking_back_can_go_again(self, filled: Database) -> None:
        """Its reports of before are not somebody's later work on it."""
        before = on(filled, DAY)
        removal = remove_law(filled)
        back = take_back(filled, removal, actor=OFFICE, recorded_at=RECORDED_AT).version
        assert back is not None
        assert on(filled, DAY) == before
        assert take_back(filled, back, actor=OFFICE, recorded_at=RECORDED_AT).conflicts == ()
        assert plan(filled, LAW) is None

    def test_decided_for_the_others_it_stays_away(self, filled: Database, download: bytes) -> None:
        remove_law(filled)
        content = filled_in(download, {(LAW, "progress"): 0.6})
        found = seen(filled, content, choices=decided(Side.CURRENT))
        assert found.comparison.is_empty

    def test_a_row_of_few_columns_is_asked_as_well(self, filled: Database) -> None:
        sent(filled, rows((LAW, 20, ""), (SURVEY, 20, "")))
        remove_law(filled)
        found = seen(filled, rows((LAW, 30, "")))
        assert [one.clash for one in found.comparison.conflicts] == [Clash.REMOVED]
        assert kept(seen(filled, rows((LAW, 20, "")))) == [(LAW, None)]

    def test_a_thing_that_the_sender_never_had_is_new(self, filled: Database) -> None:
        remove_law(filled)
        found = seen(filled, rows((LAW, "Other law", "CON-01", TERM), headers=NEW))
        assert [one.code for one in found.comparison.added] == [LAW]

    def test_a_reference_left_as_it_was_to_what_is_gone_is_no_fault(self, filled: Database) -> None:
        led = workbook({"Fields": [("Code", "Ministry"), ("CON", "MTS")]})
        sent(filled, led, actor=OFFICE)
        download = exported(filled, language="en", kinds=[Kind.FIELD])
        whole = workbook({"Fields": [("Code", "Ministry"), ("CON", "MIC"), ("TOU", "MIC")]})
        sent(filled, whole, actor=OFFICE)
        with change_of(filled, the_programme(filled).id) as change:
            change.remove(Kind.MINISTRY, [entity_id(filled, Kind.MINISTRY, "MTS")])
        found = seen(filled, filled_in(download, {("CON", "position"): 7}))
        assert (kept(found), moves(found)) == (
            [("CON", "ministry_id"), ("TOU", "ministry_id")],
            {("CON", "position"): (1, 7)},
        )
        [fault] = seen(filled, filled_in(download, {("CON", "ministry_id"): "NONE"})).faults
        assert (fault.code, fault.found) == ("unknown_code", "NONE")

    def test_a_problem_that_others_moved_is_no_fault_of_a_row_left_as_it_was(
        self, filled: Database, download: bytes
    ) -> None:
        moved = workbook({"Problems": [("Code", "Field", "Team"), ("CON-01", "TOU", "T-TOU")]})
        sent(filled, moved, actor=OFFICE)
        found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6}))
        assert moves(found) == {(SURVEY, "progress"): (3500, 6000)}

    def test_what_is_gone_cannot_be_referred_to_anew(self, filled: Database) -> None:
        kinds = [Kind.TEAM, Kind.PROBLEM]
        teams = workbook(
            {
                "Teams": [
                    ("Code", "Name (en)", "Field"),
                    ("T-2", "Others", "CON"),
                    ("T-CON", "Builders", "CON"),
                ]
            }
        )
        sent(filled, teams, actor=OFFICE)
        download = exported(filled, language="en", kinds=kinds)
        left = workbook({"Teams": [("Code", "Name (en)", "Field"), ("T-CON", "Builders", "CON")]})
        sent(filled, left, actor=OFFICE, whole=True)
        found = seen(filled, filled_in(download, {("CON-01", "team_id"): "T-2"}))
        assert [(fault.code, fault.found) for fault in found.faults] == [("unknown_code", "T-2")]
        returning = filled_in(download, {("CON-01", "team_id"): "T-2", ("T-2", "name_en"): "Back"})
        assert [one.clash for one in seen(filled, returning).comparison.conflicts] == [Clash.REMOVED]
        both = seen(filled, returning, choices=decided(Side.THEIRS))
        version = apply(filled, both, actor=MINISTRY, recorded_at=RECORDED_AT).version
        assert version is not None
        refused = seen(filled, returning, choices=decided(Side.CURRENT))
        assert refused.comparison.is_empty

    def test_a_milestone_does_not_return_without_its_problem(self, filled: Database, download: bytes) -> None:
        problems = {"Problems": [("Code", "Name (en)", "Field"), ("CON-02", "Other", "CON")]}
        sent(filled, workbook(problems), actor=OFFICE)
        others = {"Milestones": [NEW, ("M9", "New", "CON-02", TERM)]}
        assert sent(filled, workbook({**problems, **others}), actor=OFFICE, whole=True).counts.removed == 3
        found = seen(filled, filled_in(download, {(LAW, "progress"): 0.6}), choices=decided(Side.THEIRS))
        assert [(fault.code, fault.found) for fault in found.faults] == [("unknown_code", "CON-01")]
