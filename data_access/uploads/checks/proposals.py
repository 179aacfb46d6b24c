"""Faults -> the same faults with what the sender most likely meant, where that can be known. Pure.

A proposal taken in the place of its cell leaves no fault at that cell.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from data_access.model import Kind
from data_access.uploads.checks.check import Checked, CheckedSheet, fields_of_problems
from data_access.uploads.checks.code_proposals import Meant, Named
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.checks.value_proposals import proposed_value
from data_access.uploads.columns import SHEETS, CellType, Column
from data_access.uploads.known import Known
from data_access.uploads.values.value import Invalid, values_of
from data_access.uploads.values.vocabulary import LIGHT_WORDS

_VALUE_FAULTS = {
    FaultCode.NOT_A_DATE,
    FaultCode.NOT_A_PERCENT,
    FaultCode.NOT_A_NUMBER,
    FaultCode.UNKNOWN_LIGHT,
    FaultCode.UNKNOWN_ROLE,
}


def kinds_meant(checked: Checked) -> set[Kind]:
    """The kinds of which `with_proposals` needs the codes and names."""
    kinds = {sheet.name: sheet.kind for sheet in checked.sheets}
    found: set[Kind] = set()
    for fault in checked.faults:
        if fault.code is FaultCode.UNKNOWN_CODE:
            found.add(Kind(fault.params["kind"]))
        elif fault.code is FaultCode.MISSING and fault.sheet in kinds:
            refers_to = SHEETS[kinds[fault.sheet]].column(fault.params["column"]).refers_to
            found |= {refers_to} if refers_to is not None else set()
    return found


def with_proposals(checked: Checked, known: Known, named: Mapping[Kind, Named]) -> tuple[Fault, ...]:
    """The faults of a checked book, with proposals; `named`: what is known of the kinds of `kinds_meant`."""
    sheets = {sheet.name: sheet for sheet in checked.sheets}
    proposals = _Proposals(checked, known, named)
    found: list[Fault] = []
    for fault in checked.faults:
        sheet = sheets.get(fault.sheet)
        proposal = proposals.of(sheet, fault) if sheet is not None and fault.row is not None else None
        found.append(fault if proposal is None else replace(fault, proposal=proposal))
    # Two rows that would both get a code get none: it stands for one of them at most.
    renamed = Counter(_new_code(fault) for fault in found)
    return tuple(
        replace(fault, proposal=None) if "needs" in fault.params and renamed[_new_code(fault)] > 1 else fault
        for fault in found
    )


def _new_code(fault: Fault) -> tuple[str, str] | None:
    """What a row's own code would become."""
    if "needs" not in fault.params or fault.proposal is None:
        return None
    return fault.params["kind"], fault.proposal


class _Proposals:
    """What is needed to find proposals for the faults of one book; made when first needed."""

    def __init__(self, checked: Checked, known: Known, named: Mapping[Kind, Named]) -> None:
        self._checked = checked
        self._known = known
        self._named = named
        self._meant: dict[tuple[Kind, bool], Meant] = {}
        self._values: dict[tuple[CellType, str], str | None] = {}
        self._places: dict[str, dict[int, int]] = {}

    def of(self, sheet: CheckedSheet, fault: Fault) -> str | None:
        """The proposal for a fault in a row of a sheet."""
        column = SHEETS[sheet.kind].column(fault.params["column"])
        if column.attribute in sheet.by_section:
            return None  # it would replace the whole heading, or the code of a row that has none
        if fault.code in _VALUE_FAULTS:
            return self._value(column, fault.found) or _shown(fault.params.get("fill"))
        if fault.code is FaultCode.UNKNOWN_CODE and "needs" in fault.params:
            return self._among(sheet.kind, is_own=True).by_text(fault.found)
        if column.refers_to is None or fault.code not in {FaultCode.UNKNOWN_CODE, FaultCode.MISSING}:
            return None
        return self._reference(sheet, column, column.refers_to, fault)

    def _value(self, column: Column, found: str) -> str | None:
        key = (column.type, found)
        if key not in self._values:
            proposal = proposed_value(column.type, found)
            is_readable = proposal is not None and not isinstance(values_of(column, [proposal])[0], Invalid)
            self._values[key] = proposal if is_readable else None
        return self._values[key]

    def _reference(self, sheet: CheckedSheet, column: Column, kind: Kind, fault: Fault) -> str | None:
        row = self._row(sheet, fault)
        if (sheet.kind, column.attribute) == (Kind.MILESTONE, "field_id"):
            problem = row.get("problem_id")
            if isinstance(problem, str) and problem in self._fields:
                return self._fields[problem]
        meant = self._among(kind)
        if fault.code is FaultCode.UNKNOWN_CODE:
            proposal = meant.by_text(fault.found)
        else:
            code = row.get("code")
            proposal = meant.by_beginning(code) if isinstance(code, str) else None
        if proposal is None or (sheet.kind, column.attribute) != (Kind.MILESTONE, "problem_id"):
            return proposal
        field, given = self._fields.get(proposal), self._field_given(row)
        return proposal if None in {field, given} or field == given else None

    def _field_given(self, row: Mapping[str, object]) -> str | None:
        """The field that a milestone's row gives, or will give once its own proposal is taken."""
        given = row.get("field_id")
        if not isinstance(given, str) or given in self._known.ids.get(Kind.FIELD, {}):
            return given if isinstance(given, str) else None
        return self._among(Kind.FIELD).by_text(given)

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        return fields_of_problems(self._checked.sheets, self._known)

    def _among(self, kind: Kind, *, is_own: bool = False) -> Meant:
        """All of a kind that a text may mean: what is known within reach and what the file brings.

        For a row's own code that is what is known and not in the file already.
        """
        if (kind, is_own) not in self._meant:
            beyond = self._known.beyond.get(kind, frozenset())
            known, brought = self._named.get(kind, {}), _brought(self._checked.sheets, kind)
            if is_own:
                things = {code: names for code, names in known.items() if code not in brought}
            else:
                things = {**brought, **known}
            self._meant[kind, is_own] = Meant(
                {code: names for code, names in things.items() if code not in beyond}
            )
        return self._meant[kind, is_own]

    def _row(self, sheet: CheckedSheet, fault: Fault) -> Mapping[str, object]:
        """The values of the row in which a fault is."""
        if sheet.name not in self._places:
            self._places[sheet.name] = {number: at for at, number in enumerate(sheet.rows)}
        assert fault.row is not None  # nosec B101 # asked for faults of cells alone
        values = sheet.values[self._places[sheet.name][fault.row]]
        return dict(zip(sheet.attributes, values, strict=True))


def _shown(light: str | None) -> str | None:
    """The word of the light that a cell's own colour shows."""
    return LIGHT_WORDS[light].spoken_in(("kk", "ru")) if light is not None else None


def _brought(sheets: Iterable[CheckedSheet], kind: Kind) -> dict[str, list[str]]:
    """The things of a kind that the sheets list, by their codes, with their names."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        if sheet.kind is kind:
            code = sheet.attributes.index("code")
            names = [at for at, name in enumerate(sheet.attributes) if name.startswith("name_")]
            for values in sheet.values:
                if isinstance(values[code], str):
                    found[str(values[code])] = [
                        str(values[at]) for at in names if isinstance(values[at], str)
                    ]
    return found
