"""One sheet of a file against what its sender had and what is known now, row by row. Pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import compress
from operator import eq, itemgetter, ne
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

Picker = Callable[[Row[Any]], tuple[Value, ...]]


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
        is_news = self._are_told() & self._are_due(rows)
        self.found.unchanged += int(np.count_nonzero(~is_other & ~is_news))
        self.refreshed = np.flatnonzero(is_news & ~is_other).tolist()
        others = np.flatnonzero(is_other)
        ours: Picker | None = None
        for at, new in zip(others.tolist(), self.values.taken(others), strict=True):
            row = rows[at]
            if row is None:
                self._compare_absent(codes[at], self.sheet.rows[at], new)
            else:
                ours = ours or _picker(self.names, row)
                self._compare_values(at, codes[at], ours(row), new, is_news=bool(is_news[at]))
        if self.refreshed:
            refreshed = sorted(self.refreshed)
            self.found.refreshed.append(
                Refreshed(
                    kind=self.kind,
                    sheet=self.sheet.name,
                    codes=tuple(map(codes.__getitem__, refreshed)),
                    rows=tuple(map(self.sheet.rows.__getitem__, refreshed)),
                )
            )

    def _compare_values(
        self, at: int, code: str, old: tuple[Value, ...], new: tuple[Value, ...], *, is_news: bool
    ) -> None:
        number = self.sheet.rows[at]
        moved: list[ValueChange] = []
        stays: set[str] = set()
        is_open = False
        had = self.base.of(self.kind, code)
        differing = compress(zip(self.names, old, new, strict=True), map(ne, new, old))
        for name, current, theirs in differing:
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
        has_report = has_report or (is_news and (not stays or self._is_told(new, stays)))
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

    def _is_told(self, new: tuple[Value, ...], stays: Collection[str]) -> bool:
        """Whether a row tells any figures but those in `stays`."""
        told = dict(zip(self.names, new, strict=True))
        return any(told[name] != blank and name not in stays for name, blank in self.blanks.items())

    def _are_told(self) -> Flags:
        """For each row whether it tells any figures."""
        is_told = np.zeros(len(self.values), bool)
        for name, blank in self.blanks.items():
            column = self.values.columns[self.names.index(name)]
            is_told |= column.where(value != blank for value in column.cells)
        return is_told

    def _are_due(self, rows: Sequence[Row[Any] | None]) -> Flags:
        """Whether figures of these things would be news: last reported earlier, and still reported on."""
        day = self.news_of
        known = next((row for row in rows if row is not None), None)
        if day is None or known is None or not self.blanks:
            return np.zeros(len(rows), bool)
        at = known._fields.index("reported_on")
        is_due = np.array(
            [row is not None and (last := row[at]) is not None and last < day for row in rows], bool
        )
        if self.kind is Kind.INSTRUCTION:
            is_due &= [row is not None and row.closed_on is None for row in rows]
        return is_due


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
    is_same = np.array([row is not None for row in rows], bool)
    known = [row for row in rows if row is not None]
    if known:
        theirs = own_values(sheet).taken(np.flatnonzero(is_same))
        ours = map(_picker(own_names(sheet), known[0]), known)
        is_same[is_same] = np.fromiter(map(eq, theirs, ours), bool, len(known))
    return ~is_same


def _picker(names: Sequence[str], row: Row[Any]) -> Picker:
    """What takes values by name out of rows like this one, as a tuple however many there are."""
    places = [row._fields.index(name) for name in names]
    if len(places) > 1:
        return itemgetter(*places)
    return lambda one: tuple(one[place] for place in places)
