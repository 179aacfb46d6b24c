"""What changes did to sessions, instructions, meetings and requests for help, to be told in a few words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from data_access.model import MODELS, Base, Kind, Ministry, Session
from data_access.reads.acts import Act, act_of
from data_access.reads.snapshot import Reader
from data_access.sessions.subject import subjects

KINDS = (Kind.SESSION, Kind.AGENDA_ITEM, Kind.INSTRUCTION, Kind.MEETING, Kind.HELP_REQUEST)

_NOT_TOLD = frozenset(
    (
        *("id", "entity_id", "programme_id", "from_change", "to_change", "source_sheet", "source_row"),
        *("session_id", "state"),
    )
)

Pair = tuple[Any, Any]
"""The row of a thing before a change and after it; None where it was not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A value that a change moved; fields, problems and ministries are told by their codes."""

    attribute: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a change did to one thing (to all the items of an agenda, taken as one).

    `subject` is the code of the field or problem that it is about, `day` that of the session or meeting;
    `text` is the instruction, or what help was asked for.
    """

    kind: Kind
    act: Act
    code: str
    subject: str = ""
    day: date | None = None
    text: str = ""
    values: tuple[Moved, ...] = ()


def deeds(reader: Reader, versions: tuple[int, ...]) -> Mapping[int, tuple[Deed, ...]]:
    """What each of some changes did, by its number; those that touched none of these things are left out.

    What is about a field that the viewer may not see is not told.
    """
    found: dict[int, list[Deed]] = defaultdict(list)
    codes = _codes(reader)
    for kind in KINDS:
        for version, pairs in _touched(reader, kind, versions).items():
            seen = [pair for pair in pairs if _is_seen(reader, kind, pair, codes)]
            if kind is Kind.AGENDA_ITEM:
                found[version] += _arranged(reader, seen)
            else:
                found[version] += [_deed(kind, old, new, codes) for old, new in seen]
    return {version: tuple(found[version]) for version in sorted(found) if found[version]}


def _touched(reader: Reader, kind: Kind, versions: tuple[int, ...]) -> Mapping[int, list[Pair]]:
    """For each change the things of a kind that it touched."""
    table: Any = Base.metadata.tables[MODELS[kind].__tablename__].columns
    statement = (
        select(*table)
        .where(
            table.programme_id == reader.view.programme_id,
            or_(table.from_change.in_(versions), table.to_change.in_(versions)),
        )
        .order_by(table.entity_id, table.from_change)
    )
    pairs: dict[tuple[int, int], list[Any]] = defaultdict(lambda: [None, None])
    for row in reader.connection.execute(statement):
        pairs[row.to_change, row.entity_id][0] = row
        pairs[row.from_change, row.entity_id][1] = row
    found: dict[int, list[Pair]] = defaultdict(list)
    for (version, _entity), (old, new) in pairs.items():
        if version in versions:
            found[version].append((old, new))
    return found


def _is_seen(reader: Reader, kind: Kind, pair: Pair, codes: Mapping[int, str]) -> bool:
    """Whether everything that it is or was about is in scope; what is about nothing is seen with everything."""
    if reader.view.scope.fields is None or kind is Kind.SESSION:
        return True
    return all(row.subject_id in codes for row in pair if row is not None)


def _codes(reader: Reader) -> dict[int, str]:
    """The codes of what instructions and meetings refer to: ministries, and the subjects in scope."""
    statement = (
        select(Ministry.entity_id, Ministry.code)
        .where(Ministry.programme_id == reader.view.programme_id)
        .order_by(Ministry.from_change)
    )
    ministries = {row.entity_id: row.code for row in reader.connection.execute(statement)}
    return ministries | {one.id: one.code for one in subjects(reader).values()}


def _arranged(reader: Reader, pairs: Iterable[Pair]) -> Iterator[Deed]:
    """The items of an agenda that one change touched, as one deed a session."""
    ids = {row.session_id for pair in pairs for row in pair if row is not None}
    statement = (
        select(Session.code, Session.held_on)
        .where(Session.entity_id.in_(ids), Session.to_change.is_(None))
        .order_by(Session.code)
    )
    for row in reader.connection.execute(statement):
        yield Deed(kind=Kind.AGENDA_ITEM, act=Act.AGENDA_ARRANGED, code=row.code, day=row.held_on)


def _deed(kind: Kind, old: Any, new: Any, codes: Mapping[int, str]) -> Deed:
    row = old if new is None else new
    return Deed(
        kind=kind,
        act=act_of(kind, old, new),
        code=row.code,
        subject=codes.get(getattr(row, "subject_id", None) or 0, ""),
        day=getattr(row, "held_on", None),
        text=getattr(row, "text", "") or getattr(row, "what", ""),
        values=() if old is None or new is None else tuple(_moved(old, new, codes)),
    )


def _moved(old: Any, new: Any, codes: Mapping[int, str]) -> Iterator[Moved]:
    for name in old._fields:
        was, made = getattr(old, name), getattr(new, name)
        if name not in _NOT_TOLD and was != made:
            yield Moved(attribute=name, old=_told(name, was, codes), new=_told(name, made, codes))


def _told(name: str, value: Any, codes: Mapping[int, str]) -> Any:
    if name == "co_executors":
        return ", ".join(codes.get(one, "") for one in value)
    return codes.get(value, "") if name in {"subject_id", "ministry_id"} else value
