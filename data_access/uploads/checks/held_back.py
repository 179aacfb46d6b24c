"""The rows of a file that stay out while the rest goes in. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from data_access.model import Kind
from data_access.uploads.checks.check import Checked, CheckedSheet, fields_of_problems
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.columns import SHEETS
from data_access.uploads.files.addresses import place_in_book
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.values.value import Value, code_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Rows that stay out: by sheet the numbers (`Table.row_number`) of those with faults or in need of them.

    `faults`: why rows are held back that have no fault of their own: they refer to one that has, or bear
    the same code. `kept`: how many rows go in. `stops`: a fault of the file as a whole lets none go in.
    Nothing is removed for missing from a list of which rows are held back, or that is still used.
    """

    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    kept: int = 0
    stops: bool = False

    @property
    def count(self) -> int:
        """How many rows are held back."""
        return sum(map(len, self.rows.values()))

    @property
    def can_rest_go_in(self) -> bool:
        """Whether there is anything to apply without the rows held back."""
        return not self.stops and self.kept > 0


def hold_back(
    book: Book, checked: Checked, known: Known, faults: Iterable[Fault]
) -> tuple[Checked, HeldBack]:
    """The sheets without the rows that must stay out because of `faults`, and those rows.

    What remains has no faults by itself. Of rows with the same code none goes in: nobody knows which is meant.
    """
    holding = _Holding(book, checked, known)
    holding.hold(faults)
    holding.hold_those_in_need()
    sheets = tuple(holding.rest_of(sheet) for sheet in checked.sheets)
    return replace(checked, sheets=sheets), HeldBack(
        rows={sheet: tuple(sorted(rows)) for sheet, rows in holding.rows.items() if rows},
        faults=tuple(holding.reasons),
        kept=sum(len(sheet.rows) for sheet in sheets),
        stops=holding.stops,
    )


class _Holding:
    """The rows held back so far, by sheet."""

    def __init__(self, book: Book, checked: Checked, known: Known) -> None:
        self.checked = checked
        self.known = known
        self.tables = {table.grid.name: table for table in book.tables}
        self.rows: defaultdict[str, set[int]] = defaultdict(set)
        self.reasons: list[Fault] = []
        self.stops = False

    def hold(self, faults: Iterable[Fault]) -> None:
        """Hold back the rows with faults, and those with a code that a fault says stands twice."""
        sheets = {sheet.name: sheet for sheet in self.checked.sheets}
        doubles: dict[tuple[Kind, str], Fault] = {}
        for fault in faults:
            if fault.row is not None:
                self.rows[fault.sheet].add(fault.row)
                if fault.code is FaultCode.DUPLICATE_CODE:
                    doubles.setdefault((sheets[fault.sheet].kind, code_of(fault.found)), fault)
            elif fault.sheet in sheets and fault.params.get("column", "as_at") != "as_at":
                # A column is missing, doubled, or wrong for all rows of its sheet.
                self.rows[fault.sheet].update(sheets[fault.sheet].rows)
            elif fault.code is not FaultCode.STILL_USED:
                self.stops = True
        for sheet in self.checked.sheets if doubles else ():
            for row, values in list(self._left(sheet)):
                code = str(values[sheet.attributes.index("code")])
                if (other := doubles.get((sheet.kind, code))) is not None:
                    first = place_in_book(other.sheet, other.cell)
                    params = {"kind": sheet.kind.value, "first": first}
                    self._hold(sheet, row, "code", FaultCode.DUPLICATE_CODE, code, params)

    def hold_those_in_need(self) -> None:
        """Hold back the rows that need a new one that is held back; kinds refer to earlier ones only."""
        gone: dict[Kind, set[str]] = {}
        for kind in SHEETS:
            sheets = [sheet for sheet in self.checked.sheets if sheet.kind is kind]
            for sheet in sheets:
                self._hold_referring(sheet, gone)
            gone[kind] = self._gone(kind, sheets)
        if any(self.rows[sheet.name] for sheet in self.checked.sheets if sheet.kind is Kind.PROBLEM):
            told = fields_of_problems(self.checked.sheets, self.known)
            stays = fields_of_problems(map(self.rest_of, self.checked.sheets), self.known)
            other = {problem: field for problem, field in stays.items() if told[problem] != field}
            for sheet in self.checked.sheets:
                self._hold_in_other_field(sheet, other)

    def rest_of(self, sheet: CheckedSheet) -> CheckedSheet:
        """A sheet without its rows held back."""
        if not self.rows[sheet.name]:
            return sheet
        held = self.rows[sheet.name]
        left = [at for at, row in enumerate(sheet.rows) if row not in held]
        return replace(sheet, rows=tuple(sheet.rows[at] for at in left), values=sheet.values.taken(left))

    def _left(self, sheet: CheckedSheet) -> Iterator[tuple[int, tuple[Value, ...]]]:
        held = self.rows[sheet.name]
        return (
            (row, values) for row, values in zip(sheet.rows, sheet.values, strict=True) if row not in held
        )

    def _hold_referring(self, sheet: CheckedSheet, gone: Mapping[Kind, set[str]]) -> None:
        """Hold back the rows of a sheet that refer to any of what is gone."""
        references = [
            (at, name, column.refers_to)
            for at, name in enumerate(sheet.attributes)
            if (column := SHEETS[sheet.kind].column(name)).refers_to is not None
            and gone.get(column.refers_to)
        ]
        for row, values in list(self._left(sheet)) if references else ():
            for at, name, kind in references:
                if kind is not None and values[at] in gone[kind]:
                    found, params = str(values[at]), {"kind": kind.value}
                    self._hold(sheet, row, name, FaultCode.REFERS_TO_HELD_BACK, found, params)

    def _gone(self, kind: Kind, sheets: Iterable[CheckedSheet]) -> set[str]:
        """The codes of a kind that only rows held back would have brought."""
        held: set[str] = set()
        for sheet in sheets:
            if rows := self.rows[sheet.name]:
                code = sheet.attributes.index("code")
                told = zip(sheet.rows, sheet.values, strict=True)
                held |= {str(values[code]) for row, values in told if row in rows}
        return held - self.known.ids.get(kind, {}).keys()

    def _hold_in_other_field(self, sheet: CheckedSheet, fields: Mapping[str, str]) -> None:
        """Hold back milestones that tell a field of their problem that only a row held back gives it.

        `fields`: the fields in which such problems stay.
        """
        if sheet.kind is not Kind.MILESTONE or not {"field_id", "problem_id"} <= set(sheet.attributes):
            return
        problem_at, given_at = sheet.attributes.index("problem_id"), sheet.attributes.index("field_id")
        for row, values in list(self._left(sheet)):
            problem, given = str(values[problem_at]), values[given_at]
            field_code = fields.get(problem)
            if given is not None and field_code is not None and field_code != given:
                params = {"field": field_code, "given": str(given)}
                self._hold(sheet, row, "problem_id", FaultCode.PROBLEM_NOT_IN_FIELD, problem, params)

    def _hold(
        self,
        sheet: CheckedSheet,
        row: int,
        attribute: str,
        code: FaultCode,
        found: str,
        params: Mapping[str, str],
    ) -> None:
        self.rows[sheet.name].add(row)
        cell = self.tables[sheet.name].place_of(row, attribute)
        params = {"column": attribute, **params}
        self.reasons.append(
            Fault(sheet=sheet.name, cell=cell, code=code, found=found, params=params, row=row)
        )
