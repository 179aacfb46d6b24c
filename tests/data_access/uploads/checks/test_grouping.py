"""Faults and doubts of a sort come together, whole files first, then the most."""

from data_access.uploads.checks.doubt import Doubt, DoubtCode
from data_access.uploads.checks.fault import Fault, FaultCode
from data_access.uploads.checks.grouping import group_doubts, group_faults, told_once


def fault(code: FaultCode, row: int | None, column: str = "term", proposal: str | None = None) -> Fault:
    return Fault(sheet="S", cell=f"A{row}", code=code, params={"column": column}, row=row, proposal=proposal)


def test_groups_of_faults() -> None:
    bad_term = [fault(FaultCode.NOT_A_DATE, row, proposal="x" if row == 3 else None) for row in (3, 4)]
    bad_forecast = [fault(FaultCode.NOT_A_DATE, row, "forecast") for row in (2, 3, 4)]
    whole = Fault(sheet="S", cell="", code=FaultCode.NO_HEADER)
    groups = group_faults([bad_forecast[0], bad_term[0], *bad_forecast[1:], bad_term[1], whole])
    assert [(one.code, one.column, one.count, one.proposals) for one in groups] == [
        ("no_header", "", 1, 0),
        ("not_a_date", "forecast", 3, 0),
        ("not_a_date", "term", 2, 1),
    ]
    assert groups[1].faults == tuple(bad_forecast)
    assert group_faults([]) == ()


def test_what_is_wrong_with_one_cell_is_told_once() -> None:
    cell = [
        Fault(sheet="S", cell="A3", code=FaultCode.UNKNOWN_CODE, params={"column": "problem_id"}, row=row)
        for row in (4, 5)
    ]
    others = [fault(FaultCode.NOT_A_DATE, row) for row in (4, 5)]
    whole = [
        Fault(sheet="S", cell="", code=FaultCode.MISSING_COLUMN, params={"column": name})
        for name in ("term", "x")
    ]
    faults = [*cell, *others, *whole]
    assert told_once(faults) == (cell[0], *others, *whole)


def test_groups_of_doubts() -> None:
    one = Doubt(sheet="S", cell="A2", code=DoubtCode.NOT_DONE, params={"column": "progress"}, row=2)
    file = Doubt(sheet="", cell="", code=DoubtCode.AS_AT_OLDER, params={"column": "as_at"})
    assert [(group.code, group.count, group.doubts) for group in group_doubts([one, one, file])] == [
        ("as_at_older", 1, (file,)),
        ("not_done", 2, (one, one)),
    ]
