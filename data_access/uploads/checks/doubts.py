"""What is odd in a file that could be applied: found after it has been compared with what is known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row

from data_access.model import Kind
from data_access.reads.snapshot import Reader
from data_access.traffic_light import Facts, Light
from data_access.uploads.checks.check import Checked
from data_access.uploads.checks.doubt import Doubt, DoubtCode
from data_access.uploads.checks.doubt_rules import MilestoneAfter, Oddity, declared_green, oddities
from data_access.uploads.checks.neighbours import load_named, load_owners, load_reports_after
from data_access.uploads.checks.owner_spelling import OwnerSpelling
from data_access.uploads.columns import REPORT_ATTRIBUTES
from data_access.uploads.files.addresses import address_of
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.sides.comparison import Added, Changed, Comparison
from data_access.uploads.values.likeness import code_key

_PLAN = ("start", "term", "baseline", "resets")


def find_doubts(
    reader: Reader, *, book: Book, checked: Checked, known: Known, comparison: Comparison, as_at: date
) -> tuple[Doubt, ...]:
    """All doubts about what `comparison` would write, in the order of the file; those of the whole file first.

    The reader's view must be of the newest version.
    """
    finding = _Finding(reader, book, checked, known, as_at)
    order = {table.grid.name: place for place, table in enumerate(book.tables)}
    columns = {table.grid.name: list(table.letters) for table in book.tables}
    of_rows = sorted(
        finding.of_rows(comparison),
        key=lambda doubt: (
            order[doubt.sheet],
            doubt.row,
            columns[doubt.sheet].index(doubt.params["column"])
            if doubt.params["column"] in columns[doubt.sheet]
            else -1,
        ),
    )
    return (*finding.of_file(), *of_rows)


class _Finding:
    """One search for doubts."""

    def __init__(self, reader: Reader, book: Book, checked: Checked, known: Known, as_at: date) -> None:
        self.reader = reader
        self.book = book
        self.checked = checked
        self.known = known
        self.as_at = as_at
        self.letters = {table.grid.name: table.letters for table in book.tables}

    def of_file(self) -> Iterator[Doubt]:
        """Whether the file's figures are older than others that are known of its milestones."""
        has_figures = any(
            sheet.kind is Kind.MILESTONE and set(sheet.attributes) & set(REPORT_ATTRIBUTES)
            for sheet in self.checked.sheets
        )
        if not has_figures:
            return
        told = {row.entity_id for row in self.known.rows.get(Kind.MILESTONE, {}).values()}
        newer = [day for one, day in load_reports_after(self.reader, self.as_at).items() if one in told]
        if newer:
            cell = next(iter(self.book.as_at_cells), None)
            yield Doubt(
                sheet=cell.sheet if cell else "",
                cell=cell.cell if cell else "",
                code=DoubtCode.AS_AT_OLDER,
                found=self.as_at.isoformat(),
                params={"column": "as_at", "newest": max(newer).isoformat(), "count": str(len(newer))},
            )

    def of_rows(self, comparison: Comparison) -> Iterator[Doubt]:
        """The doubts about single rows."""
        touched: tuple[Added | Changed, ...] = (*comparison.added, *comparison.changed)
        yield from self._codes(comparison)
        yield from self._owners(touched)
        thresholds = self.reader.thresholds()
        milestones = self.known.rows.get(Kind.MILESTONE, {})
        for one in touched:
            if isinstance(one, Changed):
                yield from self._ministry(one)
            if one.kind is not Kind.MILESTONE:
                continue
            after = _after(one, self.known.of(one.kind, one.code), self.as_at)
            for oddity in oddities(after, self.as_at):
                yield self._doubt(one.sheet, one.row, one.code, oddity)
            if one.has_report and (
                green := declared_green(after.facts, after.declared, self.as_at, thresholds)
            ):
                yield self._doubt(one.sheet, one.row, one.code, green)
        for same in (one for one in comparison.refreshed if one.kind is Kind.MILESTONE):
            for code, number in zip(same.codes, same.rows, strict=True):
                row = milestones[code]
                if row.declared == Light.GREEN and (
                    green := declared_green(_facts(row, {}, self.as_at), row.declared, self.as_at, thresholds)
                ):
                    yield self._doubt(same.sheet, number, code, green)

    def _codes(self, comparison: Comparison) -> Iterator[Doubt]:
        """New codes that are written like known ones, or like others that the file adds."""
        kinds = {one.kind for one in comparison.added}
        named = load_named(self.reader, kinds)
        codes = {kind: {code_key(code): code for code in named[kind]} for kind in kinds}
        in_file = {kind: self.known.rows.get(kind, {}).keys() for kind in kinds}
        for one in comparison.added:
            like = codes[one.kind].setdefault(code_key(one.code), one.code)
            if like != one.code:
                is_free = like in named[one.kind] and like not in in_file[one.kind]
                like_known = {"like": like, "kind": one.kind.value}
                oddity = Oddity(DoubtCode.CODE_LIKE_KNOWN, "code", one.code, like_known)
                yield self._doubt(one.sheet, one.row, one.code, oddity, like if is_free else None)

    def _owners(self, touched: tuple[Added | Changed, ...]) -> Iterator[Doubt]:
        moved = [(one, owner) for one in touched if (owner := _new_owner(one))]
        if not moved:
            return
        spelling = OwnerSpelling(load_owners(self.reader), Counter(owner for _, owner in moved))
        usual = {owner: spelling.usual(owner) for owner in dict.fromkeys(owner for _, owner in moved)}
        for one, owner in moved:
            if (like := usual[owner]) is not None:
                oddity = Oddity(DoubtCode.OWNER_RESPELLED, "owner", owner, {"like": like})
                yield self._doubt(one.sheet, one.row, one.code, oddity, like)

    def _ministry(self, one: Changed) -> Iterator[Doubt]:
        for value in one.values:
            if value.attribute == "ministry_id" and value.old is not None and value.new is not None:
                oddity = Oddity(DoubtCode.MINISTRY_DIFFERS, "ministry_id", value.new, {"before": value.old})
                yield self._doubt(one.sheet, one.row, one.code, oddity)

    def _doubt(
        self, sheet: str, row: int, row_code: str, oddity: Oddity, proposal: str | None = None
    ) -> Doubt:
        """A doubt at the cell of its attribute; where no column gives that, of another that it speaks of."""
        letters = self.letters[sheet]
        candidates = (oddity.attribute, *oddity.others, "code")
        column = next((letters[name] for name in candidates if name in letters), None)
        return Doubt(
            sheet=sheet,
            cell="" if column is None else address_of(column, row),
            code=oddity.code,
            found=_text(oddity.value),
            params={
                "column": oddity.attribute,
                "row_code": row_code,
                **{name: _text(value) for name, value in oddity.params.items()},
            },
            row=row,
            proposal=proposal if oddity.attribute in letters else None,
        )


def _after(one: Added | Changed, row: Row[Any] | None, as_at: date) -> MilestoneAfter:
    """A milestone as its row in the file makes it."""
    if isinstance(one, Added):
        return _new(one.values, as_at)
    moved: dict[str, Any] = {value.attribute: value.new for value in one.values}
    assert row is not None  # nosec B101 # what is changed is there
    return MilestoneAfter(
        facts=_facts(row, moved, as_at),
        term=moved.get("term", row.term),
        declared=moved.get("declared", row.declared),
        moved=moved.keys(),
        before=dict(row._mapping),
        resets=row.resets,
    )


def _new(values: Mapping[str, Any], as_at: date) -> MilestoneAfter:
    return MilestoneAfter(
        facts=_facts(None, values, as_at),
        term=values.get("term"),
        declared=values.get("declared"),
        moved=values.keys(),
        before={},
    )


def _facts(row: Row[Any] | None, moved: Mapping[str, Any], as_at: date) -> Facts:
    known = row._mapping if row is not None else {}
    return Facts(
        start=moved.get("start", known.get("start")),
        baseline=known.get("baseline", moved.get("term")),
        forecast=moved.get("forecast", known.get("forecast")),
        done_on=moved.get("done_on", known.get("done_on")),
        progress=moved.get("progress", known.get("progress")),
        reported_on=as_at,
    )


def _new_owner(one: Added | Changed) -> str | None:
    if one.kind is not Kind.MILESTONE:
        return None
    if isinstance(one, Added):
        owner = one.values.get("owner")
    else:
        owner = next((value.new for value in one.values if value.attribute == "owner"), None)
    return owner if isinstance(owner, str) else None


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
