"""What the sender had, what the file says and what is known now -> what would change. Pure.

A value that only the sender changed goes in. One that only others changed stays. Both to the same: nothing.
Both to different ones: a conflict, which the sender decides.
"""

from collections.abc import Mapping
from datetime import date
from itertools import compress
from typing import Any

from sqlalchemy import Row

from data_access.model import Kind
from data_access.uploads.checks.check import Checked
from data_access.uploads.choices import Choices, Side
from data_access.uploads.known import Known
from data_access.uploads.sides.base import Base
from data_access.uploads.sides.comparison import Clash, Comparison, Conflict, Kept, Removed
from data_access.uploads.sides.sheet_compare import (
    Found,
    SheetComparison,
    are_other,
    moved_values,
)
from data_access.words import Words


def differing(checked: Checked, known: Known) -> dict[Kind, set[str]]:
    """The things for which it matters what the sender had: the file's row is not what is known now.

    The codes of a whole list's things that the file does not name are among them; new ones are not.
    """
    found: dict[Kind, set[str]] = {kind: set() for kind in {sheet.kind for sheet in checked.sheets}}
    for sheet in checked.sheets:
        rows, gone = known.rows.get(sheet.kind, {}), known.gone.get(sheet.kind, {})
        codes = sheet.codes()
        is_other = are_other(sheet, list(map(rows.get, codes)))
        found[sheet.kind].update(
            code for code in compress(codes, is_other.tolist()) if code in rows or code in gone
        )
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
    found = Found(choices)
    for sheet in checked.sheets:
        SheetComparison(sheet, known, base, found, as_at if is_news else None).run()
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


def _compare_unnamed(kind: Kind, code: str, row: Row[Any], base: Base, found: Found) -> None:
    """A thing that a whole list leaves out: it goes, unless the sender could not know it, or not so."""
    if base.precedes(kind, code):
        found.kept.append(Kept(kind=kind, code=code, attribute=None))
        return
    had = base.of(kind, code) or {}
    names = [name for name in had if (kind, name) != (Kind.MILESTONE, "field_id")]
    since = tuple(moved_values(names, [had[name] for name in names], [getattr(row, name) for name in names]))
    side: Side | None = Side.THEIRS
    if since:
        side = found.decided(kind, code, None)
        found.conflicts.append(
            Conflict(kind=kind, code=code, attribute=None, clash=Clash.CHANGED, values=since, decision=side)
        )
    if side is Side.THEIRS:
        found.removed.append(Removed(kind=kind, code=code, name=_name(row)))


def _unnamed(checked: Checked, known: Known) -> Mapping[Kind, list[str]]:
    """The things that whole lists leave out, in the order of `known.listed`."""
    found: dict[Kind, list[str]] = {}
    for kind, rows in known.listed.items():
        named = {code for sheet in checked.sheets if sheet.kind is kind for code in sheet.codes()}
        found[kind] = [code for code in rows if code not in named]
    return found


def _name(row: Row[Any]) -> Words:
    return Words(*(getattr(row, f"name_{language}", "") for language in ("kk", "ru", "en")))
