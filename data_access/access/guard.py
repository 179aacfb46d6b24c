"""The doors through which people write: each asks first whether the person may, in the fields concerned.

Screens and commands call these, never the writers behind them. A guarded writer takes the person first and
then what the writer takes; `actor`, where the writer has one, must be the person's own (`Person.actor`).
All raise NotAllowedError, with nothing written, for what a person may not do; that is noted in the audit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from inspect import BoundArguments, Parameter, signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from data_access import programme
from data_access import take_back as taking_back
from data_access.access.concerned import (
    field_of_subject,
    field_of_thing,
    fields_of_executor,
    ministries_of_fields,
)
from data_access.access.demand import demand, refused
from data_access.access.roles import Action, Person, may, may_somewhere, scope_of
from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import ProgrammeInfo
from data_access.sessions import help as help_requests
from data_access.sessions import instruction_changes, meetings, preparing, wall
from data_access.uploads import bring
from data_access.uploads.choices import Choices
from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Bounds
from data_access.uploads.foreign import column_maps
from data_access.uploads.foreign import mapped as mapping
from data_access.uploads.foreign.mapped import Mapped
from data_access.uploads.prepared import Prepared, Progress, untold

P = ParamSpec("P")
R = TypeVar("R")

_NO_CHOICES = Choices()

Told = Mapping[str, Any]
"""What a writer was called with, by the names of its parameters."""

Concerned = Callable[[Connection, Told], Iterable[int | None]]
"""The fields that a call of a writer would touch; None: no single one."""


def _guarded(
    write: Callable[P, R], action: Action, concerned: Concerned | None = None
) -> Callable[Concatenate[Person, P], R]:
    """A writer that asks first; `concerned`: in which fields the person must be allowed to, else in all."""
    parameters = signature(write)

    def asks_first(person: Person, /, *arguments: P.args, **named: P.kwargs) -> R:
        told = _told(parameters.bind(*arguments, **named))
        if told.get("actor", person.actor) != person.actor:
            raise ValueError("A change is written in the name of who makes it.")
        database: Database = told["database"]
        fields: Iterable[int | None] = (None,)
        if concerned is not None:
            with database.reading() as connection:
                fields = concerned(connection, told)
        moment = told.get("recorded_at") or told.get("now")
        demand(database, person, action, fields, at=moment)
        return write(*arguments, **named)

    asks_first.__doc__ = write.__doc__
    return asks_first


def _told(bound: BoundArguments) -> Told:
    found: dict[str, Any] = {}
    for name, value in bound.arguments.items():
        is_more = bound.signature.parameters[name].kind is Parameter.VAR_KEYWORD
        found |= value if is_more else {name: value}
    return found


def _of_new(connection: Connection, told: Told) -> Iterable[int | None]:
    """The field of what is to be recorded about a subject."""
    return [field_of_subject(connection, told["subject_id"])]


def _of_meeting(connection: Connection, told: Told) -> Iterable[int | None]:
    return _of_known(connection, Kind.MEETING, told["meeting_id"], told)


def _of_request(connection: Connection, told: Told) -> Iterable[int | None]:
    return _of_known(connection, Kind.HELP_REQUEST, told["request_id"], told)


def _of_known(connection: Connection, kind: Kind, entity_id: int, told: Told) -> Iterable[int | None]:
    """The field of something recorded, and that of the subject that it is to get."""
    fields = [field_of_thing(connection, kind, entity_id)]
    if "subject_id" in told:
        fields.append(field_of_subject(connection, told["subject_id"]))
    return fields


prepare_session = _guarded(preparing.prepare_session, Action.PREPARE_SESSION)
change_session = _guarded(preparing.change_session, Action.PREPARE_SESSION)
arrange_agenda = _guarded(preparing.arrange_agenda, Action.PREPARE_SESSION)
open_session = _guarded(preparing.open_session, Action.LEAD_SESSION)
take_in = _guarded(preparing.take_in, Action.LEAD_SESSION)
close_session = _guarded(preparing.close_session, Action.LEAD_SESSION)
move_wall = _guarded(wall.move, Action.LEAD_SESSION)

give_instruction = _guarded(instruction_changes.give_instruction, Action.GIVE_INSTRUCTION)
move_term = _guarded(instruction_changes.move_term, Action.CONTROL_INSTRUCTION)
take_off_control = _guarded(instruction_changes.take_off_control, Action.CONTROL_INSTRUCTION)
bring_back_on_control = _guarded(instruction_changes.bring_back_on_control, Action.CONTROL_INSTRUCTION)

record_meeting = _guarded(meetings.record_meeting, Action.RECORD_ASSISTANCE, _of_new)
correct_meeting = _guarded(meetings.correct_meeting, Action.RECORD_ASSISTANCE, _of_meeting)
remove_meeting = _guarded(meetings.remove_meeting, Action.RECORD_ASSISTANCE, _of_meeting)
ask_for_help = _guarded(help_requests.ask_for_help, Action.RECORD_ASSISTANCE, _of_new)
mark_given = _guarded(help_requests.mark_given, Action.RECORD_ASSISTANCE, _of_request)
correct_help_request = _guarded(help_requests.correct_help_request, Action.RECORD_ASSISTANCE, _of_request)
remove_help_request = _guarded(help_requests.remove_help_request, Action.RECORD_ASSISTANCE, _of_request)

set_thresholds = _guarded(programme.set_thresholds, Action.SET_THRESHOLDS)
describe_programme = _guarded(programme.describe_programme, Action.SET_THRESHOLDS)
forget_map = _guarded(column_maps.forget_map, Action.SET_THRESHOLDS)

take_back = _guarded(taking_back.take_back, Action.TAKE_BACK)
preview_taking_back = _guarded(taking_back.preview, Action.TAKE_BACK)


def may_report_on(person: Person, database: Database, instruction_id: int) -> bool:
    """Whether a person may report on an instruction: it sees it, and is an officer of the executor's fields.

    The executor's fields are those that its ministry leads.
    """
    with database.reading() as connection:
        subject = field_of_thing(connection, Kind.INSTRUCTION, instruction_id)
        fields = fields_of_executor(connection, instruction_id)
    if not may(person, Action.SEE, subject):
        return False
    return any(may(person, Action.REPORT_ON_INSTRUCTION, field_id) for field_id in (None, *fields))


def report_on(
    person: Person,
    database: Database,
    programme_id: int,
    instruction_id: int,
    *,
    as_of: date,
    today: date,
    progress: int | None = None,
    forecast: date | None = None,
    reported_done_on: date | None = None,
    note: str = "",
    recorded_at: datetime,
) -> None:
    """Report on an instruction (see `instruction_changes.report_on`), where `may_report_on`."""
    if not may_report_on(person, database, instruction_id):
        raise refused(database, person, Action.REPORT_ON_INSTRUCTION, at=recorded_at)
    instruction_changes.report_on(
        database,
        programme_id,
        instruction_id,
        as_of=as_of,
        today=today,
        progress=progress,
        forecast=forecast,
        reported_done_on=reported_done_on,
        note=note,
        actor=person.actor,
        recorded_at=recorded_at,
    )


def prepare(
    person: Person,
    database: Database,
    *,
    programme: ProgrammeInfo,
    file_name: str,
    content: bytes,
    as_at: date | None,
    day: date,
    whole: bool = False,
    choices: Choices = _NO_CHOICES,
    progress: Progress = untold,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Prepared:
    """Read, check and compare a person's file (see `bring.prepare`) within the fields that it may change."""
    if not may_somewhere(person, Action.BRING):
        raise refused(database, person, Action.BRING, at=None)
    return bring.prepare(
        database,
        programme=programme,
        file_name=file_name,
        content=content,
        as_at=as_at,
        day=day,
        whole=whole,
        scope=scope_of(person, Action.BRING),
        actor=person.actor,
        choices=choices,
        progress=progress,
        bounds=bounds,
    )


def apply(
    person: Person,
    database: Database,
    prepared: Prepared,
    *,
    recorded_at: datetime,
    progress: Progress = untold,
) -> bring.Applied:
    """Apply a file that the same person has prepared (see `bring.apply`).

    It was checked within the fields of that moment: refused where the person may not change all of them now.
    """
    if prepared.actor != person.actor:
        raise ValueError("A file is applied by who prepared it.")
    fields = prepared.scope.fields
    if fields == frozenset():
        raise refused(database, person, Action.BRING, at=recorded_at)
    demand(database, person, Action.BRING, (None,) if fields is None else fields, at=recorded_at)
    return bring.apply(database, prepared, actor=person.actor, recorded_at=recorded_at, progress=progress)


def remember(
    person: Person, database: Database, programme_id: int, mapped: Mapped, *, saved_at: datetime
) -> None:
    """Remember how a file was read (see `mapped.remember`): for its ministry, if that leads a field of the
    person's; else for the person alone, as it would change how others' files are read."""
    if not may_somewhere(person, Action.BRING):
        raise refused(database, person, Action.BRING, at=saved_at)
    scope = scope_of(person, Action.BRING)
    if mapped.ministry_id is not None and scope.fields is not None:
        with database.reading() as connection:
            if mapped.ministry_id not in ministries_of_fields(connection, scope.fields):
                mapped = replace(mapped, ministry_id=None)
    mapping.remember(database, programme_id, mapped, sender=person.actor, saved_at=saved_at)
