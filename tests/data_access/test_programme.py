"""What the programme says of itself: thresholds from now on, names, and what other thresholds would do."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.programme import LEAST, MOST, NotAThresholdError, describe_programme, set_thresholds
from data_access.reads.milestones import MilestoneFilter, counts
from data_access.reads.point import latest_version, newest_version, open_reader, programmes
from data_access.reports import put_reports
from data_access.roll_up import Counts
from data_access.traffic_light import Thresholds
from data_access.view import View
from data_access.words import Words
from tests.factories import Ground, change_of, lay_ground, milestone_row, report_row

AT = datetime(2024, 6, 10, 6, tzinfo=UTC)
DAY = date(2024, 6, 10)
WHO: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": AT}


@pytest.fixture
def ground(database: Database) -> Ground:
    """A milestone whose forecast is 20 days behind: amber, as 30 would be red."""
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        row = milestone_row(ground.problem, start=date(2024, 6, 1), baseline=date(2024, 12, 1))
        [milestone] = change.add(Kind.MILESTONE, [row])
        put_reports(change, [report_row(milestone, as_at=DAY, forecast=date(2024, 12, 21))])
    return ground


def view(database: Database, ground: Ground) -> View:
    with database.reading() as connection:
        version = newest_version(connection, ground.programme)
    return View(programme_id=ground.programme, version=version, day=DAY)


def counted(database: Database, at: View) -> Counts:
    with open_reader(database, at) as reader:
        return counts(reader, MilestoneFilter())


def test_other_thresholds_can_be_tried_without_setting_them(database: Database, ground: Ground) -> None:
    now = view(database, ground)
    strict = replace(now, thresholds=Thresholds(red_slip_days=19))
    assert (counted(database, now).amber, counted(database, strict).red) == (1, 1)
    assert counted(database, now).red == 0


def test_thresholds_hold_from_their_change_on_and_not_before(database: Database, ground: Ground) -> None:
    before = view(database, ground)
    set_thresholds(database, ground.programme, Thresholds(red_slip_days=19), **WHO)
    after = view(database, ground)
    assert after.version > before.version  # open screens and walls take it for news
    assert (counted(database, before).red, counted(database, after).red) == (0, 1)
    set_thresholds(database, ground.programme, Thresholds(red_slip_days=19), **WHO)
    assert view(database, ground) == after


@pytest.mark.parametrize("name", list(Thresholds.__dataclass_fields__))
def test_a_boundary_lies_where_one_can_be(database: Database, ground: Ground, name: str) -> None:
    before = view(database, ground)
    for value in (LEAST[name] - 1, MOST[name] + 1):
        with pytest.raises(NotAThresholdError, match=name):
            set_thresholds(
                database, ground.programme, Thresholds(**{**asdict(Thresholds()), name: value}), **WHO
            )
    assert view(database, ground) == before


def test_the_programme_has_other_names(database: Database, ground: Ground) -> None:
    name = Words("Бағдарлама", "Программа", "Programme")
    describe_programme(database, ground.programme, name=name, language="ru", **WHO)
    with database.reading() as connection:
        [programme] = programmes(connection)
        assert latest_version(connection, programme.id) > 0
    assert (programme.name, programme.language) == (name, "ru")
