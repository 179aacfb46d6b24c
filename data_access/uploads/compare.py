"""What the sender had, what the file says and what is known now -> what would change. Pure.

A value that only the sender changed goes in. One that only others changed stays. Both to the same: nothing.
Both to different ones: a conflict, which the sender decides.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Row

from data_access.model import Kind
from data_access.uploads.base import Base
from data_access.uploads.check import Checked, CheckedSheet
from data_access.uploads.choices import Choices, Side
from data_access.uploads.columns import REPORT_ATTRIBUTES, SHEETS
from data_access.uploads.comparison import (
    Added,
    Changed,
    Clash,
    Comparison,
    Conflict,
    Kept,
    Refreshed,
    Removed,
    ValueChange,
)
from data_access.uploads.known import Known
from data_access.uploads.lineage import UNCLEAR, Had, Unclear
from data_access.uploads.values import Value
from data_access.words import Words

Picker = Callable[[Any], tuple[Value, ...]]


def differing(checked: Checked, known: Known) -> dict[Kind, set[str]]:
    """The things for which it matters what the sender had: the file's row is not what is known now.

    The codes of a whole list's things that the file does not name are among them; new ones are not.
    """
    found: dict[Kind, set[str]] = {kind: set() for kind in {sheet.kind for sheet in checked.sheets}}
    for sheet in checked.sheets:
        rows, gone = known.rows.get(sheet.kind, {}), known.gone.get(sheet.kind, {})
        names, theirs = _own(sheet)
        code_at = sheet.attributes.index("code")
        ours: Picker | None = None
        for values in sheet.values:
            code = str(values[code_at])
            row = rows.get(code)
            if row is None:
                if code in gone:
                    found[sheet.kind].add(code)
                continue
            ours = ours or _picker([row._fields.index(name) for name in names])
            if theirs(values) != ours(row):
                found[sheet.kind].add(code)
    for kind, codes in _unnamed(checked, known).items():
        found.setdefault(kind, set()).update(codes)
    return found


def compare(
    checked: Checked, known: Known, base: Base, choices: Choices, *, as_at: date, is_news: bool
) -> Comparison:
    """What would change by a file whose figures speak of the day `as_at`.

    An attribute whose column the file does not have keeps its value; an empty cell empties it. `is_news`:
    figures that stand count as a report for `as_at` where the newest report is older. A thing missing from
    the file is removed only where `known.listed` names it (the sender said that the list is whole).
    """
    found = _Found(choices)
    for sheet in checked.sheets:
        _SheetComparison(sheet, known, base, found, as_at if is_news else None).run()
    for kind, codes in _unnamed(checked, known).items():
        for code in codes:
            _compare_unnamed(kind, code, known.listed[kind][code], base, found)
    return Comparison(
        added=tuple(found.added),
        changed=tuple(found.changed),
        removed=tuple(found.removed),
        refreshed=tuple(found.refreshed),
        kept=tuple(found.kept),
        conflicts=tuple(found.conflicts),
        unchanged=found.unchanged,
    )


class _Found:
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


class _SheetComparison:
    """One sheet being compared; `news_of`: the day for which figures that stand are news, if they can be."""

    def __init__(
        self, sheet: CheckedSheet, known: Known, base: Base, found: _Found, news_of: date | None
    ) -> None:
        self.sheet = sheet
        self.kind = sheet.kind
        self.rows = known.rows.get(sheet.kind, {})
        self.gone = known.gone.get(sheet.kind, {})
        self.base = base
        self.found = found
        self.news_of = news_of
        self.names, self.theirs = _own(sheet)
        is_milestones = sheet.kind is Kind.MILESTONE
        self.figures = [name for name in self.names if is_milestones and name in REPORT_ATTRIBUTES]
        self.blanks = [
            (name, self.names.index(name), SHEETS[sheet.kind].column(name).blank) for name in self.figures
        ]

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
            ours = ours or _picker([row._fields.index(name) for name in self.names])
            old = ours(row)
            if new != old:
                self._compare_values(code, number, row, old, new)
            elif self._is_news(row, new):
                self.found.refreshed.append(Refreshed(code=code, sheet=self.sheet.name, row=number))
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
            self.found.refreshed.append(Refreshed(code=code, sheet=self.sheet.name, row=number))
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
        touched = tuple(_moved(self.names, [had.get(name, told[name]) for name in self.names], new))
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
                _moved(names, [getattr(last, name) for name in names], [told[name] for name in names])
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
        if row.reported_on is None or row.reported_on >= self.news_of:
            return False
        return any(new[at] != blank and name not in stays for name, at, blank in self.blanks)


def _compare_unnamed(kind: Kind, code: str, row: Row[Any], base: Base, found: _Found) -> None:
    """A thing that a whole list leaves out: it goes, unless the sender could not know it, or not so."""
    if base.precedes(kind, code):
        found.kept.append(Kept(kind=kind, code=code, attribute=None))
        return
    had = base.of(kind, code) or {}
    names = [name for name in had if (kind, name) != (Kind.MILESTONE, "field_id")]
    since = tuple(_moved(names, [had[name] for name in names], [getattr(row, name) for name in names]))
    side: Side | None = Side.THEIRS
    if since:
        side = found.decided(kind, code, None)
        found.conflicts.append(
            Conflict(kind=kind, code=code, attribute=None, clash=Clash.CHANGED, values=since, decision=side)
        )
    if side is Side.THEIRS:
        found.removed.append(Removed(kind=kind, code=code, name=_name(row)))


def _moved(
    names: Sequence[str], old: Sequence[Value | Unclear], new: Sequence[Value]
) -> Iterator[ValueChange]:
    for name, was, becomes in zip(names, old, new, strict=True):
        if was != becomes:
            yield ValueChange(attribute=name, old=None if isinstance(was, Unclear) else was, new=becomes)


def _own(sheet: CheckedSheet) -> tuple[list[str], Picker]:
    """The attributes that a sheet's rows change, and their values in a row."""
    # The field of a milestone is its problem's; the column is there for people to read.
    names = [name for name in sheet.attributes if (sheet.kind, name) != (Kind.MILESTONE, "field_id")]
    return names, _picker([sheet.attributes.index(name) for name in names])


def _picker(places: Sequence[int]) -> Picker:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def _unnamed(checked: Checked, known: Known) -> Mapping[Kind, list[str]]:
    """The things that whole lists leave out, in the order of `known.listed`."""
    found: dict[Kind, list[str]] = {}
    for kind, rows in known.listed.items():
        named = {code for sheet in checked.sheets if sheet.kind is kind for code in _codes(sheet)}
        found[kind] = [code for code in rows if code not in named]
    return found


def _codes(sheet: CheckedSheet) -> Iterator[str]:
    at = sheet.attributes.index("code")
    return (str(values[at]) for values in sheet.values)


def _name(row: Row[Any]) -> Words:
    return Words(*(getattr(row, f"name_{language}", "") for language in ("kk", "ru", "en")))
