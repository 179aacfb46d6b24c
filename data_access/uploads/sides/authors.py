"""Who made the values of conflicts what they are now, and when."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, or_, select

from data_access.change import chunks
from data_access.model import MODELS, Change, Kind, Report
from data_access.reads.past import Past
from data_access.reads.snapshot import Reader
from data_access.reports import FIGURES
from data_access.uploads.known import Known
from data_access.uploads.sides.comparison import Author, Clash, Conflict


def with_authors(reader: Reader, known: Known, conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts with who changed each value last, as of the reader's version; all found at once."""
    pasts: dict[Kind, _Pasts] = {}
    for kind in {conflict.kind for conflict in conflicts}:
        ids = {_entity_id(known, conflict) for conflict in conflicts if conflict.kind is kind}
        pasts[kind] = _Pasts(reader, kind, ids)
    changes = [
        _last_change(pasts[conflict.kind], _entity_id(known, conflict), conflict) for conflict in conflicts
    ]
    authors = _authors(reader, set(changes) - {0})
    return tuple(
        replace(conflict, changed_by=authors.get(change))
        for conflict, change in zip(conflicts, changes, strict=True)
    )


class _Pasts:
    """The version rows of things of a kind, oldest first; of milestones the reports that count as well."""

    def __init__(self, reader: Reader, kind: Kind, ids: Collection[int]) -> None:
        self.reader = reader
        self.kind = kind
        self.rows: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        self.reports: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        model: Any = MODELS[kind]
        for some in chunks(ids):
            statement = (
                select(*model.__table__.columns)
                .where(model.entity_id.in_(some))
                .order_by(model.from_change, model.id)
            )
            for row in reader.connection.execute(statement):
                self.rows[row.entity_id].append(row)
            if kind is Kind.MILESTONE:
                for row in reader.connection.execute(_reports_of(some)):
                    self.reports[row.milestone_id].append(row)

    def last_change(self, entity_id: int, name: str) -> int:
        """The change in which a value came to be what it is; 0: none did."""
        if self.kind is Kind.MILESTONE and name in FIGURES:
            past = Past(
                version=self.reader.view.version,
                plans=(),
                reports=self.reports[entity_id],
                changes={},
                uploads={},
            )
            steps = [(step.change, step.row) for step in past.report_steps(self.reader.view.day)]
        else:
            steps = [(row.from_change, row) for row in self.rows[entity_id]]
        return _came_about(steps, name)

    def end(self, entity_id: int) -> int:
        """The change that ended a thing."""
        return max((row.to_change or 0 for row in self.rows[entity_id]), default=0)


def _entity_id(known: Known, conflict: Conflict) -> int:
    row = known.of(conflict.kind, conflict.code)
    assert row is not None  # nosec B101 # a conflict is about what is there
    entity_id: int = row.entity_id
    return entity_id


def _last_change(pasts: _Pasts, entity_id: int, conflict: Conflict) -> int:
    if conflict.clash is Clash.REMOVED:
        return pasts.end(entity_id)
    names = [value.attribute for value in conflict.values] or [conflict.attribute or ""]
    return max(pasts.last_change(entity_id, name) for name in names)


def _came_about(steps: Sequence[tuple[int, Row[Any] | None]], name: str) -> int:
    """The first change of the last ones that left a value the same."""
    found = 0
    for change, row in reversed(steps):
        if found and getattr(row, name, None) != getattr(steps[-1][1], name, None):
            break
        found = change
    return found


def _reports_of(milestones: Sequence[int]) -> Any:
    """The reports that a reader could ever see, oldest change first."""
    return (
        select(*Report.__table__.columns)
        .where(
            Report.milestone_id.in_(milestones),
            or_(Report.to_change.is_(None), Report.to_change > Report.from_change),
        )
        .order_by(Report.from_change, Report.id)
    )


def _authors(reader: Reader, changes: Collection[int]) -> Mapping[int, Author]:
    return dict(_each_author(reader, changes))


def _each_author(reader: Reader, changes: Collection[int]) -> Iterator[tuple[int, Author]]:
    for some in chunks(changes):
        statement = select(Change.id, Change.actor, Change.recorded_at).where(Change.id.in_(some))
        for row in reader.connection.execute(statement):
            yield row.id, Author(change=row.id, actor=row.actor, recorded_at=row.recorded_at)
