"""Where each value of a milestone comes from, down to the cell of the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from data_access.model import ChangeKind
from data_access.reads.past import PLAN, Past, Step, load_past
from data_access.reads.snapshot import Reader
from data_access.reports import FIGURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The change in which a value last changed, and its cell where an upload brought it.

    `as_at`: the day that the upload or the report speaks of. `cell` is the address in `sheet`, such as K12;
    the sheet of a text file has no name. Without an upload all four of the file's parts are None.
    """

    change: int
    kind: ChangeKind
    actor: str
    recorded_at: datetime
    as_at: date | None
    file_name: str | None
    sheet: str | None
    cell: str | None


def origins(reader: Reader, milestone_id: int) -> dict[str, Origin]:
    """The origin of each attribute in PLAN and of each figure of the newest report at the reader's view.

    The origin is where the value last changed, looking through changes that were taken back. Empty where
    the view knows no such milestone, or none within its scope.
    """
    past = load_past(reader, milestone_id)
    if past is None or past.plans[-1].to_change is not None and past.plans[-1].to_change <= past.version:
        return {}
    found = {name: _origin(past, past.plan_steps(), name) for name in PLAN}
    reported = past.report_steps(reader.view.day)
    if reported and reported[-1].row is not None:
        found |= {name: _origin(past, reported, name) for name in FIGURES}
    return found


def _origin(past: Past, steps: Sequence[Step], name: str) -> Origin:
    row = _first_with(past, steps, lambda step: getattr(step.row, name, None))
    first = past.first_writing(row) if name in FIGURES else row
    change, upload = past.changes[first.from_change], past.uploads.get(first.from_change)
    return Origin(
        change=change.id,
        kind=ChangeKind(change.kind),
        actor=change.actor,
        recorded_at=change.recorded_at,
        as_at=first.as_at if name in FIGURES else upload.as_at if upload else None,
        file_name=upload.file_name if upload else None,
        sheet=first.source_sheet if upload else None,
        cell=past.cell(first, name),
    )


def _first_with(past: Past, steps: Sequence[Step], value_of: Callable[[Step], Any]) -> Row[Any]:
    """The row in which the last step's value came about.

    Goes back while the value is the same; where a change took another one back and so brought the value
    about, goes on from before the change that it took back.
    """
    at = len(steps) - 1
    while True:
        value = value_of(steps[at])
        undone = past.takes_back(steps[at].change)
        before = at - 1
        if undone is not None and (before < 0 or value_of(steps[before]) != value):
            before = max((place for place in range(at) if steps[place].change < undone), default=-1)
        if before < 0 or steps[before].row is None or value_of(steps[before]) != value:
            row = steps[at].row
            assert row is not None  # nosec B101 # a step with a value has a row
            return row
        at = before
