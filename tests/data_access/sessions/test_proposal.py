"""The proposal for an agenda: each concern where its words say so, the heaviest first, never too many."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.model import Kind
from data_access.sessions.help import OpenHelp
from data_access.sessions.proposal import (
    WEIGHT,
    AgendaReason,
    Circumstances,
    Concern,
    OverdueInstructions,
    Standing,
    concerns,
    propose,
)
from data_access.sessions.subject import Subject
from data_access.traffic_light import Light
from data_access.words import Words

DAY = date(2024, 6, 1)
PROBLEM = Subject(id=7, kind=Kind.PROBLEM, code="CON-01", name=Words(), field_id=1)
FIELD = Subject(id=1, kind=Kind.FIELD, code="CON", name=Words(), field_id=1)
OTHER = 99  # a subject that nothing is asked about


def _ago(days: int) -> date:
    return DAY - timedelta(days=days)


@dataclass(frozen=True)
class Case:
    """One line of the truth table: what is known of a subject, and the reasons that follow.

    Where a case names nothing, nothing speaks for the subject: it was on the last agenda and met yesterday.
    """

    says: str
    expected: tuple[AgendaReason, ...] = ()
    subject: Subject = PROBLEM
    light: Light = Light.GREEN
    before: Mapping[int, Light] | None = None
    without_data: int = 0
    declared_green: int = 0
    overdue: Mapping[int, OverdueInstructions] = field(default_factory=dict)
    last_met: Mapping[int, date] = field(default_factory=lambda: {1: _ago(1), 7: _ago(1)})
    open_help: Mapping[int, OpenHelp] = field(default_factory=dict)
    sessions_ago: Mapping[int, int] = field(default_factory=lambda: {1: 1, 7: 1})


def _reason(concern: Concern, *, number: int | None = None, days: int | None = None) -> AgendaReason:
    return AgendaReason(concern=concern, number=number, days=days)


def _turned(before: Light | None) -> AgendaReason:
    return AgendaReason(concern=Concern.TURNED_RED, before=before)


TRUTH_TABLE = [
    Case("nothing speaks for it"),
    Case("red, as it was", light=Light.RED, before={7: Light.RED}),
    Case("red since", (_turned(Light.AMBER),), light=Light.RED, before={7: Light.AMBER}),
    Case("red after no data", (_turned(Light.GREY),), light=Light.RED, before={7: Light.GREY}),
    Case("new and red", (_turned(None),), light=Light.RED, before={}),
    Case("red, and no session to compare with", light=Light.RED, before=None),
    Case("amber since", light=Light.AMBER, before={7: Light.GREEN}),
    Case("declared green", (_reason(Concern.DECLARED_GREEN, number=2),), light=Light.AMBER, declared_green=2),
    Case(
        "an instruction is overdue",
        (_reason(Concern.INSTRUCTION_OVERDUE, number=3, days=12),),
        overdue={7: OverdueInstructions(number=3, oldest=_ago(12))},
    ),
    Case("another's instruction", overdue={OTHER: OverdueInstructions(number=3, oldest=_ago(12))}),
    Case("no data", (_reason(Concern.NOT_REPORTED, number=4),), light=Light.GREY, without_data=4),
    Case("some without data, but not grey", light=Light.AMBER, without_data=4),
    Case("red, three sessions ago", light=Light.RED, sessions_ago={7: 3}),
    Case(
        "red, four sessions ago",
        (_reason(Concern.LONG_OFF_AGENDA, number=4),),
        light=Light.RED,
        sessions_ago={7: 4},
    ),
    Case("amber, never", (_reason(Concern.LONG_OFF_AGENDA),), light=Light.AMBER, sessions_ago={}),
    Case("green, never", light=Light.GREEN, sessions_ago={}),
    Case(
        "no data, never: that alone counts",
        (_reason(Concern.NOT_REPORTED, number=0),),
        light=Light.GREY,
        sessions_ago={},
    ),
    Case("help asked 30 days ago", open_help={7: OpenHelp(number=2, oldest=_ago(30))}),
    Case(
        "help asked 31 days ago",
        (_reason(Concern.HELP_OVERDUE, number=2, days=31),),
        open_help={7: OpenHelp(number=2, oldest=_ago(31))},
    ),
    Case(
        "done, and help still open",
        (_reason(Concern.HELP_OVERDUE, number=1, days=31),),
        light=Light.DONE,
        open_help={7: OpenHelp(number=1, oldest=_ago(31))},
    ),
    Case("met 45 days ago", last_met={7: _ago(45)}),
    Case("met 46 days ago", (_reason(Concern.MEETING_OVERDUE, days=46),), last_met={7: _ago(46)}),
    Case("done, met 46 days ago", light=Light.DONE, last_met={7: _ago(46)}),
    Case("a problem that never met", last_met={OTHER: _ago(1)}),
    Case(
        "a field that never met, where others did",
        (_reason(Concern.MEETING_OVERDUE),),
        subject=FIELD,
        last_met={OTHER: _ago(1)},
    ),
    Case("a field that never met, where nobody did", subject=FIELD, last_met={}),
    Case("a done field that never met", subject=FIELD, light=Light.DONE, last_met={OTHER: _ago(1)}),
    Case(
        "all at once, the heaviest first",
        (
            _turned(Light.GREEN),
            _reason(Concern.DECLARED_GREEN, number=1),
            _reason(Concern.INSTRUCTION_OVERDUE, number=1, days=1),
            _reason(Concern.LONG_OFF_AGENDA, number=9),
            _reason(Concern.HELP_OVERDUE, number=1, days=99),
            _reason(Concern.MEETING_OVERDUE, days=99),
        ),
        light=Light.RED,
        before={7: Light.GREEN},
        declared_green=1,
        overdue={7: OverdueInstructions(number=1, oldest=_ago(1))},
        sessions_ago={7: 9},
        open_help={7: OpenHelp(number=1, oldest=_ago(99))},
        last_met={7: _ago(99)},
    ),
]


@pytest.mark.parametrize("case", TRUTH_TABLE, ids=lambda case: case.says)
def test_truth_table(case: Case) -> None:
    standing = Standing(
        subject=case.subject,
        light=case.light,
        without_data=case.without_data,
        declared_green=case.declared_green,
    )
    known = Circumstances(
        overdue=case.overdue,
        last_met=case.last_met,
        open_help=case.open_help,
        sessions_ago=case.sessions_ago,
    )
    found = concerns([standing], case.before, known, DAY)
    assert [one.reasons for one in found] == ([case.expected] if case.expected else [])


SUBJECTS = [
    replace(PROBLEM, id=number, code=f"P-{number:02}", kind=Kind.FIELD if number % 4 == 0 else Kind.PROBLEM)
    for number in range(1, 25)
]
LIGHTS = st.sampled_from(list(Light))
SOME = st.sampled_from([one.id for one in SUBJECTS])
NUMBERS = st.integers(1, 5)
NEAR_DAYS = st.integers(0, 60).map(_ago)
KNOWN = st.builds(
    Circumstances,
    overdue=st.dictionaries(SOME, st.builds(OverdueInstructions, number=NUMBERS, oldest=NEAR_DAYS)),
    last_met=st.dictionaries(SOME, NEAR_DAYS),
    open_help=st.dictionaries(SOME, st.builds(OpenHelp, number=NUMBERS, oldest=NEAR_DAYS)),
    sessions_ago=st.dictionaries(SOME, NUMBERS),
)
FIGURES = st.tuples(LIGHTS, st.integers(0, 3), st.integers(0, 2))


@st.composite
def _standings(draw: st.DrawFn) -> list[Standing]:
    chosen = draw(st.lists(st.sampled_from(SUBJECTS), unique_by=lambda one: one.id))
    drawn = [(subject, draw(FIGURES)) for subject in chosen]
    return [
        Standing(subject=subject, light=light, days_behind=behind, declared_green=rosy)
        for subject, (light, behind, rosy) in drawn
    ]


@given(
    now=_standings(),
    before=st.none() | st.dictionaries(SOME, LIGHTS),
    known=KNOWN,
    without=st.sets(SOME, max_size=12),
)
def test_the_heaviest_come_first_and_no_more_than_a_session_has_time_for(
    now: list[Standing], before: dict[int, Light] | None, known: Circumstances, without: set[int]
) -> None:
    found = concerns(now, before, known, DAY)
    urgency = list(Light)
    keys = [
        (
            -sum(WEIGHT[reason.concern] for reason in one.reasons),
            urgency.index(one.standing.light),
            -one.standing.days_behind,
        )
        for one in found
    ]
    assert keys == sorted(keys)
    assert all(one.reasons for one in found)
    assert all(len({reason.concern for reason in one.reasons}) == len(one.reasons) for one in found)
    ids = [one.subject.id for one in found]
    assert len(set(ids)) == len(ids)
    assert concerns(list(reversed(now)), before, known, DAY) == found
    proposed = propose(found, without=without)
    assert [one.subject.id for one in proposed] == [one for one in ids if one not in without][:12]


@given(now=_standings(), known=KNOWN, subject=SOME)
def test_one_more_reason_never_puts_a_subject_behind(
    now: list[Standing], known: Circumstances, subject: int
) -> None:
    later = replace(known, overdue={**known.overdue, subject: OverdueInstructions(number=1, oldest=_ago(3))})

    def place(circumstances: Circumstances) -> int:
        ids = [one.subject.id for one in concerns(now, {}, circumstances, DAY)]
        return ids.index(subject) if subject in ids else len(now)

    assert place(later) <= place(known)
