"""/metrics: how the server and its data fare, in Prometheus' text format, for those who watch over it.

Open to this machine, and to whoever sends the token of the settings.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hmac import compare_digest
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

from dashboard import source
from dashboard.address import is_from_this_machine
from dashboard.metrics import REGISTRY
from dashboard.settings import PROJECT
from data_access.database import DatabaseUnreachableError
from data_access.reads import point
from data_access.reads.freshness import count_by_kind, count_sign_ins, freshness
from data_access.reads.snapshot import Reader
from data_access.revision import DatabaseNewerError, DatabaseNotMigratedError, check_migrated
from data_access.view import View

_NOT_KEPT = {"Cache-Control": "no-store"}


def metrics_route(token: str) -> Route:
    """The route; an empty token lets nobody in from another machine."""

    async def metrics(request: Request) -> Response:
        if not (is_from_this_machine(request.scope) or _has_token(request, token)):
            return PlainTextResponse("Forbidden\n", status_code=403)
        return Response(
            await run_in_threadpool(_written), media_type=CONTENT_TYPE_PLAIN_0_0_4, headers=_NOT_KEPT
        )

    return Route("/metrics", metrics)


def _has_token(request: Request, token: str) -> bool:
    sent = request.headers.get("authorization", "")
    return bool(token) and compare_digest(sent.encode(), f"Bearer {token}".encode())


def _written() -> bytes:
    return generate_latest(REGISTRY) + generate_latest(_looked_up)


class _LookedUp(Collector):
    """What is not counted but asked for when somebody looks."""

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment; those of the database only while it answers."""
        yield GaugeMetricFamily("dashboard_viewers", "Browsers connected to this server.", value=_viewers())
        disk = shutil.disk_usage(_folder())
        yield GaugeMetricFamily(
            "dashboard_disk_free_bytes", "Free where the embedded database lies, else the product.", disk.free
        )
        yield GaugeMetricFamily("dashboard_disk_size_bytes", "The size of that disk.", disk.total)
        known: list[Metric] = []
        with suppress(DatabaseNewerError, DatabaseNotMigratedError, DatabaseUnreachableError):
            check_migrated(source.database())
            known = _of_database(source.now())
        yield GaugeMetricFamily(
            "dashboard_database_up", "1 while the database serves this server.", value=1 if known else 0
        )
        yield from known


_looked_up = CollectorRegistry()
_looked_up.register(_LookedUp())


def _viewers() -> int:
    if not runtime.exists():
        return 0
    stats = runtime.get_instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY])
    return sum(stat.value for stat in stats[ACTIVE_SESSIONS_FAMILY] if isinstance(stat, GaugeStat))


def _folder() -> Path:
    url = source.database().url
    folder = Path(url.database or "").parent if source.database().is_sqlite else PROJECT
    return folder if folder.exists() else PROJECT


def _of_database(now: datetime) -> list[Metric]:
    changes = CounterMetricFamily(
        "dashboard_changes", "Changes ever recorded in the database, whoever wrote them.", labels=["kind"]
    )
    age = GaugeMetricFamily(
        "dashboard_data_age_seconds",
        "Since the end of the day that the newest report of a field speaks of; a field without one is left out.",
        labels=["programme", "field"],
    )
    with source.database().reading() as connection:
        sign_ins = CounterMetricFamily(
            "dashboard_sign_ins", "Sign-ins of people who may come in.", count_sign_ins(connection)
        )
        for kind, number in count_by_kind(connection).items():
            changes.add_metric([kind], number)
        for programme in point.programmes(connection):
            view = View(
                programme_id=programme.id,
                version=point.newest_version(connection, programme.id),
                day=programme.today(now),
            )
            for one in freshness(Reader(connection, view)):
                if one.as_at is not None:
                    end = programme.end_of(one.as_at)
                    age.add_metric([programme.code, one.field], max(0.0, (now - end).total_seconds()))
    return [sign_ins, changes, age]
