"""Instructions: given once, reported on, moved, taken off control and brought back; each change can be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import latest_version, newest_version, open_reader
from data_access.sessions import instruction_changes as changes
from data_access.sessions.instruction_changes import give_instruction
from data_access.sessions.instruction_history import InstructionEntry, InstructionEvent, instruction_history
from data_access.sessions.instruction_state import InstructionState
from data_access.sessions.instructions import (
    InstructionFilter,
    InstructionInfo,
    count_by_state,
    instructions,
)
from data_access.sessions.near_duplicates import near_duplicates
from data_access.take_back import take_back
from data_access.traffic_light import Light
from data_access.view import EVERYTHING, Scope, View
from tests.factories import RECORDED_AT, change_of, field_row, lay_ground, ministry_row

GIVEN = date(2026, 3, 2)
TERM = date(2026, 4, 30)
BY: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": RECORDED_AT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A programme with two ministries and two fields, and short ways to speak in it."""

    database: Database
    programme: int
    ministry: int
    other_ministry: int
    field: int
    problem: int
    other_field: int

    def give(self, text: str = "Build the road", **overrides: Any) -> int:
        given: dict[str, Any] = {
            "ministry_id": self.ministry,
            "term": TERM,
            "subject_id": self.problem,
            "day": GIVEN,
            **overrides,
        }
        return give_instruction(self.database, self.programme, text=text, **given, **BY)

    def do(self, step: Callable[..., None], instruction: int, **values: Any) -> None:
        step(self.database, self.programme, instruction, **values, **BY)

    def report(self, instruction: int, as_of: date, **figures: Any) -> None:
        self.do(changes.report_on, instruction, as_of=as_of, today=date(2026, 12, 31), **figures)

    def take_off(self, instruction: int, day: date, reason: str = "Built", evidence: str = "Act 12") -> None:
        self.do(
            changes.take_off_control,
            instruction,
            day=day,
            today=date(2026, 12, 31),
            reason=reason,
            evidence=evidence,
        )

    def version(self) -> int:
        with self.database.reading() as connection:
            return latest_version(connection, self.programme)

    def view(self, day: date = GIVEN, *, version: int | None = None, scope: Scope = EVERYTHING) -> View:
        return View(programme_id=self.programme, version=version or self.version(), day=day, scope=scope)

    def seen(self, view: View | None = None, **wanted: Any) -> tuple[InstructionInfo, ...]:
        with open_reader(self.database, view or self.view()) as reader:
            return instructions(reader, InstructionFilter(**wanted))

    def one(self, instruction: int, day: date = GIVEN) -> InstructionInfo:
        [found] = self.seen(self.view(day), entity_id=instruction)
        return found

    def history(self, instruction: int) -> tuple[InstructionEntry, ...]:
        with open_reader(self.database, self.view()) as reader:
            return instruction_history(reader, instruction)

    def undo(self, version: int | None = None) -> None:
        take_back(self.database, version or self.version(), **BY)


@pytest.fixture
def room(database: Database) -> Room:
    """A room in which nothing has been asked for yet."""
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        [other_ministry] = change.add(Kind.MINISTRY, [ministry_row()])
        [other_field] = change.add(Kind.FIELD, [field_row()])
    return Room(
        database=database,
        programme=ground.programme,
        ministry=ground.ministry,
        other_ministry=other_ministry,
        field=ground.field,
        problem=ground.problem,
        other_field=other_field,
    )


def test_given_instruction_is_read_as_it_was_given(room: Room) -> None:
    given = room.give("  Build \n the road ", co_executors=[room.other_ministry, room.ministry])
    one = room.one(given)
    assert (one.code, one.text) == ("I-2026-001", "Build the road")
    assert one.executor.id == room.ministry
    assert [other.id for other in one.co_executors] == [room.other_ministry]
    assert (one.given_on, one.term, one.baseline, one.resets) == (GIVEN, TERM, TERM, 0)
    assert one.subject is not None
    assert one.subject.id == room.problem
    assert (one.state, one.verdict.light) == (InstructionState.UNDER_CONTROL, Light.GREEN)


def test_it_is_not_known_on_the_day_before(room: Room) -> None:
    room.give()
    assert room.seen(room.view(date(2026, 3, 1))) == ()


def test_codes_go_on_within_a_year_and_are_never_given_twice(room: Room) -> None:
    room.give()
    room.give(day=date(2027, 1, 4), term=date(2027, 2, 4))
    last = room.give("Build the bridge")
    assert room.one(last).code == "I-2026-002"
    room.undo()
    assert room.one(room.give("Build a tunnel")).code == "I-2026-003"


@pytest.mark.parametrize(
    ("overrides", "error"),
    [({"text": " \n"}, changes.EmptyTextError), ({"term": date(2026, 3, 1)}, changes.TermInPastError)],
)
def test_it_cannot_be_given_so(room: Room, overrides: dict[str, Any], error: type[Exception]) -> None:
    before = room.version()
    with pytest.raises(error):
        room.give(**overrides)
    assert room.version() == before


def test_its_term_may_be_the_day_it_is_given(room: Room) -> None:
    assert room.one(room.give(term=GIVEN)).term == GIVEN


def test_it_is_no_news_for_a_wall(room: Room) -> None:
    with room.database.reading() as connection:
        before = newest_version(connection, room.programme)
    room.report(room.give(), GIVEN)
    with room.database.reading() as connection:
        assert newest_version(connection, room.programme) == before


def test_report_says_how_it_stands(room: Room) -> None:
    given = room.give()
    room.report(given, date(2026, 4, 1), progress=6000, forecast=date(2026, 5, 3), note=" Half of it ")
    one = room.one(given, date(2026, 4, 2))
    assert (one.reported_on, one.progress, one.forecast) == (date(2026, 4, 1), 6000, date(2026, 5, 3))
    assert one.note == "Half of it"
    assert (one.verdict.light, one.verdict.days) == (Light.AMBER, 3)
    room.report(given, date(2026, 4, 20), reported_done_on=date(2026, 4, 19))
    one = room.one(given, date(2026, 4, 21))
    assert (one.state, one.verdict.light) == (InstructionState.REPORTED_DONE, Light.GREEN)
    room.report(given, date(2026, 4, 22), progress=9000)
    assert room.one(given, date(2026, 4, 22)).state is InstructionState.UNDER_CONTROL


@pytest.mark.parametrize(
    ("as_of", "figures", "error"),
    [
        (date(2026, 3, 1), {}, changes.DayOutOfRangeError),
        (date(2027, 1, 1), {}, changes.DayOutOfRangeError),
        (date(2026, 4, 5), {"reported_done_on": date(2026, 4, 6)}, changes.DayOutOfRangeError),
        (date(2026, 3, 31), {}, changes.OlderReportError),
    ],
)
def test_report_of_a_day_that_cannot_be(
    room: Room, as_of: date, figures: dict[str, Any], error: type[Exception]
) -> None:
    given = room.give()
    room.report(given, date(2026, 4, 1))
    with pytest.raises(error):
        room.report(given, as_of, **figures)


def test_taking_off_control_needs_reason_and_evidence(room: Room) -> None:
    given = room.give()
    for reason, evidence in (("", "Act 12"), ("Built", " "), ("", "")):
        with pytest.raises(changes.UnprovenError):
            room.take_off(given, TERM, reason, evidence)
    with pytest.raises(changes.DayOutOfRangeError):
        room.take_off(given, date(2026, 3, 1))
    room.take_off(given, TERM)
    one = room.one(given, TERM)
    assert (one.state, one.close_reason, one.evidence) == (InstructionState.TAKEN_OFF, "Built", "Act 12")
    assert one.verdict.light is Light.DONE
    assert not one.is_open


def test_nothing_moves_while_it_is_off_control(room: Room) -> None:
    given = room.give()
    with pytest.raises(changes.UnderControlError):
        room.do(changes.bring_back_on_control, given)
    room.take_off(given, GIVEN)
    with pytest.raises(changes.TakenOffError):
        room.report(given, TERM)
    with pytest.raises(changes.TakenOffError):
        room.take_off(given, TERM)
    with pytest.raises(changes.TakenOffError):
        room.do(changes.move_term, given, term=date(2026, 6, 1), today=TERM)
    room.do(changes.bring_back_on_control, given)
    one = room.one(given)
    assert (one.state, one.close_reason, one.evidence) == (InstructionState.UNDER_CONTROL, "", "")


def test_moved_term_counts_and_does_not_help_the_light(room: Room) -> None:
    given = room.give()
    for term in (date(2026, 5, 30), date(2026, 6, 30), date(2026, 6, 30)):
        room.do(changes.move_term, given, term=term, today=TERM)
    one = room.one(given, date(2026, 5, 1))
    assert (one.term, one.baseline, one.resets) == (date(2026, 6, 30), TERM, 2)
    assert (one.state, one.verdict.days) == (InstructionState.OVERDUE, 1)
    with pytest.raises(changes.TermInPastError):
        room.do(changes.move_term, given, term=TERM, today=date(2026, 5, 1))


def test_moving_back_a_term_is_no_move(room: Room) -> None:
    given = room.give()
    room.do(changes.move_term, given, term=date(2026, 5, 30), today=TERM)
    room.undo()
    assert (room.one(given).term, room.one(given).resets) == (TERM, 0)
    room.undo()  # the taking back
    assert (room.one(given).term, room.one(given).resets) == (date(2026, 5, 30), 1)


def test_every_step_can_be_taken_back(room: Room) -> None:
    given = room.give()
    seen = [room.one(given, TERM)]
    steps: list[Callable[[], None]] = [
        lambda: room.report(given, date(2026, 4, 1), progress=100, note="Begun"),
        lambda: room.do(changes.move_term, given, term=date(2026, 5, 30), today=TERM),
        lambda: room.take_off(given, TERM),
        lambda: room.do(changes.bring_back_on_control, given),
    ]
    versions = []
    for step in steps:
        step()
        versions.append(room.version())
        seen.append(room.one(given, TERM))
    assert len(set(map(str, seen))) == 4  # brought back, it is as it was before it was taken off
    for version, before in zip(reversed(versions), reversed(seen[:-1]), strict=True):
        room.undo(version)
        assert room.one(given, TERM) == before
    room.undo(versions[0] - 1)
    assert room.seen() == ()


def test_earlier_versions_read_the_same_for_ever(room: Room) -> None:
    given = room.give()
    view = room.view(TERM)
    before = room.seen(view)
    room.report(given, date(2026, 4, 1), progress=100)
    room.do(changes.move_term, given, term=date(2026, 5, 30), today=TERM)
    assert room.seen(view) == before


def test_filters(room: Room) -> None:
    road = room.give("Road", subject_id=room.problem, co_executors=[room.other_ministry])
    bridge = room.give("Bridge", subject_id=room.field, ministry_id=room.other_ministry)
    tunnel = room.give("Tunnel", subject_id=room.other_field, term=date(2026, 3, 9))
    free = room.give("Free", subject_id=None)
    room.report(bridge, date(2026, 3, 5), reported_done_on=date(2026, 3, 4))
    room.take_off(free, date(2026, 3, 5))
    view = room.view(date(2026, 3, 10))

    def found(**wanted: Any) -> set[int]:
        return {one.id for one in room.seen(view, **wanted)}

    assert found() == {road, bridge, tunnel, free}
    assert found(ministry_id=room.other_ministry) == {road, bridge}
    assert found(subject_id=room.field) == {bridge}
    assert found(field_id=room.field) == {road, bridge}
    assert found(state=InstructionState.OVERDUE) == {tunnel}
    assert found(is_open=True) == {road, bridge, tunnel}
    assert found(ministry_id=room.ministry, state=InstructionState.UNDER_CONTROL) == {road}
    assert room.seen(view)[0].id == tunnel
    with open_reader(room.database, view) as reader:
        assert count_by_state(reader, InstructionFilter(state=InstructionState.OVERDUE)) == {
            InstructionState.OVERDUE: 1,
            InstructionState.REPORTED_DONE: 1,
            InstructionState.UNDER_CONTROL: 1,
            InstructionState.TAKEN_OFF: 1,
        }


def test_those_who_see_one_field_see_its_instructions_alone(room: Room) -> None:
    road = room.give("Road", subject_id=room.problem)
    tunnel = room.give("Tunnel", subject_id=room.other_field)
    free = room.give("Free", subject_id=None)
    scoped = room.view(scope=Scope(frozenset({room.field})))
    assert {one.id for one in room.seen(scoped)} == {road}
    with open_reader(room.database, scoped) as reader:
        assert sum(count_by_state(reader).values()) == 1
        assert instruction_history(reader, tunnel) == ()
        assert instruction_history(reader, free) == ()
        assert instruction_history(reader, road) != ()


def test_history_says_who_did_what(room: Room) -> None:
    given = room.give(co_executors=[room.other_ministry])
    room.report(given, date(2026, 4, 1), progress=5000)
    room.do(changes.move_term, given, term=date(2026, 5, 30), today=TERM)
    room.take_off(given, TERM)
    room.do(changes.bring_back_on_control, given)
    room.undo(room.version() - 2)
    entries = room.history(given)
    assert [entry.event for entry in reversed(entries)] == [
        InstructionEvent.GIVEN,
        InstructionEvent.REPORTED,
        InstructionEvent.TERM_MOVED,
        InstructionEvent.TAKEN_OFF,
        InstructionEvent.BROUGHT_BACK,
        InstructionEvent.CHANGED,
    ]
    assert {entry.actor for entry in entries} == {"coordinator@example.kz"}
    assert {entry.recorded_at for entry in entries} == {datetime.fromisoformat("2024-01-15T06:00:00+00:00")}
    moves = {move.attribute: (move.old, move.new) for move in entries[-2].values}
    assert moves == {"reported_on": (None, date(2026, 4, 1)), "progress": (None, 5000)}
    assert [entry.takes_back for entry in entries] == [room.version() - 3, None, None, None, None, None]


def test_near_duplicates_are_those_under_control(room: Room) -> None:
    near = room.give("Утвердить план строительства дорог к озёрам")
    nearer = room.give("План строительства дорог к озерам утвердить, доложить")
    room.give("Утвердить план строительства школ в сельских районах")
    closed = room.give("Утвердить план строительства дорог к озёрам")
    room.take_off(closed, GIVEN)
    found = near_duplicates(room.seen(), "До июня план строительства дорог к озёрам утвердить")
    assert {one.instruction.id for one in found} == {near, nearer}
    assert found[0].share >= found[-1].share
    assert near_duplicates(room.seen(), "Провести перепись населения страны") == ()


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 3, 2), date(2026, 4, 1)),  # a Wednesday
        (date(2026, 3, 5), date(2026, 4, 6)),  # 4 April is a Saturday
        (date(2026, 3, 6), date(2026, 4, 6)),  # 5 April is a Sunday
    ],
)
def test_suggested_term_is_a_working_day(day: date, term: date) -> None:
    assert changes.suggested_term(day) == term
