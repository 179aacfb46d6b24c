"""Faults and doubts of the same sort together, to be told and looked through at once. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from data_access.uploads.checks.doubt import Doubt, DoubtCode
from data_access.uploads.checks.fault import Fault, FaultCode

_Found = TypeVar("_Found", Fault, Doubt)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultGroup:
    """The faults of one code in one column, in the order of the file.

    `column` is the attribute of the column; empty where the faults are of no column.
    """

    code: FaultCode
    column: str
    faults: tuple[Fault, ...]

    @property
    def count(self) -> int:
        """How many faults there are."""
        return len(self.faults)

    @property
    def proposals(self) -> int:
        """How many of them have a proposal."""
        return sum(fault.proposal is not None for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtGroup:
    """The doubts of one code in one column, in the order of the file."""

    code: DoubtCode
    column: str
    doubts: tuple[Doubt, ...]

    @property
    def count(self) -> int:
        """How many doubts there are."""
        return len(self.doubts)

    @property
    def proposals(self) -> int:
        """How many of them have a proposal."""
        return sum(doubt.proposal is not None for doubt in self.doubts)


def told_once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults without those that say the same of the same cell.

    The heading of a section, and a cell merged downwards, are wrong for each of the rows that they speak of.
    """
    seen: dict[tuple[str, str, FaultCode, object], Fault] = {}
    for at, fault in enumerate(faults):
        what = tuple(sorted(fault.params.items())) if fault.cell else at
        seen.setdefault((fault.sheet, fault.cell, fault.code, what), fault)
    return tuple(seen.values())


def group_faults(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """The groups of faults: those of the file and of whole sheets first, then the largest first."""
    return tuple(
        FaultGroup(code=members[0].code, column=column, faults=members)
        for column, members in _grouped(faults)
    )


def group_doubts(doubts: Iterable[Doubt]) -> tuple[DoubtGroup, ...]:
    """The groups of doubts: those of the file first, then the largest first."""
    return tuple(
        DoubtGroup(code=members[0].code, column=column, doubts=members)
        for column, members in _grouped(doubts)
    )


def _grouped(found: Iterable[_Found]) -> list[tuple[str, tuple[_Found, ...]]]:
    groups: dict[tuple[str, str], list[_Found]] = {}
    for one in found:
        groups.setdefault((one.code, one.params.get("column", "")), []).append(one)
    ordered = sorted(groups.items(), key=lambda group: (group[1][0].row is not None, -len(group[1])))
    return [(column, tuple(members)) for (_, column), members in ordered]
