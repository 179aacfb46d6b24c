"""A ministry's own sheet, from its first sending to taking it back: mapped, mended, remembered, contested."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.texts import Texts, texts
from data_access.model import Kind
from data_access.reads.lookup import find
from data_access.reads.milestones import MilestoneFilter, MilestoneState, Sort, milestones
from data_access.traffic_light import Light
from data_access.uploads.columns import SHEETS
from data_access.uploads.foreign.names import load_names
from data_access.words import LANGUAGES
from tests.e2e.conftest import ON_SQLITE
from tests.e2e.foreign_sheet import (
    FIRST_ROW,
    NEW,
    NOTES,
    PROBLEM,
    UNKNOWN_WORD,
    Line,
    line_of,
    save_sheet,
    with_line,
)
from tests.e2e.screen import follow, open_screen, send_file, wait_until_drawn
from tests.e2e.site import Site
from tests.e2e.workbook import Export

COLLEAGUE = "Office"
MILESTONE = SHEETS[Kind.MILESTONE]
APPLY, USE = "Apply these changes", "Use this mapping"


class Officer:
    """A viewer of the page for files, who reads one language."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.words: Texts = texts(language)

    def button(self, message: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.words.gettext(message, **values), exact=True)

    def press(self, message: str, **values: object) -> None:
        self.button(message, **values).click()
        wait_until_drawn(self.page)

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a list by the words on the page."""
        box = self.page.locator(
            "[data-testid=stSelectbox]", has=self.page.get_by_role("combobox", name=label, exact=True)
        )
        box.scroll_into_view_if_needed()  # scrolling closes an open list
        wait_until_drawn(self.page)
        box.get_by_role("button").click()
        box.get_by_role("combobox").fill(option)  # of a long list only a part is drawn
        self.page.get_by_role("option", name=option, exact=True).click()
        expect(box.get_by_role("combobox")).to_have_value(option)
        wait_until_drawn(self.page)

    def send(self, file: Path) -> None:
        send_file(self.page, file)
        expect(self.page.locator(".preview .heading").first).to_contain_text(file.name)
        wait_until_drawn(self.page)

    def outcome(self, name: str) -> Locator:
        """What is said once a file is applied."""
        return self.page.locator(".verdict", has_text=self.words.gettext("Applied: {file}", file=name))

    def expect_faults(self, *cells: str) -> None:
        """These faults, and no others."""
        expect(self.page.locator(".faults tbody .code")).to_have_text(list(cells))


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ministrys_own_sheet(own_site: Site, page: Page, tmp_path: Path, language: str) -> None:
    """Mapped once, mended, applied; next month only what two have changed is asked; taken back, all is as before."""
    site, officer = own_site, Officer(page, language)
    with site.reader() as reader:
        today = reader.view.day
    lines = _lines(_state(site))
    yesterday = today - timedelta(days=1)

    open_screen(page, site, "/upload", language)
    faulty = with_line(with_line(lines, 1, forecast="31.04.2027"), 2, progress=1.3)
    officer.send(save_sheet(tmp_path / "1.xlsx", faulty, as_at=yesterday, name="Қазан – Октябрь"))
    _answer_for_columns(officer, _problem_in_words(site, language))
    _expect_reading_told(officer, len(lines))
    _mend_by_a_click(officer)

    lines = with_line(lines, 1, forecast=date(2027, 4, 30))
    officer.send(save_sheet(tmp_path / "2.xlsx", lines, as_at=yesterday, name="Қазан – Октябрь"))
    _expect_no_questions(officer)
    officer.press(APPLY)
    expect(officer.outcome("2.xlsx")).to_be_visible()
    _expect_as_sent(site, lines)

    contested = lines[0].code
    _change_meanwhile(site, tmp_path / "office.xlsx", contested, today + timedelta(days=40))
    before = _state(site)
    lines = with_line(lines, 0, forecast=today + timedelta(days=60))
    lines = with_line(lines, 1, note="Келісілді / Согласовано")
    officer.send(save_sheet(tmp_path / "3.xlsx", lines, as_at=today, name="Қараша – Ноябрь"))
    _expect_no_questions(officer)
    _decide_for_the_file(officer, contested)
    officer.press(APPLY)
    expect(officer.outcome("3.xlsx")).to_be_visible()
    _expect_as_sent(site, lines)

    follow(officer.outcome("3.xlsx").locator("a"))
    follow(officer.page.get_by_role("link", name=officer.words.gettext("See what taking it back would do")))
    expect(page.locator(".rows").first).to_contain_text(contested)
    officer.press("Take this change back")
    expect(page.locator(".changes-list .taken-back", has_text="3.xlsx")).to_be_visible()
    assert _state(site) == before


def _lines(state: Sequence[MilestoneState]) -> list[Line]:
    """Three milestones that are under way, one of them in a word of the ministry's own, and a new one."""
    found = [line_of(one) for one in state if one.done_on is None and one.forecast and one.progress][:3]
    assert len(found) == 3
    new = Line(
        code=NEW,
        title="Пилот вечерних приёмов",
        term=date(2027, 9, 1),
        forecast=None,
        progress=0,
        note="Жаңа жұмыс / Новая работа",
    )
    return with_line([*found, new], 0, status=UNKNOWN_WORD)


def _state(site: Site) -> tuple[MilestoneState, ...]:
    with site.reader() as reader:
        problem_id = find(reader, Kind.PROBLEM, PROBLEM)
        return milestones(reader, MilestoneFilter(problem_id=problem_id, sort=Sort.CODE))


def _answer_for_columns(officer: Officer, problem: str) -> None:
    """Say what the notes are, whose milestones these are, and what a word means; all else is proposed rightly."""
    words = officer.words
    expect(officer.button(USE)).to_be_disabled()
    officer.choose(
        words.gettext("What column {column} is", column=NOTES), words.spoken(MILESTONE.column("note").header)
    )
    officer.choose(words.spoken(MILESTONE.column("problem_id").header), problem)
    asked = words.ngettext("{word} ({number} time)", "{word} ({number} times)", 1, word=UNKNOWN_WORD)
    officer.choose(asked, words.light(Light.AMBER))
    expect(officer.button(USE)).to_be_enabled()
    officer.press(USE)
    expect(officer.page.locator(".faults").first).to_be_visible()


def _problem_in_words(site: Site, language: str) -> str:
    with site.reader() as reader:
        return f"{PROBLEM} · {load_names(reader).names[Kind.PROBLEM][PROBLEM].spoken(language)}"


def _expect_reading_told(officer: Officer, count: int) -> None:
    """What was not read is said, and folded up what was read though hidden or left out though there."""
    expect(officer.page.locator(".preview .hint", has_text="Форма завершения")).to_be_visible()
    told = officer.words.gettext("How the file was read ({count})", count=5)
    officer.page.locator("summary", has_text=told).click()
    last = FIRST_ROW + count - 1
    for message, places in (
        ("Hidden rows were read: {places}.", FIRST_ROW),
        ("Left out as numbers of the columns: {places}.", FIRST_ROW - 2),
        ("Left out as headings of sections: {places}.", FIRST_ROW - 1),
        ("Left out as subtotals: {places}.", last + 1),
        ("Left out as notes below the table: {places}.", last + 3),
    ):
        told = officer.words.gettext(message, places=places)
        expect(officer.page.locator(".reading li", has_text=told)).to_be_visible()


def _mend_by_a_click(officer: Officer) -> None:
    """Two faults, one of which has a proposal: it is taken, and the other one stays."""
    no_date, no_percent = f"E{FIRST_ROW + 1}", f"H{FIRST_ROW + 2}"
    officer.expect_faults(no_date, no_percent)
    officer.press("{cell}: take “{proposal}”", cell=no_date, proposal="30.04.2027")
    officer.expect_faults(no_percent)
    expect(officer.button(APPLY)).to_have_count(0)


def _expect_no_questions(officer: Officer) -> None:
    """The file is read as the last one was: nothing is asked, and nothing is wrong."""
    remembered = officer.page.locator(".preview .hint", has_text="administrator")
    expect(remembered).to_be_visible()
    expect(officer.button(USE)).to_be_hidden()
    expect(officer.page.locator(".edge-red")).to_have_count(0)


def _change_meanwhile(site: Site, path: Path, code: str, forecast: date) -> None:
    """Somebody else brings another forecast of a milestone."""
    workbook = Export(site, path)
    workbook.put(code, "forecast", forecast)
    imported = site.run("import", str(workbook.save()), "--actor", COLLEAGUE)
    assert imported.returncode == 0, imported.stderr


def _decide_for_the_file(officer: Officer, contested: str) -> None:
    """One conflict: what and with whom is said, and nothing can be applied until it is decided."""
    conflict = officer.page.locator(".conflict")
    expect(conflict).to_have_count(1)
    expect(conflict).to_contain_text(contested)
    expect(conflict).to_contain_text(COLLEAGUE)
    expect(officer.button(APPLY)).to_be_disabled()
    officer.page.get_by_text(officer.words.gettext("take the file’s"), exact=True).click()
    expect(officer.button(APPLY)).to_be_enabled()


def _expect_as_sent(site: Site, lines: Sequence[Line]) -> None:
    """Every line of the sheet is what the database says."""
    state = {one.code: one for one in _state(site)}
    lights = {UNKNOWN_WORD: Light.AMBER}
    for line in lines:
        one = state[line.code]
        found = (one.name.ru, one.term, one.forecast, one.progress, one.declared, one.note)
        sent = (line.title, line.term, line.forecast, round(line.progress * 10000))
        assert found == (*sent, lights.get(line.status, Light.GREEN), line.note)
