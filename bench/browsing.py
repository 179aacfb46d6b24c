"""What a person waits for in a real browser, beside opening an empty page in the same one."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.goals import Goal, Result
from bench.machine import described, load
from bench.options import Options
from bench.served import write_served
from bench.servers import EMPTY, PRODUCT, Server, serving
from bench.timing import Seconds, table
from tests.browsers import FLAGS
from tests.e2e.screen import DRAWN

SIZES = (2_000, 200_000)
TIMES = 7
GOAL_OPEN, GOAL_CLICK = 1.5, 0.4
LIBRARIES = ("streamlit", "playwright")
_EMPTY_DRAWN = """() => {
    const app = document.querySelector("[data-test-script-state]")
    return app?.dataset.testScriptState === "notRunning"
        && document.querySelector("[data-testid=stMainBlockContainer]") !== null
}"""
# Where the browser is: by its address, and on the wall by the item that is shown.
_PLACE = """() => location.href + (document.querySelector(".wall")?.dataset.item ?? "")"""
_PATIENCE = 30_000  # milliseconds
_OPENINGS = {
    "overview": "/",
    "field, with its charts": "/field?field=F1",
    "problem, with its charts": "/problem?problem=F1-1",
}


@dataclass(slots=True)
class _Traffic:
    """What went to and from a browser: requests, and bytes as they came over the wire."""

    requests: int = 0
    bytes: float = 0.0


def measure(options: Options) -> Result:
    """The measure as Markdown: a table of openings and one of clicks for each size."""
    times = options.times or TIMES
    parts, goals = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=list(FLAGS))
        for size in (options.rows,) if options.rows else SIZES:
            before = load()
            with tempfile.TemporaryDirectory() as folder:
                url = f"sqlite:///{Path(folder) / 'bench.db'}"
                pages = write_served(url, size)
                with serving(PRODUCT, database_url=url) as product, serving(EMPTY) as empty:
                    openings, ratios = _openings(browser, product, empty, times)
                    clicks, waits = _clicks(browser, product, pages, times)
            parts.append(
                f"## {size:,} milestones\n\n{openings}\n\n{clicks}\n\n"
                f"Load of the machine: {before} before, {load()} after."
            )
            goals += [
                Goal(what=f"open {name}, {size:,} milestones", figure=one, goal=GOAL_OPEN, unit="times")
                for name, one in ratios.items()
            ]
            goals += [
                Goal(what=f"{name}, {size:,} milestones", figure=one, goal=GOAL_CLICK, unit="s")
                for name, one in waits.items()
            ]
        version = browser.version
        browser.close()
    introduction = _INTRODUCTION.format(
        times=times, open=GOAL_OPEN, click=GOAL_CLICK, browser=version, machine=described(LIBRARIES)
    )
    return Result("\n\n".join((introduction, *parts)) + "\n", tuple(goals))


def _openings(browser: Browser, product: Server, empty: Server, times: int) -> tuple[str, dict[str, float]]:
    """Cold: a new browser profile for each, so that nothing is kept from before."""
    kinds = {"empty page": (empty.address + "/", _EMPTY_DRAWN)} | {
        name: (product.address + path, DRAWN) for name, path in _OPENINGS.items()
    }
    found: dict[str, list[float]] = {name: [] for name in kinds}
    traffic: dict[str, _Traffic] = {}
    for turn in range(times + 1):
        for name, (address, drawn) in kinds.items():
            with _profile(browser) as context:
                page = context.new_page()
                traffic[name] = _counted(page)
                seconds = _timed(partial(page.goto, address), page, drawn)
                if turn:
                    found[name].append(seconds)
    floor = Seconds(tuple(found["empty page"]))
    ratios = {name: Seconds(tuple(runs)).over(floor) for name, runs in found.items()}
    rows = [
        (
            name,
            str(Seconds(tuple(runs))),
            f"{ratios[name].median:.2f}",
            str(traffic[name].requests),
            f"{traffic[name].bytes / 1000:,.0f}",
        )
        for name, runs in found.items()
    ]
    head = ("cold open", "until drawn", "times", "requests", "KB")
    return table(head, rows), {name: ratio.median for name, ratio in ratios.items() if name in _OPENINGS}


def _clicks(
    browser: Browser, product: Server, pages: dict[str, str], times: int
) -> tuple[str, dict[str, float]]:
    """A filter, drilling down and the next item on the wall, each from where a person would click."""
    found: dict[str, list[float]] = {}
    with _profile(browser) as context:
        page = context.new_page()

        def click(name: str, act: Callable[[], object]) -> None:
            found.setdefault(name, []).append(_timed(act, page, DRAWN))

        for turn in range(times + 1):
            page.goto(f"{product.address}/?lang=en")
            page.wait_for_function(DRAWN)
            click("overview to a field", page.locator(".board a[href*='field=F2']").first.click)
            click("field to a problem", page.locator("main a[href*='problem=F2-']").first.click)
            page.goto(f"{product.address}/milestones?lang=en")
            page.wait_for_function(DRAWN)
            light = ("red", "amber", "green")[turn % 3]
            click("filter", partial(page.get_by_label("Light").select_option, light))
            page.goto(f"{product.address}{pages['wall item']}&lead=1&lang=en")
            page.wait_for_function(DRAWN)
            click("next item on the wall", partial(page.keyboard.press, "ArrowRight"))
    waits = {name: Seconds(tuple(runs[1:])) for name, runs in found.items()}  # the first is nobody's second
    rows = [(name, str(one)) for name, one in waits.items()]
    return table(("click", "until drawn"), rows), {name: median(one.runs) for name, one in waits.items()}


def _timed(act: Callable[[], object], page: Page, drawn: str) -> float:
    """Seconds from an act until what it leads to is drawn."""
    before = page.evaluate(_PLACE)
    begun = time.perf_counter()
    act()
    page.wait_for_function(f"(before) => ({_PLACE})() !== before", arg=before)
    page.wait_for_function(drawn)
    return time.perf_counter() - begun


@contextmanager
def _profile(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(_PATIENCE)
    try:
        yield context
    finally:
        context.close()


def _counted(page: Page) -> _Traffic:
    """What the page loads from now on, files and messages."""
    traffic = _Traffic()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def request(_event: object) -> None:
        traffic.requests += 1

    def loaded(event: dict[str, float]) -> None:
        traffic.bytes += event["encodedDataLength"]

    def message(event: dict[str, dict[str, str]]) -> None:
        traffic.bytes += len(event["response"]["payloadData"]) * 3 / 4  # binary messages come as Base64

    session.on("Network.requestWillBeSent", request)
    session.on("Network.loadingFinished", loaded)
    session.on("Network.webSocketFrameReceived", message)
    return traffic


_INTRODUCTION = """# In a real browser

Chromium {browser} at 1920 x 1080 without a window; seconds from the act until the screen is wholly drawn, letters
of charts included. Opening is cold: each time a new profile that has kept nothing, on a server that has shown
the page before; the empty page is served under the same configuration. Medians of {times} in turns, the first not
counted. The goals: a page opens in at most {open:g} times what the empty page takes; a click is
drawn within {click:g} s.

{machine}"""
