"""A load test of a running server: python -m bench load --address http://... --viewers 100 --seconds 60.

Viewers open the overview and follow the links that they find there, as people do, thinking between two clicks;
meanwhile their screens look for news as open screens do. Nothing is written: no form is sent, no wall is led.
"""

import argparse
import asyncio
import html
import random
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from httpx import HTTPError
from websockets.exceptions import WebSocketException

from bench.crowd import quantile
from bench.timing import table
from bench.viewer import Run, Ticket, Viewer, opened, ticket
from dashboard.browser import LOOK_SECONDS

_LINK = re.compile(r'<a class="[^"]*\binternal\b[^"]*" href="([^"]+)"')
_VERSION = re.compile(r'<p class="as-of">[^·]*·[^·<0-9]*([0-9]+)')
_START = "/"
_BACK_TO_START = 0.2  # how often somebody goes back to the overview in place of following a link
_NEVER = {"lead", "take_back"}  # parameters of what writes, or asks for it
_WALL = "/session"
_STANDING = {"day", "version"}  # parameters of screens that stand still
_MOST_FAULTS = 10


class Arrival(NamedTuple):
    """When a screen showed a version first, and since when it had shown what is newest (seconds since the epoch).

    Screens of an earlier day, of a fixed version and of a wall stand still on purpose.
    """

    at: float
    live_since: float


@dataclass(slots=True)
class Tally:
    """What all viewers met: the runs of each screen, those of looking for news, and what went wrong."""

    clicks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    looks: list[float] = field(default_factory=list)
    updates: int = 0
    arrivals: dict[int, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    """By data version: when each viewer's screen showed it first, or a later one."""
    bytes: int = 0
    faults: list[str] = field(default_factory=list)

    def take(self, path: str, run: Run) -> None:
        """Note a click and its run."""
        self.clicks[urlsplit(path).path].append(run.seconds)
        self.bytes += run.bytes
        self.faults += [f"{path}: {fault}" for fault in run.faults]

    def take_look(self, seconds: float, run: Run | None) -> None:
        """Note a look for news, and the run that drew the page anew where there were some."""
        self.looks.append(seconds)
        if run is not None:
            self.updates += bool(run.html)
            self.bytes += run.bytes
            self.faults += run.faults


def main(arguments: Sequence[str]) -> int:
    """Run the test and print its table; 1 where there was an error."""
    parser = argparse.ArgumentParser(prog="python -m bench load", description=__doc__.partition("\n")[0])
    parser.add_argument("--address", required=True, help="of the server, as http://127.0.0.1:8501")
    parser.add_argument("--viewers", type=int, default=100, help="how many open screens")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long")
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two clicks, on average")
    parser.add_argument("--cookie", action="append", default=[], help="NAME=VALUE, of somebody signed in")
    asked = parser.parse_args(arguments)
    cookies = dict(one.split("=", 1) for one in asked.cookie)
    started = time.perf_counter()
    tally = asyncio.run(crowd(ticket(asked.address, cookies), asked.viewers, asked.seconds, asked.think))
    print(told(tally, time.perf_counter() - started))
    return 1 if tally.faults else 0


async def crowd(one: Ticket, number: int, seconds: float, think: float) -> Tally:
    """Have `number` viewers walk about for a while; what they met."""
    tally = Tally()
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_viewer(one, tally, end, think, random.Random(place)) for place in range(number)))
    return tally


async def _viewer(one: Ticket, tally: Tally, end: float, think: float, chance: random.Random) -> None:
    """One person: comes at some moment of the first think time, goes on until the end, comes back when cut off."""
    await asyncio.sleep(chance.random() * think)
    while time.perf_counter() < end:
        try:
            async with opened(one) as viewer:
                await _walk(viewer, tally, end, think, chance)
        except (OSError, HTTPError, WebSocketException) as error:  # a timeout is an OSError
            tally.faults.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(think)


class _Screen:
    """What a viewer's screen shows, click after click."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._version: int | None = None
        self._live_since: float | None = None

    def look(self, run: Run | None, since: float) -> None:
        """Note a look that began at a moment, and what it found."""
        self._tally.take_look(time.perf_counter() - since, run)
        if run is not None:
            self.take(run)

    def go(self, path: str, run: Run) -> None:
        """Note what a click led to."""
        parts = urlsplit(path)
        if parts.path == _WALL or _STANDING & parse_qs(parts.query).keys():
            self._live_since = None
            return
        if self._live_since is None:
            self._live_since, self._version = time.time(), None
        self.take(run)

    def take(self, run: Run) -> None:
        """Note when the screen shows a newer version than before."""
        if self._live_since is None:
            return
        shown = next((int(found[1]) for block in run.html if (found := _VERSION.search(block))), None)
        if shown is None:
            return
        if self._version is not None:
            for version in range(self._version + 1, shown + 1):
                self._tally.arrivals[version].append(Arrival(time.time(), self._live_since))
        self._version = max(shown, self._version or 0)


async def _walk(viewer: Viewer, tally: Tally, end: float, think: float, chance: random.Random) -> None:
    path = _START
    screen = _Screen(tally)
    run = await viewer.open(path)
    tally.take(path, run)
    screen.go(path, run)
    while True:
        next_click = time.perf_counter() + chance.expovariate(1 / think)
        await _looking(viewer, tally, screen, min(next_click, end))
        if next_click >= end:
            return
        links = _links(run.html)
        path = _START if not links or chance.random() < _BACK_TO_START else chance.choice(links)
        run = await viewer.follow(path)
        tally.take(path, run)
        screen.go(path, run)


async def _looking(viewer: Viewer, tally: Tally, screen: _Screen, until: float) -> None:
    """Wait, and let the screen look for news as often as it wants to."""
    next_news = time.perf_counter() + LOOK_SECONDS
    while True:
        now = time.perf_counter()
        next_look = min((now + seconds for seconds in viewer.looks.values()), default=until)
        moment = min(next_news, next_look)
        if moment >= until:
            await asyncio.sleep(max(0.0, until - now))
            return
        await asyncio.sleep(max(0.0, moment - now))
        if next_look <= next_news:
            for fragment in list(viewer.looks):
                if fragment in viewer.looks:
                    screen.look(await viewer.look(fragment), moment)
        else:
            screen.look(await viewer.look_for_news(), moment)
            next_news = time.perf_counter() + LOOK_SECONDS


def _links(blocks: Sequence[str]) -> list[str]:
    found = {html.unescape(href) for block in blocks for href in _LINK.findall(block)}
    return sorted(
        one for one in found if one.startswith("/") and not _NEVER & parse_qs(urlsplit(one).query).keys()
    )


def told(tally: Tally, seconds: float) -> str:
    """What all met, as Markdown."""
    everything = [one for runs in tally.clicks.values() for one in runs]
    groups = [("all clicks", everything), *sorted(tally.clicks.items()), ("looks for news", tally.looks)]
    rows = [
        (name, f"{len(runs):,}", *(f"{1000 * quantile(runs, share):.0f}" for share in (0.5, 0.95, 1.0)))
        for name, runs in groups
        if runs
    ]
    rates = (
        f"{len(everything) / seconds:.1f} clicks and {len(tally.looks) / seconds:.1f} looks a second, "
        f"{tally.bytes / 1e6 / seconds:.2f} MB a second, {tally.updates} screens updated by themselves."
    )
    lines = [
        table(("", "runs", "p50, ms", "p95, ms", "slowest, ms"), rows),
        "",
        rates,
        f"Errors: {len(tally.faults)}",
        *(f"- {fault[:300]}" for fault in list(dict.fromkeys(tally.faults))[:_MOST_FAULTS]),
    ]
    return "\n".join(lines)
