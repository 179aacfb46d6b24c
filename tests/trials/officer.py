"""An officer at a browser who brings figures: one forecast a file, so that each file is one change."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import FileChooser, Locator, Page, expect
from sqlalchemy import select

from dashboard.texts import texts
from data_access.database import Database
from data_access.model import Upload
from data_access.reads.milestones import MilestoneFilter, milestones
from data_access.traffic_light import Light
from tests.e2e.screen import open_screen, send_file
from tests.e2e.site import Site
from tests.e2e.workbook import Export

WORDS = texts("en")
_SLIP = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A file, and the one forecast that it moves."""

    path: Path
    code: str
    forecast: date


def figures(site: Site, folder: Path) -> Iterator[Figure]:
    """Files without end but the milestones'; each moves another milestone, made from one export."""
    workbook = Export(site, folder / "export.xlsx", "en")
    with site.reader() as reader:
        found = milestones(reader, MilestoneFilter(light=Light.GREEN))
    for number, one in enumerate(found):
        if one.forecast is None:
            continue
        workbook.mend()
        workbook.put(one.code, "forecast", one.forecast + _SLIP)
        workbook.path = folder / f"figure-{number}.xlsx"
        yield Figure(path=workbook.save(), code=one.code, forecast=one.forecast + _SLIP)


def choose(page: Page, figure: Figure) -> None:
    """Choose the file and see what it would change."""
    send_file(page, figure.path)
    expect_to_see(page, figure)


def expect_to_see(page: Page, figure: Figure) -> None:
    """What the file would change is on the page."""
    expect(page.locator(".changed tbody tr", has_text=figure.code)).to_have_count(1)


def window_for_files(page: Page) -> FileChooser:
    """The browser's own window in which a file is chosen, opened and left open."""
    with page.expect_file_chooser() as window:
        page.locator("[data-testid=stFileUploaderDropzone] button").click()
    return window.value


def apply(page: Page, figure: Figure) -> None:
    """Apply what is shown, and see that it is done."""
    page.get_by_role("button", name=WORDS.gettext("Apply these changes")).click()
    expect(done(page, figure)).to_be_visible()


def done(page: Page, figure: Figure) -> Locator:
    """What the page says when the file is applied."""
    return page.locator(".verdict", has_text=WORDS.gettext("Applied: {file}", file=figure.path.name))


def open_desk(page: Page, site: Site) -> None:
    """Open the page for bringing files."""
    open_screen(page, site, "/upload", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of files that were confirmed as applied: how many, how many of them are lost, how many are there twice."""

    applied: int
    lost: int
    doubled: int


def tally(site: Site, applied: list[Figure]) -> Tally:
    """Look in the database itself: the changes of each file, and the forecast that it brought."""
    database = Database(site.database_url)
    try:
        with database.reading() as connection:
            recorded = Counter(connection.execute(select(Upload.file_name)).scalars())
    finally:
        database.close()
    with site.reader() as reader:
        now = {one.code: one.forecast for one in milestones(reader, MilestoneFilter())}
    names = [figure.path.name for figure in applied]
    return Tally(
        applied=len(applied),
        lost=sum(recorded[one.path.name] == 0 or now[one.code] != one.forecast for one in applied),
        doubled=sum(recorded[name] > 1 for name in names),
    )
