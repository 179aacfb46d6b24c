"""Taking a change back: a new change that restores, value by value, what the change had done."""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from data_access.change import ChangeWriter, recording
from data_access.database import Database
from data_access.model import MODELS, Change, ChangeKind, Kind
from data_access.reads.takings_back import NEWEST, taken_back
from data_access.reports import put_reports, withdraw_reports
from data_access.take_back_plan import Conflict, Plan, Restored, TakenBack
from data_access.take_back_reports import plan_reports
from data_access.take_back_things import REFERENCES, plan_things

_REFERENCE_NAMES = {name for references in REFERENCES.values() for name in references}
_CHUNK = 5000


class Refusal(enum.StrEnum):
    """Why a change as a whole cannot be taken back."""

    UNKNOWN = "unknown"  # there is no such change
    SETUP = "setup"  # it made the programme
    TAKEN_BACK = "taken_back"  # it has been taken back already


class CannotTakeBackError(Exception):
    """The change cannot be taken back; `refusal` says why."""

    def __init__(self, version: int, refusal: Refusal) -> None:
        super().__init__(f"Change {version} cannot be taken back: {refusal}.")
        self.version = version
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What taking back does or did: `version` is its change, None where nothing was (or could be) written.

    `effects` are what goes back, `conflicts` what is left because it was changed again since.
    """

    version: int | None
    effects: tuple[TakenBack, ...]
    conflicts: tuple[Conflict, ...]


def preview(database: Database, version: int) -> Outcome:
    """What taking change `version` back would do now. Raises CannotTakeBackError."""
    with database.reading() as connection:
        _check(connection, version)
        return _outcome(connection, _plan(connection, version), None)


def take_back(database: Database, version: int, *, actor: str, recorded_at: datetime) -> Outcome:
    """Take change `version` back as one change. Raises CannotTakeBackError.

    A value that was changed again since stays. A thing that the change had added ends, unless it was
    changed or others have come to need it; one that it had removed returns. Figures that later files only
    carried on go back there too. A change that took another one back can itself be taken back.
    """
    with database.reading() as connection:
        taken = _check(connection, version)
    with recording(
        database,
        kind=ChangeKind.TAKE_BACK,
        actor=actor,
        recorded_at=recorded_at,
        programme_id=taken.programme_id,
        takes_back=version,
        is_reporting=taken.is_reporting,
    ) as change:
        _check(change.connection, version, but=change.version)
        plan = _plan(change.connection, version)
        outcome = _outcome(change.connection, plan, change.version)
        _write(change, plan)
        return outcome if change.has_written else replace(outcome, version=None)


def _check(connection: Connection, version: int, *, but: int | None = None) -> Any:
    """The change, if it can be taken back; `but` is the change that is about to do it."""
    found = connection.execute(select(*Change.__table__.columns).where(Change.id == version)).first()
    if found is None or version == but:
        raise CannotTakeBackError(version, Refusal.UNKNOWN)
    if found.kind == ChangeKind.SETUP:
        raise CannotTakeBackError(version, Refusal.SETUP)
    if version in taken_back(connection, up_to=NEWEST if but is None else but - 1):
        raise CannotTakeBackError(version, Refusal.TAKEN_BACK)
    return found


def _plan(connection: Connection, version: int) -> Plan:
    plan = Plan()
    plan_things(connection, version, plan)
    plan_reports(connection, version, plan)
    return plan


def _write(change: ChangeWriter, plan: Plan) -> None:
    """Write a plan: first all that ends, so that its codes are free, from those that refer to others on."""
    for kind in reversed(Kind):
        revised = [row["entity_id"] for row in plan.revised.get(kind, ())]
        change.remove(kind, [*plan.ended.get(kind, ()), *revised])
    for kind in Kind:
        change.insert(MODELS[kind], [*plan.revised.get(kind, ()), *plan.returned.get(kind, ())])
    withdraw_reports(change, plan.withdrawn)
    put_reports(change, list(plan.put.values()))


def _outcome(connection: Connection, plan: Plan, version: int | None) -> Outcome:
    """The plan as it is told: references by their codes."""
    codes = _codes(connection, plan)

    def spoken(name: str | None, value: Any) -> Any:
        return codes.get(value) if name in _REFERENCE_NAMES and value is not None else value

    def told(values: Iterable[Restored]) -> tuple[Restored, ...]:
        return tuple(
            replace(one, old=spoken(one.attribute, one.old), new=spoken(one.attribute, one.new))
            for one in values
        )

    return Outcome(
        version=version,
        effects=tuple(replace(one, values=told(one.values)) for one in plan.effects),
        conflicts=tuple(
            replace(one, brought=spoken(one.attribute, one.brought), now=spoken(one.attribute, one.now))
            for one in plan.conflicts
        ),
    )


def _codes(connection: Connection, plan: Plan) -> dict[int, str]:
    """The newest codes of all things that moved references lead to."""
    wanted: set[int] = set()
    for effect in plan.effects:
        for value in effect.values:
            if value.attribute in _REFERENCE_NAMES:
                wanted |= {value.old, value.new}
    for conflict in plan.conflicts:
        if conflict.attribute in _REFERENCE_NAMES:
            wanted |= {conflict.brought, conflict.now}
    codes: dict[int, str] = {}
    for kind in {target for references in REFERENCES.values() for target in references.values()}:
        codes |= _codes_of(connection, kind, wanted - {None})
    return codes


def _codes_of(connection: Connection, kind: Kind, ids: Collection[int]) -> dict[int, str]:
    model = MODELS[kind]
    ordered = sorted(ids)
    codes: dict[int, str] = {}
    for place in range(0, len(ordered), _CHUNK):
        statement = (
            select(model.entity_id, model.code)
            .where(model.entity_id.in_(ordered[place : place + _CHUNK]))
            .order_by(model.from_change)
        )
        codes |= {row.entity_id: row.code for row in connection.execute(statement)}
    return codes
