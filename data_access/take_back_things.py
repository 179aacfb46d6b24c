"""Taking back what a change did to things: ministries, fields, ... milestones (not their reports)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, inspect, or_, select

from data_access.model import MODELS, Kind
from data_access.take_back_plan import Conflict, Effect, Obstacle, Plan, Restored, TakenBack
from data_access.take_back_reports import reported_since

REFERENCES: dict[Kind, dict[str, Kind]] = {
    Kind.FIELD: {"ministry_id": Kind.MINISTRY},
    Kind.TEAM: {"field_id": Kind.FIELD},
    Kind.MEMBERSHIP: {"person_id": Kind.PERSON, "team_id": Kind.TEAM},
    Kind.PROBLEM: {"field_id": Kind.FIELD, "team_id": Kind.TEAM},
    Kind.MILESTONE: {"problem_id": Kind.PROBLEM, "team_id": Kind.TEAM, "ministry_id": Kind.MINISTRY},
    Kind.AGENDA_ITEM: {"session_id": Kind.SESSION},
    Kind.INSTRUCTION: {"session_id": Kind.SESSION, "ministry_id": Kind.MINISTRY},
}
"""The columns of each kind that refer to other things."""

_CHUNK = 5000
_NOT_VALUES = frozenset(
    # The count of re-sets goes with the term: see `_restored_row`.
    ("id", "entity_id", "programme_id", "from_change", "to_change", "source_sheet", "source_row", "resets")
)


class Things:
    """The things of a kind that a change touched: as they were, as it left them, as they are now."""

    def __init__(self, connection: Connection, kind: Kind, version: int) -> None:
        """Load them; each mapping is by entity id and lacks what was not there."""
        model = MODELS[kind]
        self.kind = kind
        self.after = _by_entity(
            connection,
            kind,
            model.from_change == version,
            or_(model.to_change.is_(None), model.to_change > version),
        )
        self.before = _by_entity(connection, kind, model.to_change == version, model.from_change < version)
        self.now: dict[int, Row[Any]] = {}
        for chunk in _chunks(self.after.keys() | self.before.keys()):
            self.now |= _by_entity(connection, kind, model.entity_id.in_(chunk), model.to_change.is_(None))
        self.values = [name for name in _columns(kind) if name not in _NOT_VALUES]

    def is_restored(self, entity_id: int, name: str) -> bool:
        """Whether a value that the change moved is still what the change made it, and so goes back."""
        before, after, now = (rows.get(entity_id) for rows in (self.before, self.after, self.now))
        if before is None or after is None or now is None:
            return False
        made = getattr(after, name)
        return bool(getattr(before, name) != made and getattr(now, name) == made)


def plan_things(connection: Connection, version: int, plan: Plan) -> None:
    """Add to `plan` what becomes of the things that change `version` touched."""
    touched = {kind: Things(connection, kind, version) for kind in Kind}
    for kind in reversed(Kind):
        _plan_ends(connection, touched, kind, version, plan)
    alive = _alive(connection, touched)
    for things in touched.values():
        taken = _codes_taken(connection, things, plan)
        for entity_id, before in things.before.items():
            if entity_id not in things.after:
                _plan_return(things, before, alive, taken, plan)
            elif entity_id not in things.now:
                plan.conflicts.append(
                    Conflict(kind=things.kind, code=before.code, obstacle=Obstacle.REMOVED_SINCE)
                )
            else:
                _plan_change(things, entity_id, alive, taken, plan)


def _plan_ends(
    connection: Connection, touched: Mapping[Kind, Things], kind: Kind, version: int, plan: Plan
) -> None:
    """End what the change added, unless it was changed since or others have come to need it."""
    things = touched[kind]
    ending: set[int] = set()
    for entity_id in things.after.keys() - things.before.keys():
        now = things.now.get(entity_id)
        if now is None:
            continue
        if any(getattr(now, name) != getattr(things.after[entity_id], name) for name in things.values):
            _keep(plan, kind, now, Obstacle.CHANGED_SINCE)
        else:
            ending.add(entity_id)
    needed = reported_since(connection, version, ending) if kind is Kind.MILESTONE else set()
    needed |= _referred_to(connection, touched, kind, ending, plan)
    for entity_id in sorted(ending):
        now = things.now[entity_id]
        if entity_id in needed:
            _keep(plan, kind, now, Obstacle.USED_SINCE)
        else:
            plan.ended.setdefault(kind, set()).add(entity_id)
            plan.effects.append(TakenBack(kind=kind, code=now.code, effect=Effect.ENDED))


def _keep(plan: Plan, kind: Kind, now: Row[Any], obstacle: Obstacle) -> None:
    plan.kept.add(now.entity_id)
    plan.conflicts.append(Conflict(kind=kind, code=now.code, obstacle=obstacle))


def _referred_to(
    connection: Connection, touched: Mapping[Kind, Things], kind: Kind, ending: Collection[int], plan: Plan
) -> set[int]:
    """Which of the things that are to end are referred to by something that stays."""
    found: set[int] = set()
    for user_kind, references in REFERENCES.items():
        for name in (name for name, target in references.items() if target is kind):
            model: Any = MODELS[user_kind]
            for chunk in _chunks(ending):
                users = select(model.entity_id, getattr(model, name)).where(
                    getattr(model, name).in_(chunk), model.to_change.is_(None)
                )
                for user, target_id in connection.execute(users):
                    goes = user in plan.ended.get(user_kind, ())
                    if not goes and not touched[user_kind].is_restored(user, name):
                        found.add(target_id)
    return found


def _plan_return(
    things: Things, before: Row[Any], alive: set[int], taken: Mapping[str, int], plan: Plan
) -> None:
    """Bring back what the change removed."""
    if before.entity_id in things.now:
        return
    references = (getattr(before, name) for name in REFERENCES.get(things.kind, ()))
    if before.code in taken:
        obstacle = Obstacle.CODE_TAKEN
    elif any(target is not None and target not in alive for target in references):
        obstacle = Obstacle.REFERENCE_GONE
    else:
        alive.add(before.entity_id)
        plan.returned.setdefault(things.kind, []).append(_row(before))
        plan.effects.append(TakenBack(kind=things.kind, code=before.code, effect=Effect.RETURNED))
        return
    plan.conflicts.append(Conflict(kind=things.kind, code=before.code, obstacle=obstacle))


def _plan_change(
    things: Things, entity_id: int, alive: set[int], taken: Mapping[str, int], plan: Plan
) -> None:
    """Put back each value that the change moved and nobody has moved since."""
    before, after, now = things.before[entity_id], things.after[entity_id], things.now[entity_id]
    restored: list[Restored] = []
    for name in things.values:
        was, made, is_now = getattr(before, name), getattr(after, name), getattr(now, name)
        if was in (made, is_now):
            continue
        obstacle = None
        if is_now != made:
            obstacle = Obstacle.CHANGED_SINCE
        elif name == "code" and taken.get(was, entity_id) != entity_id:
            obstacle = Obstacle.CODE_TAKEN
        elif name in REFERENCES.get(things.kind, ()) and was is not None and was not in alive:
            obstacle = Obstacle.REFERENCE_GONE
        if obstacle is None:
            restored.append(Restored(attribute=name, old=is_now, new=was))
            continue
        plan.conflicts.append(
            Conflict(
                kind=things.kind, code=now.code, obstacle=obstacle, attribute=name, brought=made, now=is_now
            )
        )
    if restored:
        plan.revised.setdefault(things.kind, []).append(_restored_row(before, after, now, restored))
        plan.effects.append(
            TakenBack(kind=things.kind, code=now.code, effect=Effect.CHANGED, values=tuple(restored))
        )


def _restored_row(
    before: Row[Any], after: Row[Any], now: Row[Any], restored: Collection[Restored]
) -> dict[str, Any]:
    row = {**_row(now), **{value.attribute: value.new for value in restored}}
    if "resets" in row and any(value.attribute == "term" for value in restored):
        row["resets"] = now.resets - (after.resets - before.resets)
    return row


def _row(row: Row[Any]) -> dict[str, Any]:
    """A state to be written anew; that no file brought it says the change that writes it."""
    kept = {name: value for name, value in row._mapping.items() if name != "id"}
    return {**kept, "source_sheet": None, "source_row": None}


def _alive(connection: Connection, touched: Mapping[Kind, Things]) -> set[int]:
    """Of the things that earlier states refer to, those that are there now."""
    wanted: dict[Kind, set[int]] = {}
    for kind, references in REFERENCES.items():
        for row in touched[kind].before.values():
            for name, target in references.items():
                wanted.setdefault(target, set()).add(getattr(row, name))
    found: set[int] = set()
    for kind, ids in wanted.items():
        model = MODELS[kind]
        for chunk in _chunks(ids - {None}):
            statement = select(model.entity_id).where(model.entity_id.in_(chunk), model.to_change.is_(None))
            found.update(connection.scalars(statement))
    return found


def _codes_taken(connection: Connection, things: Things, plan: Plan) -> dict[str, int]:
    """Of the codes that things had, those that are in use now, by something that does not end."""
    model = MODELS[things.kind]
    programmes = {row.programme_id for row in things.before.values()}
    ended = plan.ended.get(things.kind, set())
    taken: dict[str, int] = {}
    for chunk in _chunks({row.code for row in things.before.values()}):
        statement = select(model.code, model.entity_id).where(
            model.programme_id.in_(programmes), model.code.in_(chunk), model.to_change.is_(None)
        )
        taken |= {
            row.code: row.entity_id for row in connection.execute(statement) if row.entity_id not in ended
        }
    return taken


def _by_entity(connection: Connection, kind: Kind, *conditions: Any) -> dict[int, Row[Any]]:
    statement = select(*_columns(kind).values()).where(*conditions)
    return {row.entity_id: row for row in connection.execute(statement)}


def _columns(kind: Kind) -> dict[str, ColumnElement[Any]]:
    return dict(inspect(MODELS[kind]).columns.items())


def _chunks(keys: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    for place in range(0, len(ordered), _CHUNK):
        yield ordered[place : place + _CHUNK]
