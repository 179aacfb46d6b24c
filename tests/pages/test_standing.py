"""How many milestones there are, told from problems' counts, is what counting the milestones themselves gives."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from dashboard import reads, source
from dashboard.standing import count_milestones
from data_access.database import Database
from data_access.reads.milestones import MilestoneFilter, Sort, counts
from data_access.reads.point import newest_version, open_reader, programmes
from data_access.roll_up import Counts
from data_access.traffic_light import Light
from data_access.view import Scope, View

A_MONTH = timedelta(days=30)


@pytest.fixture
def sample(sample_url: str) -> Iterator[Database]:
    """The sample, read by this process as by a server."""
    database = Database(sample_url)
    with source.reading_instead(database):
        yield database
    database.close()


@pytest.fixture
def now(sample: Database) -> View:
    """The sample as it stands."""
    with sample.reading() as connection:
        [programme] = programmes(connection)
        version = newest_version(connection, programme.id)
    return View(programme_id=programme.id, version=version, day=programme.today(datetime.now(UTC)))


def _filters(view: View) -> Iterator[MilestoneFilter]:
    fields = (None, *(one.id for one in reads.fields(view)))
    problems = (None, *(one.id for one in reads.problem_lights(view)[:8]))
    for field, problem, light in product(fields, problems, (None, *Light)):
        yield MilestoneFilter(
            field_id=field, problem_id=problem, light=light, sort=Sort.CODE, limit=5, offset=5
        )


def _counted(database: Database, view: View, wanted: MilestoneFilter) -> Counts:
    with open_reader(database, view) as reader:
        return counts(reader, wanted)


def test_fields_problems_and_lights_are_counted_rightly(sample: Database, now: View) -> None:
    own = Scope(frozenset({reads.fields(now)[0].id, reads.fields(now)[3].id}))
    seen = 0
    for view in (
        now,
        View(programme_id=now.programme_id, version=now.version, day=now.day, scope=own),
        View(programme_id=now.programme_id, version=now.version // 2, day=now.day - A_MONTH),
    ):
        for wanted in _filters(view):
            found = count_milestones(view, wanted)
            assert found == _counted(sample, view, wanted), (view, wanted)
            seen += found.total
    assert seen > 0


def test_what_problems_do_not_tell_is_counted_in_the_database(sample: Database, now: View) -> None:
    team, ministry = reads.teams(now)[0], reads.ministries(now)[0]
    for wanted in (
        MilestoneFilter(team_id=team.id),
        MilestoneFilter(ministry_id=ministry.id, light=Light.RED),
        MilestoneFilter(due_within=30),
        MilestoneFilter(is_open=True),
        MilestoneFilter(text="CON-03-M0"),
    ):
        assert count_milestones(now, wanted) == _counted(sample, now, wanted)
        assert count_milestones(now, wanted) != count_milestones(now, MilestoneFilter())
