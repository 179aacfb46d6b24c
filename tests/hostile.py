"""A programme whose every text tries to be more than text: HTML, Markdown, formulas, turned writing, endless."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from data_access.database import Database
from data_access.model import Kind
from data_access.reports import put_reports
from data_access.sessions.help import ask_for_help
from data_access.sessions.instruction_changes import give_instruction, report_on
from data_access.sessions.meetings import record_meeting
from data_access.sessions.preparing import PlannedItem, arrange_agenda, open_session, prepare_session
from data_access.words import Words
from tests.factories import (
    change_of,
    field_row,
    membership_row,
    milestone_row,
    ministry_row,
    person_row,
    problem_row,
    programme_row,
    report_row,
    team_row,
)

HTML = (
    "<img src=x onerror=\"window.injected='image'\"><script>window.injected='script'</script>"
    '</p></div><b id="injected">bold</b><a href="javascript:window.injected=1">go</a>'
    "<style>*{display:none}</style>&lt;i&gt;&amp;"
)
MARKDOWN = (
    "**STARRED** _STARRED_ `STARRED` [STARRED](http://elsewhere.example/) :red[STARRED] :material/home: :smile: "
    "![STARRED](http://elsewhere.example/x.png) $\\frac{1}{2}$ www.elsewhere.example ~~STARRED~~ {{ 7 * 7 }} {% x %}"
)
TURNED = "\u202eexe.xslx\u202c \u2066\u200f\u0627\u200b"
LENGTH = 10_000
FORMULAS = ("=HYPERLINK(A1)", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1")


def mixed(name: str, formula: str = FORMULAS[0]) -> str:
    """A text that begins as a formula, names what it is the text of, and holds all the rest."""
    return f"{formula} {name} {HTML} {MARKDOWN} {TURNED}"


def endless(name: str) -> str:
    """A text of 10,000 characters without a space to break it at, with HTML at its end."""
    end = f"{HTML} {name}"
    return f"{name}-".ljust(LENGTH - len(end), "Ж") + end


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """The entity ids of the programme and its open session; `today` is the day it is seen on."""

    programme: int
    session: int
    today: date

    @property
    def session_code(self) -> str:
        """The code of the session."""
        return f"S-{self.today.isoformat()}"

    @property
    def instruction_code(self) -> str:
        """The code of the instruction."""
        return f"I-{self.today.year}-001"


def lay_hostile_ground(database: Database, now: datetime, *, is_endless: bool = True) -> Hostile:
    """Record one of everything with a hostile text, and with `is_endless` one with a text of 10,000 characters.

    Codes are F1, F2, T1, P1, P2, M1 to M6 and R (a ministry); texts name the code that they belong to.
    """
    today = now.astimezone(UTC).date()
    who: dict[str, Any] = {"actor": mixed("ACTOR"), "recorded_at": now}
    with change_of(database, None, note=mixed("NOTE"), **who) as change:
        [programme] = change.add(
            Kind.PROGRAMME, [{**programme_row(code="CHANGE", language="en"), **_names("CHANGE")}]
        )
        [ministry] = change.add(Kind.MINISTRY, [ministry_row(code="R", **_names("R"))])
        second = endless if is_endless else mixed
        fields = change.add(
            Kind.FIELD,
            [
                field_row(code="F1", ministry_id=ministry, **_names("F1")),
                field_row(code="F2", **_named(second("F2"))),
            ],
        )
        teams = change.add(
            Kind.TEAM,
            [
                team_row(fields[0], code="T1", **_names("T1")),
                team_row(fields[1], code="T2", **_named(second("T2"))),
            ],
        )
        [person] = change.add(Kind.PERSON, [person_row(code="PERSON", **_names("PERSON"))])
        change.add(Kind.MEMBERSHIP, [membership_row(person, teams[0])])
        problems = change.add(
            Kind.PROBLEM,
            [
                problem_row(fields[0], code="P1", team_id=teams[0], **_names("P1")),
                problem_row(fields[1], code="P2", team_id=teams[1], **_named(second("P2"))),
            ],
        )
        texts = [mixed(f"M{place}", formula) for place, formula in enumerate(FORMULAS, 1)]
        rows = [
            milestone_row(
                problems[0],
                code=f"M{place}",
                ministry_id=ministry,
                owner=mixed(f"OWNER{place}", formula),
                start=today - timedelta(days=300),
                baseline=today + timedelta(days=30 * place - 60),
                **_named(text),
            )
            for place, (text, formula) in enumerate(zip(texts, FORMULAS, strict=True), 1)
        ]
        long = milestone_row(
            problems[1], code="M6", owner=second("OWNER6"), baseline=today, **_named(second("M6"))
        )
        milestones = change.add(Kind.MILESTONE, [*rows, long])
        notes = [
            *(mixed(f"NOTE{place}", formula) for place, formula in enumerate(FORMULAS, 1)),
            second("NOTE6"),
        ]
        put_reports(
            change,
            [
                report_row(one, today - timedelta(days=3), note=note, progress=3000, declared="green")
                for one, note in zip(milestones, notes, strict=True)
            ],
        )
        version = change.version
    subject: dict[str, Any] = {"subject_id": problems[0], "today": today, **who}
    record_meeting(
        database, programme, held_on=today, participants=mixed("MET"), about=mixed("ABOUT"), **subject
    )
    ask_for_help(database, programme, what=mixed("HELP"), asked_of=mixed("ASKED"), asked_on=today, **subject)
    session = prepare_session(
        database,
        programme,
        held_on=today,
        title=Words(mixed("TITLE"), mixed("TITLE"), mixed("TITLE")),
        chair=mixed("CHAIR"),
        **who,
    )
    items = [
        PlannedItem(
            subject_id=problems[0], question=mixed("QUESTION"), ask=mixed("ASK"), note=mixed("REMARK")
        ),
        PlannedItem(subject_id=problems[1], question=mixed("QUESTION"), ask=mixed("ASK")),
        PlannedItem(subject_id=fields[0], question=mixed("QUESTION"), ask=mixed("ASK")),
    ]
    arrange_agenda(database, programme, session, items, **who)
    open_session(database, programme, session, version=version, day=today, **who)
    given = give_instruction(
        database,
        programme,
        text=mixed("ORDER"),
        ministry_id=ministry,
        term=today,
        session_id=session,
        subject_id=problems[0],
        day=today,
        **who,
    )
    report_on(database, programme, given, as_of=today, today=today, note=mixed("REPORT"), **who)
    return Hostile(programme=programme, session=session, today=today)


def _names(code: str) -> dict[str, str]:
    return _named(mixed(code))


def _named(text: str) -> dict[str, str]:
    return {"name_kk": text, "name_ru": text, "name_en": text}
