"""Writing what a comparison says, as part of one change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from data_access.change import ChangeWriter
from data_access.model import Kind
from data_access.reports import FIGURES, put_reports
from data_access.uploads.columns import SHEETS, Column
from data_access.uploads.compare import Added, Changed, Comparison, Refreshed
from data_access.uploads.known import Known


def write(change: ChangeWriter, comparison: Comparison, known: Known, *, as_at: date) -> None:
    """Write all that `comparison` says; `known` is what it was made against."""
    _Writing(change, known, as_at).write(comparison)


class _Writing:
    """One comparison being written; kinds go in the order in which one may refer to another."""

    def __init__(self, change: ChangeWriter, known: Known, as_at: date) -> None:
        self.change = change
        self.known = known
        self.as_at = as_at
        self.ids: dict[Kind, dict[str, int]] = {kind: dict(ids) for kind, ids in known.ids.items()}

    def write(self, comparison: Comparison) -> None:
        added: defaultdict[Kind, list[Added]] = defaultdict(list)
        for new in comparison.added:
            added[new.kind].append(new)
        changed: defaultdict[Kind, list[Changed]] = defaultdict(list)
        for one in comparison.changed:
            changed[one.kind].append(one)
        for kind in SHEETS:
            rows = [self._new_row(new) for new in added[kind]]
            ids = self.change.add(kind, rows)
            self.ids.setdefault(kind, {}).update(
                (new.code, one) for new, one in zip(added[kind], ids, strict=True)
            )
        for kind in SHEETS:
            revised = [self._revised_row(one) for one in changed[kind] if _touches_plan(one)]
            self.change.revise(kind, revised)
        for kind in reversed(SHEETS):
            self.change.remove(
                kind,
                [
                    self.known.listed[kind][gone.code].entity_id
                    for gone in comparison.removed
                    if gone.kind is kind
                ],
            )
        milestones: list[Added | Changed] = [*added[Kind.MILESTONE], *changed[Kind.MILESTONE]]
        reported = [one for one in milestones if one.has_report]
        put_reports(self.change, [self._report(one) for one in (*reported, *comparison.refreshed)])

    def _new_row(self, new: Added) -> dict[str, Any]:
        row = {
            column.attribute: self._stored(column, new.values.get(column.attribute, column.blank))
            for column in _plan_columns(new.kind)
        }
        if new.kind is Kind.MILESTONE:
            row |= {"baseline": row["term"], "resets": 0}
        return {**row, "source_sheet": new.sheet, "source_row": new.row}

    def _revised_row(self, changed: Changed) -> dict[str, Any]:
        known = self.known.rows[changed.kind][changed.code]
        moved = {value.attribute: value.new for value in changed.values}
        row = {
            column.attribute: self._stored(
                column, moved.get(column.attribute, getattr(known, column.attribute))
            )
            for column in _plan_columns(changed.kind)
        }
        if changed.kind is Kind.MILESTONE:
            row |= {"baseline": known.baseline, "resets": known.resets + ("term" in moved)}
        return {
            **row,
            "entity_id": known.entity_id,
            "source_sheet": changed.sheet,
            "source_row": changed.row,
        }

    def _stored(self, column: Column, value: Any) -> Any:
        if column.refers_to is None or value is None:
            return value
        return self.ids[column.refers_to][value]

    def _report(self, one: Added | Changed | Refreshed) -> dict[str, Any]:
        """All figures of a milestone on the edition's day; what the file leaves out as last reported."""
        figures = _figures(one, self.known.rows[Kind.MILESTONE])
        return {
            "milestone_id": self.ids[Kind.MILESTONE][one.code],
            "as_at": self.as_at,
            **figures,
            "source_sheet": one.sheet,
            "source_row": one.row,
        }


def _figures(one: Added | Changed | Refreshed, known: Mapping[str, Row[Any]]) -> dict[str, Any]:
    if isinstance(one, Added):
        sheet = SHEETS[Kind.MILESTONE]
        return {name: one.values.get(name, sheet.column(name).blank) for name in FIGURES}
    figures = {name: getattr(known[one.code], name) for name in FIGURES}
    if isinstance(one, Changed):
        figures |= {value.attribute: value.new for value in one.values if value.attribute in FIGURES}
    return figures


def _touches_plan(changed: Changed) -> bool:
    """Whether a thing's own row changes, not only a milestone's figures."""
    if changed.kind is not Kind.MILESTONE:
        return True
    return any(value.attribute not in FIGURES for value in changed.values)


def _plan_columns(kind: Kind) -> Sequence[Column]:
    """The columns that the kind's own table holds."""
    if kind is not Kind.MILESTONE:
        return SHEETS[kind].columns
    return [
        column
        for column in SHEETS[kind].columns
        if column.attribute not in FIGURES and column.attribute != "field_id"
    ]
