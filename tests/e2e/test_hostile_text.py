"""Whatever names, notes and file names hold is shown as text on every screen, and nothing of it is carried out."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from dashboard.texts import texts
from data_access.database import Database
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.screen import open_screen, wait_until_drawn
from tests.e2e.site import Site, running_site
from tests.e2e.workbook import Export
from tests.hostile import HTML, MARKDOWN, Hostile, endless, lay_hostile_ground, mixed

FILE_NAME = f"=1+1 <b id=injected>bold<img src=x onerror=window.injected=1> {MARKDOWN[:60]}.xlsx"
# Screens, and the texts that each of them must show whole: by name, mixed or endless.
SCREENS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "/": (("F1",), ("F2",)),
    "/?view=months": (("F1",), ("F2",)),
    "/field?field=F1": (("F1", "P1", "R"), ()),
    "/field?field=F2": ((), ("F2", "P2")),
    "/problem?problem=P1": (("P1", "M1"), ()),
    "/problem?problem=P2": ((), ("P2",)),
    "/team?team=T1": (("T1", "PERSON"), ()),
    "/milestone?milestone=M1": (("M1", "OWNER1", "NOTE1", "R"), ()),
    "/milestone?milestone=M6": ((), ("M6", "OWNER6", "NOTE6")),
    "/milestones": (("M1",), ("M6",)),
    "/milestones?find=STARRED": (("M1",), ()),
    "/milestones?field=F1&ministry=R&team=T1": (("M1", "F1", "R", "T1"), ()),
    "/history": (("ACTOR",), ()),
    "/history?change=1": (("ACTOR",), ()),
    "/sessions": (("TITLE",), ()),
    "/sessions?session={session}": (("TITLE", "QUESTION", "ASK"), ()),
    "/readiness": ((), ()),
    "/instructions": (("ORDER",), ()),
    "/instructions?instruction={instruction}": (("ORDER", "REPORT"), ()),
    "/assistance": (("HELP", "ASKED", "MET", "ABOUT"), ()),
    "/session?item=0": (("TITLE",), ()),
    "/session?item=1": (("QUESTION", "ASK"), ()),
    "/session?item=2": (("QUESTION",), ()),
    "/session?item=4": (("ORDER",), ()),
    "/upload": ((), ()),
}
_SHOWN = """() => {
    const plain = (text) => text.replace(/[ \\t\\r\\n]+/g, " ")
    const typed = [...document.querySelectorAll("input, textarea")].map((one) => one.value)
    return plain([document.body.textContent, ...typed].join("\\n"))
}"""
# What only exists where a text was taken for more than that.
_TAKEN = """() => [
    ...document.querySelectorAll("#injected, [src='x'], [href^=javascript], [href*=elsewhere], [src*=elsewhere]"),
    ...[...document.querySelectorAll("strong, em, code, del, span, a, p")]
        .filter((one) => one.textContent.trim() === "STARRED"),
    ...document.querySelectorAll(".katex"),
].map((one) => one.outerHTML.slice(0, 200))"""

_WIDER = """() => {
    const main = document.querySelector("[data-testid=stMain]")
    return main.scrollWidth - main.clientWidth
}"""


@pytest.fixture(scope="module")
def hostile(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Hostile]]:
    """A site of the hostile programme."""
    url = f"sqlite:///{shutil.copyfile(migrated_file, tmp_path_factory.mktemp('hostile') / 'site.db')}"
    with running_site(url) as site:
        yield site, _lay(url)


def _lay(url: str, *, is_endless: bool = True) -> Hostile:
    database = Database(url)
    try:
        return lay_hostile_ground(database, datetime.now(UTC), is_endless=is_endless)
    finally:
        database.close()


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The addresses that the page asks for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


@ON_SQLITE
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_shows_it_as_text(
    engine: str, hostile: tuple[Site, Hostile], page: Page, asked: list[str], screen: str
) -> None:
    site, ground = hostile
    path = screen.format(session=ground.session_code, instruction=ground.instruction_code)
    open_screen(page, site, path, "en")
    short, long = SCREENS[screen]
    expect_text_alone(page, asked, [*map(mixed, short), *map(endless, long)])
    assert engine


def expect_text_alone(page: Page, asked: list[str], whole: list[str]) -> None:
    """Each text stands there letter by letter, none was taken for anything else, and nobody was called."""
    shown: str = page.evaluate(_SHOWN)
    missing = [text[:60] for text in whole if " ".join(text.split(" ")).replace("\t", " ") not in shown]
    assert missing == []
    assert page.evaluate(_TAKEN) == []
    assert page.evaluate("window.injected || null") is None
    assert page.evaluate(_WIDER) == 0
    assert [url for url in asked if "elsewhere" in url] == []


@ON_SQLITE
def test_a_hostile_file_is_text_from_its_choice_to_the_history(
    engine: str, migrated_file: Path, tmp_path: Path, page: Page, asked: list[str]
) -> None:
    """Its name, its faults, its proposals and what it changes."""
    url = f"sqlite:///{shutil.copyfile(migrated_file, tmp_path / 'site.db')}"
    words = texts("en")
    with running_site(url) as site:
        _lay(url, is_endless=False)
        export = Export(site, tmp_path / "export.xlsx", "en")
        export.put("M1", "problem_id", f"New {MARKDOWN}")
        export.put("M2", "declared", f"New {HTML}")
        _choose(page, site, export.save())
        page.locator(".faults").first.wait_for()
        expect_text_alone(page, asked, [])
        export.mend()
        export.put("M1", "name_en", f"New {mixed('M1')}")
        export.put("M1", "note", f"New {mixed('NOTE1')}")
        _choose(page, site, export.save())
        page.locator(".changed").first.wait_for()
        expect_text_alone(page, asked, [f"New {mixed('M1')}", f"New {mixed('NOTE1')}"])
        page.get_by_role("button", name=words.gettext("Apply these changes")).click()
        page.locator(".verdict").first.wait_for()
        wait_until_drawn(page)
        expect_text_alone(page, asked, [FILE_NAME])
        with site.reader() as reader:
            version = reader.view.version
        for path in ("/history", f"/history?change={version}", "/milestone?milestone=M1"):
            open_screen(page, site, path, "en")
            expect_text_alone(page, asked, [FILE_NAME])
    assert engine


def _choose(page: Page, site: Site, path: Path) -> None:
    open_screen(page, site, "/upload", "en")
    with page.expect_file_chooser() as chooser:
        page.locator("[data-testid=stFileUploaderDropzone] button:not([kind=minimal])").click()
    file: FilePayload = {
        "name": FILE_NAME,
        "mimeType": "application/octet-stream",
        "buffer": path.read_bytes(),
    }
    chooser.value.set_files([file])
