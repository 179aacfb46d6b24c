"""Every page draws itself in every language, and says plainly what it can't show."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import source
from dashboard.sample_record import record_of
from dashboard.texts import texts
from data_access.database import Database
from data_access.migrate import migrate
from data_access.words import LANGUAGES
from sample_data.load import load

PROJECT = Path(__file__).parents[2]
ASKED = {
    "overview": {},
    "field": {"field": "CON"},
    "problem": {"problem": "CON-03"},
    "team": {"team": "T-CON"},
    "milestone": {"milestone": "CON-03-M09"},
    "milestones": {"light": "red"},
    "upload": {},
    "history": {},
    "assistance": {},
    "settings": {},
    "people": {},
    "audit": {},
    "account": {},
}


@pytest.fixture(scope="module")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that holds the sample."""
    url = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'sample.db'}"
    database = Database(url)
    migrate(database)
    load(database, now=datetime.now(UTC), say=lambda _text: None, record=record_of)
    database.close()
    return url


@pytest.fixture
def served(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The screens read the sample."""
    monkeypatch.setenv("DATABASE_URL", sample_url)
    source.database.cache_clear()
    yield
    source.database().close()
    source.database.cache_clear()


def run(page: str, /, **parameters: str) -> AppTest:
    """Run a page with the parameters of its URL."""
    app = AppTest.from_file(str(PROJECT / "dashboard" / "main.py"), default_timeout=60)
    if page != "overview":
        app.switch_page(f"../pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def shown(app: AppTest) -> str:
    """All HTML that the page drew."""
    return " ".join(str(one.value) for one in app.html)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ASKED)
def test_page_draws_itself(page: str, language: str) -> None:
    app = run(page, lang=language, **ASKED[page])
    assert not app.exception
    words = texts(language)
    assert words.gettext("sample data, people invented") in shown(app)
    assert f"lang={'ru' if language == 'kk' else 'kk'}" in shown(app)
    if page in {"overview", "field", "problem", "team", "milestone", "milestones"}:
        assert words.light("red") in shown(app)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("page", ["field", "problem", "team", "milestone"])
def test_unknown_code_gets_a_sentence_and_a_way_on(page: str) -> None:
    app = run(page, lang="ru", **{page: "NO-SUCH"})
    assert not app.exception
    assert texts("ru").gettext(
        "There is nothing with the code “{code}” in this version of the data.", code="NO-SUCH"
    ) in shown(app)
    assert 'href="/?lang=ru"' in shown(app)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("overview", "day", "yesterday"),
        ("overview", "version", "99999"),
        ("milestones", "light", "purple"),
        ("milestones", "field", "XXX"),
        ("milestones", "page", "0"),
        ("history", "page", "-1"),
    ],
)
def test_unreadable_address_gets_a_sentence(page: str, name: str, value: str) -> None:
    app = run(page, lang="en", **{name: value})
    assert not app.exception
    assert f"The address asks for {name} “{value}”" in shown(app)


@pytest.mark.usefixtures("served")
def test_what_the_address_says_is_shown_as_text() -> None:
    app = run("field", lang="en", field="<b>x</b>")
    assert "<b>x</b>" not in shown(app)
    assert "&lt;b&gt;x&lt;/b&gt;" in shown(app)


@pytest.mark.usefixtures("served")
def test_earlier_version_says_that_it_is_not_now() -> None:
    app = run("overview", lang="en", version="60")
    assert not app.exception
    assert "This is not the present state" in shown(app)
    assert "version=60" in shown(app)
