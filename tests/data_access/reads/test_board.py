"""The board: counts, lights and worst figures of problems equal a plain loop over their milestones."""

from collections import defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.board import problem_lights
from data_access.reads.milestones import MilestoneFilter, MilestoneState, milestones
from data_access.reads.point import newest_version, open_reader
from data_access.reports import put_reports
from data_access.roll_up import count, roll_up
from data_access.traffic_light import LIGHT_OF, Light, Reason
from data_access.view import View
from tests.factories import change_of, lay_ground, milestone_row, report_row

DAY = date(2024, 6, 1)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
REPORTS = st.tuples(
    DAYS,  # baseline
    st.one_of(st.none(), DAYS),  # forecast
    st.one_of(st.none(), DAYS),  # done on
    st.one_of(st.none(), st.integers(0, 10000)),
    st.sampled_from([None, "red", "green", "done"]),
)


@settings(max_examples=25)
@given(rows=st.lists(REPORTS, max_size=12))
def test_board_equals_a_plain_loop(database: Database, rows: list[tuple[object, ...]]) -> None:
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        ids = change.add(
            Kind.MILESTONE, [milestone_row(ground.problem, baseline=row[0], term=row[0]) for row in rows]
        )
        put_reports(
            change,
            [
                report_row(
                    one, date(2024, 5, 1), forecast=row[1], done_on=row[2], progress=row[3], declared=row[4]
                )
                for one, row in zip(ids, rows, strict=True)
            ],
        )
    with database.reading() as connection:
        version = newest_version(connection, ground.programme)
    with open_reader(database, View(programme_id=ground.programme, version=version, day=DAY)) as reader:
        board = {problem.id: problem for problem in problem_lights(reader)}
        found: dict[int, list[MilestoneState]] = defaultdict(list)
        for one in milestones(reader, MilestoneFilter()):
            found[one.problem_id].append(one)
        thresholds = reader.thresholds()
    for problem_id, problem in board.items():
        members = found[problem_id]
        counts = count(one.verdict.light for one in members)
        assert problem.counts == counts
        assert problem.light is roll_up(counts, thresholds)
        assert problem.days_past == _worst(members, Reason.PAST_TERM)
        assert problem.days_slip == _worst(members, Reason.FORECAST_FAR_BEHIND)
        assert problem.declared_green_but_red == sum(one.is_too_rosy for one in members)


def _worst(members: list[MilestoneState], reason: Reason) -> int:
    return max((one.verdict.days or 0 for one in members if one.verdict.reason is reason), default=0)


def test_every_reason_means_one_light() -> None:
    assert set(LIGHT_OF) == set(Reason)
    assert set(LIGHT_OF.values()) == set(Light)
