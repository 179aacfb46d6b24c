"""One sheet of a file against what its sender had and what is known now, row by row. Pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from operator import eq, itemgetter
from typing import Any

import numpy as np
from sqlalchemy import Row

from data_access.model import Kind
from data_access.uploads.checks.check import CheckedSheet
from data_access.uploads.choices import Choices, Side
from data_access.uploads.columns import FIGURES_OF, SHEETS
from data_access.uploads.encoded import EncodedRows, Flags
from data_access.uploads.known import Known
from data_access.uploads.sides.base import Base
from data_access.uploads.sides.comparison import (
    Added,
    Changed,
    Clash,
    Conflict,
    Kept,
    Refreshed,
    Removed,
    ValueChange,
)
from data_access.uploads.sides.lineage import UNCLEAR, Had, Unclear
from data_access.uploads.values.value import Value


class Found:
    """What has been found so far."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.added: list[Added] = []
        self.changed: list[Changed] = []
        self.removed: list[Removed] = []
        self.refreshed: list[Refreshed] = []
        self.kept: list[Kept] = []
        self.conflicts: list[Conflict] = []
        self.unchanged = 0

    def decided(self, kind: Kind, code: str, attribute: str | None) -> Side | None:
        """Whose value the sender takes in a conflict."""
        return self.choices.decisions.get((kind, code, attribute or ""), self.choices.decides_all)


class SheetComparison:
    """One sheet being compared; `news_of`: the day for which figures that stand are news, if they can be."""

    def __init__(
        self, sheet: CheckedSheet, known: Known, base: Base, found: Found, news_of: date | None
    ) -> None:
        self.sheet = sheet
        self.kind = sheet.kind
        self.rows = known.rows.get(sheet.kind, {})
        self.gone = known.gone.get(sheet.kind, {})
        self.base = base
        self.found = found
        self.news_of = news_of
        self.names = own_names(sheet)
        self.values = own_values(sheet)
        self.blanks = {
            name: SHEETS[sheet.kind].column(name).blank
            for name in self.names
            if name in FIGURES_OF.get(sheet.kind, ())
        }
        self.refreshed: list[int] = []

    def run(self) -> None:
        """Compare each row; only those that differ are looked at one by one."""
        codes = self.sheet.codes()
        rows = list(map(self.rows.get, codes))
        is_other = are_other(self.sheet, rows)
        is_news = self._is_told() & self._are_due(rows) & ~is_other
        self.found.unchanged += int(np.count_nonzero(~is_other & ~is_news))
        self.refreshed = np.flatnonzero(is_news).tolist()
        for at in np.flatnonzero(is_other).tolist():
            row = rows[at]
            if row is None:
                self._compare_absent(codes[at], self.sheet.rows[at], self.values[at])
            else:
                self._compare_values(at, codes[at], row, self.values[at])
        if self.refreshed:
            refreshed = sorted(self.refreshed)
            self.found.refreshed.append(
                Refreshed(
                    kind=self.kind,
                    sheet=self.sheet.name,
                    codes=tuple(codes[at] for at in refreshed),
                    rows=tuple(self.sheet.rows[at] for at in refreshed),
                )
            )

    def _compare_values(self, at: int, code: str, row: Row[Any], new: tuple[Value, ...]) -> None:
        number = self.sheet.rows[at]
        moved: list[ValueChange] = []
        stays: set[str] = set()
        is_open = False
        had = self.base.of(self.kind, code)
        for name, theirs in zip(self.names, new, strict=True):
            current = getattr(row, name)
            if theirs == current:
                continue
            side: Side | None = Side.THEIRS
            was = self._was(had, name, current)
            if was == theirs:
                side = Side.CURRENT
                self._keep(code, number, name, theirs, current)
            elif was != current:
                side = self.found.decided(self.kind, code, name)
                self.found.conflicts.append(
                    Conflict(
                        kind=self.kind,
                        code=code,
                        attribute=name,
                        clash=Clash.VALUE,
                        base=None if isinstance(was, Unclear) else was,
                        theirs=theirs,
                        current=current,
                        sheet=self.sheet.name,
                        row=number,
                        decision=side,
                    )
                )
                is_open = is_open or side is None
            if side is Side.THEIRS:
                moved.append(ValueChange(attribute=name, old=current, new=theirs))
            else:
                stays.add(name)
        has_report = any(change.attribute in self.blanks for change in moved)
        has_report = has_report or self._is_news(row, new, stays)
        if moved:
            self._change(code, number, moved, has_report=has_report)
        elif has_report:
            self.refreshed.append(at)
        elif not is_open:
            self.found.unchanged += 1

    def _was(self, had: Had | None, name: str, current: Value) -> Value | Unclear:
        """What the sender had of a value; where nothing is known of it, what it is now."""
        if had is None:
            return UNCLEAR if self.base.is_complete else current
        return had.get(name, current)

    def _compare_absent(self, code: str, number: int, new: tuple[Value, ...]) -> None:
        """A thing that is not there: it is new, unless the sender had it and others have removed it since."""
        had = self.base.of(self.kind, code)
        last = self.gone.get(code)
        told = dict(zip(self.names, new, strict=True))
        if had is None or last is None:
            has_report = any(told[name] != blank for name, blank in self.blanks.items())
            self.found.added.append(
                Added(
                    kind=self.kind,
                    code=code,
                    sheet=self.sheet.name,
                    row=number,
                    values=told,
                    has_report=has_report,
                )
            )
            return
        touched = tuple(moved_values(self.names, [had.get(name, told[name]) for name in self.names], new))
        if not touched:
            self._keep(code, number, None, None, None)
            return
        side = self.found.decided(self.kind, code, None)
        self.found.conflicts.append(
            Conflict(
                kind=self.kind,
                code=code,
                attribute=None,
                clash=Clash.REMOVED,
                values=touched,
                sheet=self.sheet.name,
                row=number,
                decision=side,
            )
        )
        if side is Side.THEIRS:
            names = [value.attribute for value in touched]
            moved = list(
                moved_values(names, [getattr(last, name) for name in names], [told[name] for name in names])
            )
            has_report = any(change.attribute in self.blanks for change in moved)
            self._change(code, number, moved, has_report=has_report, returns=True)

    def _change(
        self, code: str, number: int, moved: list[ValueChange], *, has_report: bool, returns: bool = False
    ) -> None:
        self.found.changed.append(
            Changed(
                kind=self.kind,
                code=code,
                sheet=self.sheet.name,
                row=number,
                values=tuple(moved),
                has_report=has_report,
                returns=returns,
            )
        )

    def _keep(self, code: str, number: int, name: str | None, theirs: Value, current: Value) -> None:
        self.found.kept.append(
            Kept(
                kind=self.kind,
                code=code,
                attribute=name,
                theirs=theirs,
                current=current,
                sheet=self.sheet.name,
                row=number,
            )
        )

    def _is_news(self, row: Row[Any], new: tuple[Value, ...], stays: Collection[str]) -> bool:
        """Whether figures that stand, not those in `stays`, are news: told, and last reported earlier."""
        told = dict(zip(self.names, new, strict=True))
        is_told = any(told[name] != blank and name not in stays for name, blank in self.blanks.items())
        return is_told and bool(self._are_due([row])[0])

    def _is_told(self) -> Flags:
        """For each row whether it tells any figures."""
        is_told = np.zeros(len(self.values), bool)
        for name, blank in self.blanks.items():
            column = self.values.columns[self.names.index(name)]
            is_told |= column.where(value != blank for value in column.cells)
        return is_told

    def _are_due(self, rows: Sequence[Row[Any] | None]) -> Flags:
        """Whether figures of these things would be news: last reported earlier, and still reported on."""
        day = self.news_of
        if day is None or not self.blanks:
            return np.zeros(len(rows), bool)
        may_be_closed = self.kind is Kind.INSTRUCTION
        due = (
            row is not None
            and (last := row.reported_on) is not None
            and last < day
            and not (may_be_closed and row.closed_on is not None)
            for row in rows
        )
        return np.fromiter(due, bool, len(rows))


def moved_values(
    names: Sequence[str], old: Sequence[Value | Unclear], new: Sequence[Value]
) -> Iterator[ValueChange]:
    """The values that differ, by name; an old one that nobody can make sense of counts as none."""
    for name, was, becomes in zip(names, old, new, strict=True):
        if was != becomes:
            yield ValueChange(attribute=name, old=None if isinstance(was, Unclear) else was, new=becomes)


def own_names(sheet: CheckedSheet) -> list[str]:
    """The attributes that a sheet's rows change."""
    # The field of a milestone is its problem's; the column is there for people to read.
    return [name for name in sheet.attributes if (sheet.kind, name) != (Kind.MILESTONE, "field_id")]


def own_values(sheet: CheckedSheet) -> EncodedRows[Value]:
    """The values of these attributes."""
    columns = [sheet.values.columns[sheet.attributes.index(name)] for name in own_names(sheet)]
    return EncodedRows(columns, len(sheet.values))


def are_other(sheet: CheckedSheet, rows: Sequence[Row[Any] | None]) -> Flags:
    """For each row of a sheet whether it is another than what is known of the same thing, or nothing is."""
    is_same = np.fromiter((row is not None for row in rows), bool, len(rows))
    known = [row for row in rows if row is not None]
    if known:
        places = [known[0]._fields.index(name) for name in own_names(sheet)]
        theirs = own_values(sheet).taken(np.flatnonzero(is_same))
        is_same[is_same] = np.fromiter(map(eq, theirs, map(_picker(places), known)), bool, len(known))
    return ~is_same


def _picker(places: Sequence[int]) -> Callable[[Any], tuple[Value, ...]]:
    """What takes the values at these places out of a row, as a tuple however many there are."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
