"""The doors: each writes for who may and for nobody else, in the fields where it may; in its own name alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from data_access.access import guard
from data_access.access.audit import Noted, entries
from data_access.access.roles import NotAllowedError, Person
from data_access.database import Database
from data_access.model import Change, ColumnMap, Instruction, Kind, Problem
from data_access.reads.point import programmes
from data_access.sessions.preparing import PlannedItem
from data_access.uploads.files.book import Book
from data_access.uploads.foreign.mapped import Mapped
from data_access.uploads.foreign.mapping import FileMapping, SheetMapping
from data_access.words import Words
from tests.data_access.access.people import ADMINISTRATOR, CHAIR, COORDINATOR, KEY, officer, person, viewer
from tests.data_access.uploads.bringing import milestones, workbook
from tests.factories import Ground, change_of, field_row, lay_ground, milestone_row, ministry_row, problem_row

AT = datetime(2024, 6, 10, 6, tzinfo=UTC)
TODAY = date(2024, 6, 10)


class World:
    """A programme of two fields, each with its ministry, and one of each thing that is written about the own."""

    def __init__(self, database: Database) -> None:
        database.audit_key = KEY
        self.database = database
        self.ground: Ground = lay_ground(database)
        with change_of(database, self.ground.programme) as change:
            [self.other_ministry] = change.add(Kind.MINISTRY, [ministry_row()])
            [self.foreign] = change.add(Kind.FIELD, [field_row(ministry_id=self.other_ministry)])
            [self.foreign_problem] = change.add(Kind.PROBLEM, [problem_row(self.foreign, code="FOREIGN-P")])
            self.version = change.version
            change.add(Kind.MILESTONE, [milestone_row(self.foreign_problem, code="FOREIGN-M")])
            change.add(Kind.MILESTONE, [milestone_row(self.ground.problem, code="OWN-M")])
        self.session = self.write(
            guard.prepare_session, held_on=TODAY, title=Words("", "", "Review"), by=COORDINATOR
        )
        self.instruction = self.instruct(self.ground.problem, self.ground.ministry)
        self.meeting = self.write(guard.record_meeting, **self.meeting_on(self.ground.problem))
        self.request = self.write(guard.ask_for_help, **self.help_on(self.ground.problem))

    def write(self, door: Callable[..., Any], *arguments: Any, by: Person = COORDINATOR, **named: Any) -> Any:
        programme = self.ground.programme
        return door(by, self.database, programme, *arguments, actor=by.actor, recorded_at=AT, **named)

    def instruct(self, subject: int | None, ministry: int) -> int:
        given = {"text": "Submit the plan", "ministry_id": ministry, "term": TODAY, "day": TODAY}
        found: int = self.write(guard.give_instruction, subject_id=subject, by=CHAIR, **given)
        return found

    @staticmethod
    def meeting_on(subject: int) -> dict[str, Any]:
        return {
            "subject_id": subject,
            "held_on": TODAY,
            "participants": "All",
            "about": "Land",
            "today": TODAY,
        }

    @staticmethod
    def help_on(subject: int) -> dict[str, Any]:
        return {"subject_id": subject, "what": "Land", "asked_of": "Akim", "asked_on": TODAY, "today": TODAY}

    def changes(self) -> int:
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(Change)) or 0

    def refusals(self) -> list[str]:
        with self.database.reading() as connection:
            found = entries(connection, limit=100, action=Noted.REFUSED)
        return [entry.object for _, entry in found]


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


Door = Callable[[World, Person], Any]
NEW = {"held_on": TODAY, "title": Words("", "", "x")}
GIVEN = {"text": "Hurry", "term": TODAY, "day": TODAY}

# What each door is called with, and who may: o officer of the field, c coordinator, h chair.
DOORS: dict[str, tuple[Door, str]] = {
    "prepare_session": (lambda w, by: w.write(guard.prepare_session, by=by, **NEW), "c"),
    "change_session": (lambda w, by: w.write(guard.change_session, w.session, chair="PM", by=by), "c"),
    "arrange_agenda": (
        lambda w, by: w.write(
            guard.arrange_agenda, w.session, [PlannedItem(subject_id=w.ground.field)], by=by
        ),
        "c",
    ),
    "open_session": (
        lambda w, by: w.write(guard.open_session, w.session, version=w.version, day=TODAY, by=by),
        "ch",
    ),
    "move_wall": (
        lambda w, by: guard.move_wall(by, w.database, w.session, item=1, is_blank=False, now=AT),
        "ch",
    ),
    "give_instruction": (
        lambda w, by: w.write(guard.give_instruction, ministry_id=w.ground.ministry, by=by, **GIVEN),
        "ch",
    ),
    "move_term": (
        lambda w, by: w.write(guard.move_term, w.instruction, term=TODAY, today=TODAY, by=by),
        "c",
    ),
    "take_off_control": (
        lambda w, by: w.write(
            guard.take_off_control, w.instruction, day=TODAY, today=TODAY, reason="x", evidence="y", by=by
        ),
        "c",
    ),
    "record_meeting": (
        lambda w, by: w.write(guard.record_meeting, by=by, **w.meeting_on(w.ground.field)),
        "oc",
    ),
    "correct_meeting": (
        lambda w, by: w.write(guard.correct_meeting, w.meeting, about="Roads", today=TODAY, by=by),
        "oc",
    ),
    "remove_meeting": (lambda w, by: w.write(guard.remove_meeting, w.meeting, by=by), "oc"),
    "ask_for_help": (
        lambda w, by: w.write(guard.ask_for_help, by=by, **w.help_on(w.ground.problem)),
        "oc",
    ),
    "mark_given": (
        lambda w, by: w.write(guard.mark_given, w.request, given_on=TODAY, today=TODAY, by=by),
        "oc",
    ),
    "correct_help_request": (
        lambda w, by: w.write(guard.correct_help_request, w.request, what="Roads", today=TODAY, by=by),
        "oc",
    ),
    "remove_help_request": (lambda w, by: w.write(guard.remove_help_request, w.request, by=by), "oc"),
    "preview_taking_back": (lambda w, by: guard.preview_taking_back(by, w.database, w.version), "c"),
    "take_back": (
        lambda w, by: guard.take_back(by, w.database, w.version, actor=by.actor, recorded_at=AT),
        "c",
    ),
    "report_on": (
        lambda w, by: guard.report_on(
            by,
            w.database,
            w.ground.programme,
            w.instruction,
            as_of=TODAY,
            today=TODAY,
            progress=100,
            recorded_at=AT,
        ),
        "oc",
    ),
}
WHO: dict[str, Callable[[World], Person]] = {
    "o": lambda world: officer(world.ground.field),
    "c": lambda _world: COORDINATOR,
    "h": lambda _world: CHAIR,
    "officer of a foreign field": lambda world: officer(world.foreign),
    "viewer": lambda world: viewer(world.ground.field),
    "administrator": lambda _world: ADMINISTRATOR,
    "nobody": lambda _world: person(),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_for_who_may_alone(world: World, door: str, who: str) -> None:
    go, allowed = DOORS[door]
    before = world.changes()
    if who in allowed:
        go(world, WHO[who](world))
        assert world.refusals() == []
        return
    with pytest.raises(NotAllowedError) as refused:
        go(world, WHO[who](world))
    assert world.changes() == before
    is_write = door != "preview_taking_back"
    assert world.refusals() == ([refused.value.action.value] if is_write else [])


def test_nothing_is_recorded_about_a_foreign_field(world: World) -> None:
    own = officer(world.ground.field)
    for subject in (world.foreign, world.foreign_problem, 10**9):
        with pytest.raises(NotAllowedError):
            world.write(guard.record_meeting, by=own, **world.meeting_on(subject))
        with pytest.raises(NotAllowedError):
            world.write(guard.ask_for_help, by=own, **world.help_on(subject))
        with pytest.raises(NotAllowedError):
            world.write(guard.correct_meeting, world.meeting, subject_id=subject, today=TODAY, by=own)
    with pytest.raises(NotAllowedError):
        world.write(guard.remove_meeting, 10**9, by=own)


def test_an_officer_reports_on_the_instructions_of_its_ministry_that_it_sees(world: World) -> None:
    own = officer(world.ground.field)
    of_another_ministry = world.instruct(world.ground.problem, world.other_ministry)
    about_a_foreign_field = world.instruct(world.foreign, world.ground.ministry)
    about_nothing = world.instruct(None, world.ground.ministry)
    asked = (world.instruction, of_another_ministry, about_a_foreign_field, about_nothing, 10**9)
    assert [guard.may_report_on(own, world.database, one) for one in asked] == [True, *([False] * 4)]
    both = officer(world.ground.field, world.foreign)
    assert [guard.may_report_on(both, world.database, one) for one in asked] == [*([True] * 3), False, False]


def test_nobody_writes_in_anothers_name(world: World) -> None:
    before = world.changes()
    with pytest.raises(ValueError, match="name"):
        guard.remove_meeting(
            COORDINATOR,
            world.database,
            world.ground.programme,
            world.meeting,
            actor=CHAIR.actor,
            recorded_at=AT,
        )
    assert world.changes() == before


def file_on(*codes: str, problem: str) -> bytes:
    rows = [(one, "New title", problem, date(2024, 1, 1), date(2024, 12, 31), None, 20, "") for one in codes]
    return milestones(*rows)


def sent(world: World, by: Person, content: bytes) -> Any:
    with world.database.reading() as connection:
        [programme] = programmes(connection)
    return guard.prepare(
        by,
        world.database,
        programme=programme,
        file_name="figures.xlsx",
        content=content,
        as_at=TODAY,
        day=TODAY,
    )


def own_problem(world: World) -> str:
    with world.database.reading() as connection:
        return str(connection.scalar(select(Problem.code).where(Problem.entity_id == world.ground.problem)))


def test_a_file_goes_in_where_its_sender_may(world: World) -> None:
    own = officer(world.ground.field)
    prepared = sent(world, own, file_on("OWN-M", "OWN-NEW", problem=own_problem(world)))
    assert prepared.faults == ()
    assert guard.apply(own, world.database, prepared, recorded_at=AT).version is not None


def test_a_file_about_a_foreign_field_has_faults(world: World) -> None:
    own = officer(world.ground.field)
    for code, problem in (
        ("FOREIGN-M", own_problem(world)),
        ("OWN-M", "FOREIGN-P"),
        ("OWN-NEW", "FOREIGN-P"),
    ):
        assert {fault.code for fault in sent(world, own, file_on(code, problem=problem)).faults} == {
            "not_yours"
        }


@pytest.mark.parametrize("who", ["h", "viewer", "administrator", "nobody"])
def test_who_may_not_bring_prepares_nothing(world: World, who: str) -> None:
    with pytest.raises(NotAllowedError):
        sent(world, WHO[who](world), file_on("OWN-M", problem=own_problem(world)))


def test_a_role_taken_away_stops_a_file_that_was_prepared(world: World) -> None:
    own = officer(world.ground.field, world.foreign)
    prepared = sent(world, own, file_on("OWN-M", problem=own_problem(world)))
    for less in (officer(world.ground.field), officer()):
        with pytest.raises(NotAllowedError):
            guard.apply(less, world.database, prepared, recorded_at=AT)
    with pytest.raises(ValueError, match="prepared"):
        guard.apply(COORDINATOR, world.database, prepared, recorded_at=AT)
    everything = sent(world, COORDINATOR, file_on("OWN-M", problem=own_problem(world)))
    with pytest.raises(NotAllowedError):
        guard.apply(person(name="coordinator"), world.database, everything, recorded_at=AT)


def test_how_a_file_is_read_is_remembered_for_ones_own_ministry_alone(world: World) -> None:
    own = officer(world.ground.field)
    answer = FileMapping(sheets=(SheetMapping(sheet="Figures", kind=None),))
    remembered = []
    for ministry in (world.ground.ministry, world.other_ministry):
        mapped = Mapped(book=Book(file_name="x.xlsx"), mapping=answer, ministry_id=ministry)
        guard.remember(own, world.database, world.ground.programme, mapped, saved_at=AT)
        with world.database.reading() as connection:
            rows = connection.execute(select(ColumnMap.ministry_id, ColumnMap.saved_by)).all()
        remembered.append([tuple(row) for row in rows])
    assert remembered == [
        [(world.ground.ministry, own.actor)],
        [(world.ground.ministry, own.actor), (None, own.actor)],
    ]
    with pytest.raises(NotAllowedError):
        guard.remember(CHAIR, world.database, world.ground.programme, mapped, saved_at=AT)


def test_a_file_reports_on_no_instruction_of_another_ministry(world: World) -> None:
    own = officer(world.ground.field)
    other = world.instruct(world.ground.problem, world.other_ministry)
    with world.database.reading() as connection:
        codes = {
            one: connection.scalar(select(Instruction.code).where(Instruction.entity_id == one))
            for one in (world.instruction, other)
        }
    head = ("Code", "Text of the instruction", "Percent")
    for one, faults in ((world.instruction, set()), (other, {"not_yours"})):
        content = workbook({"Given instructions": [head, (codes[one], "Submit the plan", 40)]})
        assert {fault.code for fault in sent(world, own, content).faults} == faults
