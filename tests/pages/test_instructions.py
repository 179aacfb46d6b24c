"""Instructions on their pages: listed, filtered, given, reported on, taken off control."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from dashboard.instruction_words import STATE_WORDS
from dashboard.texts import texts
from data_access.sessions.instruction_changes import (
    suggested_term,
)
from data_access.sessions.instruction_state import InstructionState
from data_access.words import LANGUAGES
from tests.pages.instruction_site import TODAY, Site, served_site
from tests.pages.serving import filters, run, shown, unfold

GIVE = "Give the instruction (Ctrl+Enter)"


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The screens read the programme with its instructions."""
    yield from served_site(migrated_file, tmp_path, monkeypatch)


def codes(app: AppTest) -> set[str]:
    """The instructions that a page shows."""
    return {f"I-2024-{number:03}" for number in range(1, 9) if f"I-2024-{number:03}" in shown(app)}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", LANGUAGES)
def test_list_says_the_state_of_each(language: str) -> None:
    app = run("instructions", lang=language)
    words = texts(language)
    assert not app.exception
    for state in InstructionState:
        assert f"<strong>1</strong> {words.gettext(STATE_WORDS[state])}" in shown(app)
    for light in ("red", "green", "done"):
        assert words.light(light) in shown(app)
    assert words.ngettext("re-set {number} time", "re-set {number} times", 1) in shown(app)
    assert "&lt;b&gt;Hire&lt;/b&gt;" in shown(app)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"I-2024-001", "I-2024-002", "I-2024-003", "I-2024-004"}),
        ({"state": "overdue"}, {"I-2024-001"}),
        ({"ministry": "ROADS"}, {"I-2024-001", "I-2024-003"}),
        ({"ministry": "ROADS", "state": "under_control"}, {"I-2024-003"}),
        ({"session": "S-2024-05-01", "state": "taken_off"}, {"I-2024-004"}),
    ],
)
def test_address_filters(asked: dict[str, str], found: set[str]) -> None:
    app = run("instructions", lang="en", **asked)
    assert codes(app) == found


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_be_filtered_by(language: str) -> None:
    offered, words = filters(run("instructions", lang=language)), texts(language)
    assert {name: label for name, (label, _options) in offered.items()} == {
        "ministry": words.gettext("Ministry"),
        "session": words.gettext("Session"),
        "state": words.gettext("State"),
    }
    states = {state.value: words.gettext(STATE_WORDS[state]) for state in InstructionState}
    assert offered["state"][1] == {"": words.gettext("All"), **states}
    assert set(offered["session"][1] or ()) == {"", "S-2024-05-01"}


@pytest.mark.usefixtures("site")
def test_form_is_drawn_once_somebody_opens_it_and_stays() -> None:
    app = run("instructions", lang="en")
    assert (len(app.text_area), len(app.date_input)) == (0, 0)
    unfold(app)
    app.session_state["give-instruction"] = False
    app.run()
    assert [one.key for one in app.text_area] == ["instruction-text-0"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("name", "value"), [("state", "asleep"), ("ministry", "XXX"), ("session", "S-1")])
def test_unreadable_address_gets_a_sentence(name: str, value: str) -> None:
    app = run("instructions", lang="en", **{name: value})
    assert not app.exception
    assert f"The address asks for {name} “{value}”" in shown(app)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_instruction_tells_its_history(language: str) -> None:
    words = texts(language)
    app = run("instructions", lang=language, instruction="I-2024-001")
    assert not app.exception
    assert "Build the road to the lake" in shown(app)
    assert words.gettext("Overdue") in shown(app)
    assert words.gettext("term moved") in shown(app)
    assert "coordinator@example.kz" in shown(app)
    assert "01.06.2024" in shown(app)
    assert "01.07.2024" in shown(app)


@pytest.mark.usefixtures("site")
def test_its_history_leads_to_changes_of_today_whatever_day_the_screen_shows() -> None:
    """All that is known of an instruction is told on every day; on that day its later changes were not there."""
    app = run("instructions", instruction="I-2024-001", lang="en", day="2024-06-20")
    links = re.findall(r'href="(/history[?][^"]*change=[^"]*)"', shown(app))
    assert links
    assert not [one for one in links if "day=" in one]


@pytest.mark.usefixtures("site")
def test_unknown_instruction_gets_a_sentence() -> None:
    app = run("instructions", lang="en", instruction="I-1999-001")
    assert "There is nothing with the code “I-1999-001”" in shown(app)


def field(app: AppTest, kind: str, label: str) -> Any:
    """The field of a kind by its label."""
    [found] = [one for one in getattr(app, kind) if one.label == label]
    return found


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with a label."""
    button: Button = field(app, "button", label)
    return button.click().run()


def test_reporting(site: Site) -> None:
    app = run("instructions", lang="en", instruction="I-2024-001")
    field(app, "number_input", "Percent").set_value(55.5)
    field(app, "date_input", "Forecast").set_value(date(2024, 7, 2))
    field(app, "text_area", "Note").set_value("Half of it")
    press(app, "Report")
    one = site.known()["I-2024-001"]
    assert (one.reported_on, one.progress, one.forecast) == (TODAY, 5550, date(2024, 7, 2))
    assert one.note == "Half of it"
    assert "Half of it" in shown(app)


def test_taking_off_control_asks_for_evidence_and_can_be_undone(site: Site) -> None:
    app = run("instructions", lang="en", instruction="I-2024-002")
    field(app, "text_area", "Reason").set_value("Counted")
    press(app, "Take off control")
    assert "needs both a reason and evidence" in app.error[0].value
    assert site.known()["I-2024-002"].state is InstructionState.REPORTED_DONE
    field(app, "text_area", "Evidence (a document's number, a link)").set_value("No. 5")
    press(app, "Take off control")
    one = site.known()["I-2024-002"]
    assert (one.state, one.close_reason, one.evidence) == (InstructionState.TAKEN_OFF, "Counted", "No. 5")
    assert one.closed_on == TODAY
    assert [button.label for button in app.button] == ["Bring back under control"]
    press(app, "Bring back under control")
    assert site.known()["I-2024-002"].state is InstructionState.REPORTED_DONE


def test_moving_the_term(site: Site) -> None:
    app = run("instructions", lang="en", instruction="I-2024-003")
    field(app, "date_input", "Term").set_value(date(2024, 10, 1))
    press(app, "Move the term")
    one = site.known()["I-2024-003"]
    assert (one.term, one.baseline, one.resets) == (date(2024, 10, 1), date(2024, 9, 1), 1)


def begin(app: AppTest, text: str, turn: int = 0) -> None:
    """Type an instruction."""
    app.text_area(key=f"instruction-text-{turn}").set_value(text)


def test_giving_one(site: Site) -> None:
    app = unfold(run("instructions", lang="en", session="S-2024-05-01"))
    app.selectbox(key="instruction-subject").set_value(site.ground.problem).run()
    begin(app, "Plant ten thousand trees")
    app.multiselect(key="instruction-others-0").set_value([site.other_ministry])
    press(app, GIVE)
    one = site.known()["I-2024-005"]
    assert one.text == "Plant ten thousand trees"
    assert one.executor.id == site.ground.ministry  # the field's lead ministry, suggested
    assert [other.id for other in one.co_executors] == [site.other_ministry]
    assert (one.term, one.given_on) == (suggested_term(TODAY), TODAY)
    assert one.session_id == site.session
    assert one.subject is not None
    assert one.subject.id == site.ground.problem
    assert "I-2024-005" in app.success[0].value
    assert app.text_area(key="instruction-text-1").value == ""


def test_near_duplicate_is_shown_before_it_is_given(site: Site) -> None:
    app = unfold(run("instructions", lang="en"))
    begin(app, "Build a road to lakes")
    app.selectbox(key="instruction-executor-0-0").set_value(site.other_ministry)
    press(app, GIVE)
    assert "Nearly the same is under control already" in shown(app)
    assert len(site.known()) == 4
    press(app, GIVE)
    assert site.known()["I-2024-005"].executor.id == site.other_ministry


def test_other_text_after_a_warning_is_looked_at_anew(site: Site) -> None:
    app = unfold(run("instructions", lang="en"))
    app.selectbox(key="instruction-executor-0-0").set_value(site.other_ministry)
    begin(app, "Build a road to lakes")
    press(app, GIVE)
    begin(app, "Count all empty houses of the region")
    press(app, GIVE)
    assert "I-2024-002" in shown(app)
    assert len(site.known()) == 4


@pytest.mark.parametrize(
    ("text", "said"), [("  ", "Say what is to be done."), ("Do it all", "Name an executor")]
)
def test_what_is_missing_is_said(site: Site, text: str, said: str) -> None:
    app = unfold(run("instructions", lang="en"))
    begin(app, text)
    if said.startswith("Say"):
        app.selectbox(key="instruction-executor-0-0").set_value(site.other_ministry)
    press(app, GIVE)
    assert said in app.error[0].value
    assert len(site.known()) == 4
