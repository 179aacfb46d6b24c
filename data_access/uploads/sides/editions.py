"""What senders sent: kept with each upload, and read again when the same sender's next file comes."""

import json
import zlib
from collections.abc import Iterable, Mapping, Set
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, insert, select

from data_access.change import ChangeWriter
from data_access.model import Change, Edition, Kind, Upload
from data_access.reads.snapshot import Reader
from data_access.reads.takings_back import taken_back
from data_access.uploads.checks.check import Checked
from data_access.uploads.choices import Side
from data_access.uploads.columns import REPORT_ATTRIBUTES, SHEETS, CellType
from data_access.uploads.sides.comparison import Comparison, Conflict, Kept
from data_access.uploads.values.value import Value

_QUICK = 1  # of zlib's levels: the others save little and take long
_LOOKED_BACK = 12  # uploads: a year of monthly ones

Told = Mapping[str, Value]
"""What a row says: its values by attribute."""

Things = Mapping[Kind, Mapping[str, Told]]
"""What is said of things, by kind and code."""


class SentEdition:
    """An upload of a sender, by its change; what it said is read when it is asked for."""

    def __init__(self, connection: Connection, version: int) -> None:
        self.version = version
        self._connection = connection

    @cached_property
    def as_at(self) -> date:
        """The day that it spoke of."""
        statement = select(Upload.as_at).where(Upload.change_id == self.version)
        return self._connection.execute(statement).scalar_one()

    @cached_property
    def things(self) -> dict[Kind, dict[str, Told]]:
        """What it said of each thing, by kind and code; references are codes."""
        statement = select(Edition.things).where(Edition.change_id == self.version)
        found: dict[Kind, dict[str, Told]] = {}
        for sheet in json.loads(zlib.decompress(self._connection.execute(statement).scalar_one())):
            kind, attributes = Kind(sheet["kind"]), sheet["attributes"]
            days = [at for at, name in enumerate(attributes) if _is_day(kind, name)]
            code = attributes.index("code")
            of_kind = found.setdefault(kind, {})
            for row in sheet["rows"]:
                for at in days:
                    if row[at] is not None:
                        row[at] = date.fromisoformat(row[at])
                of_kind[row[code]] = dict(zip(attributes, row, strict=True))
        return found


def record_edition(
    change: ChangeWriter, checked: Checked, comparison: Comparison, *, made_from: int | None
) -> None:
    """Keep what an upload said, as part of its change."""
    change.connection.execute(
        insert(Edition).values(
            change_id=change.version, made_from=made_from, kept=_kept(comparison), things=_packed(checked)
        )
    )


def sent_editions(reader: Reader, actor: str, *, made_from: int | None = None) -> list[SentEdition]:
    """The newest uploads of a sender up to the reader's version, newest first, without those taken back.

    With `made_from` only those whose file was made from that version.
    """
    statement = (
        select(Change.id)
        .join(Edition, Edition.change_id == Change.id)
        .where(
            Change.programme_id == reader.view.programme_id,
            Change.actor == actor,
            Change.id <= reader.view.version,
        )
        .order_by(Change.id.desc())
    )
    if made_from is not None:
        statement = statement.where(Edition.made_from == made_from)
    undone = taken_back(reader.connection, up_to=reader.view.version)
    sent = [version for version in reader.connection.scalars(statement) if version not in undone]
    return [SentEdition(reader.connection, version) for version in sent[:_LOOKED_BACK]]


def merged(editions: Iterable[SentEdition], wanted: Mapping[Kind, Set[str]], as_at: date) -> Things:
    """What the newest of the editions (newest first) that names a thing said of it, for the wanted codes.

    A milestone's figures are those of the newest edition whose own day is `as_at` or earlier: what a later
    day is like says nothing of an earlier one.
    """
    found: dict[Kind, dict[str, Told]] = {kind: {} for kind in wanted}
    unnamed = {kind: set(codes) for kind, codes in wanted.items()}
    without_figures = set(wanted.get(Kind.MILESTONE, ()))
    for edition in editions:
        if not (without_figures or any(unnamed.values())):
            break
        for kind, codes in unnamed.items():
            things = edition.things.get(kind, {})
            for code in codes & things.keys():
                found[kind][code] = _without_figures(things[code]) if kind is Kind.MILESTONE else things[code]
            codes.difference_update(things)
        figures_of = edition.things.get(Kind.MILESTONE, {}) if edition.as_at <= as_at else {}
        for code in without_figures & figures_of.keys():
            figures = {name: value for name, value in figures_of[code].items() if name in REPORT_ATTRIBUTES}
            found[Kind.MILESTONE][code] = {**found[Kind.MILESTONE][code], **figures}
        without_figures -= figures_of.keys()
    return found


def told_by(checked: Checked) -> dict[Kind, dict[str, Told]]:
    """What a file that has no faults says, thing by thing."""
    found: dict[Kind, dict[str, Told]] = {}
    for sheet in checked.sheets:
        code = sheet.attributes.index("code")
        found.setdefault(sheet.kind, {}).update(
            (str(values[code]), dict(zip(sheet.attributes, values, strict=True))) for values in sheet.values
        )
    return found


def _without_figures(told: Told) -> Told:
    return {name: value for name, value in told.items() if name not in REPORT_ATTRIBUTES}


def _is_day(kind: Kind, name: str) -> bool:
    return SHEETS[kind].column(name).type is CellType.DATE


def _packed(checked: Checked) -> bytes:
    sheets = [
        {"kind": sheet.kind, "attributes": sheet.attributes, "rows": list(sheet.values)}
        for sheet in checked.sheets
    ]
    text = json.dumps(sheets, ensure_ascii=False, separators=(",", ":"), default=_day)
    return zlib.compress(text.encode(), _QUICK)


def _day(value: Any) -> str:
    assert isinstance(value, date)  # nosec B101 # no other type needs it
    return value.isoformat()


def _kept(comparison: Comparison) -> dict[str, dict[str, list[int]]]:
    """The cells whose values stay as others made them, by sheet and attribute."""
    found: dict[str, dict[str, list[int]]] = {}
    left: list[Kept | Conflict] = [*comparison.kept]
    left += (one for one in comparison.conflicts if one.decision is Side.CURRENT)
    for one in left:
        if one.attribute is not None and one.row is not None:
            found.setdefault(one.sheet, {}).setdefault(one.attribute, []).append(one.row)
    return found
