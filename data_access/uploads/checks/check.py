"""A book -> its things as typed values, and every fault in it, each at its cell. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import cast

from data_access.model import Kind
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.checks.sheet_check import SheetCheck
from data_access.uploads.checks.value_proposals import proposed_day
from data_access.uploads.encoded import EncodedRows
from data_access.uploads.files.addresses import place_in_book
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.values.value import Invalid, Value, date_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSheet:
    """A sheet's things: `values[i]` are the values of `attributes` in row `rows[i]`, references as codes.

    `by_section`: the attributes that headings of sections give.
    """

    name: str
    kind: Kind
    attributes: tuple[str, ...]
    rows: tuple[int, ...]
    values: EncodedRows[Value]
    by_section: tuple[str, ...] = ()

    def codes(self) -> list[str]:
        """The code of each row, where none is missing or faulty."""
        column = self.values.columns[self.attributes.index("code")]
        return column.read_as(list(map(str, column.cells))).whole()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A book's things, to be used only where there are no faults."""

    sheets: tuple[CheckedSheet, ...]
    faults: tuple[Fault, ...]


def check(book: Book, known: Known) -> Checked:
    """Find all faults of a book at once. A thing may refer to what is known or stands in the same book."""
    if not book.tables:
        missing = (
            Fault(sheet=grid.name, cell="", code=FaultCode.NO_HEADER)
            for grid in book.others
            if not grid.is_hidden
        )
        return Checked(
            sheets=(), faults=tuple(missing) or (Fault(sheet="", cell="", code=FaultCode.EMPTY_FILE),)
        )
    checks = [SheetCheck(table) for table in book.tables]
    in_file: defaultdict[Kind, dict[str, SheetCheck]] = defaultdict(dict)
    for one in checks:
        _check_codes(one, in_file[one.table.kind])
    sheets = tuple(_checked(one) for one in checks)
    fields = fields_of_problems(sheets, known)
    for one in checks:
        _check_new_things(one, known)
        _check_references(one, known, in_file)
        _check_fields(one, fields, known.ids[Kind.FIELD].keys() | in_file[Kind.FIELD].keys())
    return Checked(
        sheets=sheets,
        faults=tuple(fault for one in checks for fault in one.faults()),
    )


def as_at_of(book: Book) -> tuple[date | None, tuple[Fault, ...]]:
    """The day that a book says its figures speak of, and the faults in the cells that say it."""
    found: tuple[date, str] | None = None
    faults: list[Fault] = []
    for cell in book.as_at_cells:
        day, text = date_of(cell.value, day_first=book.day_first), text_of(cell.value)
        proposal: str | None = None
        if isinstance(day, Invalid):
            code, params = FaultCode(day.code), {"column": "as_at", **dict(day.params)}
            proposal = proposed_day(text) if code is FaultCode.NOT_A_DATE else None
        elif found is not None and found[0] != day:
            code, params = FaultCode.AS_AT_DIFFERS, {"first": found[1]}
        else:
            found = found or (day, place_in_book(cell.sheet, cell.cell))
            continue
        faults.append(
            Fault(sheet=cell.sheet, cell=cell.cell, code=code, found=text, params=params, proposal=proposal)
        )
    return (found[0] if found else None), tuple(faults)


def _check_codes(one: SheetCheck, sheets: dict[str, SheetCheck]) -> None:
    """No code twice among the sheets of a kind; `sheets` collects the one in which each code stands first."""
    codes = one.codes()
    own = dict.fromkeys(filter(None, codes), one)
    is_each_once = len(own) + codes.count(None) == len(codes) and own.keys().isdisjoint(sheets)
    if is_each_once:
        sheets |= own
        return
    sheets |= own | sheets
    rows = {id(sheet): _first_rows(sheet) for sheet in set(sheets.values())}
    for at, code in enumerate(codes):
        if code is None:
            continue
        first = sheets[code]
        row = rows[id(first)][code]
        if first is not one or row != at:
            place = place_in_book(first.table.grid.name, first.cell(row, "code"))
            one.add(at, "code", FaultCode.DUPLICATE_CODE, kind=one.table.kind, first=place)


def _first_rows(one: SheetCheck) -> dict[str, int]:
    """The first row of each code."""
    found: dict[str, int] = {}
    for at, code in enumerate(one.codes()):
        if code is not None:
            found.setdefault(code, at)
    return found


def _check_new_things(one: SheetCheck, known: Known) -> None:
    """What is new needs all the columns that must be filled; what is known keeps what the file leaves out."""
    kind = one.table.kind
    absent = [
        column.attribute
        for column in one.sheet.columns
        if column.is_required and column.attribute not in one.places
    ]
    named = [column.attribute for column in one.sheet.columns if column.attribute.startswith("name_")]
    if named and not any(name in one.places for name in named):
        absent.append(named[0])
    if not absent:
        return
    codes = one.codes()
    there, gone = known.ids.get(kind, {}), known.gone.get(kind, {})
    new = [at for at, code in enumerate(codes) if code is not None and code not in there and code not in gone]
    if new and len(new) == len(codes):
        for attribute in absent:
            one.add_to_sheet(FaultCode.MISSING_COLUMN, column=attribute, kind=kind)
        return
    for at in new:
        one.add(at, "code", FaultCode.UNKNOWN_CODE, kind=kind, needs=", ".join(absent))


def _check_references(
    one: SheetCheck, known: Known, in_file: Mapping[Kind, Mapping[str, SheetCheck]]
) -> None:
    for column, _ in one.columns:
        kind = one.table.kind if column.attribute == "code" else column.refers_to
        if kind is None:
            continue
        if column.refers_to is None and not known.beyond.get(kind):
            continue
        codes = one.of(column.attribute)
        mentioned = {code for code in codes.cells if isinstance(code, str)}
        beyond = mentioned & known.beyond.get(kind, frozenset())
        unknown: Set[str] = frozenset()
        if column.refers_to is not None:
            unknown = mentioned - known.ids.get(kind, {}).keys() - in_file.get(kind, {}).keys()
        if not beyond and not unknown:
            continue
        for at in codes.rows_where(code in beyond or code in unknown for code in codes.cells):
            wrong = FaultCode.NOT_YOURS if codes.at(at) in beyond else FaultCode.UNKNOWN_CODE
            one.add(at, column.attribute, wrong, kind=kind)


def fields_of_problems(sheets: Iterable[CheckedSheet], known: Known) -> dict[str, str]:
    """The field code of each problem, as it will be after these sheets."""
    fields = dict(known.field_of_problem)
    for sheet in sheets:
        if sheet.kind is Kind.PROBLEM and "field_id" in sheet.attributes:
            code, field = sheet.attributes.index("code"), sheet.attributes.index("field_id")
            told = ((values[code], values[field]) for values in sheet.values)
            fields |= {one: of for one, of in told if isinstance(one, str) and isinstance(of, str)}
    return fields


def _check_fields(one: SheetCheck, fields: Mapping[str, str], codes: Set[str]) -> None:
    """A milestone's field, where the file gives it, is its problem's."""
    if one.table.kind is not Kind.MILESTONE or not {"field_id", "problem_id"} <= one.places.keys():
        return
    told = one.of("problem_id").beside(one.of("field_id"))
    for at in told.rows_where(
        isinstance(problem, str) and given in codes and fields.get(problem, given) != given
        for problem, given in told.cells
    ):
        problem, given = map(str, told.at(at))
        one.add(at, "problem_id", FaultCode.PROBLEM_NOT_IN_FIELD, field=fields[problem], given=given)


def _checked(one: SheetCheck) -> CheckedSheet:
    return CheckedSheet(
        name=one.table.grid.name,
        kind=one.table.kind,
        attributes=tuple(one.places),
        rows=tuple(one.table.row_numbers(one.rows)),
        values=cast("EncodedRows[Value]", one.values),
        by_section=one.table.by_section,
    )
