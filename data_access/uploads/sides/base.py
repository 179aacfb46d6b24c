"""What the sender of a file had before working on it: the third side of the comparison."""

import enum
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from data_access.change import chunks
from data_access.model import MODELS, Entity, Kind, Programme
from data_access.reads.snapshot import Reader
from data_access.uploads.checks.check import Checked
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.rows import sheet_rows
from data_access.uploads.sides.editions import SentEdition, Told, merged, sent_editions, told_by
from data_access.uploads.sides.gone import Ended, ended_things, last_states
from data_access.uploads.sides.lineage import Had, continued
from data_access.view import View

Wanted = Mapping[Kind, Set[str]]
"""Codes by kind."""


class BaseSource(enum.StrEnum):
    """Where the base of a file comes from."""

    CHOSEN = "chosen"  # the sender named the data version
    TEMPLATE = "template"  # the file says which version it was made from
    EDITION = "edition"  # what the same sender sent last
    NONE = "none"  # there is none: all that differs from the current state is the sender's change


class UnknownBaseError(Exception):
    """There is no data version `version` that the sender could have worked from."""

    def __init__(self, version: int) -> None:
        super().__init__(f"There is no data version {version}.")
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What the sender had of those things for which it matters: `rows`, by kind and code.

    `version`: the data version, or the upload, that it comes from. `is_complete`: what `rows` lacks was
    not there; otherwise nothing is known of it. `later`: of the things that a whole list leaves out and
    that `rows` lacks, those that came after the base.
    """

    source: BaseSource = BaseSource.NONE
    version: int | None = None
    is_complete: bool = False
    rows: Mapping[Kind, Mapping[str, Had]] = field(default_factory=dict)
    later: Wanted = field(default_factory=dict)

    def of(self, kind: Kind, code: str) -> Had | None:
        """What the sender had of a thing; None: nothing."""
        return self.rows.get(kind, {}).get(code)

    def precedes(self, kind: Kind, code: str) -> bool:
        """Whether a thing that a whole list leaves out came after the base: its sender could not name it."""
        return self.of(kind, code) is None and (self.is_complete or code in self.later.get(kind, ()))


class BaseFinder:
    """Finds the base of one file; all that it reads, it reads at once for many things."""

    def __init__(
        self, reader: Reader, book: Book, *, actor: str | None, chosen: int | None, as_at: date
    ) -> None:
        """Settle where the base comes from.

        `chosen`: the version that the sender named. Raises UnknownBaseError when there is none such. A
        version that a file names of itself and that cannot be ours is passed over.
        """
        self.reader = reader
        self.as_at = as_at
        self.then: View | None = None
        self.source = BaseSource.NONE
        self.editions: list[SentEdition] = []
        made_from = book.made_from
        if chosen is not None:
            is_its_own = made_from is not None and made_from.version == chosen
            self.source = BaseSource.CHOSEN
            self.then = replace(
                reader.view, version=chosen, day=made_from.day if made_from and is_its_own else as_at
            )
            if not self._is_ours(chosen):
                raise UnknownBaseError(chosen)
        elif made_from is not None and self._is_ours(made_from.version):
            self.source = BaseSource.TEMPLATE
            self.then = replace(reader.view, version=made_from.version, day=made_from.day)
            if actor is not None:
                self.editions = list(sent_editions(reader, actor, made_from=made_from.version))
        elif actor is not None:
            self.editions = list(sent_editions(reader, actor))
            if self.editions:
                self.source = BaseSource.EDITION

    def removed_since(self, new: Wanted) -> dict[Kind, dict[str, Row[Any]]]:
        """Of things that are not there, those that the sender had, as they were last (see `rows.SheetRows`)."""
        found: dict[Kind, dict[str, Row[Any]]] = {}
        if self.source is BaseSource.NONE:
            return found
        oldest = self.then.version if self.then else self.editions[-1].version
        for kind, codes in new.items():
            ended = [one for one in ended_things(self.reader, kind, codes, since=oldest) if self._had(one)]
            found[kind] = last_states(self.reader, kind, ended)
        return found

    def base(self, known: Known, checked: Checked, wanted: Wanted) -> Base:
        """What the sender had of the things in `wanted`, which are known, or were."""
        if self.then is not None:
            rows: Mapping[Kind, Mapping[str, Had]] = self._downloaded(self.then, known, wanted)
            if self.editions:
                rows = self._continued(self.then, known, checked, wanted)
            return Base(source=self.source, version=self.then.version, is_complete=True, rows=rows)
        if not self.editions:
            return Base()
        told = merged(self.editions, wanted, self.as_at)
        return Base(
            source=self.source,
            version=self.editions[0].version,
            rows=told,
            later={
                kind: self._later(kind, known, codes - told[kind].keys()) for kind, codes in wanted.items()
            },
        )

    def _is_ours(self, version: int) -> bool:
        """Whether the programme was there at a version, and the version itself by now."""
        programme = Programme.entity_id == self.reader.view.programme_id
        statement = select(Programme.id).where(programme, Programme.from_change <= version)
        is_there = self.reader.connection.execute(statement).first() is not None
        return is_there and version <= self.reader.view.version

    def _had(self, ended: Ended) -> bool:
        """Whether the sender had a thing, now gone, under its code."""
        versions = [self.then.version] if self.then else []
        versions += [
            edition.version for edition in self.editions if ended.code in edition.things.get(ended.kind, {})
        ]
        return any(ended.begun <= version < ended.left for version in versions)

    def _downloaded(self, then: View, known: Known, wanted: Wanted) -> dict[Kind, dict[str, Told]]:
        """Things as they were in the version that the sender worked from, by the codes that they have now."""
        found: dict[Kind, dict[str, Told]] = {}
        for kind, codes in wanted.items():
            names = [column.attribute for column in SHEETS[kind].columns]
            statement = sheet_rows(then, kind).select
            ids = {row.entity_id: code for code in codes if (row := known.of(kind, code)) is not None}
            of_kind = found.setdefault(kind, {})
            for some in chunks(ids):
                rows = self.reader.connection.execute(statement.where(MODELS[kind].entity_id.in_(some)))
                for row in rows:
                    of_kind[ids[row.entity_id]] = {name: getattr(row, name) for name in names}
        return found

    def _continued(
        self, then: View, known: Known, checked: Checked, wanted: Wanted
    ) -> Mapping[Kind, Mapping[str, Had]]:
        """The base of a template that its sender has sent before."""
        file = told_by(checked)
        codes = {kind: wanted.get(kind, set()) | file.get(kind, {}).keys() for kind in {*wanted, *file}}
        return continued(
            self._downloaded(then, known, codes),
            merged(self.editions, codes, self.as_at),
            file,
            is_later=self.editions[0].as_at < self.as_at,
        )

    def _later(self, kind: Kind, known: Known, codes: Set[str]) -> frozenset[str]:
        """Of the things that a whole list leaves out, those that were added after the newest list of such."""
        listed = known.listed.get(kind, {})
        ids = {listed[code].entity_id: code for code in codes & listed.keys()}
        last = next((one.version for one in self.editions if ids and kind in one.things), None)
        if last is None:
            return frozenset()
        found: set[str] = set()
        for some in chunks(ids):
            statement = select(Entity.id).where(Entity.id.in_(some), Entity.created_by > last)
            found.update(ids[one] for one in self.reader.connection.scalars(statement))
        return frozenset(found)
