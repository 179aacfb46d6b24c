"""What happened to a milestone: each change that touched it, value by value."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from data_access.model import MODELS, ChangeKind, Kind
from data_access.reads.past import PLAN, Past, load_past
from data_access.reads.snapshot import Reader
from data_access.reports import FIGURES

_REFERENCES = {"problem_id": Kind.PROBLEM, "team_id": Kind.TEAM, "ministry_id": Kind.MINISTRY}


class Event(enum.StrEnum):
    """What a change did to a milestone."""

    ADDED = "added"
    CHANGED = "changed"
    REFRESHED = "refreshed"  # the same figures for a later day
    WITHDRAWN = "withdrawn"  # the report of a day went
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A value that changed; references are codes. `cell` is its cell in the sheet of the entry's upload."""

    attribute: str
    old: Any
    new: Any
    cell: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """What one change did to a milestone itself, or to its report of one day.

    `as_at`: the day of the report that it brought, corrected or withdrew; None: the milestone itself.
    """

    change: int
    kind: ChangeKind
    actor: str
    recorded_at: datetime
    takes_back: int | None
    file_name: str | None
    sheet: str | None
    event: Event
    as_at: date | None
    values: tuple[Moved, ...]


def milestone_history(reader: Reader, milestone_id: int) -> list[HistoryEntry]:
    """What each change up to the reader's version did to a milestone, newest first.

    Empty where the view knows no such milestone, or none within its scope.
    """
    past = load_past(reader, milestone_id)
    if past is None:
        return []
    codes = _codes(reader, past)
    entries = [*_plan_entries(past, codes), *_report_entries(past)]
    return sorted(entries, key=lambda entry: (entry.change, entry.as_at or date.min), reverse=True)


def _plan_entries(past: Past, codes: dict[int, str]) -> Iterator[HistoryEntry]:
    before: Row[Any] | None = None
    for row in past.plans:
        moved = tuple(
            Moved(
                attribute=name,
                old=_spoken(before, name, codes),
                new=_spoken(row, name, codes),
                cell=past.cell(row, name),
            )
            for name in PLAN
            if _told(before, name) != _told(row, name)
        )
        yield _entry(
            past, row.from_change, row, Event.ADDED if before is None else Event.CHANGED, None, moved
        )
        if row.to_change is not None and row.to_change <= past.version and not _continues(past, row):
            yield _entry(past, row.to_change, None, Event.REMOVED, None, ())
        before = row


def _continues(past: Past, row: Row[Any]) -> bool:
    return any(other.from_change == row.to_change for other in past.plans)


def _report_entries(past: Past) -> Iterator[HistoryEntry]:
    for row in past.reports:
        if past.first_writing(row) is row:
            before = past.report_at(row.from_change - 1, row.as_at)
            moved = _moved(past, before, row, row)
            yield _entry(
                past, row.from_change, row, Event.CHANGED if moved else Event.REFRESHED, row.as_at, moved
            )
        if row.to_change is not None and row.to_change <= past.version:
            after = past.report_at(row.to_change, row.as_at)
            if after is None or after.as_at != row.as_at:
                yield _entry(
                    past, row.to_change, None, Event.WITHDRAWN, row.as_at, _moved(past, row, after, None)
                )


def _moved(
    past: Past, before: Row[Any] | None, after: Row[Any] | None, source: Row[Any] | None
) -> tuple[Moved, ...]:
    found = []
    for name in FIGURES:
        old, new = _told(before, name), _told(after, name)
        if old != new:
            cell = past.cell(source, name) if source is not None else None
            found.append(Moved(attribute=name, old=old, new=new, cell=cell))
    return tuple(found)


def _entry(
    past: Past,
    change_id: int,
    row: Row[Any] | None,
    event: Event,
    as_at: date | None,
    values: tuple[Moved, ...],
) -> HistoryEntry:
    change, upload = past.changes[change_id], past.uploads.get(change_id)
    return HistoryEntry(
        change=change.id,
        kind=ChangeKind(change.kind),
        actor=change.actor,
        recorded_at=change.recorded_at,
        takes_back=change.takes_back,
        file_name=upload.file_name if upload else None,
        sheet=row.source_sheet if upload and row is not None else None,
        event=event,
        as_at=as_at,
        values=values,
    )


def _codes(reader: Reader, past: Past) -> dict[int, str]:
    """The codes of all things that the milestone ever referred to, by entity id."""
    codes: dict[int, str] = {}
    for name, kind in _REFERENCES.items():
        model = MODELS[kind]
        wanted = {getattr(row, name) for row in past.plans} - {None}
        statement = (
            select(model.entity_id, model.code)
            .where(model.entity_id.in_(sorted(wanted)), model.from_change <= reader.view.version)
            .order_by(model.from_change)
        )
        codes |= {row.entity_id: row.code for row in reader.connection.execute(statement)}
    return codes


def _told(row: Row[Any] | None, name: str) -> Any:
    """A value of a row; an empty text is none."""
    value = getattr(row, name, None)
    return None if value == "" else value


def _spoken(row: Row[Any] | None, name: str, codes: dict[int, str]) -> Any:
    value = _told(row, name)
    return codes.get(value) if name in _REFERENCES and value is not None else value
