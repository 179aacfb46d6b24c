"""What a file is held against: the version that it names, or was made from, or its sender's last edition."""

from datetime import date

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.take_back import take_back
from data_access.uploads.choices import Choices
from data_access.uploads.sides.base import BaseSource, UnknownBaseError
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    exported,
    newest_view,
    with_first_edition,
)
from tests.data_access.uploads.edited_sides import (
    OFFICE,
    conflicts,
    filled_in,
    kept,
    moves,
    rows,
    seen,
    sent,
)

MAY = date(2026, 3, 2)
PERCENT = ("Code", "Percent")
SURVEY, LAW, ROAD = "CON-01-M01", "CON-01-M02", "TOU-01-M01"


@pytest.fixture
def filled(database: Database) -> Database:
    with_first_edition(database)
    return database


@pytest.fixture
def download(filled: Database) -> bytes:
    """A template, with milestones alone, of the state with the first edition."""
    return exported(filled, day=AS_AT, language="en", kinds=[Kind.MILESTONE])


def percents(*values: tuple[str, int]) -> bytes:
    return rows(*values, headers=PERCENT)


def test_without_any_base_every_difference_is_the_senders(filled: Database) -> None:
    sent(filled, percents((SURVEY, 50)), actor=OFFICE)
    found = seen(filled, percents((SURVEY, 35)))
    assert found.base.source is BaseSource.NONE
    assert moves(found) == {(SURVEY, "progress"): (5000, 3500)}


def test_a_sender_is_held_against_the_last_edition_as_sent(filled: Database) -> None:
    own = sent(filled, percents((SURVEY, 40), (LAW, 20))).version
    sent(filled, percents((SURVEY, 50), (LAW, 60)), actor=OFFICE)
    found = seen(filled, percents((SURVEY, 40), (LAW, 30)))
    assert (found.base.source, found.base.version) == (BaseSource.EDITION, own)
    assert kept(found) == [(SURVEY, "progress")]
    assert conflicts(found) == {(LAW, "progress"): (2000, 3000, 6000)}


def test_the_last_edition_counts_as_it_was_sent_not_as_it_was_merged(
    filled: Database, download: bytes
) -> None:
    sent(filled, percents((SURVEY, 50)), actor=OFFICE)
    merged = filled_in(download, {(LAW, "progress"): 0.2})
    assert kept(seen(filled, merged)) == [(SURVEY, "progress")]
    sent(filled, merged)
    assert kept(seen(filled, percents((SURVEY, 35), (LAW, 20)))) == [(SURVEY, "progress")]


def test_an_edition_that_was_taken_back_is_nobodys_base(filled: Database) -> None:
    sent(filled, percents((SURVEY, 40)))
    second = sent(filled, percents((SURVEY, 45))).version
    assert second is not None
    content = percents((SURVEY, 45))
    assert seen(filled, content).comparison.counts.unchanged == 1
    back = take_back(filled, second, actor=OFFICE, recorded_at=RECORDED_AT).version
    assert moves(seen(filled, content)) == {(SURVEY, "progress"): (4000, 4500)}
    assert back is not None
    take_back(filled, back, actor=OFFICE, recorded_at=RECORDED_AT)
    sent(filled, percents((SURVEY, 50)), actor=OFFICE)
    assert kept(seen(filled, content)) == [(SURVEY, "progress")]


def test_of_each_thing_the_newest_edition_that_names_it_counts(filled: Database) -> None:
    sent(filled, percents((SURVEY, 40), (LAW, 20)))
    sent(filled, percents((LAW, 25)))
    sent(filled, percents((SURVEY, 50), (LAW, 60), (ROAD, 10)), actor=OFFICE)
    found = seen(filled, percents((SURVEY, 40), (LAW, 20), (ROAD, 5)))
    assert kept(found) == [(SURVEY, "progress")]
    assert conflicts(found) == {(LAW, "progress"): (2500, 2000, 6000)}
    # Of the road the sender never said anything: what it would be is shown, and that is all.
    assert moves(found) == {(ROAD, "progress"): (1000, 500)}


def test_a_column_that_no_edition_had_has_no_base(filled: Database) -> None:
    sent(filled, percents((SURVEY, 40)))
    sent(filled, rows((SURVEY, "office"), headers=("Code", "Note")), actor=OFFICE)
    found = seen(filled, rows((SURVEY, 40, "mine")))
    assert moves(found) == {(SURVEY, "note"): ("office", "mine")}


def test_figures_of_a_later_day_are_no_base_for_an_earlier_one(filled: Database) -> None:
    headers = ("Code", "Percent", "Owner")
    sent(filled, rows((SURVEY, 60, "Aigul"), headers=headers), as_at=DAY)
    sent(filled, rows((SURVEY, "Bolat"), headers=("Code", "Owner")), actor=OFFICE)
    late = seen(filled, rows((SURVEY, 45, "Aigul"), headers=headers), as_at=MAY)
    assert moves(late) == {(SURVEY, "progress"): (3500, 4500)}
    assert kept(late) == [(SURVEY, "owner")]


def test_the_sender_may_name_the_base(filled: Database) -> None:
    first = newest_view(filled).version
    sent(filled, percents((SURVEY, 50)), actor=OFFICE)
    content = percents((SURVEY, 35), (LAW, 20))
    found = seen(filled, content, choices=Choices(base=first))
    assert (found.base.source, found.base.version) == (BaseSource.CHOSEN, first)
    assert (kept(found), moves(found)) == ([(SURVEY, "progress")], {(LAW, "progress"): (1000, 2000)})
    newest = seen(filled, content, choices=Choices(base=first + 1))
    assert moves(newest)[SURVEY, "progress"] == (5000, 3500)


@pytest.mark.parametrize("version", [0, 77])
def test_a_base_that_there_is_not_is_refused(filled: Database, version: int) -> None:
    with pytest.raises(UnknownBaseError):
        seen(filled, percents((SURVEY, 35)), choices=Choices(base=version))


def test_a_template_of_another_database_is_taken_for_a_file_of_no_origin(
    filled: Database, download: bytes
) -> None:
    from_elsewhere = filled_in(download, {(SURVEY, "progress"): 0.4}, version=7000)
    found = seen(filled, from_elsewhere)
    assert found.base.source is BaseSource.NONE
    assert moves(found) == {(SURVEY, "progress"): (3500, 4000)}


class TestATemplateSentAgain:
    """The same download, filled in further and further, or filled in twice."""

    def test_its_sender_is_in_no_conflict_with_what_was_sent_before(
        self, filled: Database, download: bytes
    ) -> None:
        sent(filled, filled_in(download, {(SURVEY, "progress"): 0.4, (LAW, "progress"): 0.2}))
        found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6, (LAW, "progress"): 0.2}))
        assert moves(found) == {(SURVEY, "progress"): (4000, 6000)}
        assert conflicts(found) == {}

    def test_a_month_later_all_may_have_moved(self, filled: Database, download: bytes) -> None:
        sent(filled, filled_in(download, {(SURVEY, "progress"): 0.4}), as_at=AS_AT)
        found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6}, day=MAY), as_at=None)
        assert (moves(found), conflicts(found)) == ({(SURVEY, "progress"): (4000, 6000)}, {})

    def test_what_others_changed_since_is_asked(self, filled: Database, download: bytes) -> None:
        sent(filled, filled_in(download, {(SURVEY, "progress"): 0.4, (LAW, "progress"): 0.2}))
        sent(filled, percents((SURVEY, 50)), actor=OFFICE)
        found = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.6, (LAW, "progress"): 0.2}))
        assert conflicts(found) == {(SURVEY, "progress"): (4000, 6000, 5000)}
        same = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.4, (LAW, "progress"): 0.3}))
        assert kept(same) == [(SURVEY, "progress")]

    def test_a_value_put_back_is_asked(self, filled: Database, download: bytes) -> None:
        first = {(SURVEY, "progress"): 0.4, (LAW, "progress"): 0.2, (ROAD, "note"): "late"}
        sent(filled, filled_in(download, first))
        again = seen(filled, filled_in(download, {**first, (LAW, "progress"): 0.1}))
        # One of three values stands as downloaded: was it put back, or is it another copy? Nobody knows.
        assert conflicts(again) == {(LAW, "progress"): (None, 1000, 2000)}
        assert moves(again) == {}

    def test_another_copy_of_the_download_leaves_what_the_first_one_brought(
        self, filled: Database, download: bytes
    ) -> None:
        sent(filled, filled_in(download, {(SURVEY, "progress"): 0.4}))
        found = seen(filled, filled_in(download, {(LAW, "progress"): 0.2}))
        assert (kept(found), moves(found)) == ([(SURVEY, "progress")], {(LAW, "progress"): (1000, 2000)})
        both = seen(filled, filled_in(download, {(SURVEY, "progress"): 0.5}))
        assert conflicts(both) == {(SURVEY, "progress"): (3500, 5000, 4000)}
