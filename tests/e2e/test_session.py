"""A session rehearsed by keyboard alone: frozen while it runs, kept as it was seen, however things change."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from dashboard.texts import texts
from data_access.change import recording
from data_access.database import Database
from data_access.model import ChangeKind, Kind, Programme
from data_access.words import LANGUAGES
from tests.browsers import PATIENCE
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.files import changed_file
from tests.e2e.rehearsal import ITEMS, Opened, cells, open_new_session, open_wall, press
from tests.e2e.screen import wait_until_drawn
from tests.e2e.site import PROJECT, Site, running_site

SIZES = [(1920, 1080), (3840, 2160)]
SUMMARY = ITEMS + 1
_CODE_FOLDERS = ("app.py", "dashboard", "data_access", "pages", "sample_data", ".streamlit")

Seen = dict[tuple[str, str, int], list[str]]


@pytest.fixture(scope="module")
def site(sample_copies: Callable[[], str]) -> Iterator[Site]:
    """A site of these tests' own, which they change."""
    with running_site(sample_copies()) as site:
        yield site


@pytest.fixture(scope="module")
def seen() -> Seen:
    """What walls said before they were closed, by session, language and screen."""
    return {}


@pytest.fixture
def leader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The window of the person at the keyboard, in the size of the wall."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("leader", SIZES, indirect=True, ids=["1080", "2160"])
def test_a_session_of_twelve_items_by_keyboard_alone(
    site: Site, leader: Page, seen: Seen, tmp_path: Path, language: str
) -> None:
    """Walked, interrupted by an upload, two instructions recorded, closed."""
    words = texts(language)
    session = open_new_session(site)
    open_wall(leader, site, session, language, item=0, is_leading=True)
    first = {0: cells(leader)}
    for item in range(1, ITEMS + 1):
        press(leader, "PageDown" if item % 2 else "ArrowRight", item=item)
        first[item] = cells(leader)
        assert first[item][0].startswith(f"{item} / {ITEMS} ")

    ended = site.run("import", str(changed_file(site, tmp_path)))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    expect(leader.locator(".wall-news")).to_have_text(words.gettext("new data ● U"))
    for item in range(ITEMS - 1, 0, -1):
        press(leader, "ArrowLeft" if item % 2 else "PageUp", item=item)
        assert cells(leader) == first[item]

    # Each run speaks of other problems, so that nothing sounds like what was recorded before.
    run = len(seen) // (ITEMS + 2)
    for place in (2 * run + 1, 2 * run + 2):
        _go_to(leader, place)
        _record(leader, leader.locator(".wall h1").inner_text(), words.gettext)
    leader.keyboard.press("End")
    expect(leader.locator(".wall")).to_have_attribute("data-item", str(SUMMARY))
    expect(leader.locator(".wall-list li")).to_have_count(2)
    for item in (0, *range(1, SUMMARY + 1)):
        _go_to(leader, item)
        seen[session.code, language, item] = cells(leader)
    expect(leader.get_by_role("button", name=words.gettext("Close the session"))).to_be_visible()
    leader.keyboard.press("Tab")
    leader.keyboard.press("Enter")
    expect(leader.get_by_role("button", name=words.gettext("Close the session"))).to_have_count(0)
    wait_until_drawn(leader)
    assert cells(leader) == seen[session.code, language, SUMMARY]


# The form is empty again: no field holds the text any more.
_FORGOTTEN = """(text) => ![...document.querySelectorAll(".st-key-wall-record textarea")].some(
    (field) => field.value === text
)"""


def _go_to(page: Page, item: int) -> None:
    """Type the item's number and Enter."""
    for digit in str(item):
        page.keyboard.press(digit)
    press(page, "Enter", item=item)


def _record(page: Page, text: str, gettext: Callable[[str], str]) -> None:
    """Press I, type, send with Ctrl+Enter."""
    page.keyboard.press("i")
    field = page.locator(".st-key-wall-record textarea")
    expect(field).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(
        page.get_by_text(re.compile(f"{gettext('Recorded: {code}').replace('{code}', 'I-')}"))
    ).to_be_visible()
    page.wait_for_function(_FORGOTTEN, arg=text)
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    wait_until_drawn(page)


@ON_SQLITE
def test_a_closed_session_opens_as_it_was_seen_whatever_has_changed(
    site: Site, seen: Seen, page: Page, tmp_path: Path
) -> None:
    """Data, a threshold, a catalogue's word, the rule and the day are others now; every cell is the same."""
    assert len(seen) == len(SIZES) * len(LANGUAGES) * (ITEMS + 2)
    _change_threshold(site)
    assert site.run("import", str(changed_file(site, tmp_path))).returncode == 0
    upcoming = open_new_session(site, items=1)
    with running_site(site.database_url, _changed_project(tmp_path)) as changed:
        for (code, language, item), said in seen.items():
            session = Opened(id=0, code=code, problems=(), screens=0)
            open_wall(page, changed, session, language, item=item)
            assert cells(page) == said
        # It is another product by now: the same data under other words and another rule.
        open_wall(page, changed, upcoming, "kk", item=1)
        assert "Қып-қызыл" in " ".join(cells(page))
    open_wall(page, site, upcoming, "kk", item=0)
    _, last = max((code, said) for (code, _, item), said in seen.items() if item == SUMMARY)
    codes = {word for cell in last for word in cell.split() if word.startswith("I-")}
    assert len(codes) == 2
    looked_back = " ".join(cells(page))
    assert all(code in looked_back for code in codes)


def _change_threshold(site: Site) -> None:
    database = Database(site.database_url)
    with database.reading() as connection:
        row = connection.execute(select(Programme.__table__).where(Programme.to_change.is_(None))).one()
    kept = {
        name: value for name, value in row._mapping.items() if name not in {"id", "from_change", "to_change"}
    }
    with recording(
        database,
        kind=ChangeKind.EDIT,
        actor="coordinator@example.kz",
        recorded_at=datetime.now(UTC),
        programme_id=row.entity_id,
    ) as change:
        change.revise(Kind.PROGRAMME, [{**kept, "red_slip_days": 1, "red_share_percent": 1}])
    database.close()


def _changed_project(folder: Path) -> Path:
    """A copy of the product with another word, another rule and another day."""
    project = folder / "changed"
    for name in _CODE_FOLDERS:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(PROJECT / name, project / name)
    _replace(project / "dashboard/locale/kk/LC_MESSAGES/messages.po", 'msgstr "Қызыл"', 'msgstr "Қып-қызыл"')
    _replace(
        project / "data_access/traffic_light.py", "Reason.ON_TRACK: Light.GREEN", "Reason.ON_TRACK: Light.RED"
    )
    _replace(
        project / "dashboard/source.py",
        "return datetime.now(UTC)",
        "return datetime.now(UTC) + __import__('datetime').timedelta(days=40)",
    )
    return project


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
