"""A restored system shows each past session cell by cell as before, on either engine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard import source
from dashboard.components.wall.record import record_content
from dashboard.components.wall.stage import Stage, live_stage, stage_of
from data_access.database import Database
from data_access.model import SessionState
from data_access.sessions.preparing import close_session
from data_access.words import LANGUAGES
from tests.conftest import ENGINES
from tests.data_access.backup.contents import put_back, save
from tests.pages.instruction_site import WHO, Site, _forget, served_site
from tests.postgresql import TestServer


@pytest.fixture
def site(migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A served programme whose one session is closed."""
    for site in served_site(migrated_file, tmp_path, monkeypatch):
        content = record_content(site.request(), site.session_info())
        close_session(site.database, site.ground.programme, site.session, content=content, **WHO)
        yield site


@pytest.fixture(params=ENGINES)
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
        return
    server: TestServer = request.getfixturevalue("postgresql_server")
    name = server.create("template0")
    yield server.url_of(name)
    server.drop(name)


def _shown(site: Site) -> dict[tuple[str, str], Stage]:
    """The screens of the session as they were kept, and as they are drawn from the frozen data, by language."""
    request, session = site.request(), site.session_info()
    assert session.state is SessionState.CLOSED
    return {
        (language, how): draw(request, session, language)
        for language in LANGUAGES
        for how, draw in (("kept", stage_of), ("drawn", live_stage))
    }


def test_a_past_session_is_the_same_cell_by_cell(
    site: Site, elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _shown(site)
    save(site.database, tmp_path / "file.backup")
    target = Database(elsewhere)
    put_back(tmp_path / "file.backup", target)
    # Whoever still read the old database would see no session.
    with site.database.writing() as connection:
        connection.execute(text("DELETE FROM agenda_item"))
        connection.execute(text("DELETE FROM milestone"))
    monkeypatch.setenv("DATABASE_URL", elsewhere)
    _forget()
    assert _shown(replace(site, database=target)) == before
    source.database().close()
    target.close()
