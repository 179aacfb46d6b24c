"""Checked rows and what is known -> what would change. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Row

from data_access.model import Kind
from data_access.uploads.check import Checked, CheckedSheet
from data_access.uploads.columns import REPORT_ATTRIBUTES, SHEETS
from data_access.uploads.known import Known
from data_access.uploads.values import Value
from data_access.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value that would change; references are codes."""

    attribute: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new thing, with all that its row says (a milestone with its figures); `has_report`: they say any."""

    kind: Kind
    code: str
    sheet: str
    row: int
    values: Mapping[str, Value]
    has_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A known thing whose values differ; `has_report`: its figures become a report of the edition's day."""

    kind: Kind
    code: str
    sheet: str
    row: int
    values: tuple[ValueChange, ...]
    has_report: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A milestone that stands, on a later day, as it stood before: a report of the same figures."""

    code: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A thing that a whole list does not name any more."""

    kind: Kind
    code: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many things a file adds, changes, removes, leaves as they are, and reports anew unchanged."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    refreshed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a file would change, in the order of the file."""

    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Removed, ...] = ()
    refreshed: tuple[Refreshed, ...] = ()
    unchanged: int = 0

    @property
    def counts(self) -> Counts:
        """The numbers of each."""
        return Counts(
            added=len(self.added),
            changed=len(self.changed),
            removed=len(self.removed),
            unchanged=self.unchanged,
            refreshed=len(self.refreshed),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.added or self.changed or self.removed or self.refreshed)


def compare(checked: Checked, known: Known, *, as_at: date, is_news: bool) -> Comparison:
    """What would change by a file whose figures speak of the day `as_at`.

    An attribute whose column the file does not have keeps its value; an empty cell empties it. `is_news`:
    unchanged figures count as a report for `as_at` where the newest report is older. A thing missing from
    the file is removed only where `known.listed` names it (the sender said that the list is whole).
    """
    found = _Found()
    for sheet in checked.sheets:
        _compare_sheet(sheet, known.rows.get(sheet.kind, {}), found, as_at if is_news else None)
    named = {
        kind: {code for sheet in checked.sheets if sheet.kind is kind for code in _codes(sheet)}
        for kind in known.listed
    }
    removed = tuple(
        Removed(kind=kind, code=code, name=_name(row))
        for kind, rows in known.listed.items()
        for code, row in rows.items()
        if code not in named[kind]
    )
    return Comparison(
        added=tuple(found.added),
        changed=tuple(found.changed),
        removed=removed,
        refreshed=tuple(found.refreshed),
        unchanged=found.unchanged,
    )


class _Found:
    """What has been found so far."""

    def __init__(self) -> None:
        self.added: list[Added] = []
        self.changed: list[Changed] = []
        self.refreshed: list[Refreshed] = []
        self.unchanged = 0


def _compare_sheet(
    sheet: CheckedSheet, rows: Mapping[str, Row[Any]], found: _Found, news_of: date | None
) -> None:
    """Compare a sheet's rows; `news_of`: the day for which unchanged figures are news, if they can be."""
    # The field of a milestone is its problem's; the column is there for people to read.
    own = [name for name in sheet.attributes if (sheet.kind, name) != (Kind.MILESTONE, "field_id")]
    figures = [name for name in own if sheet.kind is Kind.MILESTONE and name in REPORT_ATTRIBUTES]
    theirs = _picker([sheet.attributes.index(name) for name in own])
    code_at = sheet.attributes.index("code")
    blank_figures = tuple(SHEETS[sheet.kind].column(name).blank for name in figures)
    ours: Callable[[Any], tuple[Value, ...]] | None = None
    for number, values in zip(sheet.rows, sheet.values, strict=True):
        code = str(values[code_at])
        row = rows.get(code)
        new = theirs(values)
        if row is None:
            told = dict(zip(own, new, strict=True))
            found.added.append(
                Added(
                    kind=sheet.kind,
                    code=code,
                    sheet=sheet.name,
                    row=number,
                    values=told,
                    has_report=tuple(told[name] for name in figures) != blank_figures,
                )
            )
            continue
        if ours is None:
            ours = _picker([row._fields.index(name) for name in own])
        old = ours(row)
        if new != old:
            moved = tuple(_moved(own, old, new))
            has_report = any(change.attribute in figures for change in moved)
            has_report = has_report or _is_news(row, figures, blank_figures, news_of)
            found.changed.append(
                Changed(
                    kind=sheet.kind,
                    code=code,
                    sheet=sheet.name,
                    row=number,
                    values=moved,
                    has_report=has_report,
                )
            )
        elif _is_news(row, figures, blank_figures, news_of):
            found.refreshed.append(Refreshed(code=code, sheet=sheet.name, row=number))
        else:
            found.unchanged += 1


def _is_news(row: Row[Any], figures: Sequence[str], blank: tuple[Value, ...], news_of: date | None) -> bool:
    """Whether unchanged figures are news: some are told, and the newest report is of an earlier day."""
    if news_of is None or not figures or row.reported_on is None or row.reported_on >= news_of:
        return False
    return tuple(getattr(row, name) for name in figures) != blank


def _moved(names: Sequence[str], old: tuple[Value, ...], new: tuple[Value, ...]) -> Iterator[ValueChange]:
    for name, was, becomes in zip(names, old, new, strict=True):
        if was != becomes:
            yield ValueChange(attribute=name, old=was, new=becomes)


def _picker(places: Sequence[int]) -> Callable[[Any], tuple[Value, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def _codes(sheet: CheckedSheet) -> Iterator[str]:
    at = sheet.attributes.index("code")
    return (str(values[at]) for values in sheet.values)


def _name(row: Row[Any]) -> Words:
    return Words(*(getattr(row, f"name_{language}", "") for language in ("kk", "ru", "en")))
