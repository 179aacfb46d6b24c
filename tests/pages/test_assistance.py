"""Working meetings and requests for help on their page, on fields and problems, and in the history."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import source
from dashboard.assistance_words import help_words, met_words
from dashboard.texts import texts
from data_access.database import Database
from data_access.model import Kind
from data_access.reads.point import latest_version, open_reader
from data_access.sessions import help as help_requests
from data_access.sessions import meetings
from data_access.sessions.help import OpenHelp
from data_access.sessions.subject import subjects
from data_access.view import View
from data_access.words import LANGUAGES
from tests.factories import Ground, change_of, field_row, lay_ground
from tests.pages.serving import run, shown, unfold

NOW = datetime(2024, 6, 11, 6, 0, tzinfo=UTC)
TODAY = date(2024, 6, 11)
MET, ASKED = TODAY - timedelta(days=34), TODAY - timedelta(days=41)


@dataclass(frozen=True)
class Site:
    """A served database: a field with a problem that was met on and waits for help, and one that nobody met."""

    database: Database
    ground: Ground
    meeting: str
    request: str

    def code(self, kind: str) -> str:
        """The code of the field or problem."""
        with open_reader(self.database, self.view) as reader:
            return subjects(reader)[getattr(self.ground, kind)].code

    @property
    def view(self) -> View:
        """All that is known now."""
        with self.database.reading() as connection:
            version = latest_version(connection, self.ground.programme)
        return View(programme_id=self.ground.programme, version=version, day=TODAY)

    def meetings(self) -> list[meetings.MeetingInfo]:
        """Those recorded."""
        with open_reader(self.database, self.view) as reader:
            return list(meetings.meetings(reader))

    def requests(self) -> list[help_requests.HelpInfo]:
        """Those recorded."""
        with open_reader(self.database, self.view) as reader:
            return list(help_requests.help_requests(reader))


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
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
    with change_of(database, ground.programme) as change:
        change.add(Kind.FIELD, [field_row(code="SPACE", name_en="Space")])
    by: dict[str, Any] = {"today": TODAY, "actor": "Әлия", "recorded_at": NOW}
    where = (database, ground.programme)
    for problem, what in ((ground.problem, "<b>Money</b>"), (ground.field, "Two drivers")):
        help_requests.ask_for_help(
            *where, subject_id=problem, what=what, asked_of="Finance", asked_on=ASKED, **by
        )
    meetings.record_meeting(
        *where, subject_id=ground.problem, held_on=MET, participants="Minister", about="The permits", **by
    )
    with open_reader(database, View(programme_id=ground.programme, version=99, day=TODAY)) as reader:
        [meeting], requests = meetings.meetings(reader), help_requests.help_requests(reader)
    return Site(database, ground, meeting.code, requests[0].code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_who_was_met_and_who_waits(site: Site, language: str) -> None:
    app = run("assistance", lang=language)
    words = texts(language)
    assert not app.exception
    assert words.ngettext("{number} day ago", "{number} days ago", 34) in shown(app)
    assert words.gettext("not yet") in shown(app)
    assert words.ngettext("open for {number} day", "open for {number} days", 41) in shown(app)
    assert words.gettext("overdue") in shown(app)
    assert "&lt;b&gt;Money&lt;/b&gt;" in shown(app)


def test_address_filters(site: Site) -> None:
    problem, field = (run("assistance", lang="en", subject=site.code(kind)) for kind in ("problem", "field"))
    assert "Two drivers" not in shown(problem)
    assert "The permits" in shown(problem)
    assert "Two drivers" in shown(field)
    assert "The permits" in shown(field)
    assert "The permits" not in shown(run("assistance", lang="en", subject="SPACE"))
    given = run("assistance", lang="en", help="given")
    assert "Two drivers" not in shown(given)


@pytest.mark.parametrize(("name", "value"), [("subject", "XXX"), ("help", "maybe")])
def test_unreadable_address_gets_a_sentence(site: Site, name: str, value: str) -> None:
    app = run("assistance", lang="en", **{name: value})
    assert not app.exception
    assert f"The address asks for {name} “{value}”" in shown(app)


@pytest.mark.parametrize("name", ["meeting", "request"])
def test_unknown_code_gets_a_sentence(site: Site, name: str) -> None:
    app = run("assistance", lang="en", **{name: "X-1"})
    assert not app.exception
    assert "There is nothing with the code “X-1”" in shown(app)


def test_a_meeting_is_recorded_and_the_next_form_is_empty(site: Site) -> None:
    app = unfold(run("assistance", lang="en", subject="SPACE"))
    [subject] = [one for one in app.selectbox if (one.key or "").startswith("new-meeting-0-subject")]
    assert subject.value is not None
    app.text_input(key="new-meeting-0-who").input("Minister, pilots")
    app.button(key="new-meeting-0-send").click().run()
    assert [one.value for one in app.error] == ["Fill in all of the texts."]
    assert len(site.meetings()) == 1
    app.text_input(key="new-meeting-0-about").input("The launch")
    app.button(key="new-meeting-0-send").click().run()
    assert not app.exception
    assert [one.value for one in app.success] == ["Recorded."]
    newest = site.meetings()[0]
    assert (newest.held_on, newest.subject.code) == (TODAY, "SPACE")
    assert (newest.participants, newest.about) == ("Minister, pilots", "The launch")
    assert "The launch" in shown(app)
    assert app.text_input(key="new-meeting-1-about").value == ""


def test_a_request_needs_a_field_or_problem(site: Site) -> None:
    app = unfold(run("assistance", lang="en"))
    app.text_input(key="new-request-0-what").input("A lawyer")
    app.text_input(key="new-request-0-whom").input("Justice")
    app.button(key="new-request-0-send").click().run()
    assert [one.value for one in app.error] == ["Choose a field or a problem."]
    assert len(site.requests()) == 2
    [subject] = [one for one in app.selectbox if (one.key or "").startswith("new-request-0-subject")]
    subject.select(site.ground.problem)
    app.button(key="new-request-0-send").click().run()
    assert not app.exception
    assert {one.what for one in site.requests()} == {"<b>Money</b>", "Two drivers", "A lawyer"}


def test_help_is_marked_as_given_opened_again_corrected_and_removed(site: Site) -> None:
    app = run("assistance", lang="en", request=site.request)
    app.button(key=f"giving-{site.request}-send").click().run()
    assert not app.exception
    [one] = [one for one in site.requests() if one.code == site.request]
    assert one.given_on == TODAY
    app = run("assistance", lang="en", request=site.request)
    app.button(key=f"giving-{site.request}-again").click().run()
    app = run("assistance", lang="en", request=site.request)
    app.text_input(key=f"request-{site.request}-whom").input("The Treasury")
    app.button(key=f"request-{site.request}-send").click().run()
    [one] = [one for one in site.requests() if one.code == site.request]
    assert (one.given_on, one.asked_of) == (None, "The Treasury")
    app = run("assistance", lang="en", request=site.request)
    app.button(key=f"request-{site.request}-remove").click().run()
    assert site.request not in {one.code for one in site.requests()}


def test_a_meeting_is_corrected_and_removed(site: Site) -> None:
    app = run("assistance", lang="en", meeting=site.meeting)
    app.text_input(key=f"meeting-{site.meeting}-about").input("The fees")
    app.button(key=f"meeting-{site.meeting}-send").click().run()
    assert not app.exception
    assert [one.about for one in site.meetings()] == ["The fees"]
    app = run("assistance", lang="en", meeting=site.meeting)
    app.button(key=f"meeting-{site.meeting}-remove").click().run()
    assert site.meetings() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_field_and_problem_say_when_they_were_met(site: Site, language: str) -> None:
    words = texts(language)
    for kind, number in (("field", 2), ("problem", 1)):
        code = site.code(kind)
        app = run(kind, lang=language, **{kind: code})
        assert met_words(words, MET, TODAY) in shown(app)
        assert help_words(words, OpenHelp(number=number, oldest=ASKED), TODAY) in shown(app)
        assert f"/assistance?lang={language}&amp;subject={code}" in shown(app)
    assert met_words(words, None, TODAY) in shown(run("field", lang=language, field="SPACE"))


def test_a_day_of_the_past_shows_what_was_known_then_and_takes_nothing(site: Site) -> None:
    app = run("assistance", lang="en", day="2024-03-01")
    assert not app.exception
    assert "The permits" not in shown(app)
    assert not app.button


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_says_what_was_done(site: Site, language: str) -> None:
    by: dict[str, Any] = {"actor": "Әлия", "recorded_at": NOW}
    meeting = site.meetings()[0].id
    meetings.correct_meeting(
        site.database, site.ground.programme, meeting, about="The fees", today=TODAY, **by
    )
    change = site.view.version
    words = texts(language)
    app = run("history", lang=language)
    for message in ("working meeting corrected", "working meeting recorded", "request for help recorded"):
        assert words.gettext(message) in shown(app)
    app = run("history", lang=language, change=str(change))
    assert words.gettext("About what") in shown(app)
    assert "The fees" in shown(app)
    app = run("history", lang=language, change=str(change), take_back="preview")
    assert words.gettext("About what") in shown(app)
    app.button[0].click().run()
    assert [one.about for one in site.meetings()] == ["The permits"]
    app = run("history", lang=language, change=str(change + 1))
    assert words.gettext("working meeting corrected") in shown(app)
    assert "The permits" in shown(app)
