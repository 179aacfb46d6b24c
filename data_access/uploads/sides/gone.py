"""Things that are not there any more, by the codes that they had: as they were when they ended."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, func, select

from data_access.change import chunks
from data_access.model import MODELS, Kind
from data_access.reads.snapshot import Reader
from data_access.uploads.rows import sheet_rows

_CODES_A_STATEMENT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A thing that ended with change `ended_by` and bore `code` from change `begun` until change `left`."""

    kind: Kind
    entity_id: int
    code: str
    begun: int
    left: int
    ended_by: int


def ended_things(reader: Reader, kind: Kind, codes: Collection[str], *, since: int) -> Iterator[Ended]:
    """The things of a kind that bore one of these codes after version `since` and that are gone now."""
    model: Any = MODELS[kind]
    bore: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    ordered = sorted(codes)
    for place in range(0, len(ordered), _CODES_A_STATEMENT):
        statement = select(model.entity_id, model.code, model.from_change, model.to_change).where(
            model.programme_id == reader.view.programme_id,
            model.to_change > since,
            model.code.in_(ordered[place : place + _CODES_A_STATEMENT]),
        )
        for row in reader.connection.execute(statement):
            bore[row.entity_id].append(row)
    for some in chunks(bore):
        ends = (
            select(model.entity_id, func.max(model.to_change).label("ended_by"))
            .where(model.entity_id.in_(some))
            .group_by(model.entity_id)
            .having(func.count() == func.count(model.to_change))
        )
        for end in reader.connection.execute(ends):
            for row in bore[end.entity_id]:
                yield Ended(
                    kind=kind,
                    entity_id=row.entity_id,
                    code=row.code,
                    begun=row.from_change,
                    left=row.to_change,
                    ended_by=end.ended_by,
                )


def last_states(reader: Reader, kind: Kind, ended: Sequence[Ended]) -> dict[str, Row[Any]]:
    """Things as their sheet would have shown them just before they ended, those in scope, by code."""
    codes = {one.entity_id: one.code for one in ended}
    by_end: defaultdict[int, list[int]] = defaultdict(list)
    for one in ended:
        by_end[one.ended_by].append(one.entity_id)
    scope = reader.view.scope.fields
    found: dict[str, Row[Any]] = {}
    for end, ids in by_end.items():
        statement = sheet_rows(replace(reader.view, version=end - 1), kind).select
        for some in chunks(ids):
            for row in reader.connection.execute(statement.where(MODELS[kind].entity_id.in_(some))):
                if scope is None or row.of_field is None or row.of_field in scope:
                    found[codes[row.entity_id]] = row
    return found
