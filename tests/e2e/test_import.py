"""A workbook comes back with one forecast moved: lights turn on open screens, and turn back when it is undone."""

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from dashboard.texts import texts
from data_access.reads.history import milestone_history
from tests.e2e.screen import open_screen, place
from tests.e2e.site import Site
from tests.e2e.turning import Lights, Turning, lights_now, turnings
from tests.e2e.workbook import Export

DAYS = 45
SECONDS = 5_000  # milliseconds within which an open screen shows what is new
LANGUAGE = "ru"
_SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def test_one_forecast_moved_turns_the_lights_and_undo_turns_them_back(
    own_site: Site, context: BrowserContext, tmp_path: Path
) -> None:
    """Export, move, import: one value changes, and open screens show it within five seconds, in their place."""
    site = own_site
    with site.reader() as reader:
        turning = next(turnings(reader, DAYS))
    overview, problem = _open(context, site, turning)
    _expect_lights(overview, problem, turning, turning.before)

    workbook = Export(site, tmp_path / "all.xlsx")
    workbook.put(turning.milestone.code, "forecast", turning.forecast)
    imported = site.run("import", str(workbook.save()), "--json")
    _expect_lights(overview, problem, turning, turning.after)
    assert imported.returncode == 0
    answer = json.loads(imported.stdout)
    version = answer.pop("version")
    assert answer.pop("unchanged") >= workbook.milestones - 1
    counts = {name: answer[name] for name in ("added", "changed", "removed", "refreshed")}
    assert counts == {"added": 0, "changed": 1, "removed": 0, "refreshed": 0}
    assert answer["faults"] == answer["conflicts"] == []
    with site.reader() as reader:
        assert reader.view.version == version
        assert lights_now(reader, turning) == turning.after
        newest = milestone_history(reader, turning.milestone.id)[0]
    [moved] = newest.values
    assert (moved.attribute, moved.old, moved.new) == (
        "forecast",
        turning.milestone.forecast,
        turning.forecast,
    )

    undone = site.run("undo", str(version))
    _expect_lights(overview, problem, turning, turning.before)
    assert undone.returncode == 0
    with site.reader() as reader:
        assert lights_now(reader, turning) == turning.before
    assert _still_there(overview, problem, turning)
    overview.close()
    problem.close()


def _open(context: BrowserContext, site: Site, turning: Turning) -> tuple[Page, Page]:
    """The overview, and the problem's screen scrolled down; both marked, so that a reload would be noticed."""
    overview, problem = context.new_page(), context.new_page()
    open_screen(overview, site, "/", LANGUAGE)
    open_screen(problem, site, f"/problem?problem={turning.milestone.problem_code}", LANGUAGE)
    problem.locator(".rows tbody tr").last.scroll_into_view_if_needed()
    for page in (overview, problem):
        page.evaluate("() => { window.isTheSamePage = true }")
    assert problem.evaluate(_SCROLLED) > 0
    return overview, problem


def _still_there(overview: Page, problem: Page, turning: Turning) -> bool:
    """No reload, the same address, and the last row still in sight."""
    expect(problem.locator(".rows tbody tr").last).to_be_in_viewport()
    code = turning.milestone.problem_code
    return (
        all(page.evaluate("() => window.isTheSamePage === true") for page in (overview, problem))
        and place(problem) == ("/problem", {"problem": code, "lang": LANGUAGE})
        and place(overview) == ("/", {"lang": LANGUAGE})
    )


def _expect_lights(overview: Page, problem: Page, turning: Turning, lights: Lights) -> None:
    """The field on the overview, the problem and the milestone's row on the problem's screen."""
    light = texts(LANGUAGE).light
    card = overview.locator(f'a.card[href*="field={turning.field_code}"] .word')
    expect(card).to_have_text(light(lights.field), timeout=SECONDS)
    expect(problem.locator(".verdict .word")).to_have_text(light(lights.problem), timeout=SECONDS)
    row = problem.locator(".rows tbody tr", has_text=turning.milestone.code)
    expect(row.locator(".lamp")).to_have_text(light(lights.milestone), timeout=SECONDS)
