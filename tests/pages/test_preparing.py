"""Preparing a session on its pages: prepare, take what is proposed, arrange, open; who has reported."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import source
from dashboard.texts import texts
from data_access.database import Database
from data_access.model import ChangeKind, Kind, SessionState
from data_access.reads.point import latest_version, newest_version, open_reader
from data_access.reports import put_reports
from data_access.sessions.preparing import PlannedItem, arrange_agenda, open_session, prepare_session
from data_access.sessions.schedule import AgendaEntry, SessionInfo, agenda, sessions
from data_access.view import View
from data_access.words import LANGUAGES, Words
from tests.factories import Ground, change_of, lay_ground, milestone_row, problem_row, report_row
from tests.pages.serving import run, shown, unfold

NOW = datetime(2024, 6, 11, 6, 0, tzinfo=UTC)
TODAY = date(2024, 6, 11)
HELD_ON = date(2024, 6, 14)  # its update window: 10 to 12 June
WHO: dict[str, Any] = {"actor": "coordinator@example.kz", "recorded_at": NOW}
PROBLEMS = 14


@dataclass(frozen=True)
class Site:
    """A served database: a programme whose problems are all red, and what has become of its sessions."""

    database: Database
    ground: Ground
    problems: tuple[int, ...]

    def prepare(self, *items: int, held_on: date = HELD_ON) -> str:
        """A session that is being prepared, with these problems on its agenda; returns its code."""
        programme = self.ground.programme
        session = prepare_session(
            self.database, programme, held_on=held_on, title=Words("Кеңес", "Совещание", "Review"), **WHO
        )
        agenda_of = [PlannedItem(subject_id=self.problems[one]) for one in items]
        arrange_agenda(self.database, programme, session, agenda_of, **WHO)
        source.look_again()
        return next(one.code for one in self.sessions() if one.id == session)

    def view(self) -> View:
        """All that is known now."""
        with self.database.reading() as connection:
            version = latest_version(connection, self.ground.programme)
        return View(programme_id=self.ground.programme, version=version, day=TODAY)

    def sessions(self) -> tuple[SessionInfo, ...]:
        """The sessions as they are now."""
        with open_reader(self.database, self.view()) as reader:
            return sessions(reader)

    def agenda(self) -> tuple[AgendaEntry, ...]:
        """The agenda of the one session as it is now."""
        [session] = self.sessions()
        with open_reader(self.database, self.view()) as reader:
            return agenda(reader, session.id)

    def order(self) -> list[int]:
        """Which of the problems are on the agenda of the one session, in its order."""
        return [self.problems.index(one.subject.id) for one in self.agenda()]


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The screens read a small programme at a fixed moment; nothing kept of another test's database is left."""
    path = tmp_path / "site.sqlite"
    shutil.copyfile(migrated_file, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setattr(source, "now", lambda: NOW)
    source.database.cache_clear()
    source.programmes.cache_clear()
    source.look_again()
    source._results.clear()
    database = source.database()
    ground = lay_ground(database)
    with change_of(database, ground.programme) as change:
        more = change.add(Kind.PROBLEM, [problem_row(ground.field) for _ in range(PROBLEMS - 1)])
        problems = (ground.problem, *more)
        late = [
            milestone_row(one, ministry_id=ground.ministry, baseline=TODAY - timedelta(days=place + 1))
            for place, one in enumerate(problems)
        ]
        change.add(Kind.MILESTONE, late)
    yield Site(database, ground, problems)
    database.close()
    source.database.cache_clear()
    source.programmes.cache_clear()
    source.look_again()
    source._results.clear()


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so."""
    [button] = [one for one in app.button if (one.key or "").startswith(key)]
    return button.click().run()


def test_session_is_prepared_from_the_list(site: Site) -> None:
    app = run("sessions", lang="ru")  # unfolded: there is none yet
    app.text_area(key="new-session-title").set_value(" Совещание ")
    app.text_input(key="new-session-chair").set_value("Премьер-министр")
    app.date_input(key="new-session-date").set_value(HELD_ON)
    assert not press(app, "new-session-send").exception
    [session] = site.sessions()
    assert (session.title, session.held_on) == (Words(ru="Совещание"), HELD_ON)
    assert (session.chair, session.state) == ("Премьер-министр", SessionState.PREPARED)
    again = press(unfold(run("sessions", lang="ru")), "new-session-send")
    assert not again.exception
    assert [one.title for one in site.sessions()] == [session.title] * 2


def test_session_without_a_title_gets_a_sentence(site: Site) -> None:
    app = press(run("sessions", lang="en"), "new-session-send")
    assert [one.value for one in app.warning] == ["A session needs a title."]
    assert site.sessions() == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_says_state_and_size_and_leads_on(site: Site, language: str) -> None:
    code = site.prepare(0, 1)
    app = run("sessions", lang=language)
    assert not app.exception
    assert texts(language).gettext("being prepared") in shown(app)
    for page in ("session", "sessions", "readiness"):
        assert f'href="/{page}?lang={language}&amp;session={code}"' in shown(app)


def test_proposal_is_taken_one_by_one_and_as_far_as_there_is_room(site: Site) -> None:
    app = run("sessions", lang="en", session=site.prepare())
    assert texts("en").gettext("never on an agenda") in shown(app)
    latest = site.problems[-1]
    app = press(app, f"take-{latest}")
    assert [one.subject.id for one in site.agenda()] == [latest]
    assert f"take-{latest}" not in {one.key for one in app.button}
    app = press(app, "take-all")
    assert len(site.agenda()) == 12
    assert site.agenda()[0].subject.id == latest
    assert "An agenda has room for 12 items" in shown(app)
    assert all(one.disabled for one in app.button if (one.key or "").startswith("take-"))


def test_moving_an_item_saves_what_was_typed_as_well(site: Site) -> None:
    app = run("sessions", lang="en", session=site.prepare(0, 1, 2))
    entries = site.agenda()
    for name, text in (("question", "Why so late?"), ("ask", "Decide")):
        [field] = [
            one for one in app.text_area if (one.key or "").startswith(f"agenda-{name}-{entries[1].id}")
        ]
        field.set_value(text)
    [minutes] = [
        one for one in app.number_input if (one.key or "").startswith(f"agenda-minutes-{entries[2].id}")
    ]
    minutes.set_value(25)
    app = press(app, f"agenda-down-{entries[0].id}")
    assert site.order() == [1, 0, 2]
    first, _second, last = site.agenda()
    assert (first.question, first.ask, last.minutes) == ("Why so late?", "Decide", 25)
    assert "minutes: 45" in shown(app)
    app = press(app, f"agenda-up-{entries[2].id}")
    assert site.order() == [1, 2, 0]
    press(app, f"agenda-remove-{entries[1].id}")
    assert site.order() == [2, 0]


def test_any_field_or_problem_can_be_added(site: Site) -> None:
    code = site.prepare(0)
    app = run("sessions", lang="en", session=code)
    [choice] = [one for one in app.selectbox if (one.key or "").startswith("agenda-other")]
    choice.set_value(site.ground.field)
    press(app, "agenda-add")
    assert [one.subject.id for one in site.agenda()] == [site.problems[0], site.ground.field]


def test_settings_are_kept(site: Site) -> None:
    code = site.prepare()
    app = run("sessions", lang="en", session=code)
    assert not app.number_input
    unfold(app)
    app.number_input(key=f"update-days-{code}").set_value(5)
    app.number_input(key=f"seat-{code}").set_value(7.5)
    app.selectbox(key=f"theme-{code}").set_value("dark")
    app.text_area(key=f"title-kk-{code}").set_value("Басқа кеңес")
    assert not press(app, f"settings-save-{code}").exception
    [session] = site.sessions()
    assert (session.update_days, session.farthest_seat, session.theme) == (5, 750, "dark")
    assert session.title == Words("Басқа кеңес", "Совещание", "Review")


def test_opening_freezes_the_newest_figures_and_today(site: Site) -> None:
    code = site.prepare(0)
    with site.database.reading() as connection:
        newest = newest_version(connection, site.ground.programme)
    app = press(run("sessions", lang="en", session=code), f"open-{code}")
    [session] = site.sessions()
    assert (session.state, session.frozen_version, session.frozen_day) == (SessionState.OPEN, newest, TODAY)
    assert not [one for one in app.button if (one.key or "").startswith(("open-", "take-", "agenda-"))]
    assert "It is closed on the wall." in shown(app)


class _Held:
    """What a process knows until it looks again, however slow the machine is."""

    def __init__(self, read: Any) -> None:
        self._read = read
        self._known: dict[int, int] = {}

    def __call__(self, programme_id: int) -> int:
        return self._known.setdefault(programme_id, self._read(programme_id))

    def cache_clear(self) -> None:
        self._known.clear()
        self._read.cache_clear()


def test_session_that_somebody_opened_meanwhile_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("newest_version", "latest_version"):
        monkeypatch.setattr(source, name, _Held(getattr(source, name)))
    app = run("sessions", lang="en", session=site.prepare(0))
    [session] = site.sessions()
    open_session(site.database, site.ground.programme, session.id, version=1, day=TODAY, **WHO)
    app = press(app, f"take-{site.problems[-1]}")
    assert [one.value for one in app.warning] == [
        "Nothing was changed: somebody was faster, and the session is in another state now: in progress."
    ]
    assert site.order() == [0]


@pytest.mark.parametrize("page", ["sessions", "readiness"])
def test_unknown_session_gets_a_sentence(site: Site, page: str) -> None:
    assert site.sessions() == ()
    app = run(page, lang="en", session="S-0")
    assert not app.exception
    assert "There is nothing with the code “S-0”" in shown(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_readiness_of_the_next_session_counts_and_reminds(site: Site, language: str) -> None:
    site.prepare(held_on=date(2024, 8, 1))
    code = site.prepare()
    kind = ChangeKind.UPLOAD
    with change_of(site.database, site.ground.programme, recorded_at=NOW, kind=kind) as change:
        [milestone] = change.add(Kind.MILESTONE, [milestone_row(site.ground.problem)])
        put_reports(change, [report_row(milestone, TODAY, progress=100)])
    source.look_again()
    app = run("readiness", lang=language)
    assert not app.exception
    assert f"session={code}" in shown(app)
    words = texts(language)
    assert words.gettext("Reported in time: {share}", share="6%") in shown(app)
    [reminder] = [str(one.value) for one in app.code]
    assert "12.06.2024" in reminder
    [line] = reminder.splitlines()[3:]
    assert "MINISTRY" in line
    assert "14" in line
    assert "15" in line
    assert "league" not in shown(app)


def test_readiness_of_a_past_session_is_as_it_stood_and_counts_in_the_league(site: Site) -> None:
    code = site.prepare(held_on=date(2024, 2, 1))
    app = run("readiness", lang="en", session=code)
    assert not app.exception
    assert "The session is past" in shown(app)
    assert "Punctuality over the last sessions" in shown(app)
    early = site.prepare(held_on=date(2023, 2, 1))
    assert "There were no data yet on 01.02.2023." in shown(run("readiness", lang="en", session=early))


def test_readiness_without_sessions_leads_to_them(site: Site) -> None:
    assert site.sessions() == ()
    assert 'href="/sessions?lang=en"' in shown(run("readiness", lang="en"))
