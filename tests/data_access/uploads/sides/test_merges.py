"""Whatever two people edit in the same download: nobody's lone change is lost, both may be taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data_access.database import Database
from data_access.model import Kind
from data_access.take_back import take_back
from data_access.uploads.bring import Prepared, apply
from data_access.uploads.choices import Choices, Side
from data_access.uploads.columns import SHEETS
from data_access.uploads.rows import sheet_rows
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    RECORDED_AT,
    exported,
    newest_view,
    with_first_edition,
)
from tests.data_access.uploads.edited_sides import MINISTRY, OFFICE, conflicts, filled_in, kept, moves, seen
from tests.data_access.uploads.test_edits import (
    CODES,
    LATER,
    Edit,
    cells,
    edited,
    edits,
    states,
)

DAYS = (AS_AT, DAY, LATER)

Key = tuple[str, str]
Values = dict[Key, Any]

any_edits = st.lists(st.sampled_from(list(CODES)).flatmap(edits), max_size=4)


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[list[Edit], list[Edit]]:
    """What the office and the ministry edit; often the same cells, now and then in the same way."""
    office, ministry = draw(any_edits), draw(any_edits)
    for edit in office:
        if draw(st.booleans()):
            written, number_format, stored = draw(
                st.one_of(st.just((edit.written, edit.number_format, edit.stored)), cells(edit.column))
            )
            ministry.append(
                Edit(
                    code=edit.code,
                    column=edit.column,
                    written=written,
                    number_format=number_format,
                    stored=stored,
                )
            )
    return office, ministry


class Filled:
    """A database with the first edition, to which each example leads back, and its template."""

    def __init__(self, database: Database) -> None:
        with_first_edition(database)
        self.database = database
        self.start = states(database)
        self.base = {day: values(database, day) for day in DAYS}
        self._template = exported(database, day=AS_AT, language="en")

    @property
    def template(self) -> bytes:
        """What would be downloaded now: all that differs is the version."""
        return filled_in(self._template, {}, version=newest_view(self.database).version)

    def back(self, version: int | None, actor: str) -> int | None:
        """Take a change back; what does so."""
        if version is None:
            return None
        return take_back(self.database, version, actor=actor, recorded_at=RECORDED_AT).version


@pytest.fixture
def filled(database: Database) -> Filled:
    return Filled(database)


def values(database: Database, day: date) -> Values:
    """All values as they stand for a day, by code and attribute."""
    view = newest_view(database, day=day)
    with database.reading() as connection:
        return {
            (row.code, column.attribute): getattr(row, column.attribute)
            for kind, codes in CODES.items()
            for row in connection.execute(sheet_rows(view, kind).select)
            if row.code in codes
            for column in SHEETS[kind].columns
        }


def wanted(changes: list[Edit]) -> dict[Key, Any]:
    return {(edit.code, edit.column.attribute): edit.stored for edit in changes}


def told(found: Prepared) -> tuple[set[Key], dict[Key, Any], dict[Key, Any]]:
    """What a file does: which values stay, which change, which are conflicts."""
    stays = {(code, attribute) for code, attribute in kept(found) if attribute is not None}
    return (
        stays,
        moves(found),
        {(code, name or ""): values for (code, name), values in conflicts(found).items()},
    )


def merged(
    base: Mapping[Key, Any], theirs: Mapping[Key, Any], current: Mapping[Key, Any]
) -> tuple[set[Key], dict[Key, Any], dict[Key, Any]]:
    """The same by the book: value by value, slow and plain."""
    stays: set[Key] = set()
    changes: dict[Key, Any] = {}
    clashes: dict[Key, Any] = {}
    for key, now in current.items():
        was, says = base[key], theirs.get(key, base[key])
        if says == now:
            continue
        if says == was:
            stays.add(key)
        elif now == was:
            changes[key] = (now, says)
        else:
            clashes[key] = (was, says, now)
    return stays, changes, clashes


# A forecast that the office took out, and that the ministry's later report took over, comes back with it.
_TAKEN_OUT = Edit(
    code="CON-01-M01",
    column=SHEETS[Kind.MILESTONE].column("forecast"),
    written=None,
    number_format=None,
    stored=None,
)


@example(sides=([_TAKEN_OUT], []), day=DAY, side=Side.CURRENT)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sides=two_sides(), day=st.sampled_from(DAYS), side=st.sampled_from(Side))
def test_two_sides_merge_value_by_value_and_either_can_be_taken_back(
    filled: Filled, sides: tuple[list[Edit], list[Edit]], day: date, side: Side
) -> None:
    database, (office, ministry), base = filled.database, sides, filled.base[day]
    template = filled.template
    first = seen(database, edited(template, office), actor=OFFICE, as_at=AS_AT, day=LATER)
    brought = apply(database, first, actor=OFFICE, recorded_at=RECORDED_AT).version
    before, current = states(database), values(database, day)

    content = edited(template, ministry)
    found = seen(database, content, as_at=day, day=LATER)
    stays, changes, clashes = merged(base, wanted(ministry), current)
    assert told(found) == (stays, changes, clashes)
    if clashes:
        found = seen(database, content, as_at=day, day=LATER, choices=Choices(decides_all=side))
    version = apply(database, found, actor=MINISTRY, recorded_at=RECORDED_AT).version
    mine = {key: new for key, (_, new) in changes.items()}
    if side is Side.THEIRS:
        mine |= {key: theirs for key, (_, theirs, _) in clashes.items()}
    after = {**current, **mine}
    assert values(database, day) == after

    back = filled.back(version, MINISTRY)
    assert states(database) == before
    filled.back(back, MINISTRY)
    assert values(database, day) == after

    back = filled.back(brought, OFFICE)
    left = values(database, day)
    assert {key: left[key] for key in (*stays, *mine)} == {**{key: base[key] for key in stays}, **mine}
    filled.back(back, OFFICE)
    assert values(database, day) == after

    filled.back(version, MINISTRY)
    filled.back(brought, OFFICE)
    assert states(database) == filled.start
