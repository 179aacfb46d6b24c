"""Many viewers at once, each asking for its page again as soon as it has it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from bench.servers import Server
from bench.viewer import Run, Viewer, opened, ticket


@dataclass(slots=True)
class Crowd:
    """The viewers of a server."""

    server: Server
    viewers: Sequence[Viewer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What a crowd got in a while: seconds by the clock and of the server's processor, and the runs."""

    seconds: float
    cpu_seconds: float
    runs: Sequence[Run] = field(repr=False)

    @property
    def rate(self) -> float:
        """Reruns a second."""
        return len(self.runs) / self.seconds

    @property
    def cpu(self) -> float:
        """Seconds of the server's processor for a rerun."""
        return self.cpu_seconds / len(self.runs)

    def within(self, share: float) -> float:
        """The seconds within which this share of the runs ended."""
        return quantile([run.seconds for run in self.runs], share)


def quantile(values: Sequence[float], share: float) -> float:
    """The least of the values that at least this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000 * len(ordered)) // 1000) - 1)]


@asynccontextmanager
async def gathered(server: Server, number: int) -> AsyncIterator[Crowd]:
    """Connect `number` viewers, each with the start page open."""
    one = ticket(server.address)
    async with AsyncExitStack() as stack:
        crowd = Crowd(server, [await stack.enter_async_context(opened(one)) for _ in range(number)])
        await go(crowd, "/", is_open=False)
        yield crowd


async def go(crowd: Crowd, path: str, *, is_open: bool = True) -> None:
    """Have everybody open a page, or follow a link to it; raises RuntimeError where it is faulty."""
    for run in await asyncio.gather(
        *(viewer.follow(path) if is_open else viewer.open(path) for viewer in crowd.viewers)
    ):
        if run.faults:
            raise RuntimeError(f"{path}: {run.faults[0]}")


async def rerun(crowd: Crowd, seconds: float) -> Slice:
    """Have everybody ask again and again for a while; raises RuntimeError for a faulty run."""
    used, started = crowd.server.cpu_seconds(), time.perf_counter()
    end = started + seconds
    runs = [
        run for of_one in await asyncio.gather(*(_again(one, end) for one in crowd.viewers)) for run in of_one
    ]
    return Slice(
        seconds=time.perf_counter() - started, cpu_seconds=crowd.server.cpu_seconds() - used, runs=runs
    )


async def _again(viewer: Viewer, end: float) -> list[Run]:
    runs = []
    while time.perf_counter() < end:
        run = await viewer.rerun()
        if run.faults:
            raise RuntimeError(run.faults[0])
        run.html.clear()
        runs.append(run)
    return runs
