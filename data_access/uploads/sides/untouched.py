"""Faults in what the sender left as it was: others have moved on, and nothing of it goes in anyway."""

from collections.abc import Iterable, Iterator

from data_access.model import Kind
from data_access.uploads.checks.check import Checked, CheckedSheet
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.known import Known
from data_access.uploads.sides.base import Base
from data_access.uploads.values.value import Value

_ATTRIBUTES = {FaultCode.PROBLEM_NOT_IN_FIELD: ("problem_id", "field_id")}


def rows_in_question(checked: Checked) -> dict[Kind, set[str]]:
    """The things whose faults may turn out to be none when it is known what the sender had."""
    found: dict[Kind, set[str]] = {}
    for sheet, row, _ in _each(checked, checked.faults):
        found.setdefault(sheet.kind, set()).add(_code(sheet, row))
    return found


def faults_of_sender(checked: Checked, known: Known, base: Base) -> tuple[Fault, ...]:
    """The faults without those in values that the sender had like that already.

    A reference to what others have removed since is such a one, and a problem that is in another field by
    now. In a row that has to come back, for others removed it and the sender changed it, they count.
    """
    excused = {
        id(fault)
        for sheet, row, fault in _each(checked, checked.faults)
        if _is_untouched(sheet, row, fault, known, base)
    }
    return tuple(fault for fault in checked.faults if id(fault) not in excused)


def _each(checked: Checked, faults: Iterable[Fault]) -> Iterator[tuple[CheckedSheet, int, Fault]]:
    """The faults in question, each with its sheet and the place of its row in it."""
    places: dict[str, tuple[CheckedSheet, dict[int, int]]] = {}
    for fault in faults:
        if fault.code not in _ATTRIBUTES and not _is_reference(fault):
            continue
        if not places:
            places = {
                sheet.name: (sheet, {number: at for at, number in enumerate(sheet.rows)})
                for sheet in checked.sheets
            }
        sheet, rows = places[fault.sheet]
        if fault.row in rows:
            yield sheet, rows[fault.row], fault


def _is_reference(fault: Fault) -> bool:
    return fault.code is FaultCode.UNKNOWN_CODE and fault.params.get("column") != "code"


def _is_untouched(sheet: CheckedSheet, row: int, fault: Fault, known: Known, base: Base) -> bool:
    code = _code(sheet, row)
    had = base.of(sheet.kind, code)
    if had is None:
        return False
    told: dict[str, Value] = dict(zip(sheet.attributes, sheet.values[row], strict=True))
    names: tuple[str, ...] = _ATTRIBUTES.get(fault.code, (fault.params["column"],))
    if code in known.gone.get(sheet.kind, {}):
        names = sheet.attributes
    return all(name not in had or told[name] == had[name] for name in names)


def _code(sheet: CheckedSheet, row: int) -> str:
    return str(sheet.values[row][sheet.attributes.index("code")])
