"""A programme in which all that belongs to a field bears the field's mark, so that a leak can be read."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from data_access.change import ChangeWriter, UploadedFile
from data_access.database import Database
from data_access.model import ChangeKind, Kind
from data_access.reports import put_reports
from data_access.sessions import help as requests
from data_access.sessions import instruction_changes as instructions
from data_access.sessions import meetings, preparing
from data_access.take_back import take_back
from data_access.words import Words
from tests.factories import (
    change_of,
    field_row,
    lay_ground,
    membership_row,
    milestone_row,
    ministry_row,
    person_row,
    problem_row,
    report_row,
    team_row,
)

FIELDS = (0, 1, 2)
AT = datetime(2024, 6, 10, 6, tzinfo=UTC)
DAY = date(2024, 6, 10)
BY: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": AT}


def mark(field: int) -> str:
    """What stands in every text of a field; field 1's is in none of the others'."""
    return f"MARK{field}"


class Marked:
    """The programme; `fields`, `problems`, `milestones` and so on are entity ids by the place of their field."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.programme = lay_ground(database).programme
        self.numbers = count(1)
        self.since, self.looked_at = 0, list[int]()
        self.versions: dict[int, list[int]] = {field: [] for field in FIELDS}
        with change_of(database, self.programme) as change:
            self.ministries = change.add(Kind.MINISTRY, [ministry_row() for _ in FIELDS])
        self.fields: list[int] = []
        self.problems: list[int] = []
        self.teams: list[int] = []
        self.milestones: list[int] = []
        self.instructions: list[int] = []
        for field in FIELDS:
            with change_of(database, self.programme) as change:
                self._lay(change, field)
        self.session = preparing.prepare_session(
            database, self.programme, held_on=DAY, title=Words("", "", "Review"), **BY
        )
        self.agenda: dict[int, preparing.PlannedItem] = {}
        for field in FIELDS:
            self.put_on_agenda(field)
            self.instruct(field)
            self.meet(field)
            self.ask(field)
            self.bring(field)

    def _lay(self, change: ChangeWriter, field: int) -> None:
        ministry = self.ministries[field]
        [one] = change.add(Kind.FIELD, [field_row(**self.named(field), ministry_id=ministry)])
        [team] = change.add(Kind.TEAM, [team_row(one, **self.named(field))])
        [somebody] = change.add(Kind.PERSON, [person_row(**self.named(field))])
        change.add(Kind.MEMBERSHIP, [membership_row(somebody, team, code=self.code(field))])
        [problem] = change.add(Kind.PROBLEM, [problem_row(one, **self.named(field), team_id=team)])
        [milestone] = change.add(
            Kind.MILESTONE, [milestone_row(problem, **self.named(field), owner=self.code(field))]
        )
        put_reports(change, [report_row(milestone, DAY, progress=5000, note=self.code(field))])
        self.fields.append(one)
        self.teams.append(team)
        self.problems.append(problem)
        self.milestones.append(milestone)

    def code(self, field: int) -> str:
        """A text of a field that is nowhere else."""
        return f"{mark(field)}-{next(self.numbers)}"

    def named(self, field: int) -> dict[str, str]:
        """A code and names of a field."""
        code = self.code(field)
        return {"code": code, **{f"name_{tag}": f"{code} {tag}" for tag in ("kk", "ru", "en")}}

    def put_on_agenda(self, field: int) -> None:
        """Put the field's problem at the end of the agenda, anew each time."""
        self.agenda.pop(field, None)
        self.agenda[field] = preparing.PlannedItem(subject_id=self.problems[field], question=self.code(field))
        items = list(self.agenda.values())
        preparing.arrange_agenda(self.database, self.programme, self.session, items, **BY)

    def instruct(self, field: int) -> None:
        """Give an instruction on the field's problem, and have it reported on."""
        where = (self.database, self.programme)
        given = instructions.give_instruction(
            *where,
            text=self.code(field),
            ministry_id=self.ministries[field],
            term=DAY,
            day=DAY,
            subject_id=self.problems[field],
            session_id=self.session,
            **BY,
        )
        instructions.report_on(*where, given, as_of=DAY, today=DAY, note=self.code(field), **BY)
        self.instructions.append(given)

    def meet(self, field: int) -> None:
        """Record a working meeting on the field."""
        meetings.record_meeting(
            self.database,
            self.programme,
            subject_id=self.fields[field],
            held_on=DAY,
            participants=self.code(field),
            about=self.code(field),
            today=DAY,
            **BY,
        )

    def ask(self, field: int) -> None:
        """Ask for help on the field's problem."""
        requests.ask_for_help(
            self.database,
            self.programme,
            subject_id=self.problems[field],
            what=self.code(field),
            asked_of=self.code(field),
            asked_on=DAY,
            today=DAY,
            **BY,
        )

    def bring(self, field: int) -> None:
        """Bring a file with a milestone more and new figures."""
        name = f"{self.code(field)}.xlsx"
        file = UploadedFile(name=name, content=name.encode(), as_at=DAY, columns={"S": {"code": "A"}})
        with change_of(self.database, self.programme, kind=ChangeKind.UPLOAD, upload=file, **BY) as change:
            row = milestone_row(self.problems[field], **self.named(field), owner=self.code(field))
            [new] = change.add(Kind.MILESTONE, [row])
            figures = report_row(self.milestones[field], DAY, progress=6000, note=self.code(field))
            put_reports(change, [figures, report_row(new, DAY, note=self.code(field))])
            self.versions[field].append(change.version)

    def take_back(self, field: int) -> None:
        """Take the newest file of the field back."""
        if self.versions[field]:
            take_back(self.database, self.versions[field].pop(), **BY)

    def enlarge(self, field: int) -> None:
        """Add a problem with a team and a person of its own."""
        with change_of(self.database, self.programme) as change:
            [team] = change.add(Kind.TEAM, [team_row(self.fields[field], **self.named(field))])
            [somebody] = change.add(Kind.PERSON, [person_row(**self.named(field))])
            change.add(Kind.MEMBERSHIP, [membership_row(somebody, team, code=self.code(field))])
            change.add(Kind.PROBLEM, [problem_row(self.fields[field], **self.named(field), team_id=team)])


STEPS = ("put_on_agenda", "instruct", "meet", "ask", "bring", "take_back", "enlarge")
