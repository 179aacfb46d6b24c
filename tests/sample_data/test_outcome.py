"""What a newcomer sees in the sample: how many of what, which lights, what moved, what was taken back."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from data_access.database import Database
from data_access.field_board import FieldLight, direction, field_lights
from data_access.model import MODELS, Change, ChangeKind, Kind, Membership, Upload
from data_access.reads.board import ProblemLight, fields, ministries, problem_lights
from data_access.reads.milestones import MilestoneFilter, MilestoneState, Sort, milestones
from data_access.reads.point import ProgrammeInfo, open_reader, programmes, version_by
from data_access.traffic_light import Light, Reason
from data_access.view import View
from sample_data.plan import LATER, MONTHS, STORIES, UPDATE_DAYS, meant_light
from tests.sample_data.conftest import NOW


def _programme(database: Database) -> ProgrammeInfo:
    with database.reading() as connection:
        (programme,) = programmes(connection)
    return programme


def _view(database: Database, day: date) -> View:
    """The state that the screens show for a day: what was recorded by its end."""
    programme = _programme(database)
    with database.reading() as connection:
        version = version_by(connection, programme, day)
    return View(programme_id=programme.id, version=version, day=day)


def _problems(database: Database, day: date) -> dict[str, ProblemLight]:
    with open_reader(database, _view(database, day)) as reader:
        return {problem.code: problem for problem in problem_lights(reader)}


def _fields(database: Database, day: date) -> dict[str, FieldLight]:
    with open_reader(database, _view(database, day)) as reader:
        board = field_lights(fields(reader), problem_lights(reader), reader.thresholds())
    return {field.field.code: field for field in board}


def _milestones(database: Database, day: date) -> tuple[MilestoneState, ...]:
    with open_reader(database, _view(database, day)) as reader:
        return milestones(reader, MilestoneFilter())


@pytest.fixture(scope="module")
def today(sample: Database) -> date:
    """The day on which the sample was loaded."""
    return _programme(sample).today(NOW)


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Kind.PROGRAMME, 1),
        (Kind.MINISTRY, 12),
        (Kind.FIELD, 11),
        (Kind.PROBLEM, 37),
        (Kind.TEAM, 23),
        (Kind.PERSON, 282),
    ],
)
def test_there_are_as_many_as_the_programme_had(sample: Database, kind: Kind, count: int) -> None:
    """As told of the programme."""
    model = MODELS[kind]
    with sample.reading() as connection:
        found = connection.scalar(select(func.count()).select_from(model).where(model.to_change.is_(None)))
    assert found == count


def test_people_have_their_roles(sample: Database) -> None:
    """230 change managers, one of each team its leader, and 52 mentors."""
    with sample.reading() as connection:
        rows = connection.execute(
            select(Membership.role, Membership.person_id).where(Membership.to_change.is_(None))
        ).all()
    people = Counter({(row.role, row.person_id) for row in rows})
    roles = Counter(role for role, _ in people)
    assert roles == {"change_manager": 207, "leader": 23, "mentor": 52}


def test_the_programme_says_that_it_is_a_sample(sample: Database) -> None:
    """So that the screens can."""
    programme = _programme(sample)
    assert programme.is_sample
    assert (programme.code, programme.time_zone, programme.language) == ("CHANGE", "Asia/Almaty", "kk")


def test_problems_stand_as_a_real_programme_does(sample: Database, today: date) -> None:
    """Some of each light, most of them green or amber."""
    lights = Counter(problem.light for problem in _problems(sample, today).values())
    assert 5 <= lights[Light.RED] <= 7
    assert 9 <= lights[Light.AMBER] <= 12
    assert 13 <= lights[Light.GREEN] <= 17
    assert 2 <= lights[Light.GREY] <= 4
    assert 1 <= lights[Light.DONE] <= 3


def test_fields_stand_as_a_real_programme_does(sample: Database, today: date) -> None:
    """Two fields need the session, one is silent."""
    lights = {code: field.light for code, field in _fields(sample, today).items()}
    of = {light: {code for code, one in lights.items() if one is light} for light in Light}
    assert of[Light.RED] == {"CON", "TOU"}
    assert of[Light.GREY] == {"DIG"}
    assert 3 <= len(of[Light.AMBER]) <= 4
    assert 4 <= len(of[Light.GREEN]) <= 5


@pytest.mark.parametrize("days", [28, 29, 30, 31])
def test_some_problems_are_worse_than_a_month_ago_and_some_better(
    sample: Database, today: date, days: int
) -> None:
    """However long the month is that lies between."""
    now, before = _problems(sample, today), _problems(sample, today - timedelta(days=days))
    steps = Counter(direction(now[code].light, before[code].light) for code in now)
    assert 3 <= steps[-1] <= 5
    assert 2 <= steps[1] <= 4


def test_problems_stood_each_month_as_the_story_means(sample: Database, today: date) -> None:
    """What the screens show for a past day is what was known then: mistakes taken back are gone."""
    for month in MONTHS:
        found = _problems(sample, today + timedelta(days=UPDATE_DAYS[month] + LATER))
        lights = {code: problem.light for code, problem in found.items()}
        assert lights == {code: meant_light(code, month) for code in STORIES}, month


def test_fields_move_both_ways(sample: Database, today: date) -> None:
    """Over the months some fields get better, and more than a few change their light."""
    days = [today + timedelta(days=day + LATER) for day in UPDATE_DAYS]
    months = [_fields(sample, day) for day in days]
    steps = Counter(
        direction(after[code].light, before[code].light)
        for before, after in pairwise(months)
        for code in after
    )
    assert steps[-1] >= 8
    assert steps[1] >= 8


def test_milestones_show_every_reason_and_every_kind_of_disagreement(sample: Database, today: date) -> None:
    """Each reason of the rule; terms set anew; ministries too rosy; most say how things stand."""
    found = _milestones(sample, today)
    assert len(found) >= 592
    assert {one.verdict.reason for one in found} == set(Reason)
    assert sum(one.resets > 0 for one in found) >= 5
    assert 5 <= sum(one.is_too_rosy for one in found) <= 12
    assert all(one.owner and one.ministry.kk and one.name.ru for one in found)


def test_the_permit_window_is_red_while_its_ministry_says_green(sample: Database, today: date) -> None:
    """CON-03, the one that the tour of the product looks at."""
    assert _problems(sample, today)["CON-03"].light is Light.RED
    red = [
        one
        for one in _milestones(sample, today)
        if one.problem_code == "CON-03" and one.verdict.light is Light.RED
    ]
    assert any(one.verdict.reason is Reason.FORECAST_FAR_BEHIND for one in red)
    assert all(one.declared is Light.GREEN for one in red)


def test_notes_are_in_the_languages_of_the_ministries(sample: Database, today: date) -> None:
    """Some milestones carry a note, in Kazakh, Russian or English, and most troubled ones do."""
    found = _milestones(sample, today)
    troubled = [one for one in found if one.verdict.light in {Light.RED, Light.AMBER}]
    assert 100 <= sum(bool(one.note) for one in found) <= 300
    assert sum(bool(one.note) for one in troubled) * 2 > len(troubled)


def test_some_editions_were_taken_back(sample: Database, today: date) -> None:
    """Each brought a mistake, and after it was taken back all the ministry's figures were as before."""
    statement = select(Change.id, Change.takes_back).where(
        Change.kind == ChangeKind.TAKE_BACK.value, Change.takes_back.is_not(None)
    )
    with sample.reading() as connection:
        pairs = [(row.id, row.takes_back) for row in connection.execute(statement)]
    assert len(pairs) == 4
    for taking, taken in pairs:
        ministry = _sender(sample, taken)
        versions = (taken - 1, taken, taking)
        before, between, after = (_told(sample, version, today, ministry) for version in versions)
        assert before == after != between


def _sender(database: Database, version: int) -> str:
    with database.reading() as connection:
        file_name = connection.scalar(select(Upload.file_name).where(Upload.change_id == version))
    assert file_name is not None
    return file_name.split("_")[0]


def _told(database: Database, version: int, day: date, ministry: str) -> list[MilestoneState]:
    """All that a version knows of a ministry's milestones."""
    view = View(programme_id=_programme(database).id, version=version, day=day)
    with open_reader(database, view) as reader:
        (ministry_id,) = [one.id for one in ministries(reader) if one.code == ministry]
        return list(milestones(reader, MilestoneFilter(ministry_id=ministry_id, sort=Sort.CODE)))


def test_milestones_were_added_and_removed_midway(sample: Database, today: date) -> None:
    """Those added are there now, those given up are not."""
    first = {one.code for one in _milestones(sample, today + timedelta(days=UPDATE_DAYS[0]))}
    now = {one.code for one in _milestones(sample, today)}
    assert len(now - first) == 8
    assert len(first - now) == 4
