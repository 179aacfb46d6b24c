"""What a file may not do with instructions: it reports on those that are under control, and no more.

An instruction is given in a session and taken off control by a coordinator. What of its row others have moved
since the sender took it along is no fault: that stays as they made it, as everywhere.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from data_access.model import Kind
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.columns import INSTRUCTION_REPORT
from data_access.uploads.files.addresses import address_of
from data_access.uploads.files.book import Book
from data_access.uploads.known import Known
from data_access.uploads.sides.comparison import Added, Changed, Comparison


def faults_of_instructions(
    book: Book, known: Known, comparison: Comparison, *, as_at: date
) -> Iterator[Fault]:
    """A fault for each row that would give an instruction, change what one says, or report on it too late."""
    letters = book.letters()

    def at(one: Added | Changed, attribute: str, code: FaultCode, found: Any, **params: str) -> Fault:
        place = letters[one.sheet].get(attribute)
        return Fault(
            sheet=one.sheet,
            cell="" if place is None else address_of(place, one.row),
            code=code,
            found=str(found),
            params={"column": attribute, **params},
            row=one.row,
        )

    unknown: list[Added | Changed] = [one for one in comparison.added if one.kind is Kind.INSTRUCTION]
    changed = [one for one in comparison.changed if one.kind is Kind.INSTRUCTION]
    unknown += [one for one in changed if one.returns]  # others have taken it back
    for new in unknown:
        yield at(new, "code", FaultCode.UNKNOWN_CODE, new.code, kind=Kind.INSTRUCTION)
    for one in (one for one in changed if not one.returns):
        row = known.rows[Kind.INSTRUCTION][one.code]
        since = max(row.given_on, row.reported_on or row.given_on)
        if row.closed_on is not None:
            yield at(one, "code", FaultCode.TAKEN_OFF_CONTROL, one.code)
        elif since > as_at:
            yield at(one, "code", FaultCode.REPORTED_LATER, one.code, since=since.isoformat())
        for value in one.values:
            if value.attribute not in INSTRUCTION_REPORT:
                found = value.new.strftime("%d.%m.%Y") if isinstance(value.new, date) else value.new or ""
                yield at(one, value.attribute, FaultCode.GIVEN_OTHERWISE, found)
