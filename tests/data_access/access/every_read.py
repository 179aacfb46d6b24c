"""Every function that reads facts, listed by hand, as one call of a reader each."""

import io
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

from sqlalchemy import select

from data_access.model import MODELS, Base, Kind
from data_access.reads import (
    board,
    change_content,
    changes,
    deeds,
    freshness,
    history,
    lookup,
    milestones,
    origins,
    people,
)
from data_access.reads.point import programmes
from data_access.reads.snapshot import Reader
from data_access.sessions import (
    circumstances,
    instruction_history,
    instructions,
    meetings,
    readiness,
    schedule,
    subject,
)
from data_access.sessions import help as requests
from data_access.sessions.proposal import concerns, standings
from data_access.sessions.record import record
from data_access.uploads.checks import neighbours
from data_access.uploads.columns import SHEETS
from data_access.uploads.foreign.names import load_names
from data_access.uploads.rows import rows_in_scope
from data_access.uploads.workbooks.template import template_workbook
from tests.data_access.access.marked_world import DAY, FIELDS, Marked, mark
from tests.data_access.uploads.bringing import TEMPLATE_WORDS

Read = Callable[[Reader, Marked], Any]

EVERY: dict[str, Read] = {
    "fields": lambda reader, _: board.fields(reader),
    "teams": lambda reader, _: board.teams(reader),
    "ministries": lambda reader, _: board.ministries(reader),
    "problem_lights": lambda reader, _: board.problem_lights(reader),
    "problems": lambda reader, _: reader.connection.execute(reader.problems()).all(),
    "milestones": lambda reader, _: milestones.milestones(reader, milestones.MilestoneFilter()),
    "milestones sought": lambda reader, _: [
        milestones.milestones(reader, milestones.MilestoneFilter(text=mark(one))) for one in FIELDS
    ],
    "counts": lambda reader, _: milestones.counts(reader, milestones.MilestoneFilter()),
    "leading_milestones": lambda reader, world: milestones.leading_milestones(reader, tuple(world.problems)),
    "origins": lambda reader, world: [origins.origins(reader, one) for one in world.milestones],
    "milestone_history": lambda reader, world: [
        history.milestone_history(reader, one) for one in world.milestones
    ],
    "team_members": lambda reader, world: [people.team_members(reader, one) for one in world.teams],
    "find": lambda reader, _: {
        kind: {code for code in _codes(reader, kind) if lookup.find(reader, kind, code) is not None}
        for kind in MODELS
    },
    "changes": lambda reader, _: changes.changes(reader, limit=1000),
    "count_changes": lambda reader, _: changes.count_changes(reader),
    "change": lambda reader, world: [
        found for one in _versions(reader, world) if (found := changes.change(reader, one)) is not None
    ],
    "sent_file": lambda reader, world: [
        found
        for one in _versions(reader, world)
        if (found := changes.sent_file(reader, one, sender="coordinator@example.kz")) is not None
    ],
    "change_content": lambda reader, world: [
        found
        for one in _versions(reader, world)
        if (found := change_content.change_content(reader, one, DAY, 1000))[1]
    ],
    "freshness": lambda reader, _: freshness.freshness(reader),
    "deeds": lambda reader, world: deeds.deeds(reader, tuple(_versions(reader, world))),
    "subjects": lambda reader, _: subject.subjects(reader),
    "sessions": lambda reader, _: schedule.sessions(reader),
    "agenda": lambda reader, world: [
        (one.subject, one.question, one.minutes) for one in schedule.agenda(reader, world.session)
    ],
    "agenda_sizes": lambda reader, _: schedule.agenda_sizes(reader),
    "circumstances": lambda reader, _: circumstances.circumstances(reader, schedule.sessions(reader)[0]),
    "proposal": lambda reader, _: concerns(
        standings((), board.problem_lights(reader)),
        None,
        circumstances.circumstances(reader, schedule.sessions(reader)[0]),
        DAY,
    ),
    "readiness": lambda reader, _: readiness.readiness(
        reader,
        programmes(reader.connection)[0],
        readiness.window_of(schedule.sessions(reader)[0]),
    ),
    "instructions": lambda reader, _: instructions.instructions(reader),
    "count_by_state": lambda reader, _: instructions.count_by_state(reader),
    "instruction_history": lambda reader, world: [
        found for one in world.instructions if (found := instruction_history.instruction_history(reader, one))
    ],
    "meetings": lambda reader, _: meetings.meetings(reader),
    "last_met": lambda reader, _: meetings.last_met(reader),
    "help_requests": lambda reader, _: requests.help_requests(reader),
    "open_help": lambda reader, _: requests.open_help(reader),
    "record": lambda reader, world: record(reader.connection, world.session, reader.view.scope),
    "rows_in_scope": lambda reader, _: {
        kind: rows_in_scope(reader, kind) for kind in SHEETS if kind is not Kind.PERSON
    },
    "template": lambda reader, _: _texts(
        template_workbook(reader, kinds=SHEETS, field_ids=None, words=TEMPLATE_WORDS)
    ),
    "template of fields": lambda reader, world: _texts(
        template_workbook(reader, kinds=SHEETS, field_ids=world.fields, words=TEMPLATE_WORDS)
    ),
    "names that may be meant": lambda reader, _: neighbours.load_named(reader, SHEETS),
    "owners": lambda reader, _: neighbours.load_owners(reader),
    "later reports": lambda reader, _: neighbours.load_reports_after(reader, DAY.replace(month=1)),
    "names that stand for codes": lambda reader, _: (load_names(reader).seen, load_names(reader).codes),
}


def _versions(reader: Reader, world: Marked) -> list[int]:
    """The changes that are looked at one by one: those since the test's beginning, and some of before."""
    return [*world.looked_at, *range(world.since + 1, reader.view.version + 1)]


def _codes(reader: Reader, kind: Kind) -> list[str]:
    """All codes of a kind that there ever were."""
    code = Base.metadata.tables[MODELS[kind].__tablename__].c.code
    return list(reader.connection.scalars(select(code).distinct()))


def _texts(workbook: bytes) -> dict[str, bytes]:
    """The parts of a workbook, without those that say when and from which version it was made.

    Every part says in its first line which version of XML it is.
    """
    with ZipFile(io.BytesIO(workbook)) as archive:
        names = [name for name in archive.namelist() if not name.startswith("docProps")]
        parts = {name: archive.read(name) for name in names}
    return {name: part for name, part in parts.items() if b"version" not in part[200:] or b"MARK" in part}
