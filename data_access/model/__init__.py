"""The tables. Facts lie in version rows; see docs/decisions/ and `data_access.model.base.VersionRow`."""

from data_access.model.base import Base, Coded, Names, VersionRow
from data_access.model.change import Change, ChangeKind, Entity, Kind, Upload, WriterQueue
from data_access.model.column_map import ColumnMap
from data_access.model.edition import Edition
from data_access.model.milestone import Milestone, Report
from data_access.model.programme import Field, Membership, Ministry, Person, Problem, Programme, Team

MODELS: dict[Kind, type[Coded]] = {
    Kind.PROGRAMME: Programme,
    Kind.MINISTRY: Ministry,
    Kind.FIELD: Field,
    Kind.TEAM: Team,
    Kind.PERSON: Person,
    Kind.MEMBERSHIP: Membership,
    Kind.PROBLEM: Problem,
    Kind.MILESTONE: Milestone,
}

__all__ = [
    "MODELS",
    "Base",
    "Change",
    "ChangeKind",
    "Coded",
    "ColumnMap",
    "Edition",
    "Entity",
    "Field",
    "Kind",
    "Membership",
    "Milestone",
    "Ministry",
    "Names",
    "Person",
    "Problem",
    "Programme",
    "Report",
    "Team",
    "Upload",
    "VersionRow",
    "WriterQueue",
]
