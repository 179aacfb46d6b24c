"""A served programme with a session and four instructions given in it, one in each state."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard import source
from dashboard.request import Request, read_request
from data_access.access.roles import local_person
from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import open_reader, programmes
from data_access.reports import put_reports
from data_access.sessions.instruction_changes import (
    give_instruction,
    move_term,
    report_on,
    take_off_control,
)
from data_access.sessions.instructions import InstructionFilter, InstructionInfo, instructions
from data_access.sessions.preparing import PlannedItem, arrange_agenda, open_session, prepare_session
from data_access.sessions.schedule import SessionInfo, sessions
from data_access.words import Words
from tests.factories import Ground, change_of, lay_ground, milestone_row, ministry_row, report_row

NOW = datetime(2024, 6, 11, 6, 0, tzinfo=UTC)
TODAY = date(2024, 6, 11)
GIVEN = date(2024, 5, 1)
FORMULA = "=HYPERLINK(1)"
WHO: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": NOW}


@dataclass(frozen=True)
class Site:
    """A served database: a session with an agenda, and instructions given in it, one in each state."""

    database: Database
    ground: Ground
    other_ministry: int
    session: int
    given: dict[str, int]

    def request(self, language: str = "en") -> Request:
        """What a viewer asks in a language."""
        source.look_again()
        with self.database.reading() as connection:
            [programme] = programmes(connection)
        return read_request({"lang": language}, programme, local_person())

    def known(self) -> dict[str, InstructionInfo]:
        """All instructions by their codes."""
        with open_reader(self.database, self.request().current) as reader:
            return {one.code: one for one in instructions(reader, InstructionFilter())}

    def session_info(self) -> SessionInfo:
        """The one session."""
        with open_reader(self.database, self.request().current) as reader:
            [session] = sessions(reader)
        return session


def served_site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The screens read a small programme at a fixed moment; nothing kept of another test's database is left."""
    path = tmp_path / "site.sqlite"
    shutil.copyfile(migrated_file, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setattr(source, "now", lambda: NOW)
    _forget()
    yield _settled(source.database())
    source.database().close()
    _forget()


def _forget() -> None:
    source.database.cache_clear()
    source.programmes.cache_clear()
    source._results.clear()
    source.look_again()


def _settled(database: Database) -> Site:
    ground = lay_ground(database, language="en")
    programme = ground.programme
    with change_of(database, programme) as change:
        [other] = change.add(Kind.MINISTRY, [ministry_row(name_en="Roads", code="ROADS")])
        [milestone] = change.add(
            Kind.MILESTONE, [milestone_row(ground.problem, baseline=date(2024, 6, 1), code="LATE-1")]
        )
        put_reports(change, [report_row(milestone, GIVEN)])
        version = change.version
    session = prepare_session(
        database,
        programme,
        held_on=GIVEN,
        title=Words("Кеңес", "Совещание", "=Review"),
        chair="@chair",
        **WHO,
    )
    items = [
        PlannedItem(subject_id=ground.problem, question="+Why late?", ask="-Decide"),
        PlannedItem(subject_id=ground.field),
    ]
    arrange_agenda(database, programme, session, items, **WHO)
    open_session(database, programme, session, version=version, day=date(2024, 6, 5), **WHO)

    def give(text: str, term: date, **values: Any) -> int:
        row: dict[str, Any] = {"ministry_id": ground.ministry, "subject_id": ground.problem, **values}
        return give_instruction(
            database, programme, text=text, term=term, session_id=session, day=GIVEN, **row, **WHO
        )

    given = {
        "overdue": give("Build the road to the lake", date(2024, 6, 1), co_executors=[other]),
        "reported_done": give("Count the empty houses of the region", date(2024, 6, 30)),
        "under_control": give(f"{FORMULA} <b>Hire</b> doctors", date(2024, 9, 1), ministry_id=other),
        "taken_off": give("Submit a draft law on tourism", date(2024, 6, 1), subject_id=None),
    }
    report_on(
        database,
        programme,
        given["reported_done"],
        as_of=date(2024, 6, 3),
        today=TODAY,
        reported_done_on=date(2024, 6, 2),
        **WHO,
    )
    take_off_control(
        database,
        programme,
        given["taken_off"],
        day=date(2024, 5, 20),
        today=TODAY,
        reason="Submitted",
        evidence="No. 17",
        **WHO,
    )
    move_term(database, programme, given["overdue"], term=date(2024, 7, 1), today=TODAY, **WHO)
    return Site(database, ground, other, session, given)
