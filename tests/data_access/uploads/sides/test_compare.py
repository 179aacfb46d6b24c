"""The comparison by itself, held against the words for it: thing by thing and value by value."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from data_access.model import Kind
from data_access.uploads.checks.check import Checked, CheckedSheet
from data_access.uploads.choices import Choices, Side
from data_access.uploads.encoded import EncodedRows, encoded
from data_access.uploads.known import Known
from data_access.uploads.sides.base import Base, BaseSource
from data_access.uploads.sides.compare import compare, differing
from data_access.uploads.sides.comparison import Clash, Comparison

CODES = ("A", "B", "C")
NAMES = ("name_en", "owner", "note")
MARCH = date(2026, 3, 1)

Thing = dict[str, str] | None
Found = dict[str, Any]


class Row(NamedTuple):
    """A milestone as the database knows it."""

    entity_id: int
    code: str
    name_en: str
    owner: str
    note: str
    reported_on: date


things = st.none() | st.fixed_dictionaries({name: st.sampled_from("xyz") for name in NAMES})
sides = st.fixed_dictionaries({code: st.tuples(things, things, things) for code in CODES})


def row(code: str, thing: dict[str, str]) -> Any:
    return Row(entity_id=CODES.index(code), code=code, reported_on=MARCH, **thing)


def held_together(
    sides: dict[str, tuple[Thing, Thing, Thing]], *, is_whole: bool, has_base: bool, side: Side | None
) -> Comparison:
    """Compare what the sender had, what the file says and what there is, each by code."""
    told = {code: theirs for code, (_, theirs, _) in sides.items() if theirs is not None}
    there = {code: row(code, current) for code, (_, _, current) in sides.items() if current is not None}
    gone = {
        code: row(code, base)
        for code, (base, _, current) in sides.items()
        if base is not None and current is None and has_base and code in told
    }
    sheet = CheckedSheet(
        name="Milestones",
        kind=Kind.MILESTONE,
        attributes=("code", *NAMES),
        rows=tuple(range(2, 2 + len(told))),
        values=EncodedRows(
            [encoded(list(told)), *(encoded([thing[name] for thing in told.values()]) for name in NAMES)],
            len(told),
        ),
    )
    known = Known(
        ids={},
        rows={Kind.MILESTONE: {code: one for code, one in there.items() if code in told}},
        listed={Kind.MILESTONE: there} if is_whole else {},
        field_of_problem={},
        beyond={},
        gone={Kind.MILESTONE: gone},
    )
    checked = Checked(sheets=(sheet,), faults=())
    matters = differing(checked, known)[Kind.MILESTONE]
    had = {
        code: {"code": code, **base}
        for code, (base, _, _) in sides.items()
        if base is not None and code in matters
    }
    base = Base(source=BaseSource.TEMPLATE, is_complete=True, rows={Kind.MILESTONE: had})
    return compare(
        checked, known, base if has_base else Base(), Choices(decides_all=side), as_at=MARCH, is_news=False
    )


def by_the_book(sides: dict[str, tuple[Thing, Thing, Thing]], *, is_whole: bool, has_base: bool) -> Found:
    """The same in plain words."""
    found: Found = {name: set() for name in ("added", "removed", "changed", "kept", "value", "thing")}
    for code, (base, theirs, current) in sides.items():
        if theirs is None and current is None:
            continue
        if theirs is None:
            if is_whole and has_base and base is None:
                found["kept"].add((code, None))  # others added it since: the sender could not name it
            elif is_whole and has_base and base != current:
                found["thing"].add((code, Clash.CHANGED))
            elif is_whole:
                found["removed"].add(code)
        elif current is None:
            if not has_base or base is None:
                found["added"].add(code)
            elif base == theirs:
                found["kept"].add((code, None))  # others removed it, the sender left it as it was
            else:
                found["thing"].add((code, Clash.REMOVED))
        else:
            for name in NAMES:
                was = base[name] if base else None
                if theirs[name] == current[name]:
                    continue
                if not has_base or was == current[name]:
                    found["changed"].add((code, name, current[name], theirs[name]))
                elif was == theirs[name]:
                    found["kept"].add((code, name))
                else:
                    found["value"].add((code, name, was, theirs[name], current[name]))
    return found


def told(comparison: Comparison) -> Found:
    """A comparison without its decided conflicts, as `by_the_book` says it."""
    return {
        "added": {one.code for one in comparison.added},
        "removed": {one.code for one in comparison.removed},
        "changed": {
            (one.code, value.attribute, value.old, value.new)
            for one in comparison.changed
            for value in one.values
        },
        "kept": {(one.code, one.attribute) for one in comparison.kept},
        "value": {
            (one.code, one.attribute, one.base, one.theirs, one.current)
            for one in comparison.conflicts
            if one.clash is Clash.VALUE
        },
        "thing": {(one.code, one.clash) for one in comparison.conflicts if one.clash is not Clash.VALUE},
    }


@given(sides=sides, is_whole=st.booleans(), has_base=st.booleans())
def test_each_side_changes_what_it_alone_changed(
    sides: dict[str, tuple[Thing, Thing, Thing]], is_whole: bool, has_base: bool
) -> None:
    comparison = held_together(sides, is_whole=is_whole, has_base=has_base, side=None)
    assert told(comparison) == by_the_book(sides, is_whole=is_whole, has_base=has_base)


@given(sides=sides, is_whole=st.booleans(), side=st.sampled_from(Side))
def test_decided_conflicts_are_done_for_the_sender_and_left_for_the_others(
    sides: dict[str, tuple[Thing, Thing, Thing]], is_whole: bool, side: Side
) -> None:
    open_ones = held_together(sides, is_whole=is_whole, has_base=True, side=None)
    closed = held_together(sides, is_whole=is_whole, has_base=True, side=side)
    assert closed.undecided == ()
    assert closed.conflicts == tuple(replace(one, decision=side) for one in open_ones.conflicts)
    if side is Side.CURRENT:
        assert told(closed) == told(open_ones)
        return
    values = {(one.code, one.attribute, one.current, one.theirs) for one in open_ones.conflicts}
    values = {value for value in values if value[1] is not None}
    gone = {one.code for one in open_ones.conflicts if one.clash is Clash.CHANGED}
    back = {one.code for one in open_ones.conflicts if one.clash is Clash.REMOVED}
    assert told(closed)["removed"] == told(open_ones)["removed"] | gone
    assert {one.code for one in closed.changed if one.returns} == back
    stayed = told(closed)["changed"] - {
        (one.code, value.attribute, value.old, value.new)
        for one in closed.changed
        if one.returns
        for value in one.values
    }
    assert stayed == told(open_ones)["changed"] | values
