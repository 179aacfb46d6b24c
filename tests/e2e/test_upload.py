"""The page for bringing a file: all faults with their cells; the mended file row by row; applied, it shows."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.texts import texts
from data_access.model import Kind
from data_access.reads.milestones import MilestoneFilter, milestones
from data_access.uploads.columns import SHEETS
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.files import put_faults
from tests.e2e.screen import follow, open_screen, place, send_file, wait_until_drawn
from tests.e2e.site import Site, running_site
from tests.e2e.turning import Turning, turnings
from tests.e2e.workbook import Export

DAYS = 45


@pytest.fixture(scope="module")
def site(sample_copies: Callable[[], str]) -> Iterator[Site]:
    """A site of these tests' own, which they change."""
    with running_site(sample_copies()) as site:
        yield site


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_faulty_file_and_then_the_mended_one(site: Site, page: Page, tmp_path: Path, language: str) -> None:
    """What a ministry does: sees its faults, mends them, sees what will change, applies, sees it on the board."""
    overview = page.context.new_page()
    open_screen(overview, site, "/", language)
    open_screen(page, site, "/upload", language)

    workbook = Export(site, tmp_path / "figures.xlsx", language)
    cells = put_faults(workbook)
    _expect_faults(site, page, workbook.save(), cells, language)

    with site.reader() as reader:
        turning = next(turnings(reader, DAYS))
    workbook.mend()
    cell = workbook.put(turning.milestone.code, "forecast", turning.forecast)
    send_file(page, workbook.save())
    _expect_change(page, turning, row=cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), language=language)
    card = overview.locator(f'a.card[href*="field={turning.field_code}"] .word')
    expect(card).to_have_text(texts(language).light(turning.before.field))

    page.get_by_role("button", name=texts(language).gettext("Apply these changes")).click()
    done = page.locator(".verdict", has_text=texts(language).gettext("Applied: {file}", file="figures.xlsx"))
    expect(done).to_be_visible()
    expect(page.locator(".preview")).to_have_count(0)
    expect(card).to_have_text(texts(language).light(turning.after.field))
    with site.reader() as reader:
        version = str(reader.view.version)
    wait_until_drawn(page)
    follow(done.locator("a"))
    assert version in place(page)[1].values()
    overview.close()


@ON_SQLITE
def test_many_faults_are_told_sort_by_sort(site: Site, page: Page, tmp_path: Path) -> None:
    """How many there are of each is seen at once; the first sort, the largest one, is open."""
    with site.reader() as reader:
        codes = [one.code for one in milestones(reader, MilestoneFilter(limit=13))]
    workbook = Export(site, tmp_path / "figures.xlsx", "en")
    no_dates = [workbook.put(code, "forecast", "soon") for code in codes]
    no_percent = workbook.put(codes[0], "progress", 1.4)
    open_screen(page, site, "/upload", "en")
    send_file(page, workbook.save())
    groups = page.get_by_test_id("stExpander").locator("details")
    opened, closed = groups.first, groups.nth(1)
    expect(opened.locator("summary")).to_contain_text("13 cells")
    expect(opened.locator(".faults tbody .code")).to_have_count(13)
    assert set(opened.locator(".faults tbody .code").all_inner_texts()) == set(no_dates)
    closed.locator("summary").click()
    expect(closed.locator(".faults tbody .code")).to_have_text([no_percent])


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_not_taken_is_told_why(site: Site, page: Page, tmp_path: Path, language: str) -> None:
    """In the reader's language, and in no other."""
    open_screen(page, site, "/upload", language)
    words = texts(language)
    told = page.locator(".not-taken")
    expect(told).to_be_hidden()
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"a letter")
    page.locator("input[type=file]").set_input_files(letter)
    expect(told).to_be_visible()
    expect(told).to_contain_text(words.gettext("The file was not taken."))
    expect(told).to_contain_text("20")
    page.get_by_test_id("stFileChip").hover()
    expect(page.get_by_text("not allowed").first).to_be_hidden()
    page.get_by_test_id("stFileChipDeleteBtn").locator("button").click()
    expect(told).to_be_hidden()


def _expect_faults(site: Site, page: Page, faulty: Path, cells: list[str], language: str) -> None:
    """The same faults, sheets, cells and words as the command line gives; and nothing to apply."""
    told = json.loads(site.run("import", str(faulty), "--json", "--lang", language).stdout)
    expected = [[fault["sheet"], fault["cell"], fault["message"]] for fault in told["faults"]]
    assert sorted(cell for _sheet, cell, _message in expected) == sorted(cells)
    send_file(page, faulty)
    expect(page.locator(".faults").first).to_be_visible()
    closed = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    for fault in expected:
        expect(page.locator(".faults tbody tr", has_text=fault[1])).to_be_visible()
    shown = [row.locator("td").all_inner_texts()[:3] for row in page.locator(".faults tbody tr").all()]
    assert [fault for fault in expected if fault not in shown] == []
    assert page.get_by_role("button", name=texts(language).gettext("Apply these changes")).count() == 0


def _expect_change(page: Page, turning: Turning, *, row: str, language: str) -> None:
    """One row: where it stands in the file, whose it is, what it was and what it will be."""
    words = texts(language)
    assert turning.milestone.forecast is not None
    changed = page.locator(".changed tbody tr")
    expect(changed).to_have_count(1)
    assert changed.locator("td").all_inner_texts() == [
        row,
        turning.milestone.code,
        words.spoken(SHEETS[Kind.MILESTONE].column("forecast").header),
        words.day(turning.milestone.forecast),
        words.day(turning.forecast),
    ]
