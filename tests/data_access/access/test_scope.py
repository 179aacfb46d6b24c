"""Who may see some fields is shown nothing of the others: not in texts, not in totals, not by what changes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reads import changes as changes_read
from data_access.reads.point import latest_version, open_reader, programmes
from data_access.sessions import instruction_changes as instructions
from data_access.sessions.instructions import instructions as all_instructions
from data_access.sessions.preparing import close_session, open_session
from data_access.sessions.record import record
from data_access.uploads.bring import Prepared, prepare
from data_access.view import EVERYTHING, Scope, View
from tests.data_access.access.every_read import EVERY
from tests.data_access.access.marked_world import BY, DAY, FIELDS, STEPS, Marked, mark
from tests.data_access.uploads.bringing import workbook
from tests.factories import change_of, milestone_row, problem_row, team_row

OFFICER = 0  # whose field is the first; the others are foreign
FOREIGN = FIELDS[1:]


@pytest.fixture
def world(database: Database) -> Marked:
    return Marked(database)


def view_of(world: Marked, scope: Scope) -> View:
    with world.database.reading() as connection:
        version = latest_version(connection, world.programme)
    return View(programme_id=world.programme, version=version, day=DAY, scope=scope)


def seen(world: Marked, scope: Scope) -> dict[str, Any]:
    """All that is read in a scope, by the name of the read."""
    with open_reader(world.database, view_of(world, scope)) as reader:
        return {name: read(reader, world) for name, read in EVERY.items()}


def own(world: Marked) -> Scope:
    return Scope(frozenset({world.fields[OFFICER]}))


def test_every_read_shows_what_is_there(world: Marked) -> None:
    """Or else the tests below would find nothing because nothing is read."""
    without_marks = {"ministries", "counts", "count_changes", "agenda_sizes", "circumstances", "readiness"}
    without_marks |= {"sessions", "last_met", "open_help", "count_by_state", "later reports", "record"}
    for name, found in seen(world, EVERYTHING).items():
        assert found or name == "record", name
        if name not in without_marks:
            assert all(mark(field) in str(found) for field in FIELDS), name


def test_what_is_shown_bears_no_foreign_mark(world: Marked) -> None:
    for places in ((), (OFFICER,), (OFFICER, FOREIGN[0])):
        scope = Scope(frozenset(world.fields[place] for place in places))
        for name, found in seen(world, scope).items():
            shown = {field for field in FIELDS if mark(field) in str(found)}
            assert shown <= set(places), (name, places)


@settings(max_examples=8)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(FOREIGN)), min_size=1, max_size=5))
def test_what_is_done_in_foreign_fields_changes_nothing_that_is_seen(
    database: Database, steps: list[tuple[str, int]]
) -> None:
    world = _kept_world(database)
    world.since = view_of(world, EVERYTHING).version
    world.looked_at = [one for field in FIELDS for one in world.versions[field][-1:]]
    before = seen(world, own(world))
    for step, field in steps:
        getattr(world, step)(field)
    after = seen(world, own(world))
    assert {name for name in EVERY if before[name] != after[name]} == set()


_worlds: dict[str, Marked] = {}


def _kept_world(database: Database) -> Marked:
    """The world of a test's database, made once for all examples."""
    key = database.url.render_as_string()
    if key not in _worlds:
        _worlds.clear()
        _worlds[key] = Marked(database)
    return _worlds[key]


def test_of_a_change_to_several_fields_each_sees_its_part(world: Marked) -> None:
    with change_of(world.database, world.programme, kind=ChangeKind.UPLOAD) as change:
        for field in FIELDS:
            change.add(Kind.MILESTONE, [milestone_row(world.problems[field]) for _ in range(field + 1)])
        version = change.version
    for field in FIELDS:
        scope = Scope(frozenset({world.fields[field]}))
        with open_reader(world.database, view_of(world, scope)) as reader:
            found = changes_read.change(reader, version)
        assert found is not None
        assert found.plans == field + 1


def test_a_sent_file_is_shown_to_its_sender_alone_while_all_of_it_is_in_scope(world: Marked) -> None:
    version = world.versions[OFFICER][-1]
    foreign = world.versions[FOREIGN[0]][-1]
    with open_reader(world.database, view_of(world, own(world))) as reader:
        assert changes_read.sent_file(reader, version, sender="coordinator@example.kz") is not None
        assert changes_read.sent_file(reader, version, sender="another@example.kz") is None
        assert changes_read.sent_file(reader, version) is None
        assert changes_read.sent_file(reader, foreign, sender="coordinator@example.kz") is None
    with open_reader(world.database, view_of(world, EVERYTHING)) as reader:
        assert changes_read.sent_file(reader, foreign) is not None


def test_an_instruction_about_nothing_is_for_those_who_see_everything(world: Marked) -> None:
    before = seen(world, own(world))
    instructions.give_instruction(
        world.database, world.programme, text="Hurry", ministry_id=world.ministries[OFFICER], **GIVEN
    )
    assert seen(world, own(world)) == before
    with open_reader(world.database, view_of(world, EVERYTHING)) as reader:
        assert "Hurry" in {one.text for one in all_instructions(reader)}


GIVEN: dict[str, Any] = {"term": DAY, "day": DAY, **BY}


def test_the_record_of_a_session_is_for_those_who_see_everything(world: Marked) -> None:
    where = (world.database, world.programme, world.session)
    open_session(*where, version=1, day=DAY, **BY)
    close_session(*where, content='{"all": "fields"}', **BY)
    with world.database.reading() as connection:
        assert record(connection, world.session) == '{"all": "fields"}'
        assert record(connection, world.session, own(world)) is None


def bring(world: Marked, sheets: dict[str, list[tuple[Any, ...]]], *, whole: bool = False) -> Prepared:
    """What an officer of the first field is told of a file."""
    with world.database.reading() as connection:
        [programme] = programmes(connection)
    return prepare(
        world.database,
        programme=programme,
        file_name="figures.xlsx",
        content=workbook(sheets),
        as_at=DAY,
        day=DAY,
        whole=whole,
        scope=own(world),
        actor="officer@example.kz",
    )


def test_a_fault_tells_nothing_of_a_foreign_problem(world: Marked) -> None:
    with open_reader(world.database, view_of(world, EVERYTHING)) as reader:
        found = EVERY["subjects"](reader, world)
    own_field, problem = found[world.fields[OFFICER]].code, found[world.problems[FOREIGN[0]]]
    head = ("Code", "Title (en)", "Field", "Problem", "Start", "Term")
    by_code, by_name = (
        bring(world, {"Milestones": [head, ("NEW", "x", field, told, DAY, DAY)]})
        for field, told in ((own_field, problem.code), (None, problem.name.en))
    )
    assert {fault.code for fault in by_code.faults} == {"not_yours"}
    assert all(problem.code not in str(fault) for fault in by_name.faults if fault.found != problem.name.en)
    assert {fault.code for fault in by_name.faults} == {"unknown_code"}
    assert [fault.proposal for fault in (*by_code.faults, *by_name.faults)] == [None] * 2


def test_a_fault_does_not_name_the_foreign_thing_that_still_refers_to_what_is_missing(world: Marked) -> None:
    with change_of(world.database, world.programme) as change:
        [team] = change.add(Kind.TEAM, [team_row(world.fields[OFFICER], code="SHARED")])
        change.add(
            Kind.PROBLEM, [problem_row(world.fields[FOREIGN[0]], code=world.code(FOREIGN[0]), team_id=team)]
        )
    with open_reader(world.database, view_of(world, own(world))) as reader:
        teams, fields = EVERY["teams"](reader, world), EVERY["fields"](reader, world)
    rows = [("Code", "Name (en)", "Field")]
    rows += [(one.code, one.name.en, fields[0].code) for one in teams if one.code != "SHARED"]
    [fault] = bring(world, {"Teams": rows}, whole=True).faults
    assert (fault.code, fault.found, dict(fault.params)) == ("still_used", "SHARED", {"kind": "team"})
