"""One sheet of a file against what its sender had and what is known now, row by row. Pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Row

from data_access.model import Kind
from data_access.uploads.checks.check import CheckedSheet
from data_access.uploads.choices import Choices, Side
from data_access.uploads.columns import FIGURES_OF, SHEETS
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

Picker = Callable[[Any], tuple[Value, ...]]


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
        self.names, self.theirs = own_values(sheet)
        self.figures = [name for name in self.names if name in FIGURES_OF.get(sheet.kind, ())]
        self.blanks = [
            (name, self.names.index(name), SHEETS[sheet.kind].column(name).blank) for name in self.figures
        ]
        self.told = picker([at for _, at, _ in self.blanks])
        self.untold = tuple(blank for *_, blank in self.blanks)
        self.reported_at = 0

    def run(self) -> None:
        """Compare each row."""
        code_at = self.sheet.attributes.index("code")
        ours: Picker | None = None
        for number, values in zip(self.sheet.rows, self.sheet.values, strict=True):
            code = str(values[code_at])
            new = self.theirs(values)
            row = self.rows.get(code)
            if row is None:
                self._compare_absent(code, number, new)
                continue
            if ours is None:
                ours = picker([row._fields.index(name) for name in self.names])
                self.reported_at = row._fields.index("reported_on") if self.figures else 0
            old = ours(row)
            if new != old:
                self._compare_values(code, number, row, old, new)
            elif self._is_news(row, new):
                self._refresh(code, number)
            else:
                self.found.unchanged += 1

    def _compare_values(
        self, code: str, number: int, row: Row[Any], old: tuple[Value, ...], new: tuple[Value, ...]
    ) -> None:
        moved: list[ValueChange] = []
        stays: set[str] = set()
        is_open = False
        had = self.base.of(self.kind, code)
        for name, current, theirs in zip(self.names, old, new, strict=True):
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
        has_report = any(change.attribute in self.figures for change in moved)
        has_report = has_report or self._is_news(row, new, stays)
        if moved:
            self._change(code, number, moved, has_report=has_report)
        elif has_report:
            self._refresh(code, number)
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
            has_report = any(told[name] != blank for name, _, blank in self.blanks)
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
            has_report = any(change.attribute in self.figures for change in moved)
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

    def _refresh(self, code: str, number: int) -> None:
        same = Refreshed(kind=self.kind, code=code, sheet=self.sheet.name, row=number)
        self.found.refreshed.append(same)

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

    def _is_news(self, row: Row[Any], new: tuple[Value, ...], stays: Collection[str] = ()) -> bool:
        """Whether figures that stand, not those in `stays`, are news: told, and last reported earlier."""
        if self.news_of is None or not self.figures:
            return False
        reported_on = row[self.reported_at]
        if reported_on is None or reported_on >= self.news_of:
            return False
        if self.kind is Kind.INSTRUCTION and row.closed_on is not None:
            return False
        if not stays:
            return self.told(new) != self.untold
        return any(new[at] != blank and name not in stays for name, at, blank in self.blanks)


def moved_values(
    names: Sequence[str], old: Sequence[Value | Unclear], new: Sequence[Value]
) -> Iterator[ValueChange]:
    """The values that differ, by name; an old one that nobody can make sense of counts as none."""
    for name, was, becomes in zip(names, old, new, strict=True):
        if was != becomes:
            yield ValueChange(attribute=name, old=None if isinstance(was, Unclear) else was, new=becomes)


def own_values(sheet: CheckedSheet) -> tuple[list[str], Picker]:
    """The attributes that a sheet's rows change, and their values in a row."""
    # The field of a milestone is its problem's; the column is there for people to read.
    names = [name for name in sheet.attributes if (sheet.kind, name) != (Kind.MILESTONE, "field_id")]
    return names, picker([sheet.attributes.index(name) for name in names])


def picker(places: Sequence[int]) -> Picker:
    """What takes the values at these places out of a row, as a tuple however many there are."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
