"""Writing what a comparison says, as part of one change."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Row

from data_access.change import ChangeWriter
from data_access.model import Kind
from data_access.reports import FIGURES, put_reports
from data_access.sessions.edit import current_row, revise
from data_access.uploads.columns import SHEETS, Column
from data_access.uploads.known import Known
from data_access.uploads.sides.comparison import Added, Changed, Comparison

_ROWS_AT_ONCE = 5000
_FIGURES_OF = attrgetter(*FIGURES)
_BLANK_FIGURES = {name: SHEETS[Kind.MILESTONE].column(name).blank for name in FIGURES}
_Row = TypeVar("_Row")

Wrote = Callable[[int, int], None]
"""Told how many rows are written, of how many."""


def write(change: ChangeWriter, comparison: Comparison, known: Known, *, as_at: date, wrote: Wrote) -> None:
    """Write all that `comparison` says; `known` is what it was made against."""
    _Writing(change, known, as_at, wrote).write(comparison)


class _Writing:
    """One comparison being written; kinds go in the order in which one may refer to another."""

    def __init__(self, change: ChangeWriter, known: Known, as_at: date, wrote: Wrote) -> None:
        self.change = change
        self.known = known
        self.as_at = as_at
        self.wrote = wrote
        self.ids: dict[Kind, dict[str, int]] = {kind: dict(ids) for kind, ids in known.ids.items()}

    def write(self, comparison: Comparison) -> None:
        """Write all of it, in portions, so that a long write can be followed."""
        added: defaultdict[Kind, list[Added]] = defaultdict(list)
        for new in comparison.added:
            added[new.kind].append(new)
        changed: defaultdict[Kind, list[Changed]] = defaultdict(list)
        for one in comparison.changed:
            changed[one.kind].append(one)
            if one.returns:
                ids = self.ids.setdefault(one.kind, {})
                ids[one.code] = self.known.gone[one.kind][one.code].entity_id
        milestones: list[Added | Changed] = [*added[Kind.MILESTONE], *changed[Kind.MILESTONE]]
        refreshed: defaultdict[Kind, list[Changed]] = defaultdict(list)
        for same in comparison.refreshed:
            refreshed[same.kind] += same.each()
        reported = [*(one for one in milestones if one.has_report), *refreshed[Kind.MILESTONE]]
        revised = {kind: [one for one in changed[kind] if _touches_plan(one)] for kind in SHEETS}
        total = sum(map(len, (comparison.added, *revised.values(), comparison.removed, reported)))
        told = [*changed[Kind.INSTRUCTION], *refreshed[Kind.INSTRUCTION]]
        total += len(told)
        steps = self._steps(added, revised, comparison, reported, told)
        done = 0
        for rows in steps:
            done += rows
            self.wrote(done, total)

    def _steps(
        self,
        added: Mapping[Kind, Sequence[Added]],
        revised: Mapping[Kind, Sequence[Changed]],
        comparison: Comparison,
        reported: Sequence[Added | Changed],
        told: Sequence[Changed],
    ) -> Iterator[int]:
        """Write portion after portion; yields how many rows each was."""
        for kind in SHEETS:
            for portion in _portions(added.get(kind, ())):
                ids = self.change.add(kind, [self._new_row(new) for new in portion])
                codes = (new.code for new in portion)
                self.ids.setdefault(kind, {}).update(zip(codes, ids, strict=True))
                yield len(portion)
        for kind in SHEETS:
            for some in _portions(revised[kind]):
                self.change.revise(kind, [self._revised_row(one) for one in some])
                yield len(some)
        for kind in reversed(SHEETS):
            listed = self.known.listed.get(kind, {})
            removed = [listed[gone.code].entity_id for gone in comparison.removed if gone.kind is kind]
            self.change.remove(kind, removed)
            yield len(removed)
        for these in _portions(reported):
            put_reports(self.change, [self._report(one) for one in these])
            yield len(these)
        for report in told:
            self._report_on_instruction(report)
            yield 1

    def _new_row(self, new: Added) -> dict[str, Any]:
        row = {
            column.attribute: self._stored(column, new.values.get(column.attribute, blank))
            for column, blank in _plan_columns(new.kind)
        }
        if new.kind is Kind.MILESTONE:
            row |= {"baseline": row["term"], "resets": 0}
        return {**row, "source_sheet": new.sheet, "source_row": new.row}

    def _revised_row(self, changed: Changed) -> dict[str, Any]:
        known = self._known(changed)
        moved = {value.attribute: value.new for value in changed.values}
        row: dict[str, Any] = {}
        for column, _blank in _plan_columns(changed.kind):
            name = column.attribute
            is_told = name in moved or not changed.returns
            row[name] = self._stored(column, moved.get(name, getattr(known, name)), is_told=is_told)
        if changed.kind is Kind.MILESTONE:
            row |= {"baseline": known.baseline, "resets": known.resets + ("term" in moved)}
        return {
            **row,
            "entity_id": known.entity_id,
            "source_sheet": changed.sheet,
            "source_row": changed.row,
        }

    def _known(self, changed: Changed) -> Row[Any]:
        things = self.known.gone if changed.returns else self.known.rows
        return things[changed.kind][changed.code]

    def _stored(self, column: Column, value: Any, *, is_told: bool = True) -> Any:
        if column.refers_to is None or value is None:
            return value
        ids = self.ids[column.refers_to]
        # A thing that returns may have referred to something that is gone by now.
        return ids[value] if is_told or column.is_required else ids.get(value)

    def _report_on_instruction(self, one: Changed) -> None:
        """The figures of an instruction on the edition's day; what the file leaves out as last reported."""
        row = current_row(self.change.connection, Kind.INSTRUCTION, self.ids[Kind.INSTRUCTION][one.code])
        revise(
            self.change,
            Kind.INSTRUCTION,
            row,
            **{value.attribute: value.new for value in one.values},
            reported_on=self.as_at,
            source_sheet=one.sheet,
            source_row=one.row,
        )

    def _report(self, one: Added | Changed) -> dict[str, Any]:
        """All figures of a milestone on the edition's day; what the file leaves out as last reported."""
        return {
            "milestone_id": self.ids[Kind.MILESTONE][one.code],
            "as_at": self.as_at,
            **self._figures(one),
            "source_sheet": one.sheet,
            "source_row": one.row,
        }

    def _figures(self, one: Added | Changed) -> dict[str, Any]:
        if isinstance(one, Added):
            return {name: one.values.get(name, blank) for name, blank in _BLANK_FIGURES.items()}
        figures = dict(zip(FIGURES, _FIGURES_OF(self._known(one)), strict=True))
        figures |= {value.attribute: value.new for value in one.values if value.attribute in FIGURES}
        return figures


def _touches_plan(changed: Changed) -> bool:
    """Whether a thing's own row changes, not only the figures of a milestone or an instruction."""
    if changed.kind is Kind.INSTRUCTION:
        return False
    if changed.kind is not Kind.MILESTONE or changed.returns:
        return True
    return any(value.attribute not in FIGURES for value in changed.values)


def _portions(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for place in range(0, len(rows), _ROWS_AT_ONCE):
        yield rows[place : place + _ROWS_AT_ONCE]


@cache
def _plan_columns(kind: Kind) -> tuple[tuple[Column, Any], ...]:
    """The columns that the kind's own table holds, each with what an empty cell of it means."""
    elsewhere = {*FIGURES, "field_id"} if kind is Kind.MILESTONE else set()
    columns = SHEETS[kind].columns
    return tuple((column, column.blank) for column in columns if column.attribute not in elsewhere)
