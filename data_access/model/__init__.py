"""The tables. Facts lie in version rows; see docs/decisions/ and `data_access.model.base.VersionRow`."""

from data_access.model.access import Account, AuditLine, RoleGrant, SignIn
from data_access.model.base import Base, Coded, Names, VersionRow
from data_access.model.change import Change, ChangeKind, Entity, Kind, Upload, WriterQueue
from data_access.model.column_map import ColumnMap
from data_access.model.edition import Edition
from data_access.model.milestone import Milestone, Report
from data_access.model.programme import Field, Membership, Ministry, Person, Problem, Programme, Team
from data_access.model.session import (
    AgendaItem,
    HelpRequest,
    Instruction,
    Meeting,
    Session,
    SessionRecord,
    SessionState,
    WallPosition,
)

MODELS: dict[Kind, type[Coded]] = {
    Kind.PROGRAMME: Programme,
    Kind.MINISTRY: Ministry,
    Kind.FIELD: Field,
    Kind.TEAM: Team,
    Kind.PERSON: Person,
    Kind.MEMBERSHIP: Membership,
    Kind.PROBLEM: Problem,
    Kind.MILESTONE: Milestone,
    Kind.SESSION: Session,
    Kind.AGENDA_ITEM: AgendaItem,
    Kind.INSTRUCTION: Instruction,
    Kind.MEETING: Meeting,
    Kind.HELP_REQUEST: HelpRequest,
}

__all__ = [
    "MODELS",
    "Account",
    "AgendaItem",
    "AuditLine",
    "Base",
    "Change",
    "ChangeKind",
    "Coded",
    "ColumnMap",
    "Edition",
    "Entity",
    "Field",
    "HelpRequest",
    "Instruction",
    "Kind",
    "Meeting",
    "Membership",
    "Milestone",
    "Ministry",
    "Names",
    "Person",
    "Problem",
    "Programme",
    "Report",
    "RoleGrant",
    "Session",
    "SessionRecord",
    "SessionState",
    "SignIn",
    "Team",
    "Upload",
    "VersionRow",
    "WallPosition",
    "WriterQueue",
]
